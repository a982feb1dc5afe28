"""Which entry each name of a document means: all names of a document are settled together.

Every name begins with a prior over its candidates (how known a place is) and is moved by what the
others speak for: the same country, the same division, the neighbourhood, an outlet's home and above
all what stands beside it ("Paris, Texas"). A few rounds suffice.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

from gestae.model import Place, PlaceLevel
from gestae.places.entry import Entry
from gestae.places.evidence import LEAST_MASS, NAMED, WEIGHTS, Features, Name, Outlet, Support, cell_of, known, within
from gestae.places.view import PlaceRival

ROUNDS = 3
AREA_ONLY = 0.4  # how far an area is trusted to stand for a place in it that is not known
FOCUS_ONLY = 0.6  # how far the city that a document is about is trusted to hold a street or building in it
FOCUSED = 0.1  # the least share of a document's places that lie around that city
FLOOR = 0.1  # less sure answers are wrong nearly always
SHOWN_RIVALS = 3
MISSING = 2.2  # the score of a place that the gazetteer does not have
NO_OUTLET = Outlet()
NOTHING = Support()


@dataclass(frozen=True, slots=True)
class Resolved:
    """The best entry of a name, how sure that is (0..1), and what spoke for it."""

    entry: Entry | None
    confidence: float
    features: Features | None = None
    rivals: tuple[PlaceRival, ...] = ()

    def place(self, trust: float = 1.0) -> Place:
        """The place that it is, all null below the floor of confidence; ``trust`` says how far its key is trusted."""
        confidence = self.confidence * trust
        return self.entry.place(confidence) if self.entry and confidence >= FLOOR else Place()


UNKNOWN = Resolved(None, 0.0)


class Scene:
    """The names of one document, settled; answers for them and for further names among them."""

    def __init__(self, names: Sequence[Name], outlet: Outlet = NO_OUTLET) -> None:
        self.outlet = outlet
        self.home = Support()
        for entry in outlet.places:
            self.home.add(entry, 1.0)
        if outlet.country:
            self.home.areas[outlet.country] += 0.5
        self.support = NOTHING
        self.own: dict[str, Support] = {}
        self.best: dict[str, Entry] = {}
        names = [name for name in names if name.candidates]
        fixed = [self._fixed(name) for name in names]
        chances = [_softmax([_score(features) for features in rows]) for rows in fixed]
        for _ in range(ROUNDS):
            self._settle(names, chances)
            chances = [
                _softmax([_score(features) for features in self._moved(name, rows)])
                for name, rows in zip(names, fixed, strict=True)
            ]
        self._settle(names, chances)

    def answer(self, name: Name) -> Resolved:
        """The entry of a name; mentions of the same name in the document do not speak for themselves."""
        if not name.candidates:
            return UNKNOWN
        features = self._moved(name, self._fixed(name))
        scores = [_score(row) for row in features]
        order = sorted(range(len(scores)), key=lambda i: -scores[i])
        shares = _softmax(scores)
        missing = 1 / (1 + math.exp(scores[order[0]] - MISSING))
        rivals = tuple(PlaceRival(name.candidates[i].entry, shares[i], features[i]) for i in order[:SHOWN_RIVALS])
        best = name.candidates[order[0]].entry
        there = sum(share for share, c in zip(shares, name.candidates, strict=True) if _together(c.entry, best))
        confidence = there * (1 - missing)
        return Resolved(best, confidence, features[order[0]], rivals if len(rivals) > 1 else ())

    def area(self, key: str | None) -> Entry | None:
        """The entry that a name of the document was settled on."""
        return self.best.get(key or "")

    def focus(self) -> Resolved:
        """The city around which most of the document's cities lie, for streets and buildings that only it can know."""
        cities = [entry for entry in self.best.values() if entry.level is PlaceLevel.CITY]
        cells = {entry.id: cell for entry in cities if (cell := cell_of(entry))}
        mass = {entry.id: self.support.cells[cells[entry.id]] + self.home.cells[cells[entry.id]] for entry in cities}
        best = max(cities, key=lambda entry: (mass[entry.id], entry.population, -entry.id), default=None)
        if best is None or mass[best.id] < FOCUSED * (self.support.total + self.home.total):
            return UNKNOWN
        return Resolved(best, FOCUS_ONLY)

    def _settle(self, names: Sequence[Name], chances: Sequence[Sequence[float]]) -> None:
        self.support = Support()
        for name, chance in zip(names, chances, strict=True):
            own = self.own[name.key] = Support()
            top = 0
            for index, (candidate, share) in enumerate(zip(name.candidates, chance, strict=True)):
                mass = share * share * name.weight
                if mass >= LEAST_MASS:
                    own.add(candidate.entry, mass)
                    self.support.add(candidate.entry, mass)
                if share > chance[top]:
                    top = index
            self.best[name.key] = name.candidates[top].entry

    def _fixed(self, name: Name) -> list[Features]:
        """What speaks for the candidates without the other names."""
        return [
            Features(
                known=value,
                named=NAMED[candidate.kind],
                country=0.0,
                division=0.0,
                county=0.0,
                near=0.0,
                outlet=self._at_home(candidate.entry),
                namesake=float(name.key in self.outlet.keys and candidate.entry.country == self.outlet.country),
                inside=0.0,
                level=sum(share if candidate.entry.level is level else -share for level, share in name.levels),
            )
            for candidate, value in zip(name.candidates, known(name.candidates), strict=True)
        ]

    def _moved(self, name: Name, fixed: Sequence[Features]) -> list[Features]:
        """The same with what the other names speak for."""
        own = self.own.get(name.key, NOTHING)
        support = self.support
        others = support.total - own.total
        areas = [self.best[key] for key in name.inside if key in self.best]

        def share(area: str | None) -> float:
            mass = support.areas.get(area, 0.0) - own.areas.get(area, 0.0) if area else 0.0
            return _saturate(mass, others)

        moved: list[Features] = []
        for candidate, features in zip(name.candidates, fixed, strict=True):
            entry = candidate.entry
            cell = cell_of(entry)
            near = support.cells.get(cell, 0.0) - own.cells.get(cell, 0.0) if cell else 0.0
            moved.append(
                features._replace(
                    country=share(entry.country),
                    division=share(entry.admin1),
                    county=share(entry.admin2),
                    near=_saturate(near, others),
                    inside=_inside(entry, areas),
                )
            )
        return moved

    def _at_home(self, entry: Entry) -> float:
        cell = cell_of(entry)
        areas = self.home.areas
        return (
            0.3 * min(areas.get(entry.country or "", 0.0), 1.0)
            + 0.35 * min(areas.get(entry.admin1 or "", 0.0), 1.0)
            + 0.35 * (min(self.home.cells.get(cell, 0.0), 1.0) if cell else 0.0)
        )


