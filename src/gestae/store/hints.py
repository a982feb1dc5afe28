"""Why nothing was found: values that no event of the store has, and what is like them."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from sqlalchemy import Column, Connection, func, select

from gestae.store.filters import PARTIES, Asked
from gestae.store.party import Party, PartyKind
from gestae.store.schema import DOCUMENT, EVENT, PARTICIPANT, REPORT

MOST_VALUES = 20_000
CLOSE = 5
LISTED: dict[str, Column[Any]] = {
    "type": REPORT.c.type,
    "mode": EVENT.c.mode,
    "country": REPORT.c.place_country,
    "source": DOCUMENT.c.source,
    "outlet_country": DOCUMENT.c.outlet_country,
    "origin": DOCUMENT.c.origin,
}


def hints(connection: Connection, asked: Asked) -> Iterator[str]:
    """A line for each value that nothing in the store has."""
    for name, column in LISTED.items():
        for value in asked.values.get(name, ()):
            if not _has(connection, column, value):
                yield f"no event has the {name} {value!r}{_like(value, _values(connection, column))}"
    for name in PARTIES:
        for party in asked.values.get(name, ()):
            yield from _unknown(connection, name, party)


def _unknown(connection: Connection, name: str, party: Party) -> Iterator[str]:
    parts = {"country": party.country, "sector": party.sector}
    if party.kind is PartyKind.ENTITY:
        parts = {"entity": party.words}
    if party.kind is PartyKind.NAME:
        words = (party.words or "").lower()
        known = select(PARTICIPANT.c.id).where(
            (func.lower(PARTICIPANT.c.name) == words) | (func.lower(PARTICIPANT.c.text) == words)
        )
        if connection.execute(known.limit(1)).first() is None:
            holding = select(PARTICIPANT.c.name).where(func.lower(PARTICIPANT.c.name).contains(words, autoescape=True))
            found = list(connection.execute(holding.distinct().limit(CLOSE)).scalars())
            yield f"nobody in the store is called {party.words!r}{_told(found) or _like(words, _names(connection))}"
        return
    for part, value in parts.items():
        if value is not None and not _has(connection, PARTICIPANT.c[part], value):
            yield f"{name}: no party has the {part} {value!r}{_like(value, _values(connection, PARTICIPANT.c[part]))}"


def _has(connection: Connection, column: Column[Any], value: Any) -> bool:
    return connection.execute(select(column).where(column == value).limit(1)).first() is not None


def _values(connection: Connection, column: Column[Any]) -> list[str]:
    query = select(column).where(column.is_not(None)).distinct().limit(MOST_VALUES)
    return list(connection.execute(query).scalars())


def _names(connection: Connection) -> list[str]:
    return _values(connection, PARTICIPANT.c.name)


def _like(value: str, known: list[str]) -> str:
    by_lower = {word.lower(): word for word in known}
    return _told([by_lower[word] for word in get_close_matches(value.lower(), by_lower, CLOSE)])


def _told(values: list[str]) -> str:
    return f"; did you mean {', '.join(values)}?" if values else ""
