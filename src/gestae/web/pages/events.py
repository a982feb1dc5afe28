"""The table of events, each with its passage; every filter is in the address."""

from typing import TYPE_CHECKING

from gestae.store.ask import page as some_events
from gestae.store.choices import Order
from gestae.store.filters import FILTERS
from gestae.web.page import add_page
from gestae.web.site import Ask, Site, View

if TYPE_CHECKING:
    from fastapi import APIRouter

ROWS = 50
MOST_ROWS = 500


def router(site: Site) -> "APIRouter":
    """The route of the table."""
    from fastapi import APIRouter

    routes = APIRouter()
    add_page(routes, site, "/events", events)
    return routes


def events(ask: Ask) -> View:
    """A page of events that match, newest first or oldest first, and where the next one begins."""
    order = Order.OLDEST if ask.other.get("order") == Order.OLDEST else Order.NEWEST
    rows = ask.number("limit", ROWS, MOST_ROWS)
    found = some_events(ask.connection, ask.filters, rows, ask.other.get("after"), order)
    data = {"events": found.rows, "after": found.after, "order": order.value, "limit": rows}
    return View("events.html", "Events", data, {"filters": FILTERS})
