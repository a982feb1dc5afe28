"""What a time expression says before it is set against a calendar."""

from dataclasses import dataclass
from enum import StrEnum

from gestae.language.times.holidays import Holiday
from gestae.language.times.periods import Part
from gestae.language.times.words import Named, Unit


class Anchor(StrEnum):
    """What a relative expression counts from."""

    PUBLISHED = "published"
    PREVIOUS = "previous"  # the expression before it: "two days later", "that year"


class Bound(StrEnum):
    """Which end of the told period is open."""

    CLOSED = "closed"
    SINCE = "since"
    UNTIL = "until"
    BEFORE = "before"
    AFTER = "after"


class Share(StrEnum):
    """Cut at the day of publication: "earlier this year", "later this month"."""

    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """Year, month and day as far as told; ``year_shift`` counts years from the reference, ``shift`` months by name.

    With ``last_day`` or ``last_year`` the expression is a range from the told date to that one.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    year_shift: int | None = None
    shift: int | None = None
    last_day: int | None = None
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class NumericDate:
    """Two numbers that may be day and month in either order, and a year; ``dotted`` ones start with the day."""

    first: int
    second: int
    year: int
    dotted: bool


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday: the nearest by tense, the last or next (``shift``), or that of another week (``week_shift``)."""

    weekday: int
    shift: int | None = None
    week_shift: int | None = None
    anchor: Anchor = Anchor.PUBLISHED


@dataclass(frozen=True, slots=True)
class CalendarUnit:
    """The day, week, month ... ``shift`` units from the one that holds the anchor's date."""

    unit: Unit
    shift: int
    anchor: Anchor = Anchor.PUBLISHED


@dataclass(frozen=True, slots=True)
class OpenUnit:
    """The current month or year, and a date only after words for a part of it ("at the end of")."""

    unit: Unit


@dataclass(frozen=True, slots=True)
class Distance:
    """A point ``count`` units from the anchor; ``ahead_only`` holds only in a clause about the future."""

    unit: Unit
    count: int | None
    anchor: Anchor = Anchor.PUBLISHED
    ahead_only: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """The ``count`` units up to (negative) or from the reference; of an unknown number ``ahead`` tells the sign."""

    unit: Unit
    count: int | None
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Season:
    """Three months from ``month``, of a year, the nearest by tense, or the last or next."""

    month: int
    year: int | None = None
    year_shift: int | None = None
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a year."""

    number: int
    year: int | None = None
    year_shift: int | None = None


@dataclass(frozen=True, slots=True)
class Weekend:
    """Saturday and Sunday: the nearest by tense, or the last or next."""

    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Feast:
    """A holiday, of a year, the nearest by tense, or the last or next."""

    holiday: Holiday
    year: int | None = None
    year_shift: int | None = None
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Decade:
    """Ten years from ``year``."""

    year: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """Words that look like a time expression and tell no date."""


Core = (
    CalendarDate
    | NumericDate
    | Weekday
    | CalendarUnit
    | OpenUnit
    | Distance
    | Window
    | Season
    | Quarter
    | Weekend
    | Feast
    | Decade
    | Named
    | Nothing
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A core with what stands before it: a part ("early"), a share ("earlier"), an open end ("since")."""

    core: Core
    part: Part | None = None
    share: Share | None = None
    bound: Bound = Bound.CLOSED
    until: "Shape | None" = None
