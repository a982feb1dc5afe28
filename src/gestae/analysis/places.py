"""The spots of a store's events, counted in the database."""

from sqlalchemy import Connection

from gestae.analysis.spots import LEVELS, Level, Located, Spot, in_order
from gestae.model import PlaceLevel, Quad
from gestae.store.filters import Asked
from gestae.store.located import located_events

MOST_SPOTS = 400


def locate_stored(connection: Connection, asked: Asked, most: int = MOST_SPOTS) -> Located:
    """The spots of the events that are asked for, each counted once a story; the ``most`` with most events."""
    found = located_events(connection, asked)
    spots = in_order(
        Spot(
            row.name or "?", _level(row.level), row.latitude, row.longitude, Quad(row.quad), row.events, row.confidence
        )
        for row in found.places
    )
    cut = sum(spot.count for spot in spots[most:])
    placed = sum(spot.count for spot in spots)
    return Located(spots[:most], found.documents, found.events, found.events - placed, found.first, found.last, cut)


def _level(level: str | None) -> Level:
    return LEVELS.get(PlaceLevel(level), Level.COUNTRY) if level else Level.COUNTRY
