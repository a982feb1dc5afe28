"""The whole corpus at a glance."""

from typing import TYPE_CHECKING

from gestae.store.ask import page as some_events
from gestae.store.counts import count_events
from gestae.store.filters import read_filters
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
    """Volume by month, the dyads with most events, the newest events, and shares by status."""
    anything = read_filters({**ask.given, "status": "any"})
    dyads = count_events(ask.connection, ["actor", "recipient"], ask.filters)
    data = {
        "months": count_events(ask.connection, ["month", "quad"], ask.filters),
        "dyads": [row for row in dyads if row["actor"] and row["recipient"]][:DYADS],
        "statuses": count_events(ask.connection, ["status"], anything),
        "newest": some_events(ask.connection, ask.filters, NEWEST).rows,
    }
    return View("overview.html", "Overview", data)
