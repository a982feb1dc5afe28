"""Whom somebody meets, threatens, accuses and so on, and who does so to them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from gestae.store.choices import Unique
from gestae.store.counts import BY, cells
from gestae.store.filters import Asked
from gestae.store.party import Party

KINDS = {
    "CONSULT": "meets",
    "SUPPORT": "backs",
    "AID": "helps",
    "THREATEN": "threatens",
    "ACCUSE": "accuses",
    "SANCTION": "punishes",
    "ASSAULT": "attacks",
}
MOST = 8
SIDES = {"actor": "recipient", "recipient": "actor"}


@dataclass(frozen=True, slots=True)
class Relation:
    """One kind of act: ``towards`` whom, and ``by`` whom it is suffered, each with events; the most first."""

    type: str
    verb: str
    towards: Sequence[tuple[str, int]] = field(default_factory=tuple)
    by: Sequence[tuple[str, int]] = field(default_factory=tuple)


def relations(connection: Connection, asked: Asked, party: Party) -> list[Relation]:
    """The relations of somebody; others are entities, countries where no entity other than the state is known."""
    found = {side: _others(connection, asked, party, side) for side in SIDES}
    return [
        Relation(kind, verb, found["actor"][kind], found["recipient"][kind])
        for kind, verb in KINDS.items()
        if found["actor"][kind] or found["recipient"][kind]
    ]


def _others(
    connection: Connection, asked: Asked, party: Party, side: str
) -> defaultdict[str, Sequence[tuple[str, int]]]:
    """Those on the other side, by type."""
    other = SIDES[side]
    rest = {name: values for name, values in asked.values.items() if name not in (*SIDES, "party", "type")}
    narrowed = Asked({**rest, side: (party,), "type": tuple(KINDS)})
    dims = [BY["type"], BY[other], BY[f"{other}_entity"]]
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in connection.execute(cells(dims, narrowed, Unique.STORY, connection.dialect.name)):
        who = _who(row[1], row[2])
        if who is not None:
            sums[row.type][who] += row.events
    ordered: defaultdict[str, Sequence[tuple[str, int]]] = defaultdict(tuple)
    for kind, others in sums.items():
        ordered[kind] = sorted(others.items(), key=lambda each: (-each[1], each[0]))[:MOST]
    return ordered


def _who(country: Any, entity: Any) -> str | None:
    if entity and not entity.startswith("country:"):
        return str(entity)
    return str(country) if country else None
