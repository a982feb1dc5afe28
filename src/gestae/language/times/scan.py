"""From the words of a sentence to shapes: cores with what stands before them, ranges and series."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gestae.language.times.grammar import Grammar, Match, matches
from gestae.language.times.lexer import Lexeme
from gestae.language.times.periods import Part
from gestae.language.times.shapes import Bound, CalendarDate, Core, OpenUnit, Shape, Share

PREPOSITIONS = frozenset(
    [
        "on",
        "in",
        "at",
        "during",
        "over",
        "within",
        "throughout",
        "through",
        "around",
        "about",
        "circa",
        "from",
        "between",
    ]
)
BOUNDS = {
    "since": Bound.SINCE,
    "until": Bound.UNTIL,
    "till": Bound.UNTIL,
    "by": Bound.UNTIL,
    "before": Bound.BEFORE,
    "after": Bound.AFTER,
    "following": Bound.AFTER,
}
TWO_WORD_BOUNDS = {("prior", "to"): Bound.BEFORE, ("ahead", "of"): Bound.BEFORE, ("up", "to"): Bound.UNTIL}
DASHES = frozenset({"-", "–", "—"})
RANGE_WORDS = frozenset({"to", "through", "until", "till"}) | DASHES
SHARES = {"earlier": Share.EARLIER, "later": Share.LATER}


@dataclass(frozen=True, slots=True)
class Found:
    """A shape at lexemes ``start`` to ``end``; ``core`` is where its core begins, ``lead`` its preposition."""

    start: int
    core: int
    end: int
    shape: Shape
    lead: str = ""


def scan(grammar: Grammar, lexemes: Sequence[Lexeme]) -> list[Found]:
    """All time expressions of a sentence in order, ranges put together."""
    found: list[Found] = []
    floor = 0
    for match in matches(grammar, lexemes):
        one = _with_front(lexemes, match, floor)
        floor = match.end
        if isinstance(one.shape.core, OpenUnit) and one.shape.part is None and one.shape.share is None:
            continue
        if found:
            joined = _joined(lexemes, found[-1], one)
            if joined is not None:
                found[-1] = joined
                continue
            found[-1] = _year_lent(lexemes, found[-1], one)
        found.append(one)
    return found


def _with_front(lexemes: Sequence[Lexeme], match: Match, floor: int) -> Found:
    """Take in parts, shares and the preposition that stand before a core, back to ``floor``."""
    at = match.start
    part: Part | None = None
    share: Share | None = None

    def word(back: int) -> str:
        return lexemes[at - back].lower if at - back >= floor else ""

    def means(back: int, kind: str) -> str | None:
        if at - back < floor:
            return None
        return next((str(value) for name, value in lexemes[at - back].meanings if name == kind), None)

    if word(1) == "the":
        at -= 1
    if (early := means(1, "part")) is not None:
        part, at = Part(early), at - 1
    elif (
        word(1) in DASHES | {"on", "in"}
        and (early := means(2, "part") or _end(means(2, "part-of"), word(1))) is not None
    ):
        part, at = Part(early), at - 2
    elif (whole := means(2, "part-of")) is not None and (word(1) == "of" or (word(1) == "in" and word(3) == "the")):
        part, at = None if whole == "whole" else Part(whole), at - 2
        if word(1) == "the":
            at -= 1
        if (early := means(1, "part")) is not None:
            at -= 1
    if word(1) in SHARES:
        share, at = SHARES[word(1)], at - 1
    elif word(1) in {"on", "in"} and word(2) in SHARES:
        share, at = SHARES[word(2)], at - 2
    if word(1) == "the" and at > floor:
        at -= 1
    lead = word(1)
    bound = Bound.CLOSED
    if (word(2), lead) in TWO_WORD_BOUNDS:
        bound, at = TWO_WORD_BOUNDS[word(2), lead], at - 2
    elif lead in BOUNDS:
        bound, at = BOUNDS[lead], at - 1
    elif lead in PREPOSITIONS:
        at -= 1
    else:
        lead = ""
    if word(1) == "ever" and bound is Bound.SINCE:
        at -= 1
    return Found(at, match.start, match.end, Shape(match.core, part, share, bound), lead)


def _end(part_of: str | None, mark: str) -> str | None:
    """A noun for a part, joined by a hyphen ("end-March")."""
    return part_of if mark in DASHES and part_of in set(Part) else None


def _joined(lexemes: Sequence[Lexeme], one: Found, other: Found) -> Found | None:
    """Two expressions as one range: "from March to May", "between 2011 and 2014", "2012 and 2013"."""
    if one.shape.until is not None and not _same_grain(one.shape.until.core, other.shape.core):
        return None
    gap = [lexeme.lower for lexeme in lexemes[one.end : other.core]]
    if gap[-1:] == ["the"]:
        gap.pop()
    between = " ".join(word for word in gap if not _is_part(lexemes, one.end, other.core, word))
    alike = type(one.shape.core) is type(other.shape.core)
    ranged = (
        (between in RANGE_WORDS and (one.lead == "from" or alike))
        or (between == "and" and one.lead == "between")
        or (between in {"and", ",", "and in"} and _next_to(one, other))
    )
    if not ranged:
        return None
    last = replace(other.shape, bound=Bound.CLOSED, until=None)
    first = replace(one.shape, core=_lent(one.shape.core, last.core), until=last)
    return Found(one.start, one.core, other.end, first, one.lead)


def _is_part(lexemes: Sequence[Lexeme], start: int, end: int, word: str) -> bool:
    return any(x.lower == word and any(m[0] == "part" for m in x.meanings) for x in lexemes[start:end])


def _same_grain(one: Core, other: Core) -> bool:
    return (
        isinstance(one, CalendarDate)
        and isinstance(other, CalendarDate)
        and one.day is None
        and other.day is None
        and (one.month is None) == (other.month is None)
    )


def _next_to(one: Found, other: Found) -> bool:
    """Do two years or two months follow each other?"""
    first = one.shape.core if one.shape.until is None else one.shape.until.core
    second = other.shape.core
    if not (isinstance(first, CalendarDate) and isinstance(second, CalendarDate) and _same_grain(first, second)):
        return False
    if first.month is None or second.month is None:
        return first.year is not None and second.year is not None and second.year == first.year + 1
    return second.month == first.month + 1 and first.year in {None, second.year}


def _lent(one: Core, other: Core) -> Core:
    """The first date with the second one's year and month where it has none of its own."""
    if not (isinstance(one, CalendarDate) and isinstance(other, CalendarDate)) or one.year is not None:
        return one
    if other.year is None or one.month is None or other.month is None:
        return one
    return replace(one, year=other.year - (one.month > other.month))


def _year_lent(lexemes: Sequence[Lexeme], one: Found, other: Found) -> Found:
    gap = " ".join(lexeme.lower for lexeme in lexemes[one.end : other.start])
    if gap in {"and", ",", "and on", "and in", "or"}:
        return replace(one, shape=replace(one.shape, core=_lent(one.shape.core, other.shape.core)))
    return one
