"""What can be chosen when a store is asked; needs no database."""

from enum import IntEnum, StrEnum


class Order(StrEnum):
    """By the day of events; those without a day come last."""

    NEWEST = "newest"
    OLDEST = "oldest"


class Unique(StrEnum):
    """What counts once: each report, each act in a document, a type between parties on a day, or a story."""

    NONE = "none"
    DOCUMENT = "document"
    DAY = "day"
    STORY = "story"


class Grade(IntEnum):
    """How far a report counts; each grade holds of what the higher ones hold of, too."""

    NONE = 0
    USUAL = 1  # actual, main and not historical
    COUNTED = 2  # and not repeated in its document
    FIRST = 3  # and the first of its story


class Period(StrEnum):
    """A stretch of days; a week is named by its Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class UnitKind(StrEnum):
    """What a row of a panel is about."""

    COUNTRY = "country"
    DYAD = "dyad"


class Side(StrEnum):
    """Whether a country's own acts are counted, or those that are aimed at it."""

    ACTOR = "actor"
    RECIPIENT = "recipient"


class Ways(StrEnum):
    """Whether A towards B and B towards A are two dyads or one."""

    DIRECTED = "directed"
    UNDIRECTED = "undirected"


DIMENSION_NAMES = (
    "actor",
    "recipient",
    "actor_sector",
    "recipient_sector",
    "actor_entity",
    "recipient_entity",
    "type",
    "mode",
    "quad",
    "status",
    "source",
    "origin",
    "place_country",
    "day",
    "week",
    "month",
    "year",
)
