"""Where events took place, with how exactly and how surely each place is known."""

from typing import TYPE_CHECKING, Any

from gestae.analysis.pictures import PictureKind
from gestae.analysis.places import locate_stored
from gestae.analysis.spots import Located, summary
from gestae.store.filters import Asked
from gestae.web.figures import Figure, country_name, kept, scope
from gestae.web.page import add_page
from gestae.web.pages.actors import most_active
from gestae.web.site import Ask, Site, View

if TYPE_CHECKING:
    from fastapi import APIRouter

PLACES = 50
CLOSER = 12


def router(site: Site) -> "APIRouter":
    """The route of the map."""
    from fastapi import APIRouter

    routes = APIRouter()
    add_page(routes, site, "/map", map_)
    return routes


def map_(ask: Ask) -> View:
    """The places with most events."""
    about = scope(ask, "/map", recent=True)
    found = kept(ask, "places", about.query, lambda: locate_stored(ask.connection, about.asked))
    places = _places(found)
    data = {
        "places": places[:PLACES],
        "all_places": len(places),
        "events": found.events,
        "placeless": found.placeless,
        "cut": found.cut,
    }
    wide = Asked({name: values for name, values in about.asked.values.items() if name != "country"})
    query = {name: values for name, values in about.query.items() if name != "country"}
    countries = kept(ask, "countries", query, lambda: most_active(ask.connection, wide, "place_country"))
    closer = [(code, country_name(ask.site, code)) for code, _ in countries[:CLOSER]]
    figure = Figure(PictureKind.MAP, ". ".join(summary(found)) + ".", found.shown, about.query)
    return View("map.html", "Map", data, {"scope": about, "figure": figure, "closer": closer})


def _places(located: Located) -> list[dict[str, Any]]:
    """The spots of each place together, the most events first."""
    together: dict[tuple[str, str, float, float], dict[str, Any]] = {}
    for spot in located.spots:
        key = (spot.name, spot.level, spot.latitude, spot.longitude)
        row = together.setdefault(
            key,
            {"name": spot.name, "level": spot.level.value, "events": 0, "quads": {}, "sum": 0.0, "known": 0}
            | {"latitude": spot.latitude, "longitude": spot.longitude},
        )
        row["events"] += spot.count
        row["quads"][spot.quad.value] = spot.count
        if spot.confidence is not None:
            row["sum"] += spot.confidence * spot.count
            row["known"] += spot.count
    rows = sorted(together.values(), key=lambda row: (-row["events"], row["name"]))
    for row in rows:
        total, known = row.pop("sum"), row.pop("known")
        row["confidence"] = round(total / known, 2) if known else None
    return rows
