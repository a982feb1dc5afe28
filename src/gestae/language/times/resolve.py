"""Shapes set against a calendar: from and to, precision, or the reason why not."""

from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from functools import singledispatch

from gestae.language.times import shapes as s
from gestae.language.times.periods import (
    Period,
    coarser,
    months_from,
    moved,
    part_of,
    period_of,
    season,
    weekday_after,
    weekday_before,
)
from gestae.language.times.tense import Outlook
from gestae.language.times.words import Named, Unit
from gestae.model import Precision

NO_REFERENCE = "the document has no publication date to count from"
NO_PREVIOUS = "no date stands before it to count from"
NO_YEAR = "the year is not told"
INEXACT = "counted from a date that is not exact enough"
VAGUE = "the number is vague"
NO_SUCH_DAY = "no such day in the calendar"
EITHER_ORDER = "day and month may stand in either order"
UNTOLD_EVENT = "counted from an event"


@dataclass(frozen=True, slots=True)
class Resolved:
    """Inclusive days, None where open or unknown; ``precision`` None and a ``reason`` when unresolved."""

    first: date | None = None
    last: date | None = None
    precision: Precision | None = None
    reason: str = ""

    @property
    def settled(self) -> bool:
        """Has it both ends?"""
        return self.first is not None and self.last is not None


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is set against.

    ``reference`` is the day of publication; ``previous`` the last resolved expression; ``near`` a full date that
    stands just before in the same paragraph; ``year`` that of a paragraph or document that tells one;
    ``day_first`` whether the document writes days before months, None when it does not show; ``outlook`` the
    direction of the clause, and ``awaited`` is true where it clearly looks ahead.
    """

    reference: date | None
    previous: Resolved | None = None
    near: date | None = None
    year: int | None = None
    day_first: bool | None = None
    outlook: Outlook = Outlook.BACK


class UnresolvedError(Exception):
    """An expression that cannot be set on a calendar, and why."""


def resolve(shape: s.Shape, setting: Setting) -> Resolved:
    """Set a shape on the calendar."""
    try:
        first = _trimmed(shape, setting)
        if shape.until is not None:
            last = _trimmed(shape.until, setting)
            return _range(first, last)
        return _bounded(first, shape.bound, shape.core)
    except UnresolvedError as error:
        return Resolved(reason=str(error))
    except (ValueError, OverflowError):
        return Resolved(reason=NO_SUCH_DAY)


def _range(first: Resolved, last: Resolved) -> Resolved:
    if first.precision is None or last.precision is None:
        return Resolved(reason=NO_YEAR)
    if first.first is not None and last.last is not None and first.first > last.last:
        raise UnresolvedError(NO_SUCH_DAY)
    return Resolved(first.first, last.last, coarser(first.precision, last.precision))


def _bounded(one: Resolved, bound: s.Bound, core: s.Core) -> Resolved:
    match bound:
        case s.Bound.SINCE:
            return Resolved(one.last if isinstance(core, Named) else one.first, None, one.precision)
        case s.Bound.UNTIL:
            return Resolved(None, one.last, one.precision)
        case s.Bound.BEFORE if one.first is not None:
            return Resolved(None, one.first - timedelta(days=1), one.precision)
        case s.Bound.AFTER if one.last is not None:
            return Resolved(one.last + timedelta(days=1), None, one.precision)
        case _:
            return one


def _trimmed(shape: s.Shape, setting: Setting) -> Resolved:
    one = core(shape.core, setting)
    if one.first is None or one.last is None:
        return one
    if shape.part is not None and one.precision not in {None, Precision.DAY}:
        first, last = part_of(Period(one.first, one.last), shape.part)
        return Resolved(first, last, one.precision)
    if shape.share is not None and setting.reference is not None and one.first <= setting.reference <= one.last:
        if shape.share is s.Share.EARLIER:
            return Resolved(one.first, setting.reference, one.precision)
        return Resolved(setting.reference, one.last, one.precision)
    return one


@singledispatch
def core(shape: s.Core, setting: Setting) -> Resolved:
    """Set a core on the calendar.

    Raises:
        UnresolvedError: it cannot be told; the message says why.
    """
    raise UnresolvedError("")


def _reference(setting: Setting) -> date:
    if setting.reference is None:
        raise UnresolvedError(NO_REFERENCE)
    return setting.reference


def _base(anchor: s.Anchor, setting: Setting) -> Period:
    if anchor is s.Anchor.PUBLISHED:
        day = _reference(setting)
        return Period(day, day)
    previous = setting.previous
    if previous is None or previous.first is None or previous.last is None:
        raise UnresolvedError(NO_PREVIOUS)
    return Period(previous.first, previous.last)


def _held(period: Period, unit: Precision) -> date:
    """A day of the one unit that holds a period."""
    if period_of(period.first, unit) != period_of(period.last, unit):
        raise UnresolvedError(INEXACT)
    return period.first


def _told(period: Period, precision: Precision) -> Resolved:
    return Resolved(period.first, period.last, precision)


def _year(year: int | None, year_shift: int | None, setting: Setting) -> int | None:
    if year is not None:
        return year
    if year_shift is None:
        return None
    year = _reference(setting).year + year_shift
    if not 1 <= year <= MAXYEAR:
        raise UnresolvedError(NO_SUCH_DAY)
    return year


def _nearest(candidates: list[Period], setting: Setting) -> Period:
    """The latest that has begun or, when the clause looks ahead, the earliest that is not over."""
    reference = _reference(setting)
    if setting.outlook is Outlook.AHEAD:
        return min((c for c in candidates if c.last >= reference), default=candidates[-1])
    return max((c for c in candidates if c.first <= reference), default=candidates[0])


def _shifted(candidates: list[Period], shift: int, reference: date) -> Period:
    """The last one over or under way before this month, that of this year, or the next to come."""
    if shift < 0:
        return max(c for c in candidates if c.last < reference)
    if shift > 0:
        return min(c for c in candidates if c.first > reference)
    return min(candidates, key=lambda c: (c.last.year != reference.year, c))


@core.register
def _(shape: s.CalendarDate, setting: Setting) -> Resolved:
    year = _year(shape.year, shape.year_shift, setting)
    if shape.month is None:
        if year is None:
            raise UnresolvedError(NO_YEAR)
        return Resolved(date(year, 1, 1), date(shape.last_year or year, 12, 31), Precision.YEAR)
    if year is None and shape.shift is not None:
        reference = _reference(setting)
        around = [months_from(y, shape.month, 1) for y in range(reference.year - 1, reference.year + 2)]
        return _told(_shifted(around, shape.shift, reference), Precision.MONTH)
    if year is None:
        year = _inferred_year(shape.month, shape.day, setting)
    if shape.day is None:
        return _told(months_from(year, shape.month, 1), Precision.MONTH)
    first = date(year, shape.month, shape.day)
    last = date(year, shape.month, shape.last_day or shape.day)
    if last < first:
        raise UnresolvedError(NO_SUCH_DAY)
    return Resolved(first, last, Precision.DAY)


def _inferred_year(month: int, day: int | None, setting: Setting) -> int:
    if setting.near is not None:
        near = setting.near
        years = (near.year - 1, near.year, near.year + 1)
        return min(years, key=lambda y: abs((date(y, month, min(day or 15, 28)) - near).days))
    if setting.year is not None:
        return setting.year
    if setting.reference is None:
        raise UnresolvedError(NO_YEAR)
    reference = setting.reference
    wanted = (month, day if day is not None else 0)
    today = (reference.month, reference.day if day is not None else 0)
    if setting.outlook is Outlook.AHEAD:
        return reference.year + (wanted < today)
    return reference.year - (wanted > today)


@core.register
def _(shape: s.NumericDate, setting: Setting) -> Resolved:
    day, month = shape.first, shape.second
    if not shape.dotted and month <= 12 and (day > 12 or month == day or setting.day_first is True):
        pass
    elif not shape.dotted and day <= 12 and (month > 12 or setting.day_first is False):
        day, month = month, day
    elif not shape.dotted:
        if day > 12 or month > 12:
            raise UnresolvedError(NO_SUCH_DAY)
        raise UnresolvedError(EITHER_ORDER)
    told = date(shape.year, month, day)
    return Resolved(told, told, Precision.DAY)


@core.register
def _(shape: s.Weekday, setting: Setting) -> Resolved:
    if shape.anchor is s.Anchor.PREVIOUS:
        base = _base(shape.anchor, setting)
        day = weekday_after(base.last, shape.weekday, nearest=1)
    elif shape.week_shift is not None:
        week = period_of(moved(_reference(setting), Precision.WEEK, shape.week_shift), Precision.WEEK)
        day = week.first + timedelta(days=shape.weekday)
    elif shape.shift == -1:
        day = weekday_before(_reference(setting), shape.weekday, nearest=1)
    elif shape.shift == 1:
        day = weekday_after(_reference(setting), shape.weekday, nearest=1)
    elif setting.outlook is Outlook.AHEAD:
        day = weekday_after(_reference(setting), shape.weekday, nearest=0)
    else:
        day = weekday_before(_reference(setting), shape.weekday, nearest=0)
    return Resolved(day, day, Precision.DAY)


@core.register
def _(shape: s.CalendarUnit, setting: Setting) -> Resolved:
    precision = shape.unit.precision
    if precision is None:
        raise UnresolvedError(INEXACT)
    base = _base(shape.anchor, setting)
    if shape.anchor is s.Anchor.PREVIOUS and precision is Precision.DAY and shape.shift:
        day = (base.last if shape.shift > 0 else base.first) + timedelta(days=shape.shift)
        if base.first != base.last:
            raise UnresolvedError(INEXACT)
    else:
        day = moved(_held(base, precision), precision, shape.shift * shape.unit.size)
    return _told(period_of(day, precision), precision)


@core.register
def _(shape: s.OpenUnit, setting: Setting) -> Resolved:
    return core(s.CalendarUnit(shape.unit, 0), setting)


@core.register
def _(shape: s.Distance, setting: Setting) -> Resolved:
    base = _base(shape.anchor, setting)
    if shape.count is None or shape.count == 0:
        raise UnresolvedError(VAGUE)
    precision, count = _in_calendar_units(shape.unit, shape.count)
    if precision in {Precision.DAY, Precision.WEEK} and (base.last - base.first).days > 7:
        raise UnresolvedError(INEXACT)
    if precision is Precision.DAY and base.first != base.last:
        return _told(Period(moved(base.first, precision, count), moved(base.last, precision, count)), precision)
    day = moved(_held(base, precision), precision, count)
    return _told(period_of(day, precision), precision)


def _in_calendar_units(unit: Unit, count: int) -> tuple[Precision, int]:
    if unit.precision is not None:
        return unit.precision, unit.size * count
    minutes = unit.size * abs(count)
    return Precision.DAY, (1 if count > 0 else -1) * (minutes // 1440)


def _told_before(setting: Setting) -> bool:
    """Does a date before it lie before the publication date, so that a clause about the past counts from there?"""
    previous, reference = setting.previous, setting.reference
    return previous is not None and previous.last is not None and (reference is None or previous.last < reference)


@core.register
def _(shape: s.Window, setting: Setting) -> Resolved:
    if shape.count == 1 and setting.outlook is Outlook.BACK and _told_before(setting):
        return core(s.CalendarUnit(shape.unit, 1, s.Anchor.PREVIOUS), setting)
    reference = _reference(setting)
    precision = shape.unit.precision or Precision.DAY
    if shape.count is None or shape.count == 0:
        return Resolved(reference, None, precision) if shape.ahead else Resolved(None, reference, precision)
    count = shape.count * shape.unit.size
    if shape.unit.precision is None:
        count = (1 if count > 0 else -1) * max(1, abs(count) // 1440)
    other = moved(reference, precision, count)
    return _told(Period(min(reference, other), max(reference, other)), precision)


@core.register
def _(shape: s.Season, setting: Setting) -> Resolved:
    year = _year(shape.year, shape.year_shift, setting)
    if year is not None:
        return _told(season(year, shape.month), Precision.SEASON)
    if setting.year is not None and shape.shift is None:
        return _told(season(setting.year, shape.month), Precision.SEASON)
    reference = _reference(setting)
    around = [season(y, shape.month) for y in range(reference.year - 2, reference.year + 3)]
    if shape.shift:
        return _told(_shifted(around, shape.shift, reference), Precision.SEASON)
    if shape.shift == 0:
        return _told(_shifted(around, 0, reference), Precision.SEASON)
    return _told(_nearest(around, setting), Precision.SEASON)


@core.register
def _(shape: s.Quarter, setting: Setting) -> Resolved:
    year = _year(shape.year, shape.year_shift, setting)
    if year is not None:
        return _told(months_from(year, shape.number * 3 - 2, 3), Precision.QUARTER)
    reference = _reference(setting)
    around = [months_from(y, shape.number * 3 - 2, 3) for y in range(reference.year - 1, reference.year + 2)]
    return _told(_nearest(around, setting), Precision.QUARTER)


@core.register
def _(shape: s.Weekend, setting: Setting) -> Resolved:
    reference = _reference(setting)
    saturday = weekday_before(reference, 5, nearest=0)
    if shape.shift == -1 and (reference - saturday).days < 2:
        saturday -= timedelta(days=7)
    elif shape.shift == 1 or (
        shape.shift != -1 and setting.outlook is Outlook.AHEAD and (reference - saturday).days > 1
    ):
        saturday += timedelta(days=7)
    return Resolved(saturday, saturday + timedelta(days=1), Precision.DAY)


@core.register
def _(shape: s.Feast, setting: Setting) -> Resolved:
    year = _year(shape.year, shape.year_shift, setting)
    if year is None and shape.shift is None:
        year = setting.year
    if year is not None:
        found = shape.holiday.in_year(year)
        if not found:
            raise UnresolvedError(NO_SUCH_DAY)
        return _told(found[0], Precision.DAY)
    reference = _reference(setting)
    around = [period for y in range(reference.year - 2, reference.year + 3) for period in shape.holiday.in_year(y)]
    if shape.shift:
        return _told(_shifted(around, shape.shift, reference), Precision.DAY)
    return _told(_nearest(around, setting) if shape.shift is None else _shifted(around, 0, reference), Precision.DAY)


@core.register
def _(shape: s.Decade, setting: Setting) -> Resolved:
    return _told(months_from(shape.year, 1, 120), Precision.DECADE)


@core.register
def _(shape: Named, setting: Setting) -> Resolved:
    return _told(shape.period, shape.precision)
