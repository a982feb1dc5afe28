"""All routes of the API."""

from typing import TYPE_CHECKING

from gestae.model import Record
from gestae.store.engine import Mode
from gestae.store.reviewing.keep import add_verdict
from gestae.store.store import Store
from gestae.training.reviews import Verdict
from gestae.web.api import models
from gestae.web.api.answer import answer, asked_of, named
from gestae.web.api.figures import add_counts
from gestae.web.api.lists import add_sources, add_stories
from gestae.web.api.models import Envelope
from gestae.web.api.problems import responses
from gestae.web.site import Site

if TYPE_CHECKING:
    from fastapi import APIRouter

PREFIX = "/api/v1"
REFUSALS = (400, 401, 403, 404, 413, 422, 429, 503)


def router(site: Site) -> "APIRouter":
    """The routes over a site's store."""
    from fastapi import APIRouter
    from starlette.requests import Request
    from starlette.responses import Response

    routes = APIRouter(prefix=PREFIX, responses=responses(*REFUSALS))

    @routes.get("/health", response_model=Envelope[models.Health], tags=["service"])
    def health(request: Request) -> Response:
        """Whether the store answers, and which run was its last."""
        with asked_of(site) as connection:
            return answer(request, connection, {"status": "ok"})

    @routes.post("/code", response_model=Envelope[Record], tags=["coding"])
    def code(request: Request, sent: models.Sent) -> Response:
        """Code a text; nothing of it is stored."""
        record = site.desk.code(sent.document())
        with asked_of(site) as connection:
            return answer(request, connection, record)

    @routes.post("/review", response_model=Envelope[models.Judged], tags=["review"])
    def review(request: Request, judged: models.Judged) -> Response:
        """Keep what a reviewer says of an event; the machine's answer stays as it is."""
        changes = {name: getattr(judged, name) for name in ("type", "status") if getattr(judged, name)}
        changes = changes if judged.verdict is Verdict.CORRECT else {}
        with named(), Store.open(site.place, Mode.WRITE) as store, store.writing() as connection:
            add_verdict(connection, judged.uid, judged.reviewer, judged.verdict, changes, judged.why)
            return answer(request, connection, judged)

    add_sources(routes, site)
    add_counts(routes, site)
    add_stories(routes, site)
    return routes
