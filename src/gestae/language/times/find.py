"""Time expressions of a document, found and resolved in one pass over its sentences."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from spacy.tokens import Span, Token

from gestae.language.times.grammar import Grammar, compile_rules
from gestae.language.times.lexemes import pieces
from gestae.language.times.lexer import Lexeme, lex
from gestae.language.times.paragraphs import paragraphs
from gestae.language.times.plausible import ahead_only, plausible
from gestae.language.times.resolve import UNTOLD_EVENT, Resolved, Setting, resolve
from gestae.language.times.scan import Found, scan
from gestae.language.times.shapes import Anchor, Bound, CalendarDate, Distance, NumericDate, Shape
from gestae.language.times.tense import VERBAL, Outlook, outlook
from gestae.language.times.words import TimeWords
from gestae.language.view import Parsed, TimeExpression, Times

DATELINE_REACH = 100
MODIFYING = frozenset({"compound", "poss", "nmod", "amod", "nummod", "npadvmod"})
COMPLEMENTS = frozenset({"pobj", "pcomp"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A shape at tokens ``start`` to ``end`` with its root, and where its sentence and paragraph are."""

    start: int
    end: int
    root: int
    sentence: int
    shape: Shape
    opens: bool
    day_first: bool | None
    complement: int | None


def find_times(parsed: Parsed, words: TimeWords, home: str | None = None) -> Times:
    """Find all time expressions and resolve them as far as the document allows.

    Relative ones count from the publication date or, without one, from a full date in the dateline; those like
    "two days later" from the expression before them. What cannot be told stays null, with a reason. ``home`` is the
    three-letter country of the document's outlet: it decides "12/11" where the document itself does not.
    """
    candidates = _candidates(parsed, words)
    reference = parsed.document.published or _dateline(parsed, candidates)
    year = None if reference else _main_year(candidates)
    shown = _day_first(candidates)
    day_first = words.day_first(home) if shown is None else shown
    blocks = paragraphs(parsed)
    previous: tuple[int, Resolved] | None = None
    near: date | None = None
    opening_year: int | None = None
    block = -1
    found: list[TimeExpression] = []
    for position, one in enumerate(candidates):
        if blocks[one.sentence] != block:
            block, near, opening_year = blocks[one.sentence], None, None
        headline = parsed.sentences[one.sentence].in_title
        ahead = outlook(parsed.doc, one.root, words.forward, headline=headline)
        setting = Setting(reference, previous and previous[1], near, opening_year or year, day_first, ahead)
        told = _resolved(one, candidates, position, setting)
        if told is None:
            continue
        counted = _anchor(one.shape) is Anchor.PREVIOUS and previous is not None and one.complement is None
        found.append(
            TimeExpression(
                one.start,
                one.end,
                told.first,
                told.last,
                told.precision,
                told.reason,
                previous[0] if counted and previous is not None and told.precision is not None else None,
            )
        )
        if told.settled:
            previous = len(found) - 1, told
        core = one.shape.core
        if isinstance(core, CalendarDate) and core.year is not None and told.first is not None:
            if core.month is not None and (one.opens or _in_main_clause(parsed, one.root)):
                near = told.first
            elif core.month is None and one.opens and core.last_year is None and one.shape.until is None:
                near, opening_year = None, core.year
    return Times(tuple(found))


@cache
def _grammar() -> Grammar:
    return compile_rules()


def _candidates(parsed: Parsed, words: TimeWords) -> list[Candidate]:
    doc = parsed.doc
    text = doc.text
    starts = [token.idx for token in doc]
    found: list[Candidate] = []

    def token_at(character: int) -> int:
        return bisect_right(starts, character) - 1

    for sentence in parsed.sentences:
        first = starts[sentence.start]
        last = starts[sentence.end] if sentence.end < len(starts) else len(text)
        lexemes = lex(list(pieces(text[first:last], first)), words)
        for one in scan(_grammar(), lexemes):
            if not plausible(one, lexemes, doc, token_at(lexemes[one.core].start), words.bound):
                continue
            core_start = token_at(lexemes[one.core].start)
            end = token_at(lexemes[one.end - 1].end - 1) + 1
            root = _root(doc[core_start:end])
            kept = one
            if _modifies(root, end, lexemes, one.end):
                kept = _without_front(one, lexemes)
            start = token_at(lexemes[kept.start].start)
            found.append(
                Candidate(
                    start,
                    end,
                    root.i,
                    sentence.index,
                    kept.shape,
                    opens=all(x.form == "mark" for x in lexemes[: one.start]),
                    day_first=_day_before_month(lexemes[one.core : one.end], one),
                    complement=_complement(doc[token_at(lexemes[one.end - 1].start)], one),
                )
            )
            if ahead_only(one) and outlook(doc, root.i, words.forward, headline=sentence.in_title) is Outlook.BACK:
                found.pop()
    return found


