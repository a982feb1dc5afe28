"""Pieces with their meanings: the terminals of the grammar."""

from collections.abc import Sequence
from typing import NamedTuple

from gestae.language.times.lexemes import Piece
from gestae.language.times.numbers import NumberKind, read_number
from gestae.language.times.words import Meaning, TimeWords

CAPITALISED = frozenset({"month", "month-short", "weekday", "weekday-short", "holiday"})
ABBREVIATED = frozenset({"month-short", "weekday-short"})
COUNTING = frozenset({NumberKind.SMALL, NumberKind.TEEN, NumberKind.TENS, NumberKind.ARTICLE, NumberKind.GROUP})
YEARS = range(1000, 2101)


class Lexeme(NamedTuple):
    """One or more pieces, as characters ``start`` to ``end``, and what they can mean."""

    lower: str
    start: int
    end: int
    meanings: tuple[Meaning, ...]
    form: str


def lex(pieces: Sequence[Piece], table: TimeWords) -> list[Lexeme]:
    """Merge phrases and numbers of several pieces and look up the rest."""
    lowers = [piece.lower for piece in pieces]
    found: list[Lexeme] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        after, meanings = _meaning(pieces, lowers, at, table)
        if lowers[after : after + 1] == ["."] and any(kind in ABBREVIATED for kind, _ in meanings):
            after += 1
        found.append(Lexeme(" ".join(lowers[at:after]), piece.start, pieces[after - 1].end, meanings, piece.form))
        at = after
    return found


def _meaning(
    pieces: Sequence[Piece], lowers: Sequence[str], at: int, table: TimeWords
) -> tuple[int, tuple[Meaning, ...]]:
    piece = pieces[at]
    if piece.form == "mark":
        return at + 1, ()
    for parts, meanings in table.phrases.get(piece.lower, ()):
        if tuple(lowers[at : at + len(parts)]) == parts:
            return at + len(parts), _as_written(piece, meanings)
    if piece.form == "word":
        meanings = _as_written(piece, table.words.get(piece.lower, ()))
        number = table.numbers.words.get(piece.lower)
        if number is None:
            return at + 1, meanings
        if number.kind in COUNTING:
            read = read_number(lowers, at, table.numbers)
            if read is not None and read.low is not None:
                return read.end, (*meanings, ("vague" if read.vague else "num", int(read.low)))
            if number.kind is NumberKind.ARTICLE:
                after = table.numbers.words.get(lowers[at + 1]) if at + 1 < len(lowers) else None
                if after is not None and after.kind is NumberKind.VAGUE:
                    return at + 2, (("vague", 0),)
                return at + 1, (*meanings, ("num", 1))
        if number.kind is NumberKind.VAGUE:
            meanings = (*meanings, ("vague", 0))
        return at + 1, meanings
    return at + 1, _numeral(piece, table)


def _as_written(piece: Piece, meanings: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    if piece.capital or not meanings:
        return meanings
    return tuple(m for m in meanings if m[0] not in CAPITALISED)


def _numeral(piece: Piece, table: TimeWords) -> tuple[Meaning, ...]:
    match piece.form:
        case "iso" | "dmy":
            return ((piece.form, piece.lower),)
        case "decade":
            digits = piece.lower.strip("'s").rstrip("'")
            year = int(digits)
            return (("decade", year if year >= 1000 else 1900 + year if year >= 20 else 2000 + year),)
        case "nth":
            value = int(piece.lower[:-2])
            return (("day", value), ("ordinal", value)) if 1 <= value <= 31 else ()
        case "number":
            if len(piece.lower) > 4 or not piece.lower.isascii():
                return ()
            value = int(piece.lower)
            meanings: list[Meaning] = [("num", value)]
            if len(piece.lower) <= 2 and 1 <= value <= 31:
                meanings.append(("day", value))
            if len(piece.lower) == 2:
                meanings.append(("yy", value))
            if len(piece.lower) == 4 and value in YEARS:
                meanings.append(("year", value))
            return tuple(meanings)
        case _:
            return table.words.get(piece.lower, ())
