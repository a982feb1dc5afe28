"""Which entry each name of a document means: all names of a document are settled together.

Every name begins with a prior over its candidates (how known a place is) and is moved by what the
others speak for: the same country, the same division, the neighbourhood, an outlet's home and above
all what stands beside it ("Paris, Texas"). A few rounds suffice.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gestae.model import PlaceLevel
from gestae.places.entry import Candidate, Entry, NameKind

ROUNDS = 3
AREA_ONLY = 0.4  # how far the area is trusted to stand for a place in it that is not known
MISSING = 2.2  # the score of a place that the gazetteer does not have
SMALLEST_CENTRAL_CITY = 20  # a city with at least this part of a division's people comes before the division


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


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for a candidate; each part is 0 when nothing is known."""

    known: float  # how well known the place is, by level and population
    named: float  # 0 for its main name, -1 for lesser names, 1 for names in the own tables
    country: float  # share of the other names that speak for its country, 0..1
    division: float  # the same for its first-level division
    county: float  # the same for its second-level division
    near: float  # the same for its surroundings of about 100 km
    outlet: float  # the outlet's country, division or surroundings, 0..1
    namesake: float  # 1 when the outlet bears the name and lies in the same country
    inside: float  # 1 when the text puts it in an area that holds it, -1 in another one
    level: float  # share of mentions with a generic word beside them that fits its level, less those it does not fit


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each feature counts."""

    named: float = 1.2
    country: float = 2.2
    division: float = 2.6
    county: float = 1.0
    near: float = 2.2
    outlet: float = 3.2
    namesake: float = 2.5
    inside: float = 6.0
    level: float = 2.5


WEIGHTS = Weights()
LEVEL_KNOWN = {
    PlaceLevel.CONTINENT: 6.5,
    PlaceLevel.COUNTRY: 6.5,
    PlaceLevel.REGION: 5.0,
    PlaceLevel.ADMIN1: 4.7,
    PlaceLevel.FEATURE: 4.6,
}
NAMED = {NameKind.MAIN: 0.0, NameKind.ALTERNATIVE: -1.0, NameKind.OWN: 1.0, NameKind.ADJECTIVE: 1.0}
NO_OUTLET = Outlet()


@dataclass(slots=True)
class Support:
    """Sums of probability by country, division and grid cell."""

    total: float = 0.0
    areas: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    cells: defaultdict[tuple[int, int], float] = field(default_factory=lambda: defaultdict(float))

    def add(self, entry: Entry, mass: float) -> None:
        """Count an entry with a probability."""
        self.total += mass
        for area in (entry.country, entry.admin1, entry.admin2):
            if area:
                self.areas[area] += mass
        cell = _cell(entry)
        if cell is not None:
            self.cells[cell] += mass

    def around(self, cell: tuple[int, int] | None) -> float:
        """Mass in the cell and the eight around it."""
        if cell is None:
            return 0.0
        row, column = cell
        return sum(self.cells.get((row + i, column + j), 0.0) for i in (-1, 0, 1) for j in (-1, 0, 1))


@dataclass(frozen=True, slots=True)
class Resolved:
    """The best entry of a name, how sure that is (0..1), and what spoke for it."""

    entry: Entry | None
    confidence: float
    features: Features | None = None


def resolve(names: Sequence[Name], outlet: Outlet = NO_OUTLET) -> list[Resolved]:
    """The entry of each name, in order."""
    home = Support()
    for entry in outlet.places:
        home.add(entry, 1.0)
    if outlet.country:
        home.areas[outlet.country] += 0.5
        home.total += 0.5
    chances = [_softmax([_known(c, name) for c in name.candidates]) for name in names]
    features: list[list[Features]] = []
    for _ in range(ROUNDS):
        support = _support(zip(names, chances, strict=True))
        best = {
            name.key: max(zip(chance, name.candidates, strict=True), key=lambda pair: pair[0])[1].entry
            for name, chance in zip(names, chances, strict=True)
            if name.candidates
        }
        features = [
            [
                _features(candidate, name, own, support, home, outlet, best)
                for own in [_support([(name, chance)])]
                for candidate in name.candidates
            ]
            for name, chance in zip(names, chances, strict=True)
        ]
        chances = [_softmax([_score(f) for f in rows]) for rows in features]
    return [_winner(name, chance, rows) for name, chance, rows in zip(names, chances, features, strict=True)]


def contained(name: Resolved, area: Resolved | None) -> Resolved:
    """The name's entry, or the area that the text puts it in when the gazetteer has no such place there."""
    outside = name.features is None or name.features.inside < 0
    if area is not None and area.entry is not None and outside:
        return Resolved(area.entry, area.confidence * AREA_ONLY)
    return name


