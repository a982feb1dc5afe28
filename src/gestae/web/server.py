"""The application: routes put together, errors told, and the server that runs it."""

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING

from gestae.errors import GestaeError, InputError, InstallationError, QueryError, StoreError, TooLongError
from gestae.settings import Settings
from gestae.store.engine import Mode
from gestae.store.store import Store
from gestae.web.api import routes
from gestae.web.api.problems import problem, tell_problems
from gestae.web.coding import Desk
from gestae.web.door import Admission, Door
from gestae.web.door import router as sign_in
from gestae.web.limits import API, Limited, Limits
from gestae.web.pages import ROUTERS
from gestae.web.security import guarded
from gestae.web.site import STATIC, Site, make_templates

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from gestae.pipeline import Coder

NAME = "Gestae"
OF_THIS_MACHINE = Limits(requests=12_000)  # a program of its own may ask 200 times a second
STATUSES = {TooLongError: 503, QueryError: 400, InputError: 400, StoreError: 404}
TITLES = {400: "This cannot be asked", 404: "Not found", 503: "This takes too long"}


def make_app(
    place: str, settings: Settings | None = None, admission: Admission = Admission.ALL, limits: Limits | None = None
) -> "FastAPI":
    """The explorer and the API over a store. The store is only read, except by reviews.

    Raises:
        StoreError: there is no store at ``place``.
        InstallationError: the packages of the extra ``web`` are missing.
    """
    try:
        from fastapi import FastAPI
        from fastapi.staticfiles import StaticFiles
    except ImportError as error:
        raise InstallationError('the explorer needs more packages: pip install "gestae[web]"') from error

    store = Store.open(place, Mode.READ)
    chosen = settings or Settings()
    site = Site(place, store, NAME, make_templates(), Desk(_coder(chosen)), _types(chosen))

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        store.close()

    app = FastAPI(title=NAME, lifespan=life, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    door = Door(site, admission)
    app.add_middleware(zipped)
    app.add_middleware(door.before)
    app.add_middleware(Limited, limits=limits or (OF_THIS_MACHINE if admission is Admission.LOCAL else Limits()))
    app.add_middleware(guarded)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    tell_problems(app)
    app.include_router(routes.router(site))
    if admission is Admission.TOKEN:
        app.include_router(sign_in(site, door))
    for router in ROUTERS:
        app.include_router(router(site))
    app.state.site = site
    app.add_exception_handler(GestaeError, _told(site))
    app.add_exception_handler(404, _missing(site))
    return app


def zipped(app: "ASGIApp") -> "ASGIApp":
    """Middleware: answers of the API are compressed; pages are not, since they hold secrets beside strangers' words."""
    from starlette.middleware.gzip import GZipMiddleware

    smaller = GZipMiddleware(app)

    async def answer(scope: "Scope", receive: "Receive", send: "Send") -> None:
        chosen = smaller if scope.get("path", "").startswith(API) else app
        await chosen(scope, receive, send)

    return answer


def _coder(settings: Settings) -> "Callable[[], Coder]":
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
    """Answer what a user can cure with a page that says how."""

    def answer(request: "Request", error: Exception) -> "Response":
        status = next((code for kind, code in STATUSES.items() if isinstance(error, kind)), 500)
        return _trouble(site, request, status, str(error))

    return answer


def _missing(site: Site) -> "Callable[[Request, Exception], Response]":
    def answer(request: "Request", _: Exception) -> "Response":
        return _trouble(site, request, 404, "There is no such page.")

    return answer


def _trouble(site: Site, request: "Request", status: int, words: str) -> "Response":
    from starlette.responses import HTMLResponse

    if request.url.path.endswith(".json") or request.url.path.startswith("/api/"):
        return problem(status, words)
    html = site.templates.get_template("trouble.html").render(
        title=TITLES.get(status, "Something is wrong"), site=site.name, path="", words=words, twin=None
    )
    return HTMLResponse(html, status)
