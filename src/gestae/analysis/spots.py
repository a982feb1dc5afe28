"""Where events took place: the spots of a map, with how exactly and how surely each place is known."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gestae.analysis.wording import number
from gestae.model import Event, PlaceLevel, Quad, Record, Status

SURE, LIKELY = 0.8, 0.5


class Level(StrEnum):
    """How exactly a place is known."""

    CITY = "city or site"
    DIVISION = "province or district"
    COUNTRY = "country or wider"


class Sureness(StrEnum):
    """How surely a place is known, on the average of its events."""

    SURE = "0.8 or more"
    LIKELY = "0.5 to 0.8"
    DOUBTFUL = "below 0.5"


LEVELS = {
    PlaceLevel.CITY: Level.CITY,
    PlaceLevel.FEATURE: Level.CITY,
    PlaceLevel.ADMIN1: Level.DIVISION,
    PlaceLevel.ADMIN2: Level.DIVISION,
}


@dataclass(frozen=True, slots=True)
class Spot:
    """The events of one quad at one place; ``confidence`` is the mean of how surely the place is known."""

    name: str
    level: Level
    latitude: float
    longitude: float
    quad: Quad
    count: int
    confidence: float | None = None

    @property
    def sureness(self) -> Sureness:
        """The confidence in three steps; one that is not told counts as sure."""
        if self.confidence is None or self.confidence >= SURE:
            return Sureness.SURE
        return Sureness.LIKELY if self.confidence >= LIKELY else Sureness.DOUBTFUL


@dataclass(frozen=True, slots=True)
class Located:
    """The spots of events, most events first.

    ``events`` are all that were looked at, ``placeless`` those without a place, ``cut`` those at places that were left
    out so that the others can be seen.
    """

    spots: tuple[Spot, ...]
    documents: int
    events: int
    placeless: int
    first: date | None
    last: date | None
    cut: int = 0

    @property
    def shown(self) -> int:
        """The events at the spots."""
        return self.events - self.placeless - self.cut


Key = tuple[str, Level, float, float, Quad]


def locate(records: Iterable[Record], statuses: Sequence[Status] = (Status.ACTUAL,)) -> Located:
    """Count the main events of these statuses by place and quad; an act told again counts once."""
    found: dict[Key, list[float | None]] = defaultdict(list)
    documents = events = placeless = 0
    days: list[date] = []
    for record in records:
        documents += 1
        for event in record.events:
            if event.role != "main" or event.same_as is not None or event.status not in statuses:
                continue
            events += 1
            if event.date is not None:
                days += [day for day in (event.date.from_, event.date.to) if day is not None]
            key = _spot_of(event)
            if key is None or event.place is None:
                placeless += 1
            else:
                found[key].append(event.place.confidence)
    spots = [Spot(*key, len(each), _mean(each)) for key, each in found.items()]
    return Located(in_order(spots), documents, events, placeless, min(days, default=None), max(days, default=None))


def in_order(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """Spots with the most events first."""
    return tuple(sorted(spots, key=lambda spot: (-spot.count, spot.name, spot.longitude, spot.quad)))


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _spot_of(event: Event) -> Key | None:
    place = event.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    level = LEVELS.get(place.level, Level.COUNTRY) if place.level else Level.COUNTRY
    return place.name or place.text or "?", level, place.latitude, place.longitude, event.quad


def summary(located: Located) -> list[str]:
    """What the map shows and what it does not, in words."""
    lines = [f"{number(located.shown, 'event')} at a known place, from {number(located.documents, 'document')}"]
    if located.first and located.last:
        lines[0] += f"; dates {located.first.isoformat()} to {located.last.isoformat()}"
    if located.placeless:
        lines.append(f"Not shown: {number(located.placeless, 'event')} without a place")
    if located.cut:
        lines.append(f"Left out, so that the others can be seen: {number(located.cut, 'event')} at places with fewer")
    return lines
