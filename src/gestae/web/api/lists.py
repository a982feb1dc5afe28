"""What a store holds, a page at a time, and each thing by its name."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from gestae.model import Record
from gestae.store.ask import page as some_events
from gestae.store.choices import Order
from gestae.store.filters import Asked, Scope
from gestae.store.listing import list_documents, list_statements
from gestae.store.search import Order as HitOrder
from gestae.store.search import search
from gestae.store.show import show_event
from gestae.store.stories.listing import list_stories, show_story
from gestae.web.api import models
from gestae.web.api.answer import MOST_ROWS, ROWS, answer, asked_of, listed, named
from gestae.web.api.models import Envelope
from gestae.web.api.parameters import filters_of
from gestae.web.site import Site

if TYPE_CHECKING:
    from fastapi import APIRouter

MOST_PAGES = 1000


def add_sources(routes: "APIRouter", site: Site) -> None:
    """Documents, events and statements."""
    from fastapi import Depends, Path, Query
    from starlette.requests import Request
    from starlette.responses import Response

    of_events = Annotated[Asked, Depends(filters_of())]
    of_documents = Annotated[Asked, Depends(filters_of([Scope.DOCUMENT]))]
    limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="Rows of a page.")]
    after = Annotated[str | None, Query(description="What `next` of the page before said.", max_length=60)]

    @routes.get("/documents", response_model=models.listed(models.DocumentRow), tags=["documents"])
    def documents(request: Request, asked: of_documents, limit: limit = ROWS, after: after = None) -> Response:
        """Documents that match, in the order in which they were stored."""
        return listed(site, request, lambda connection: list_documents(connection, asked, limit, after))

    @routes.get("/documents/{key}", response_model=Envelope[Record], tags=["documents"])
    def document(request: Request, key: Annotated[str, Path(max_length=500)]) -> Response:
        """The whole record of a document, by its key."""
        record = site.store.record(key)
        with asked_of(site) as connection:
            return answer(request, connection, record)

    @routes.get("/events", response_model=models.listed(models.EventRow), tags=["events"])
    def events(
        request: Request,
        asked: of_events,
        limit: limit = ROWS,
        after: after = None,
        order: Annotated[Order, Query()] = Order.NEWEST,
    ) -> Response:
        """Events as documents report them; without filters those that happened."""
        return listed(site, request, lambda connection: some_events(connection, asked, limit, after, order))

    @routes.get("/events/{uid}", response_model=Envelope[models.EventWhole], tags=["events"])
    def event(request: Request, uid: Annotated[str, Path(min_length=6, max_length=100)]) -> Response:
        """One event with its passage, its parties, who vouches for it, and what else reports it."""
        with named(), asked_of(site) as connection:
            return answer(request, connection, asdict(show_event(connection, uid)))

    @routes.get("/statements", response_model=models.listed(models.StatementRow), tags=["statements"])
    def statements(
        request: Request,
        asked: of_documents,
        speaker: Annotated[str | None, Query(max_length=200, description="Country, entity or name.")] = None,
        limit: limit = ROWS,
        after: after = None,
    ) -> Response:
        """Who says what, in the order in which it was stored."""
        return listed(site, request, lambda connection: list_statements(connection, asked, limit, after, speaker))


def add_stories(routes: "APIRouter", site: Site) -> None:
    """Stories and full text."""
    from fastapi import Depends, Path, Query
    from starlette.requests import Request
    from starlette.responses import Response

    of_events = Annotated[Asked, Depends(filters_of())]
    limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="Rows at most.")]
    words = Annotated[str, Query(min_length=1, max_length=500, description="Words; see docs/explorer.md.")]
    number = Annotated[int, Path(ge=1, le=2**31 - 1)]
    after = Annotated[str | None, Query(description="What `next` of the page before said.", max_length=60)]

    @routes.get("/stories", response_model=models.listed(models.StoryRow), tags=["stories"])
    def stories(
        request: Request,
        asked: of_events,
        documents: Annotated[int, Query(ge=1, le=1000, description="Documents that tell it, at least.")] = 2,
        limit: limit = ROWS,
        after: after = None,
    ) -> Response:
        """The newest stories of which a report matches."""
        return listed(site, request, lambda connection: list_stories(connection, asked, limit, documents, after))

    @routes.get("/stories/{story}", response_model=Envelope[models.StoryWhole], tags=["stories"])
    def story(request: Request, story: number) -> Response:
        """A story with its reports."""
        with named(), asked_of(site) as connection:
            return answer(request, connection, asdict(show_story(connection, story)))

    @routes.get("/search", response_model=models.listed(models.HitRow), tags=["search"])
    def find(
        request: Request,
        q: words,
        order: Annotated[HitOrder, Query()] = HitOrder.BEST,
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        after: Annotated[int, Query(ge=0, le=MOST_ROWS * MOST_PAGES, description="What `next` said.")] = 0,
    ) -> Response:
        """Documents whose text or title holds the words."""
        with asked_of(site) as connection:
            hits = search(connection, q, order=order, limit=limit + 1, offset=after)
            onwards = str(after + limit) if len(hits) > limit else None
            return answer(request, connection, [asdict(hit) for hit in hits[:limit]], onwards)
