"""The whole corpus at a glance."""

from typing import TYPE_CHECKING

from gestae.analysis import series, ties
from gestae.analysis.pictures import PictureKind
from gestae.store.ask import page as some_events
from gestae.store.glance import shares
from gestae.web.figures import Figure, kept, namer, scope
from gestae.web.page import add_page
from gestae.web.site import Ask, Site, View

if TYPE_CHECKING:
    from fastapi import APIRouter

NEWEST = 10
DYADS = 10


def router(site: Site) -> "APIRouter":
    """The route of the overview."""
    from fastapi import APIRouter

    routes = APIRouter()
    add_page(routes, site, "/", overview, twin="/overview.json")
    return routes


def overview(ask: Ask) -> View:
    """Volume by month, conflict and cooperation, the dyads with most events, the newest events, shares by status."""
    about = scope(ask, "/")
    asked, connection = about.asked, ask.connection
    months = kept(ask, "months", about.query, lambda: series.monthly(connection, asked))
    flows = kept(ask, "flows", about.query, lambda: ties.flows(connection, asked))
    told = kept(ask, "shares", about.query, lambda: shares(connection, asked))
    data = {
        "months": series.table(months),
        "dyads": [flow for flow in flows if flow.actor != flow.recipient][:DYADS],
        "shares": told,
        "newest": some_events(connection, asked, NEWEST).rows,
    }
    figure = Figure(PictureKind.TIMELINE, series.told(months), months.events, about.query)
    return View("overview.html", "Overview", data, {"scope": about, "figure": figure, "named": namer(ask.site)})
