"""Bare years, months and units that only look like dates."""

from collections.abc import Collection, Sequence

from spacy.tokens import Doc, Token

from gestae.language.times.lexer import Lexeme
from gestae.language.times.scan import Found
from gestae.language.times.shapes import (
    Bound,
    CalendarDate,
    CalendarUnit,
    Decade,
    Distance,
    Nothing,
    Season,
    Shape,
    Window,
)

MONEY = frozenset("$€£¥₹#№")
AFTER_NUMBERS = frozenset(
    {"gmt", "utc", "hours", "hrs", "local", "%", "percent", "km", "kilometres", "kilometers", "ist", "est"}
)
BEFORE_NUMBERS = frozenset(
    {"no", "resolution", "article", "section", "number", "page", "pp", "flight", "chapter", "law", "act"}
    | {"room", "route", "highway", "unit", "hall", "gate"}
)
NEWS_YEARS = range(1900, 2100)
COUNTED = frozenset({"crowd", "total", "group", "force", "army", "garrison", "population", "maximum", "minimum"})
LICENSED = frozenset(
    {"in", "since", "until", "till", "by", "before", "after", "during", "from", "between", "of", "circa"}
)


def plausible(found: Found, lexemes: Sequence[Lexeme], doc: Doc, token: int, bound: Collection[str]) -> bool:
    """Is it a time expression? ``token`` is the one where the core begins, ``bound`` months that need a preposition."""
    core = found.shape.core
    after = lexemes[found.end].lower if found.end < len(lexemes) else ""
    match core:
        case Nothing():
            return False
        case Window() if found.end == found.core + 1:
            return doc[token].dep_ == "advmod" and doc[token].head.pos_ == "VERB"
        case Window() | CalendarUnit():
            return after not in ({"of", "-"} if isinstance(core, CalendarUnit) else {"of"})
        case Season(year=None, year_shift=None, shift=None):
            last = doc[min(token + found.end - found.core, len(doc)) - 1]
            return after != "of" and last.pos_ != "VERB" and last.dep_ not in {"compound", "amod"}
        case Decade():
            whole = len(lexemes[found.core].lower) > len("'90s")
            return whole or (found.core > 0 and lexemes[found.core - 1].lower == "the")
        case CalendarDate() if not _fronted(found.shape):
            return _date(found, core, lexemes, doc[token], after, bound)
        case _:
            return True


def _date(
    found: Found, core: CalendarDate, lexemes: Sequence[Lexeme], token: Token, after: str, bound: Collection[str]
) -> bool:
    if core.month is None and core.year_shift is None:
        return _year(found, lexemes, token, after)
    if core.day is None and core.year is None and core.year_shift is None and core.shift is None:
        return _month(found, lexemes, token, bound)
    return True


def _fronted(shape: Shape) -> bool:
    return shape.part is not None or shape.share is not None or shape.until is not None


def _year(found: Found, lexemes: Sequence[Lexeme], token: Token, after: str) -> bool:
    before = lexemes[found.core - 1] if found.core else None
    told = lexemes[found.core]
    if "year" not in {kind for kind, _ in told.meanings}:
        return True
    if after in AFTER_NUMBERS:
        return False
    if before is not None:
        if before.lower == "of" and found.core > 1 and lexemes[found.core - 2].lower in COUNTED:
            return False
        if before.lower in MONEY | BEFORE_NUMBERS or before.lower.rstrip(".") in BEFORE_NUMBERS:
            return False
        glued = before.end == told.start
        if glued and before.lower in {"-", "/", ".", "–"} and found.lead == "":
            return False
    licensed = _licensed(found, lexemes)
    year = int(told.lower)
    if year not in NEWS_YEARS:
        return licensed and year >= 1400 and token.dep_ != "nummod"
    if token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ in {"NNS", "NNPS"}:
        return licensed and year % 50 != 0
    return True


def _licensed(found: Found, lexemes: Sequence[Lexeme]) -> bool:
    if found.lead in LICENSED or found.shape.bound is not Bound.CLOSED:
        return True
    return found.core > 0 and lexemes[found.core - 1].lower in LICENSED


def _month(found: Found, lexemes: Sequence[Lexeme], token: Token, bound: Collection[str]) -> bool:
    if token.pos_ in {"AUX", "VERB"} or token.ent_type_ == "PERSON":
        return False
    licensed = _licensed(found, lexemes)
    if lexemes[found.core].lower in bound:
        return licensed and token.head.dep_ != "agent"
    return licensed or token.dep_ not in {"nsubj", "nsubjpass", "dobj", "ROOT"}


def ahead_only(found: Found) -> bool:
    """Is it a date only in a clause about the future ("in two weeks")?"""
    return isinstance(found.shape.core, Distance) and found.shape.core.ahead_only
