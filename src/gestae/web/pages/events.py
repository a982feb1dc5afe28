"""The table of events, each with its passage; every filter is in the address."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gestae.errors import QueryError
from gestae.store.ask import COLUMNS, more_than, stream
from gestae.store.ask import page as some_events
from gestae.store.choices import Order
from gestae.store.exporting.files import csv_lines
from gestae.store.filters import FILTERS
from gestae.web.page import add_page
from gestae.web.site import Ask, Site, View, read_ask

if TYPE_CHECKING:
    from fastapi import APIRouter
    from starlette.requests import Request
    from starlette.responses import Response

ROWS = 50
MOST_ROWS = 500
MOST_EXPORTED = 100_000
USUAL = ("actor", "recipient", "type", "quad", "country", "since", "until", "status", "source", "text")


def router(site: Site) -> "APIRouter":
    """The route of the table."""
    from fastapi import APIRouter
    from starlette.requests import Request
    from starlette.responses import Response

    routes = APIRouter()

    def table(request: Request) -> Response:
        return _table(site, request)

    routes.add_api_route("/events.csv", table, include_in_schema=False, response_model=None)
    add_page(routes, site, "/events", events)
    return routes


def events(ask: Ask) -> View:
    """A page of events that match, newest first or oldest first, and where the next one begins."""
    order = Order.OLDEST if ask.other.get("order") == Order.OLDEST else Order.NEWEST
    rows = ask.number("limit", ROWS, MOST_ROWS)
    found = some_events(ask.connection, ask.filters, rows, ask.other.get("after"), order)
    data = {"events": found.rows, "after": found.after, "order": order.value, "limit": rows}
    opened = any(name not in USUAL for name in ask.given)
    return View("events.html", "Events", data, {"filters": FILTERS, "usual": USUAL, "opened": opened})


def _table(site: Site, request: "Request") -> "Response":
    """All events that match as CSV.

    Raises:
        QueryError: there are more than a browser is to fetch.
    """
    from starlette.responses import StreamingResponse

    with site.store.reading() as connection:
        asked = read_ask(site, request, connection).filters
        if more_than(connection, asked, MOST_EXPORTED):
            raise QueryError(
                f"more than {MOST_EXPORTED:,} events match; ask for fewer, or take them with gestae export"
            )

    def lines() -> Iterator[str]:
        with site.store.reading() as connection:
            yield from csv_lines(COLUMNS, stream(connection, asked))

    headers = {"Content-Disposition": 'attachment; filename="events.csv"'}
    return StreamingResponse(lines(), media_type="text/csv; charset=utf-8", headers=headers)
