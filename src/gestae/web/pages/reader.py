"""One document with all that was found in it marked in its words."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from gestae.model import Record
from gestae.web.marks import Layer, marks_of, pieces
from gestae.web.page import add_page
from gestae.web.site import Ask, Site, View

if TYPE_CHECKING:
    from fastapi import APIRouter

TEMPLATE = "reader.html"
LAYERS = {
    Layer.EVENT: "events",
    Layer.ACTOR: "actors",
    Layer.PLACE: "places",
    Layer.DATE: "dates",
    Layer.STATEMENT: "what somebody said",
    Layer.CONDITION: "conditions",
}


def router(site: Site) -> "APIRouter":
    """The route of a document."""
    from fastapi import APIRouter

    routes = APIRouter()
    add_page(routes, site, "/documents/{key:path}", reader)
    return routes


def reader(ask: Ask) -> View:
    """The document of a key, an id or a URL.

    Raises:
        StoreError: there is no such document, or it was imported without a text.
    """
    return view_of(ask.site.store.record(ask.path["key"]))


def view_of(record: Record) -> View:
    """The page of a record, stored or just made."""
    document = record.document
    url = document.url if document.url and urlsplit(document.url).scheme in ("http", "https") else None
    marks = marks_of(record)
    shown: dict[str, Any] = {
        "heading": pieces(document.title or "", [m for m in marks if m.field == "title"]),
        "pieces": pieces(document.text or "", [m for m in marks if m.field == "text"]),
        "record": record,
        "names": {event.id: event for event in record.events},
        "layers": LAYERS,
        "url": url,
        "own": _own_share(record),
    }
    return View(TEMPLATE, document.title or document.id, {"record": record.model_dump(by_alias=True)}, shown)


def _own_share(record: Record) -> list[tuple[str, int]]:
    """How many of a hundred sentences are in each voice."""
    voice = record.document.voice
    if voice is None:
        return []
    shares = {"own voice": voice.asserted, "said by others": voice.attributed, "on a condition": voice.conditional}
    return [(name, round(100 * share)) for name, share in shares.items()]
