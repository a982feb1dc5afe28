"""The grammar's cores: patterns over terminals and the shapes they build.

Lower-case words are literal, ``UPPER`` ones terminals (kinds of the table ``times`` and of numerals), ``|`` parts
alternatives, round brackets hold what may be missing. Of two patterns of the same length the earlier one counts.
"""

from collections.abc import Callable
from typing import TypeVar

from gestae.language.times.holidays import Holiday
from gestae.language.times.shapes import (
    Anchor,
    CalendarDate,
    CalendarUnit,
    Core,
    Decade,
    Distance,
    Feast,
    Nothing,
    NumericDate,
    OpenUnit,
    Quarter,
    Season,
    Weekday,
    Weekend,
    Window,
)
from gestae.language.times.words import Meaning, Named, Unit
from gestae.model import Precision

DAY = Unit(Precision.DAY, 1)

T = TypeVar("T", int, str, Unit, Holiday, Named)


class Values:
    """The values of the terminals that a pattern passed, by kind."""

    def __init__(self, meanings: tuple[Meaning, ...]) -> None:
        self.meanings = meanings

    def all(self, kind: str, wanted: type[T]) -> list[T]:
        """Values of one kind in order."""
        return [value for name, value in self.meanings if name == kind and isinstance(value, wanted)]

    def get(self, kind: str, wanted: type[T]) -> T | None:
        """The first value of a kind, or None."""
        return next(iter(self.all(kind, wanted)), None)

    def number(self, *kinds: str) -> int | None:
        """The first number among the given kinds."""
        return next((v for name, v in self.meanings if name in kinds and isinstance(v, int)), None)

    def the(self, kind: str, wanted: type[T]) -> T:
        """The first value of a kind that the pattern requires."""
        return self.all(kind, wanted)[0]


Builder = Callable[[Values], Core | None]


def _date(v: Values) -> Core:
    days = v.all("day", int) or v.all("ordinal", int)
    return CalendarDate(
        year=v.number("year"),
        month=v.number("month", "month-short"),
        day=days[0] if days else None,
        year_shift=v.number("shift"),
        last_day=days[1] if len(days) > 1 else None,
    )


def _iso(v: Values) -> Core:
    year, month, day = (int(part) for part in v.the("iso", str).split("-"))
    return CalendarDate(year, month, day)


def _numeric(v: Values) -> Core:
    text = v.the("dmy", str)
    mark = next(c for c in text if not c.isdigit())
    first, second, year = (int(part) for part in text.split(mark))
    return NumericDate(first, second, year, dotted=mark == ".")


def _years(v: Values) -> Core | None:
    years = v.all("year", int)
    first = years[0]
    last = years[1] if len(years) > 1 else first // 100 * 100 + v.the("yy", int)
    return CalendarDate(year=first, last_year=last) if first < last <= first + 100 else None


def _named_month(v: Values) -> Core:
    return CalendarDate(month=v.number("month"), shift=v.number("shift"))


def _weekday(v: Values) -> Core:
    return Weekday(v.the("weekday", int), shift=v.number("shift"))


def _weekday_of_week(v: Values) -> Core:
    return Weekday(v.the("weekday", int), week_shift=v.number("shift"))


def _following_weekday(v: Values) -> Core:
    return Weekday(v.the("weekday", int), shift=1, anchor=Anchor.PREVIOUS)


def _unit(v: Values) -> Core:
    return CalendarUnit(v.the("unit", Unit), v.the("shift", int))


def _same_unit(v: Values) -> Core:
    return CalendarUnit(v.the("unit", Unit), 0, Anchor.PREVIOUS)


def _next_unit(v: Values) -> Core:
    unit = v.get("unit", Unit) or DAY
    return CalendarUnit(unit, 1, Anchor.PREVIOUS)


def _previous_unit(v: Values) -> Core:
    unit = v.get("unit", Unit) or DAY
    return CalendarUnit(unit, -1, Anchor.PREVIOUS)


def _any_unit(v: Values) -> Unit:
    return v.get("units", Unit) or v.the("unit", Unit)


def _distance(sign: int, anchor: Anchor, *, ahead_only: bool = False) -> Builder:
    def build(v: Values) -> Core:
        count = v.number("num")
        return Distance(_any_unit(v), None if count is None else sign * count, anchor, ahead_only)

    return build


def _years_from(count: int, anchor: Anchor) -> Builder:
    return lambda _: Distance(Unit(Precision.YEAR, 1), count, anchor)


def _and_a_half(v: Values) -> Core:
    """Years and a half in months, other units without the half."""
    unit, count = _any_unit(v), v.the("num", int)
    if unit.precision is Precision.YEAR:
        return Distance(Unit(Precision.MONTH, 1), -(12 * count + 6))
    return Distance(unit, -count)


