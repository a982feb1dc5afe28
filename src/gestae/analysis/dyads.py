"""Two parties over time: each direction by itself, with its changes of course and the sentences that carry them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from gestae.analysis.changes import Change, Changes, find_changes
from gestae.analysis.series import Series, month_at, monthly, told
from gestae.analysis.wording import number
from gestae.store.filters import Asked
from gestae.store.party import read_party
from gestae.store.strongest import strongest

SENTENCES = 3
WINDOW = 3  # months of the new course in which sentences are looked for
PARTIES = ("actor", "recipient", "party", "direction")


@dataclass(frozen=True, slots=True)
class Direction:
    """What one party does to the other."""

    actor: str
    recipient: str
    series: Series
    changes: Changes


@dataclass(frozen=True, slots=True)
class Carried:
    """A change with the events that carry it: the first months of the new course, the furthest on its side first."""

    change: Change
    events: Sequence[Mapping[str, Any]]


def towards(asked: Asked, actor: str, recipient: str) -> Asked:
    """The same, of what one party does to another."""
    rest = {name: values for name, values in asked.values.items() if name not in PARTIES}
    return Asked({**rest, "actor": (read_party(actor),), "recipient": (read_party(recipient),)})


def both_ways(connection: Connection, asked: Asked, first: str, second: str) -> tuple[Direction, ...]:
    """Both directions; one alone if the two are the same. A mutual act, such as talks, stands in both."""
    ways = dict.fromkeys([(first, second), (second, first)])
    return tuple(one_way(connection, asked, *way) for way in ways)


def one_way(connection: Connection, asked: Asked, actor: str, recipient: str) -> Direction:
    """What an actor does to a recipient, month by month."""
    series = monthly(connection, towards(asked, actor, recipient))
    return Direction(actor, recipient, series, find_changes(series))


def carried(connection: Connection, asked: Asked, direction: Direction) -> list[Carried]:
    """The changes of a direction with the sentences behind them."""
    of = towards(asked, direction.actor, direction.recipient)
    return [
        Carried(change, strongest(connection, _within(of, change), change.shift > 0, SENTENCES))
        for change in direction.changes.changes
    ]


def _within(asked: Asked, change: Change) -> Asked:
    """The same, of the first months of the new course."""
    year, month = map(int, change.month.split("-"))
    ends = month_at(year * 12 + month - 1 + WINDOW)
    since, until = date(year, month, 1), date.fromisoformat(f"{ends}-01")
    given_until = asked.values.get("until", ())
    given_since = asked.values.get("since", ())
    last = date.fromordinal(until.toordinal() - 1)
    return Asked({**asked.values, "since": (max([since, *given_since]),), "until": (min([last, *given_until]),)})


def describe(direction: Direction) -> str:
    """What a direction shows, in words."""
    changes = direction.changes
    words = f"{direction.actor} towards {direction.recipient}: {told(direction.series)}"
    if changes.unknown:
        return f"{words} {changes.unknown}"
    listed = "; ".join(f"{c.month}, from {c.before.mean:.1f} to {c.after.mean:.1f}" for c in changes.changes)
    return f"{words} {number(len(changes.changes), 'change')} of course{': ' + listed if listed else ''}."
