"""Who deals with whom: ties between countries with what cooperates and what conflicts in them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from gestae.analysis.series import COOPERATIVE
from gestae.model import Quad
from gestae.store.choices import Unique
from gestae.store.counts import BY, cells
from gestae.store.filters import Asked

SIDES = ("actor", "recipient")


@dataclass(frozen=True, slots=True)
class Flow:
    """What one country does to another; a mutual act stands both ways.

    ``gain`` sums the scores of cooperation, ``harm`` those of conflict (0 or less).
    """

    actor: str
    recipient: str
    events: int
    cooperative: int
    gain: float
    harm: float

    @property
    def mean(self) -> float:
        """The mean score of an event."""
        return (self.gain + self.harm) / self.events


@dataclass(frozen=True, slots=True)
class Tie:
    """Two countries, both directions together; ``weight`` is cooperation less conflict, in points of score."""

    first: str
    second: str
    events: int
    cooperative: int
    gain: float
    harm: float

    @property
    def weight(self) -> float:
        """Above 0 where cooperation prevails, below where conflict does."""
        return self.gain + self.harm


def flows(connection: Connection, asked: Asked) -> list[Flow]:
    """What countries do to each other and within themselves, the most events first; unknown countries left out."""
    dims = [BY["actor"], BY["recipient"], BY["quad"]]
    return to_flows(connection.execute(cells(dims, asked, Unique.STORY, connection.dialect.name)).all())


def to_flows(rows: Iterable[Any]) -> list[Flow]:
    """Flows of rows with ``actor``, ``recipient``, ``quad``, ``events`` and ``score_sum``."""
    events: Counter[tuple[str, str]] = Counter()
    good: Counter[tuple[str, str]] = Counter()
    sums: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for row in rows:
        key = row.actor, row.recipient
        if None in key:
            continue
        cooperative = Quad(row.quad) in COOPERATIVE
        events[key] += row.events
        good[key] += row.events * cooperative
        sums[key][not cooperative] += row.score_sum or 0.0
    found = [Flow(*key, events[key], good[key], *sums[key]) for key in events]
    return sorted(found, key=lambda flow: (-flow.events, flow.actor, flow.recipient))


def to_ties(flows_: Sequence[Flow]) -> list[Tie]:
    """Flows of both directions together; a country's acts within itself are no tie."""
    pairs: dict[tuple[str, str], list[Flow]] = defaultdict(list)
    for flow in flows_:
        if flow.actor != flow.recipient:
            pairs[min(flow.actor, flow.recipient), max(flow.actor, flow.recipient)].append(flow)
    return [
        Tie(
            *pair,
            sum(f.events for f in both),
            sum(f.cooperative for f in both),
            sum(f.gain for f in both),
            sum(f.harm for f in both),
        )
        for pair, both in pairs.items()
    ]


def busiest(ties: Sequence[Tie], most: int) -> list[str]:
    """The countries with most events in ties."""
    events = totals(ties)
    return sorted(events, key=lambda code: (-events[code], code))[:most]


def totals(ties: Sequence[Tie]) -> Mapping[str, int]:
    """The events that each country has in ties."""
    events: Counter[str] = Counter()
    for tie in ties:
        events[tie.first] += tie.events
        events[tie.second] += tie.events
    return events


def told(flows_: Sequence[Flow]) -> str:
    """What the flows show, in words, for those who cannot see the picture."""
    if not flows_:
        return "No event between known countries matches."
    first = flows_[0]
    return (
        f"{sum(flow.events for flow in flows_):,} events in {len(flows_):,} directed pairs of countries; most: "
        f"{first.actor} towards {first.recipient} ({first.events:,}, mean score {first.mean:.1f})."
    )