def _window(sign: int) -> Builder:
    def build(v: Values) -> Core:
        count = 1 if v.get("units", Unit) is None else v.number("num")
        return Window(_any_unit(v), None if count is None else sign * count, ahead=sign > 0)

    return build


def _shifted_window(v: Values) -> Core | None:
    shift = v.the("shift", int)
    return _window(shift)(v) if shift else None


def _quarter_century(v: Values) -> Core:
    return Window(Unit(Precision.YEAR, 25), v.number("shift"))


def _season(v: Values) -> Core:
    years = v.all("year", int)
    short = v.number("yy")
    year = years[-1] // 100 * 100 + short if years and short is not None else years[-1] if years else None
    return Season(v.the("season", int), year=year, year_shift=v.number("shift"))


def _shifted_season(v: Values) -> Core:
    return Season(v.the("season", int), shift=v.number("shift"))


def _quarter(v: Values) -> Core:
    return Quarter(v.the("quarter", int), year=v.number("year"), year_shift=v.number("shift"))


def _feast(v: Values) -> Core:
    return Feast(v.the("holiday", Holiday), year=v.number("year"), year_shift=v.number("shift"))


def _shifted_feast(v: Values) -> Core:
    return Feast(v.the("holiday", Holiday), shift=v.number("shift"))


def _days(count: int) -> Builder:
    return lambda _: CalendarUnit(DAY, count)


def _nothing(_: Values) -> Core:
    return Nothing()


def _deictic(v: Values) -> Core:
    return CalendarUnit(DAY, v.the("deictic", int))


WEEKDAY = "WEEKDAY|WEEKDAY-SHORT (,) (the)"
MONTHS = "MONTH|MONTH-SHORT"
DASH = "-|–|—"

DAYS: tuple[tuple[str, Builder], ...] = (
    ("ISO", _iso),
    ("DMY", _numeric),
    (f"{MONTHS} (the) DAY (,) YEAR", _date),
    (f"{MONTHS} (the) DAY", _date),
    (f"{MONTHS} DAY (of) SHIFT year", _date),
    (f"{MONTHS} ORDINAL (,) (YEAR)", _date),
    (f"DAY (of) {MONTHS} (,) (YEAR)", _date),
    (f"DAY (of) {MONTHS} (of) SHIFT year", _date),
    (f"ORDINAL of {MONTHS} (,) (YEAR)", _date),
)

