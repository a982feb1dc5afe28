"""Full text: the documents that hold words, and what can narrow them."""

from typing import TYPE_CHECKING, Any

from gestae.errors import InputError
from gestae.store.facets import facets
from gestae.store.filters import read_filters
from gestae.store.search import MARKS, Hit, count, search
from gestae.store.search import Order as HitOrder
from gestae.web.figures import kept
from gestae.web.page import add_page
from gestae.web.site import Ask, Site, View

if TYPE_CHECKING:
    from fastapi import APIRouter

ROWS = 20
MOST_ROWS = 100
MOST_FACETS = 12


def router(site: Site) -> "APIRouter":
    """The route of the search."""
    from fastapi import APIRouter

    routes = APIRouter()
    add_page(routes, site, "/search", find)
    return routes


def find(ask: Ask) -> View:
    """Documents with the words of ``q``, best or newest first, and how their events divide."""
    words = ask.other.get("q", "").strip()
    rows = ask.number("limit", ROWS, MOST_ROWS)
    page = ask.number("page", 1, 1000)
    order = HitOrder.NEWEST if ask.other.get("order") == HitOrder.NEWEST else HitOrder.BEST
    told: dict[str, Any] = {
        "q": words,
        "order": order.value,
        "page": page,
        "hits": [],
        "total": 0,
        "facets": {},
        "cut": False,
    }
    if not words:
        return View("search.html", "Search", told, {"problem": None, "rows": rows})
    try:
        hits = search(ask.connection, words, order=order, limit=rows, offset=rows * (page - 1))
        total = count(ask.connection, words)
    except InputError as error:
        return View("search.html", "Search", told, {"problem": error.problem, "rows": rows})
    found = kept(
        ask, "facets", {"text": [words]}, lambda: facets(ask.connection, read_filters({"text": words, "status": "any"}))
    )
    told |= {"facets": {name: values[:MOST_FACETS] for name, values in found.values.items()}, "cut": found.cut}
    told |= {"hits": [_shown(hit) for hit in hits], "total": total}
    return View("search.html", f"Search: {words}", told, {"problem": None, "rows": rows})


def _shown(hit: Hit) -> dict[str, Any]:
    """A hit with its snippet in pieces, each marked or not."""
    pieces = []
    for at, part in enumerate(hit.snippet.split(MARKS[0])):
        marked, _, rest = part.partition(MARKS[1]) if at else ("", "", part)
        pieces += [{"text": marked, "marked": True}, {"text": rest, "marked": False}]
    return {
        **{name: getattr(hit, name) for name in ("key", "external_id", "title", "published", "source", "url")},
        "snippet": [piece for piece in pieces if piece["text"]],
    }
