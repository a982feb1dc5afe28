"""How likely two reports tell of the same event: parties, day, place and words, weighed by hand.

Precision comes first: whatever speaks against it (other parties, a far place, days apart) rules it out.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

DAYS_APART = 2
FAR = 100.0  # kilometres between two towns that cannot be one
NEAR = 30.0
EARTH = 6371.0
UNKNOWN = 0.45
LEAST_WORDS = 0.12
TALK = frozenset({"agreement", "support", "request", "accusation", "rejection", "threat", "sanction"})
LEAST_TALK = 0.3  # words shared by reports of words: the same parties say much on one day
GROWTH = 4.0  # how much a count may grow from one report to another
Amount = tuple[float, float]
POINTS = frozenset({"city", "feature"})


@dataclass(frozen=True, slots=True)
class Side:
    """The parties on one side of a report: their countries, and who they are where that is known."""

    countries: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Site:
    """Where a report puts the event; all None where it does not say."""

    geonameid: int | None = None
    country: str | None = None
    level: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One document's telling of one event.

    ``words`` are those of its sentence and of the title, without the common; ``names`` the capitalised words of the
    sentence that name neither party nor day; ``amounts`` the bounds of what it counts of each kind.
    """

    document: int
    event: int
    family: str
    day: date | None
    actors: Side
    recipients: Side
    site: Site
    words: frozenset[str]
    names: frozenset[str] = frozenset()
    amounts: Mapping[str, Amount] = field(default_factory=dict)
    text_group: int | None = None
    repeated: bool = False


class Likeness(NamedTuple):
    """What speaks for one event, each from 0 (against) to 1."""

    parties: float
    day: float
    place: float
    words: float

    def score(self) -> float:
        """The parts weighed together."""
        return 0.35 * self.parties + 0.15 * self.day + 0.2 * self.place + 0.3 * self.words


AGAINST = Likeness(0.0, 0.0, 0.0, 0.0)


def likeness(one: Report, other: Report, weights: Mapping[str, float]) -> Likeness:
    """What speaks for two reports telling of one event; all 0 where something rules it out."""
    if one.family != other.family or one.day is None or other.day is None:
        return AGAINST
    apart = abs((one.day - other.day).days)
    parties = _parties(one, other)
    place = _place(one.site, other.site)
    words = _words(one.words, other.words, weights)
    copied = one.text_group is not None and one.text_group == other.text_group
    least = LEAST_TALK if one.family in TALK else LEAST_WORDS
    if apart > DAYS_APART or not parties or not place or _amounts_differ(one.amounts, other.amounts):
        return AGAINST
    if not copied and (words < least or _names_differ(one, other)):
        return AGAINST
    return Likeness(parties, 1.0 - 0.3 * apart, place, max(words, 0.9 if copied else 0.0))


def _parties(one: Report, other: Report) -> float:
    straight = _side(one.actors, other.actors) * _side(one.recipients, other.recipients)
    if straight or one.recipients.countries or other.recipients.countries:
        return math.sqrt(straight)
    return 0.0


def _side(one: Side, other: Side) -> float:
    if one.entities & other.entities:
        return 1.0
    if one.countries & other.countries:
        both = one.entities and other.entities
        return 0.6 if both else 0.8
    return 0.0 if one.countries and other.countries else UNKNOWN


def _place(one: Site, other: Site) -> float:
    if one.geonameid is not None and one.geonameid == other.geonameid:
        return 1.0
    if one.country is None or other.country is None:
        return UNKNOWN
    if one.country != other.country:
        return 0.0
    if one.level in POINTS and other.level in POINTS:
        away = kilometres(one, other)
        return 0.0 if away is None or away > FAR else 0.9 if away < NEAR else 0.5
    return 0.6


def kilometres(one: Site, other: Site) -> float | None:
    """How far two sites are apart on the globe; None where one has no point."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    south, north = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    half = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin(across / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(half))


def _names_differ(one: Report, other: Report) -> bool:
    """Whether each names somebody or some place that the other does not."""
    return bool(one.names and other.names) and not (one.names & other.words or other.names & one.words)


def _amounts_differ(one: Mapping[str, Amount], other: Mapping[str, Amount]) -> bool:
    """Whether counts of one kind cannot be two stages of the same count."""
    pairs = [sorted((one[kind], other[kind])) for kind in one.keys() & other.keys()]
    return any(more[0] > GROWTH * max(less[1], 1.0) for less, more in pairs)


def _words(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    least = min(sum(weights.get(w, 1.0) for w in one), sum(weights.get(w, 1.0) for w in other))
    return sum(weights.get(w, 1.0) for w in one & other) / least if least else 0.0
