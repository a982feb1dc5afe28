"""Two parties over time, both directions apart, with their changes of course."""

from typing import TYPE_CHECKING, Any

from gestae.analysis import dyads
from gestae.analysis.pictures import PictureKind, written
from gestae.analysis.series import table
from gestae.store.ask import page as some_events
from gestae.store.party import read_party
from gestae.web.figures import Figure, country_name, kept, scope
from gestae.web.page import add_page
from gestae.web.site import Ask, Site, View

if TYPE_CHECKING:
    from fastapi import APIRouter

NEWEST = 10


def router(site: Site) -> "APIRouter":
    """The route of a dyad."""
    from fastapi import APIRouter

    routes = APIRouter()
    add_page(routes, site, "/dyads/{first}/{second}", dyad)
    return routes


def dyad(ask: Ask) -> View:
    """Scores and counts by month in both directions, changes of course and the sentences that carry them."""
    first, second = (plain(ask.path[name]) for name in ("first", "second"))
    about = scope(ask, f"/dyads/{first}/{second}", fixed=dyads.PARTIES)
    query = {**about.query, "actor": [first], "recipient": [second]}
    ways = kept(ask, "dyad", query, lambda: dyads.both_ways(ask.connection, about.asked, first, second))
    changes = kept(ask, "carried", query, lambda: [dyads.carried(ask.connection, about.asked, way) for way in ways])
    names = {code: country_name(ask.site, code) for code in (first, second)}
    directions: list[dict[str, Any]] = [
        {
            "actor": way.actor,
            "recipient": way.recipient,
            "events": way.series.events,
            "months": table(way.series),
            "unknown": way.changes.unknown,
            "courses": way.changes.courses,
            "changes": carried,
            "newest": some_events(ask.connection, dyads.towards(about.asked, way.actor, way.recipient), NEWEST).rows,
        }
        for way, carried in zip(ways, changes, strict=True)
    ]
    words = " ".join(map(dyads.describe, ways))
    figure = Figure(PictureKind.DYAD, words, sum(way.series.events for way in ways), query)
    title = f"{names[first]} and {names[second]}"
    return View("dyad.html", title, {"directions": directions}, {"scope": about, "figure": figure, "names": names})


def plain(word: str) -> str:
    """A party as filters take it: a country by its code, also where it is asked for as an entity.

    Raises:
        ValueError: the word is empty.
    """
    return written(read_party(word.removeprefix("country:")))
