"""The words of time expressions, read from the lexicon's tables ``times`` and ``numbers``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from gestae.language.times.holidays import Holiday, parse_holiday
from gestae.language.times.lexemes import pieces
from gestae.language.times.numbers import NumberWords, load_number_words
from gestae.language.times.periods import Part, Period
from gestae.model import Precision
from gestae.tables import Row, read_table, table_files

NUMBERED = {
    "month": range(1, 13),
    "month-short": range(1, 13),
    "weekday": range(7),
    "weekday-short": range(7),
    "season": range(1, 13),
    "shift": range(-1, 2),
    "deictic": range(-3, 4),
    "quarter": range(1, 5),
    "ordinal": range(1, 32),
    "decade": range(1000, 2100, 10),
}
UNITS = {
    "minute": (None, 1),
    "hour": (None, 60),
    "day": (Precision.DAY, 1),
    "week": (Precision.WEEK, 1),
    "fortnight": (Precision.WEEK, 2),
    "month": (Precision.MONTH, 1),
    "quarter": (Precision.QUARTER, 1),
    "year": (Precision.YEAR, 1),
    "decade": (Precision.DECADE, 1),
    "century": (Precision.DECADE, 10),
}
KINDS = (*NUMBERED, "unit", "units", "weekend", "daypart", "part", "part-of", "holiday", "period", "none", "forward")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: so many of a precision's periods, or of minutes where that is None."""

    precision: Precision | None
    size: int


@dataclass(frozen=True, slots=True)
class Named:
    """A named period ("the Second World War")."""

    period: Period
    precision: Precision


class DateOrder(StrEnum):
    """How numbers of day and month are written in a country."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    EITHER = "either"


Value = int | Unit | Holiday | Named | Part | str | float
Meaning = tuple[str, Value]


@dataclass(frozen=True)
class TimeWords:
    """Meanings of words and phrases.

    ``words`` gives (kind, value) pairs of a single word; ``phrases`` the continuations of a first
    word, longest first; ``bound`` months that are also common words or names; ``forward`` lemmas
    that look ahead; ``numbers`` the number words.
    """

    words: Mapping[str, tuple[Meaning, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], tuple[Meaning, ...]], ...]]
    bound: frozenset[str]
    forward: frozenset[str]
    numbers: NumberWords
    orders: Mapping[str, DateOrder]

    def day_first(self, country: str | None) -> bool | None:
        """Whether a country's press writes days before months in numbers; None where that is not settled."""
        order = self.orders.get(country, DateOrder.DAY_FIRST) if country else DateOrder.EITHER
        return None if order is DateOrder.EITHER else order is DateOrder.DAY_FIRST


def load_time_words(folders: Iterable[Path]) -> TimeWords:
    """Read the tables ``times`` and ``numbers`` of each folder; rows of all folders count.

    Raises:
        DataError: a row's kind or value is not one of those that the table's heading tells.
    """
    folders = tuple(folders)
    singles: dict[str, list[Meaning]] = {}
    several: dict[str, dict[tuple[str, ...], list[Meaning]]] = {}
    bound: set[str] = set()
    forward: set[str] = set()
    for path in table_files(folders, "times"):
        for row in read_table(path, ("phrase", "kind", "value", "note")):
            kind = row.one_of("kind", KINDS)
            phrase = row["phrase"]
            if kind == "forward":
                forward.add(phrase)
                continue
            if kind == "month" and row["note"] == "name":
                bound.add(phrase)
            parts = tuple(piece.lower for piece in pieces(phrase))
            meanings = singles.setdefault(parts[0], []) if len(parts) == 1 else None
            if meanings is None:
                meanings = several.setdefault(parts[0], {}).setdefault(parts, [])
            meaning = (kind, _value(row, kind))
            if meaning not in meanings:
                meanings.append(meaning)
    phrases = {
        first: tuple(
            (parts, tuple(meanings))
            for parts, meanings in sorted(found.items(), key=lambda item: (-len(item[0]), item[0]))
        )
        for first, found in several.items()
    }
    words = {word: tuple(meanings) for word, meanings in singles.items()}
    numbers = load_number_words(folders)
    return TimeWords(words, phrases, frozenset(bound), frozenset(forward), numbers, _orders(folders))


def _orders(folders: Iterable[Path]) -> Mapping[str, DateOrder]:
    rows = (
        row for path in table_files(folders, "date_orders") for row in read_table(path, ("country", "order", "note"))
    )
    return {row["country"]: DateOrder(row.one_of("order", DateOrder)) for row in rows}


def _value(row: Row, kind: str) -> Value:
    value = row["value"]
    if kind in NUMBERED:
        row.one_of("value", map(str, NUMBERED[kind]))
        return int(value)
    if kind in {"unit", "units"}:
        return Unit(*UNITS[row.one_of("value", UNITS)])
    if kind == "part":
        return Part(row.one_of("value", Part))
    if kind == "part-of":
        return row.one_of("value", (*Part, "whole"))
    try:
        if kind == "holiday":
            return parse_holiday(value)
        if kind == "period":
            first, last, precision = value.split()
            return Named(Period(date.fromisoformat(first), date.fromisoformat(last)), Precision(precision))
    except ValueError as error:
        raise row.error(f"value is {value!r}: {error}") from error
    return value
