"""The facts that the knowledge holds, one class a table."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

SECTORS = frozenset(
    [
        "GOV",
        "MIL",
        "COP",
        "JUD",
        "LEG",
        "SPY",
        "PTY",
        "OPP",
        "REB",
        "PRM",
        "UAF",
        "UNK",
        "CVL",
        "ELI",
        "JRN",
        "BUS",
        "LAB",
        "AGR",
        "EDU",
        "MED",
        "REL",
        "REF",
        "CRM",
        "SOC",
        "PRE",
    ]
)
WORD_CLASSES = frozenset(
    (
        "amount",
        "former",
        "against",
        "linked",
        "state",
        "group",
        "ethnic",
        "heading",
        "settlement",
        "direction",
        "sides",
        "woman",
        "man",
        "own",
        "abroad",
        "called",
        "division",
        "ruling",
        "anybody",
        "listing",
        "namesake",
        "foe",
        "venue",
        "meet",
        "counted",
        "nature",
    )
)
COUNTRY_KINDS = frozenset(("state", "territory", "body", "former", "dependency"))


class NameKind(StrEnum):
    """What a country's name is; ``people`` are those of a part of it, who are not its state."""

    NAME = "name"
    ADJECTIVE = "adjective"
    DEMONYM = "demonym"
    DEMONYMS = "demonyms"
    CAPITAL = "capital"
    SEAT = "seat"
    PEOPLE = "people"


class AgentKind(StrEnum):
    """What a common noun denotes."""

    PERSON = "person"
    GROUP = "group"
    BODY = "body"
    FORCE = "force"
    THING = "thing"
    PLACE = "place"


class EntityKind(StrEnum):
    """What a named actor is: the part of its identifier before the colon."""

    PERSON = "person"
    ORG = "org"
    GROUP = "group"
    PARTY = "party"
    FORCE = "force"
    AGENCY = "agency"
    COURT = "court"
    OUTLET = "outlet"
    COMPANY = "company"
    NGO = "ngo"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both included; None where open."""

    start: date | None = None
    end: date | None = None

    def holds(self, on: date | None) -> bool:
        """Whether the day lies in the period; without a day it does."""
        return on is None or ((self.start is None or self.start <= on) and (self.end is None or on <= self.end))


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Country:
    """A country code: state, territory, body or former state."""

    code: str
    kind: str
    name: str
    period: Period
    successor: str


@dataclass(frozen=True, slots=True)
class CountryName:
    """A name of a country."""

    code: str
    name: str
    kind: NameKind
    period: Period

    def dated(self, on: date | None) -> bool:
        """Whether the name is bound to a period that holds the day: then no other state or place bears it."""
        bound = self.period.start is not None or self.period.end is not None
        return bound and on is not None and self.period.holds(on)


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, body or group with a name.

    ``period`` is when ``sectors`` hold; ``source`` is where the row came from, ``as_of`` until when it was checked.
    """

    id: str
    name: str
    kind: EntityKind
    country: str | None
    sectors: tuple[str, ...]
    period: Period
    wikidata: str | None
    source: str = field(default="", compare=False)
    as_of: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Role:
    """An office, or a standing, that an entity has in a period.

    ``layer`` counts the folders from 0: on a day that roles of several layers hold, those of the last one count.
    """

    entity: str
    office: str
    country: str | None
    sectors: tuple[str, ...]
    period: Period
    layer: int = 0


@dataclass(frozen=True, slots=True)
class Agent:
    """A common noun for people, bodies or their things.

    A ``homeless`` one (``-`` in the column ``country``) belongs to no one country: "the international community".
    """

    phrase: str
    plural: bool
    sectors: tuple[str, ...]
    country: str | None
    kind: AgentKind
    homeless: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """Words that stand before a person's name."""

    title: str
    sectors: tuple[str, ...]
    country: str | None


Fact = CountryName | Entity | Agent | Title
