"""A page and its JSON twin under one path and the same filters."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from gestae.web.site import Ask, Site, View, link, read_ask

if TYPE_CHECKING:
    from fastapi import APIRouter
    from starlette.requests import Request

Make = Callable[[Ask], View]
TWIN = ".json"


def add_page(router: "APIRouter", site: Site, path: str, make: Make, *, twin: str | None = None) -> None:
    """Serve what ``make`` makes of a request as a page at ``path`` and as JSON at ``path`` with ``.json``."""
    from starlette.requests import Request
    from starlette.responses import HTMLResponse, JSONResponse

    def data(request: Request) -> JSONResponse:
        with site.reading() as connection:
            view = make(read_ask(site, request, connection))
        return JSONResponse({"title": view.title, "data": _plain(view.data)})

    def page(request: Request) -> HTMLResponse:
        address = link(request.url.path.rstrip("/") + TWIN if twin is None else twin) + _query(request)
        with site.reading() as connection:
            asked = read_ask(site, request, connection)
            html = render(site, request, make(asked), given=asked.given, twin=address)
        return HTMLResponse(html)

    router.add_api_route(twin or path + TWIN, data, include_in_schema=False, response_model=None)
    router.add_api_route(path, page, include_in_schema=False, response_model=None)


def render(
    site: Site,
    request: "Request",
    view: View,
    *,
    given: Mapping[str, list[str]] | None = None,
    twin: str | None = None,
) -> str:
    """The page of a view as HTML."""
    about = {"title": view.title, "site": site.name, "path": request.url.path, "given": given or {}, "twin": twin}
    return site.templates.get_template(view.template).render(**{**about, **view.data, **view.links})


def _query(request: Any) -> str:
    return f"?{request.url.query}" if request.url.query else ""


def _plain(data: object) -> Any:
    from fastapi.encoders import jsonable_encoder

    return jsonable_encoder(data)
