"""The application: routes put together, errors told, and the server that runs it."""

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING

from gestae.errors import GestaeError, InstallationError, QueryError
from gestae.settings import Settings
from gestae.store.engine import Mode
from gestae.store.store import Store
from gestae.web.pages import ROUTERS
from gestae.web.security import guarded
from gestae.web.site import STATIC, Site, make_templates

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response

    from gestae.pipeline import Coder

NAME = "Gestae"


def make_app(place: str, settings: Settings | None = None) -> "FastAPI":
    """The explorer over a store. The store is only read, except by reviews.

    Raises:
        StoreError: there is no store at ``place``.
        InstallationError: the packages of the extra ``web`` are missing.
    """
    try:
        from fastapi import FastAPI
        from fastapi.staticfiles import StaticFiles
        from starlette.middleware.base import BaseHTTPMiddleware
    except ImportError as error:
        raise InstallationError('the explorer needs more packages: pip install "gestae[web]"') from error

    store = Store.open(place, Mode.READ)
    chosen = settings or Settings()
    site = Site(place, store, NAME, make_templates(), _coder(chosen), _types(chosen))

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        store.close()

    app = FastAPI(title=NAME, lifespan=life, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    app.add_middleware(BaseHTTPMiddleware, dispatch=guarded)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in ROUTERS:
        app.include_router(router(site))
    app.add_exception_handler(GestaeError, _told(site))
    app.add_exception_handler(404, _missing(site))
    return app


def _coder(settings: Settings) -> "Callable[[], Coder]":
    @cache
    def coder() -> "Coder":
        from gestae.pipeline import Coder

        return Coder(settings)

    return coder


def _types(settings: Settings) -> "Callable[[], Collection[str]]":
    @cache
    def types() -> "Collection[str]":
        from gestae.lexicon import load_lexicon
        from gestae.tables import with_own

        return load_lexicon(with_own("lexicon", settings.lexicon)).types.keys()

    return types


def _told(site: Site) -> "Callable[[Request, Exception], Response]":
    """Answer what a user can cure with a page that says how; 400 for a question, 404 for what is not there."""

    def answer(request: "Request", error: Exception) -> "Response":
        return _trouble(site, request, 400 if isinstance(error, QueryError) else 404, str(error))

    return answer


def _missing(site: Site) -> "Callable[[Request, Exception], Response]":
    def answer(request: "Request", _: Exception) -> "Response":
        return _trouble(site, request, 404, "There is no such page.")

    return answer


def _trouble(site: Site, request: "Request", status: int, words: str) -> "Response":
    from starlette.responses import HTMLResponse, JSONResponse

    if request.url.path.endswith(".json") or request.url.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": words, "status": status}
        return JSONResponse(problem, status, media_type="application/problem+json")
    html = site.templates.get_template("trouble.html").render(
        title="Not found" if status == 404 else "This cannot be asked", site=site.name, path="", words=words, twin=None
    )
    return HTMLResponse(html, status)
