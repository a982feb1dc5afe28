"""Pictures: the same as ``gestae plot`` draws, by address."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from gestae.analysis.charts import render, specification
from gestae.analysis.pictures import PictureKind, make_picture
from gestae.analysis.theme import Theme, Width
from gestae.errors import QueryError
from gestae.web.figures import FILES
from gestae.web.security import PICTURE_POLICY
from gestae.web.site import Ask, Site, read_ask

if TYPE_CHECKING:
    from fastapi import APIRouter

MEDIA = {".svg": "image/svg+xml", ".png": "image/png", ".json": "application/json"}
MOST_TITLE = 120
Option = TypeVar("Option", Theme, Width)


def router(site: Site) -> "APIRouter":
    """The route of all pictures."""
    from fastapi import APIRouter

    routes = APIRouter()
    routes.add_api_route("/charts/{name}", _route(site), include_in_schema=False, response_model=None)
    return routes


def _route(site: Site) -> Callable[..., object]:
    from starlette.requests import Request
    from starlette.responses import Response

    def picture(request: Request) -> Response:
        with site.reading() as connection:
            ask = read_ask(site, request, connection)
            kind, suffix = _named(ask.path["name"])
            theme = _choice(ask, "theme", Theme.LIGHT)
            width = _choice(ask, "width", Width.WIDE)
            title = ask.other.get("title", "")[:MOST_TITLE]
            key = ("picture", kind, suffix, theme, width, title, repr(ask.filters))
            content = site.memory.keep(connection, key, lambda: _drawn(ask, kind, suffix, theme, width, title))
        headers = {"Content-Security-Policy": PICTURE_POLICY, "Cache-Control": "private, max-age=60"}
        return Response(content, media_type=MEDIA[suffix], headers=headers)

    return picture


def _drawn(ask: Ask, kind: PictureKind, suffix: str, theme: Theme, width: Width, title: str) -> bytes:
    import json

    key = ("made", kind, repr(ask.filters))
    made = ask.site.memory.keep(ask.connection, key, lambda: make_picture(ask.connection, kind, ask.filters))
    chart = made.draw(title or made.title, theme, width)
    return json.dumps(specification(chart)).encode() if suffix == ".json" else render(chart, suffix)


def _named(name: str) -> tuple[PictureKind, str]:
    stem, dot, ending = name.rpartition(".")
    if stem not in set(PictureKind) or dot + ending not in FILES:
        raise QueryError(f"no picture is called {name!r}; wanted {', '.join(PictureKind)} with {', '.join(FILES)}")
    return PictureKind(stem), dot + ending


def _choice(ask: Ask, name: str, default: Option) -> Option:
    value = ask.other.get(name, default)
    kind = type(default)
    if value not in set(kind):
        raise QueryError(f"{name}: {value!r}; wanted one of {', '.join(kind)}")
    return kind(value)