def contained(name: Resolved, area: Entry | None) -> Resolved:
    """The name's entry, or the area that the text puts it in when the gazetteer has no such place there.

    A country or division stays what it is: the area behind it only goes on with a list.
    """
    outside = name.features is None or (name.features.inside < 0 and not _is_area(name.entry))
    return Resolved(area, AREA_ONLY) if area is not None and outside else name


def _together(entry: Entry, best: Entry) -> bool:
    """Whether an entry is the best one or lies in the same division: a city and the canton named after it."""
    return entry.id == best.id or (entry.admin1 is not None and entry.admin1 == best.admin1)


def _is_area(entry: Entry | None) -> bool:
    return entry is not None and entry.level in (PlaceLevel.COUNTRY, PlaceLevel.ADMIN1)


def _score(features: Features) -> float:
    return float(sum(map(mul, features, WEIGHTS)))


def _inside(entry: Entry, areas: Sequence[Entry]) -> float:
    if not areas or entry.level in (PlaceLevel.COUNTRY, PlaceLevel.CONTINENT):
        return 0.0
    return 1.0 if any(within(entry, area) for area in areas) else -1.0


def _saturate(mass: float, total: float) -> float:
    """Mass against the mass of all others: half of its share, half of its amount."""
    if mass <= LEAST_MASS or total <= LEAST_MASS:
        return 0.0
    return 0.5 * mass / total + 0.5 * mass / (mass + 1.5)


def _softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    raised = [math.exp(score - top) for score in scores]
    total = sum(raised)
    return [value / total for value in raised]
