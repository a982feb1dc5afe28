"""Who acts most, and a way to anybody else: the way to the pages of actors and dyads."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from gestae.store.choices import Unique
from gestae.store.counts import BY, cells
from gestae.store.filters import Asked
from gestae.web.figures import country_name, kept, scope
from gestae.web.page import add_page
from gestae.web.pages.dyad import plain
from gestae.web.site import Ask, Site, View, link

if TYPE_CHECKING:
    from fastapi import APIRouter
    from sqlalchemy import Connection

MOST = 25


def router(site: Site) -> "APIRouter":
    """The route of the list, and the one that leads from a form to two parties."""
    from fastapi import APIRouter

    routes = APIRouter()
    add_page(routes, site, "/actors", actors)
    routes.add_api_route("/find-actor", _finder(), include_in_schema=False, response_model=None)
    return routes


def actors(ask: Ask) -> View:
    """The countries and the entities other than states that act in most events."""
    about = scope(ask, "/actors", recent=True)

    def listed(name: str) -> list[dict[str, Any]]:
        rows = kept(ask, name, about.query, lambda: most_active(ask.connection, about.asked, name))
        return [{"who": who, "name": country_name(ask.site, who), "events": events} for who, events in rows]

    data = {"countries": listed("actor"), "entities": listed("actor_entity")}
    return View("actors.html", "Actors", data, {"scope": about})


def most_active(connection: "Connection", asked: Asked, name: str) -> list[tuple[str, int]]:
    """Those with most events, by the dimension of this name; a state stands among the countries."""
    rows = connection.execute(cells([BY[name]], asked, Unique.STORY, connection.dialect.name))
    known = [(row[0], row.events) for row in rows if row[0] and not row[0].startswith("country:")]
    return sorted(known, key=lambda each: (-each[1], each[0]))[:MOST]


def _finder() -> Callable[..., object]:
    from starlette.requests import Request
    from starlette.responses import RedirectResponse

    def find(request: Request) -> RedirectResponse:
        given = (request.query_params.get(name, "").strip().replace("/", " ") for name in ("first", "second"))
        parties = [plain(word) for word in given if word]
        where = "/dyads/" + "/".join(parties) if len(parties) == 2 else "/".join(["/actors", *parties])
        return RedirectResponse(link(where), 303)

    return find