def _root(span: Span) -> Token:
    first, last = span[0].i, span[-1].i
    return next((t for t in span if not first <= t.head.i <= last or t.head.i == t.i), span[-1])


def _modifies(root: Token, end: int, lexemes: Sequence[Lexeme], after: int) -> bool:
    """Does it stand before a noun that it describes ("after Monday's vote", "the 2014 election")?"""
    if after < len(lexemes) and lexemes[after].form == "genitive":
        return True
    return root.dep_ in MODIFYING and root.head.i >= end and root.head.pos_ in {"NOUN", "PROPN"}


def _without_front(found: Found, lexemes: Sequence[Lexeme]) -> Found:
    """Leave the preposition to the noun that the expression describes."""
    if found.shape.until is not None:
        return found
    start = found.start
    if found.lead or found.shape.bound is not Bound.CLOSED:
        start += 2 if found.lead in {"to", "of"} else 1
    if lexemes[start].lower == "the":
        start += 1
    return replace(found, start=min(start, found.core), shape=replace(found.shape, bound=Bound.CLOSED), lead="")


def _day_before_month(lexemes: Sequence[Lexeme], found: Found) -> bool | None:
    core = found.shape.core
    if isinstance(core, NumericDate) and not core.dotted:
        return None if (core.first > 12) == (core.second > 12) else core.first > 12
    if not isinstance(core, CalendarDate) or core.day is None or core.month is None:
        return None
    for lexeme in lexemes:
        kinds = {kind for kind, _ in lexeme.meanings}
        if kinds & {"month", "month-short"}:
            return False
        if "day" in kinds:
            return True
    return None


def _complement(last: Token, found: Found) -> int | None:
    """The word "after", "before" or "of" at an expression's end, when what it counts from follows."""
    core = found.shape.core
    if not isinstance(core, Distance) or last.lower_ not in {"after", "before", "of"}:
        return None
    if last.dep_ == "mark" or any(child.dep_ in COMPLEMENTS for child in last.children):
        return last.i
    return None


def _resolved(one: Candidate, candidates: Sequence[Candidate], position: int, setting: Setting) -> Resolved | None:
    if one.complement is None:
        return resolve(one.shape, setting)
    following = candidates[position + 1] if position + 1 < len(candidates) else None
    if following is None or following.sentence != one.sentence or following.start - one.complement > 8:
        return Resolved(reason=UNTOLD_EVENT)
    return resolve(one.shape, replace(setting, previous=resolve(following.shape, setting)))


def _anchor(shape: Shape) -> Anchor:
    return getattr(shape.core, "anchor", Anchor.PUBLISHED)


def _in_main_clause(parsed: Parsed, token: int) -> bool:
    at = parsed.doc[token]
    for _ in range(40):
        if at.pos_ in VERBAL:
            return bool(at.dep_ == "ROOT")
        if at.head.i == at.i:
            break
        at = at.head
    return False


def _dateline(parsed: Parsed, candidates: Sequence[Candidate]) -> date | None:
    """A full date at the very beginning of the text, before its first sentence gets going."""
    for one in candidates:
        first = parsed.doc[one.start]
        if parsed.sentences[one.sentence].in_title:
            continue
        if first.idx - parsed.offset > DATELINE_REACH:
            return None
        core = one.shape.core
        if not isinstance(core, CalendarDate | NumericDate) or one.shape.bound is not Bound.CLOSED:
            continue
        told = resolve(one.shape, Setting(None))
        before = parsed.doc[parsed.sentences[one.sentence].start : one.start]
        if told.first is None or told.first != told.last or any(t.is_alpha and t.is_lower for t in before):
            continue
        if one.end == len(parsed.doc) or not parsed.doc[one.end].is_alpha:
            return told.first
    return None


def _main_year(candidates: Sequence[Candidate]) -> int | None:
    """The year that more than half of all explicit years name, when it is the latest and told more than in passing."""
    dates = [one for one in candidates if one.shape.bound is not Bound.UNTIL]
    years = Counter(year for one in dates if (year := getattr(one.shape.core, "year", None)) is not None)
    if not years:
        return None
    year, count = years.most_common(1)[0]
    if year != max(years) or count * 2 <= years.total():
        return None
    full = any(isinstance(c := one.shape.core, CalendarDate) and c.year == year and c.month for one in dates)
    return year if full or count > 1 else None


def _day_first(candidates: Sequence[Candidate]) -> bool | None:
    shown = Counter(one.day_first for one in candidates if one.day_first is not None)
    if shown[True] == shown[False]:
        return None
    return shown[True] > shown[False]