def _support(names: Iterable[tuple[Name, list[float]]]) -> Support:
    support = Support()
    for name, chance in names:
        for candidate, mass in zip(name.candidates, chance, strict=True):
            support.add(candidate.entry, mass * mass * name.weight)
    return support


def _winner(name: Name, chance: list[float], features: list[Features]) -> Resolved:
    if not name.candidates:
        return Resolved(None, 0.0)
    index = max(range(len(chance)), key=lambda i: chance[i])
    best = features[index]
    missing = 1 / (1 + math.exp(_score(best) - MISSING))
    return Resolved(name.candidates[index].entry, chance[index] * (1 - missing), best)


def _known(candidate: Candidate, name: Name) -> float:
    entry = candidate.entry
    if entry.level in LEVEL_KNOWN:
        known = LEVEL_KNOWN[entry.level]
    elif entry.level is PlaceLevel.ADMIN2:
        known = 0.55 * math.log10(entry.population + 100)
        if candidate.kind is NameKind.ALTERNATIVE:
            known -= 0.8
    else:
        known = 0.85 * math.log10(entry.population + 100) + (0.8 if entry.feature_code == "PPLC" else 0.0)
    if any(_comes_first(other, candidate) for other in name.candidates):
        known -= 2.0
    return known


def _comes_first(other: Candidate, candidate: Candidate) -> bool:
    """Whether a bare name rather means the other one: the city before its division, the country before its city."""
    a, b = other.entry, candidate.entry
    if other.kind is NameKind.ALTERNATIVE or a.country != b.country or a.id == b.id:
        return False
    if a.level is PlaceLevel.COUNTRY:
        return b.level is PlaceLevel.CITY
    if a.level is PlaceLevel.CITY and b.level in (PlaceLevel.ADMIN1, PlaceLevel.ADMIN2):
        return within(a, b) and a.population * SMALLEST_CENTRAL_CITY >= b.population
    return False


def _features(
    candidate: Candidate,
    name: Name,
    own: Support,
    support: Support,
    home: Support,
    outlet: Outlet,
    best: Mapping[str, Entry],
) -> Features:
    entry = candidate.entry
    others = support.total - own.total

    def share(area: str | None) -> float:
        return _saturate(support.areas.get(area, 0.0) - own.areas.get(area, 0.0), others) if area else 0.0

    areas = [best[key] for key in name.inside if key in best]
    return Features(
        known=_known(candidate, name),
        named=NAMED[candidate.kind],
        country=share(entry.country),
        division=share(entry.admin1),
        county=share(entry.admin2),
        near=_saturate(support.around(_cell(entry)) - own.around(_cell(entry)), others),
        outlet=_at_home(entry, home),
        namesake=float(name.key in outlet.keys and entry.country == outlet.country),
        inside=_inside(entry, areas),
        level=sum(share if entry.level is level else -share for level, share in name.levels),
    )


def _score(f: Features, w: Weights = WEIGHTS) -> float:
    return (
        f.known
        + w.named * f.named
        + w.country * f.country
        + w.division * f.division
        + w.county * f.county
        + w.near * f.near
        + w.outlet * f.outlet
        + w.namesake * f.namesake
        + w.inside * f.inside
        + w.level * f.level
    )


def _at_home(entry: Entry, home: Support) -> float:
    if not home.total:
        return 0.0
    parts = [
        0.3 * min(home.areas.get(entry.country or "", 0.0), 1.0),
        0.35 * min(home.areas.get(entry.admin1 or "", 0.0), 1.0),
        0.35 * min(home.around(_cell(entry)), 1.0),
    ]
    return sum(parts)


def _inside(entry: Entry, areas: Sequence[Entry]) -> float:
    if not areas or entry.level in (PlaceLevel.COUNTRY, PlaceLevel.CONTINENT):
        return 0.0
    return 1.0 if any(within(entry, area) for area in areas) else -1.0


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


def _saturate(mass: float, total: float) -> float:
    """Mass against the mass of all others: half of its share, half of its amount."""
    if mass <= 0 or total <= 0:
        return 0.0
    return 0.5 * mass / total + 0.5 * mass / (mass + 1.5)


def _cell(entry: Entry) -> tuple[int, int] | None:
    if entry.latitude is None or entry.longitude is None or entry.level not in (PlaceLevel.CITY, PlaceLevel.ADMIN2):
        return None
    return math.floor(entry.latitude), math.floor(entry.longitude)


def _softmax(scores: list[float]) -> list[float]:
    if not scores:
        return []
    top = max(scores)
    raised = [math.exp(score - top) for score in scores]
    total = sum(raised)
    return [value / total for value in raised]
