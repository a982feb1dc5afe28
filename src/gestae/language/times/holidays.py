"""Feast days: fixed, counted from Easter, the nth weekday of a month, or of the Islamic calendar.

A rule is one line of words, as tables write it:

``fixed 12 25`` · ``easter -2`` · ``orthodox 0`` · ``nth 11 3 4`` (month, weekday from Monday 0, which; -1 the
last) · ``hijri 9 1 30`` (month, first day, number of days; by the tabular calendar, a day more or less).
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from gestae.language.times.periods import Period

ARITY = {"fixed": 2, "easter": 1, "orthodox": 1, "nth": 3, "hijri": 3}
HIJRI_EPOCH = 227015  # ordinal of the day before 1 Muharram of the year 1, 16 July 622 Julian


@dataclass(frozen=True, slots=True)
class Holiday:
    """A rule that tells a feast's days in any year."""

    name: str
    numbers: tuple[int, ...]

    def in_year(self, year: int) -> tuple[Period, ...]:
        """All that begin in a year: none or two are possible in the Islamic calendar."""
        if self.name == "hijri":
            return self._hijri(year)
        day = self._day(year)
        return (Period(day, day),)

    def _day(self, year: int) -> date:
        if self.name == "fixed":
            return date(year, self.numbers[0], self.numbers[1])
        if self.name == "easter":
            return easter(year) + timedelta(days=self.numbers[0])
        if self.name == "orthodox":
            return orthodox_easter(year) + timedelta(days=self.numbers[0])
        month, weekday, which = self.numbers
        first, size = calendar.monthrange(year, month)
        days = list(range(1 + (weekday - first) % 7, size + 1, 7))
        return date(year, month, days[which if which < 0 else which - 1])

    def _hijri(self, year: int) -> tuple[Period, ...]:
        month, day, length = self.numbers
        guess = (year - 622) * 33 // 32
        found = []
        for hijri_year in range(guess - 1, guess + 3):
            first = hijri(hijri_year, month, day)
            if first.year == year:
                found.append(Period(first, first + timedelta(days=length - 1)))
        return tuple(found)


def parse_holiday(rule: str) -> Holiday:
    """Read a rule.

    Raises:
        ValueError: not one of the forms above; the message says which there are.
    """
    name, *numbers = rule.split()
    if name not in ARITY or len(numbers) != ARITY[name]:
        wanted = ", ".join(f"{n} with {a} numbers" for n, a in ARITY.items())
        raise ValueError(f"holiday rule {rule!r}; allowed: {wanted}")
    return Holiday(name, tuple(int(n) for n in numbers))


def easter(year: int) -> date:
    """Western Easter Sunday by the anonymous Gregorian algorithm."""
    golden, century = year % 19, year // 100
    h = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    i = h - h // 28 * (1 - 29 // (h + 1) * ((21 - golden) // 11))
    j = (year + year // 4 + i + 2 - century + century // 4) % 7
    month = 3 + (i - j + 40) // 44
    return date(year, month, i - j + 28 - 31 * (month // 4))


def orthodox_easter(year: int) -> date:
    """Eastern Easter Sunday in the Gregorian calendar."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    julian_lag = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(days=julian_lag)


def hijri(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar."""
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(HIJRI_EPOCH - 1 + days)
