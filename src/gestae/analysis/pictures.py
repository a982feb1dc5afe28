"""One table of pictures for the command line and the pages: what is taken from the store, and how it is drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gestae.analysis import draw_network, draw_series, dyads, maps, networks, places, series, spots, ties
from gestae.analysis.theme import Theme, Width
from gestae.errors import QueryError
from gestae.store.filters import Asked
from gestae.store.party import Party, PartyKind

if TYPE_CHECKING:
    import altair as alt
    from sqlalchemy import Connection

Draw = Callable[[str, Theme, Width], "alt.TopLevelMixin"]


class PictureKind(StrEnum):
    """What is drawn."""

    TIMELINE = "timeline"
    DYAD = "dyad"
    NETWORK = "network"
    MAP = "map"
    MATRIX = "matrix"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to be drawn by title, theme and width; ``words`` say what it shows, ``events`` how many."""

    title: str
    words: str
    events: int
    draw: Draw


def make_picture(connection: "Connection", kind: PictureKind, asked: Asked) -> Picture:
    """Take from the store what a picture shows.

    Raises:
        QueryError: a dyad is wanted without one actor and one recipient.
        InstallationError: ruptures or networkx is missing.
    """
    return MAKERS[kind](connection, asked)


def _timeline(connection: "Connection", asked: Asked) -> Picture:
    found = series.monthly(connection, asked)
    return Picture(
        "Events over time",
        series.told(found),
        found.events,
        lambda title, theme, width: draw_series.draw_timeline(found, title, theme, width),
    )


def _dyad(connection: "Connection", asked: Asked) -> Picture:
    first, second = (_one(asked, side) for side in ("actor", "recipient"))
    ways = dyads.both_ways(connection, asked, first, second)
    return Picture(
        f"{first} and {second}",
        " ".join(map(dyads.describe, ways)),
        sum(way.series.events for way in ways),
        lambda title, theme, width: draw_series.draw_dyad(ways, title, theme, width),
    )


def _network(connection: "Connection", asked: Asked) -> Picture:
    found = networks.build_network(connection, asked)
    return Picture(
        "Who cooperates and conflicts with whom",
        networks.told(found),
        found.events,
        lambda title, theme, width: draw_network.draw_network(found, title, theme, width),
    )


def _map(connection: "Connection", asked: Asked) -> Picture:
    found = places.locate_stored(connection, asked)
    return Picture(
        "Where it happened",
        ". ".join(spots.summary(found)) + ".",
        found.shown,
        lambda title, theme, width: maps.draw_map(found, title, theme, width),
    )


def _matrix(connection: "Connection", asked: Asked) -> Picture:
    found = ties.flows(connection, asked)
    return Picture(
        "Who acts upon whom",
        ties.told(found),
        sum(flow.events for flow in found),
        lambda title, theme, width: draw_network.draw_matrix(found, title, theme, width),
    )


MAKERS: Mapping[PictureKind, Callable[["Connection", Asked], Picture]] = {
    PictureKind.TIMELINE: _timeline,
    PictureKind.DYAD: _dyad,
    PictureKind.NETWORK: _network,
    PictureKind.MAP: _map,
    PictureKind.MATRIX: _matrix,
}


def _one(asked: Asked, side: str) -> str:
    parties: tuple[Party, ...] = asked.values.get(side, ())
    if len(parties) != 1:
        raise QueryError(f"{side}: a dyad has one actor and one recipient; give one, such as FRA")
    return written(parties[0])


def written(party: Party) -> str:
    """A party as it is asked for."""
    if party.kind is PartyKind.SECTOR:
        return f"{party.country or ''}:{party.sector}"
    return party.country or party.words or ""
