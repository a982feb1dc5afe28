"""Calendar arithmetic: periods with inclusive ends, their parts and their neighbours."""

import calendar
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from gestae.model import Precision

MONTHS_OF = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12, Precision.DECADE: 120}
DAYS_OF = {Precision.DAY: 1, Precision.WEEK: 7}
COARSENESS = tuple(Precision)


class Part(StrEnum):
    """A share of a period."""

    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"
    FIRST_HALF = "first-half"
    SECOND_HALF = "second-half"


class Period(NamedTuple):
    """First and last day, both inside."""

    first: date
    last: date


def coarser(one: Precision, other: Precision) -> Precision:
    """The less exact of two precisions."""
    return max(one, other, key=COARSENESS.index)


def months_from(year: int, month: int, count: int) -> Period:
    """``count`` whole months from the first of the given one."""
    index = year * 12 + month - 1 + count
    return Period(date(year, month, 1), date(index // 12, index % 12 + 1, 1) - timedelta(days=1))


def period_of(day: date, unit: Precision) -> Period:
    """The day, week (Monday to Sunday), month, quarter, year or decade that holds a day."""
    if unit is Precision.DAY:
        return Period(day, day)
    if unit is Precision.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    if unit is Precision.QUARTER:
        return months_from(day.year, (day.month - 1) // 3 * 3 + 1, 3)
    if unit is Precision.MONTH:
        return months_from(day.year, day.month, 1)
    if unit is Precision.DECADE:
        return months_from(day.year // 10 * 10, 1, 120)
    return months_from(day.year, 1, 12)


def moved(day: date, unit: Precision, count: int) -> date:
    """The day ``count`` units later (earlier if negative); the month's last day where it has no such day.

    Raises:
        ValueError, OverflowError: outside the calendar's years 1 to 9999.
    """
    if unit in DAYS_OF:
        return day + timedelta(days=DAYS_OF[unit] * count)
    index = day.year * 12 + day.month - 1 + MONTHS_OF[unit] * count
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def season(year: int, first_month: int) -> Period:
    """Three months; the winter of a year begins in the December before it."""
    return months_from(year - (first_month > 10), first_month, 3)


def part_of(period: Period, part: Part) -> Period:
    """A third or half of a period, in whole years, months or days as its length allows."""
    shares = 2 if part in {Part.FIRST_HALF, Part.SECOND_HALF} else 3
    nth = {Part.MIDDLE: 1, Part.LATE: 2, Part.SECOND_HALF: 1}.get(part, 0)
    months = _whole_months(period)
    if months >= shares:
        size = months // shares
        step = 12 if size > 12 else 1
        size = round(months / shares / step) * step
        after = period.last + timedelta(days=1)
        cuts = [moved(period.first, Precision.MONTH, size * n) for n in range(shares)]
    else:
        days = (period.last - period.first).days + 1
        cuts = [period.first + timedelta(days=days // shares * n) for n in range(shares)]
        after = period.last + timedelta(days=1)
    ends = [*cuts[1:], after]
    return Period(cuts[nth], ends[nth] - timedelta(days=1))


def _whole_months(period: Period) -> int:
    after = period.last + timedelta(days=1)
    if period.first.day != 1 or after.day != 1:
        return 0
    return (after.year - period.first.year) * 12 + after.month - period.first.month


def weekday_before(day: date, weekday: int, *, nearest: int) -> date:
    """The last such weekday at least ``nearest`` days before a day."""
    start = day - timedelta(days=nearest)
    return start - timedelta(days=(start.weekday() - weekday) % 7)


def weekday_after(day: date, weekday: int, *, nearest: int) -> date:
    """The first such weekday at least ``nearest`` days after a day."""
    start = day + timedelta(days=nearest)
    return start + timedelta(days=(weekday - start.weekday()) % 7)
