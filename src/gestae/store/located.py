"""Where events took place, counted by place and quad."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from gestae.store.choices import Unique
from gestae.store.counts import counted_once
from gestae.store.filters import Asked
from gestae.store.schema import EVENT


@dataclass(frozen=True, slots=True)
class LocatedEvents:
    """Rows of ``name``, ``level``, ``latitude``, ``longitude``, ``quad``, ``events``, mean ``confidence``.

    ``events`` are all that match, with a place or without, in so many documents, from the first day to the last.
    """

    places: Sequence[Row[Any]]
    documents: int
    events: int
    first: date | None
    last: date | None


def located_events(connection: Connection, asked: Asked) -> LocatedEvents:
    """The events that are asked for by the place where they happened, each counted once a story."""
    once = counted_once(asked, Unique.STORY, connection.dialect.name).subquery("once")
    place = (EVENT.c.place_name.label("name"), EVENT.c.place_level.label("level"), EVENT.c.latitude, EVENT.c.longitude)
    query = (
        select(
            *place, once.c.quad, func.count().label("events"), func.avg(EVENT.c.place_confidence).label("confidence")
        )
        .join(EVENT, EVENT.c.id == once.c.event_id)
        .where(EVENT.c.latitude.is_not(None), EVENT.c.longitude.is_not(None))
        .group_by(EVENT.c.place_name, EVENT.c.place_level, EVENT.c.latitude, EVENT.c.longitude, once.c.quad)
    )
    whole = connection.execute(
        select(
            func.count(func.distinct(once.c.document_id)), func.count(), func.min(once.c.day), func.max(once.c.day)
        ).select_from(once)
    ).one()
    return LocatedEvents(connection.execute(query).all(), *whole)