RULES: tuple[tuple[str, Builder], ...] = (
    *DAYS,
    *((f"{WEEKDAY} {pattern}", builder) for pattern, builder in DAYS),
    ("NONE", _nothing),
    ("every|each WEEKDAY|UNIT|DAYPART|WEEKEND|MONTH|SEASON", _nothing),
    ("ORDINAL|SHIFT WEEKDAY in|of MONTH (YEAR)", _nothing),
    (f"{MONTHS} DAY {DASH}|to|and|through|or DAY (,) (YEAR)", _date),
    (f"DAY {DASH}|to|and|or DAY (of) {MONTHS} (,) (YEAR)", _date),
    (f"{MONTHS} (,) (of) YEAR", _date),
    ("MONTH (of) SHIFT year", _date),
    ("SHIFT MONTH", _named_month),
    ("MONTH", _date),
    ("the year YEAR", _date),
    ("YEAR", _date),
    (f"YEAR {DASH}|/ YY", _years),
    (f"YEAR {DASH} YEAR", _years),
    ("QUARTER (of) (YEAR)", _quarter),
    ("QUARTER (of) SHIFT year", _quarter),
    ("(the) SEASON (of) YEAR", _season),
    (f"(the) SEASON (of) YEAR {DASH}|/ YY|YEAR", _season),
    ("(the) SEASON (of) SHIFT year", _season),
    ("SHIFT SEASON", _shifted_season),
    ("the SEASON", _season),
    ("HOLIDAY (,) (YEAR)", _feast),
    ("HOLIDAY (of) SHIFT year", _feast),
    ("SHIFT HOLIDAY", _shifted_feast),
    ("PERIOD", lambda v: v.the("period", Named)),
    ("DECADE", lambda v: Decade(v.the("decade", int))),
    ("WEEKDAY (DAYPART)", _weekday),
    ("SHIFT WEEKDAY (DAYPART)", _weekday),
    ("this past WEEKDAY (DAYPART)", lambda v: Weekday(v.the("weekday", int), shift=-1)),
    ("this coming WEEKDAY (DAYPART)", lambda v: Weekday(v.the("weekday", int), shift=1)),
    ("WEEKDAY (DAYPART) (of) SHIFT week", _weekday_of_week),
    ("SHIFT week (on) (,) WEEKDAY", _weekday_of_week),
    ("the following WEEKDAY", _following_weekday),
    ("SHIFT WEEKEND", lambda v: Weekend(v.number("shift"))),
    ("the WEEKEND", lambda _: Weekend()),
    ("the following WEEKEND", _nothing),
    ("DEICTIC (DAYPART)", _deictic),
    ("this DAYPART", _days(0)),
    ("last night", _days(-1)),
    ("overnight", lambda _: Window(DAY, -1)),
    ("the day before yesterday", _days(-2)),
    ("the day after tomorrow", _days(2)),
    ("the past|last UNIT", _window(-1)),
    ("past|last|previous|preceding|recent NUM|VAGUE UNITS", _window(-1)),
    ("past|recent UNITS", _window(-1)),
    ("past UNIT", _window(-1)),
    ("past|last quarter century", _quarter_century),
    ("this past UNIT", _window(-1)),
    ("this coming UNIT", _window(1)),
    ("next|coming NUM|VAGUE UNITS", _window(1)),
    ("the next|coming UNIT", _window(1)),
    ("coming UNITS", _window(1)),
    ("SHIFT UNIT", _unit),
    ("the UNIT", lambda v: OpenUnit(v.the("unit", Unit))),
    ("that|same UNIT", _same_unit),
    ("that very|same UNIT", _same_unit),
    ("the following UNIT", _next_unit),
    ("the next day|morning|night|evening", _next_unit),
    ("the previous|preceding UNIT", _previous_unit),
    ("the UNIT before last", lambda v: CalendarUnit(v.the("unit", Unit), -2)),
    ("the UNIT after next", lambda v: CalendarUnit(v.the("unit", Unit), 2)),
    ("the night before last", _days(-2)),
    ("the eve of", lambda _: Distance(DAY, -1, Anchor.PREVIOUS)),
    ("that|same DAYPART", lambda _: CalendarUnit(DAY, 0, Anchor.PREVIOUS)),
    ("that same DAYPART", lambda _: CalendarUnit(DAY, 0, Anchor.PREVIOUS)),
    ("the day|night|evening|week|month|year before", _previous_unit),
    ("the day|week|month|year after", _next_unit),
    ("NUM (of) UNIT|UNITS ago", _distance(-1, Anchor.PUBLISHED)),
    ("NUM and a half UNITS ago", _and_a_half),
    ("NUM UNIT and a half ago", _and_a_half),
    ("NUM quarter (of) (a) century ago", _years_from(-25, Anchor.PUBLISHED)),
    ("NUM quarter (of) (a) century earlier|before", _years_from(-25, Anchor.PREVIOUS)),
    ("NUM quarter (of) (a) century later|after", _years_from(25, Anchor.PREVIOUS)),
    ("half NUM century ago", _years_from(-50, Anchor.PUBLISHED)),
    ("half NUM century earlier|before", _years_from(-50, Anchor.PREVIOUS)),
    ("half NUM century later|after", _years_from(50, Anchor.PREVIOUS)),
    ("some UNITS ago", _distance(-1, Anchor.PUBLISHED)),
    ("some UNITS earlier|before", _distance(-1, Anchor.PREVIOUS)),
    ("some UNITS later|after|afterwards", _distance(1, Anchor.PREVIOUS)),
    ("VAGUE UNITS ago", _distance(-1, Anchor.PUBLISHED)),
    ("UNITS ago", _distance(-1, Anchor.PUBLISHED)),
    ("NUM (of) UNIT|UNITS earlier|before|previously|prior", _distance(-1, Anchor.PREVIOUS)),
    ("VAGUE UNITS earlier|before|previously", _distance(-1, Anchor.PREVIOUS)),
    ("NUM (of) UNIT|UNITS later|after|afterwards|afterward", _distance(1, Anchor.PREVIOUS)),
    ("VAGUE UNITS later|after|afterwards|afterward", _distance(1, Anchor.PREVIOUS)),
    ("NUM UNIT|UNITS from now|today", _distance(1, Anchor.PUBLISHED)),
    ("NUM UNIT|UNITS hence", _distance(1, Anchor.PUBLISHED)),
    ("in|within NUM UNIT|UNITS ' time", _distance(1, Anchor.PUBLISHED)),
    ("in NUM UNIT|UNITS", _distance(1, Anchor.PUBLISHED, ahead_only=True)),
    ("in NUM UNIT 's time", _distance(1, Anchor.PUBLISHED)),
)
