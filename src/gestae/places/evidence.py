"""What is weighed when a name may mean several places."""

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from gestae.model import PlaceLevel
from gestae.places.entry import Candidate, Entry, NameKind

LEAST_MASS = 0.002  # smaller masses move nothing and are left out
NEIGHBOURS = tuple((row, column) for row in (-1, 0, 1) for column in (-1, 0, 1))
CENTRAL = 20  # a city with at least one in so many of a division's people comes before the division
LEVEL_KNOWN = {
    PlaceLevel.CONTINENT: 6.5,
    PlaceLevel.COUNTRY: 6.5,
    PlaceLevel.REGION: 5.0,
    PlaceLevel.ADMIN1: 5.2,
    PlaceLevel.FEATURE: 4.6,
}

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Name:
    """A distinct name of a document.

    ``weight`` says how much it may move the others (1 for a sure place name, 0 for none);
    ``inside`` holds the keys of the areas that the text puts right after it, ``levels`` what
    generic words beside it say ("province") and the share of its mentions that have them.
    """

    key: str
    candidates: tuple[Candidate, ...]
    weight: float = 1.0
    inside: tuple[str, ...] = ()
    levels: tuple[tuple[PlaceLevel, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where a document comes from.

    ``places`` are its home as far as that is sure, ``country`` the two-letter country that its
    domain speaks for, ``keys`` the names in its domain or title: a namesake of those is meant
    where the text uses them.
    """

    places: tuple[Entry, ...] = ()
    country: str | None = None
    keys: frozenset[str] = frozenset()


class Features(NamedTuple):
    """What speaks for a candidate; each part is 0 when nothing is known."""

    known: float
    """How well known the place is, by level and population."""
    named: float
    """0 for its main name, -1 for lesser names, 1 for names in the own tables."""
    country: float
    """How much the other names speak for its country, 0..1."""
    division: float
    """The same for its first-level division."""
    county: float
    """The same for its second-level division."""
    near: float
    """The same for its surroundings of about 100 km."""
    outlet: float
    """How much the outlet speaks for its country, division and surroundings, 0..1."""
    namesake: float
    """1 when the outlet bears the name and lies in the same country."""
    inside: float
    """1 when the text puts it in an area that holds it, -1 in another one."""
    level: float
    """Share of mentions with a generic word that fits its level, less those it does not fit."""


WEIGHTS = Features(
    known=1.0,
    named=1.2,
    country=2.2,
    division=2.6,
    county=1.0,
    near=2.2,
    outlet=3.2,
    namesake=2.5,
    inside=6.0,
    level=2.5,
)
NAMED = {NameKind.MAIN: 0.0, NameKind.ALTERNATIVE: -1.0, NameKind.OWN: 1.0, NameKind.ADJECTIVE: 1.0}


@dataclass(slots=True)
class Support:
    """Sums of mass by country or division and by the surroundings of grid cells of one degree."""

    total: float = 0.0
    areas: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    cells: defaultdict[Cell, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, entry: Entry, mass: float) -> None:
        """Count an entry with a mass."""
        self.total += mass
        for area in (entry.country, entry.admin1, entry.admin2):
            if area:
                self.areas[area] += mass
        cell = cell_of(entry)
        if cell is not None:
            for row, column in NEIGHBOURS:
                self.cells[cell[0] + row, cell[1] + column] += mass


def cell_of(entry: Entry) -> Cell | None:
    """The grid cell of a settlement or small division; larger areas have none."""
    if entry.latitude is None or entry.longitude is None or entry.level not in (PlaceLevel.CITY, PlaceLevel.ADMIN2):
        return None
    return math.floor(entry.latitude), math.floor(entry.longitude)


def within(entry: Entry, area: Entry) -> bool:
    """Whether an entry lies in an area of a higher level."""
    if entry.id == area.id:
        return False
    if area.level is PlaceLevel.COUNTRY:
        return entry.country == area.country
    if area.level is PlaceLevel.ADMIN1:
        return entry.admin1 == area.admin1
    if area.level is PlaceLevel.ADMIN2:
        return entry.admin2 == area.admin2
    return False


def known(candidates: tuple[Candidate, ...]) -> list[float]:
    """How well known each candidate of one name is.

    A bare name rather means a country than a city in it, and rather a central city than the
    division around it.
    """
    leading = [c.entry for c in candidates if c.kind is not NameKind.ALTERNATIVE]
    countries = {entry.country for entry in leading if entry.level is PlaceLevel.COUNTRY}
    people: dict[str | None, int] = {}
    for entry in leading:
        if entry.level is PlaceLevel.CITY:
            for area in (entry.admin1, entry.admin2):
                people[area] = max(people.get(area, 0), entry.population)
    return [_known(candidate) - 2.0 * _behind(candidate.entry, countries, people) for candidate in candidates]


def _known(candidate: Candidate) -> float:
    entry = candidate.entry
    if entry.level in LEVEL_KNOWN:
        return LEVEL_KNOWN[entry.level]
    size = math.log10(entry.population + 100)
    if entry.level is PlaceLevel.ADMIN2:
        return 0.55 * size - (0.8 if candidate.kind is NameKind.ALTERNATIVE else 0.0)
    return 0.85 * size + (0.8 if entry.feature_code == "PPLC" else 0.0)


def _behind(entry: Entry, countries: set[str | None], people: dict[str | None, int]) -> bool:
    if entry.level is PlaceLevel.CITY:
        return entry.country in countries
    if entry.level is PlaceLevel.ADMIN1:
        return people.get(entry.admin1, 0) * CENTRAL > entry.population
    if entry.level is PlaceLevel.ADMIN2:
        return people.get(entry.admin2, 0) * CENTRAL > entry.population
    return False
