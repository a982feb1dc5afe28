"""How many events, by whom and upon whom."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from gestae.store.choices import DIMENSION_NAMES, Unique
from gestae.store.counts import count_events
from gestae.store.filters import Asked
from gestae.web.api import models
from gestae.web.api.answer import MOST_ROWS, ROWS, answer, asked_of
from gestae.web.api.models import Envelope
from gestae.web.api.parameters import filters_of
from gestae.web.site import Site

if TYPE_CHECKING:
    from fastapi import APIRouter

MOST_CELLS = 10_000


def add_counts(routes: "APIRouter", site: Site) -> None:
    """Counts by any dimensions, and the two that are asked for most."""
    from fastapi import Depends, Query
    from starlette.requests import Request
    from starlette.responses import Response

    of_events = Annotated[Asked, Depends(filters_of())]
    limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="Rows at most.")]
    only = Annotated[Unique, Query(description="What counts once.")]
    dimension = Annotated[str, Query(pattern=f"^({'|'.join(DIMENSION_NAMES)})$")]
    broken = Annotated[list[dimension], Query(description=f"Some of {', '.join(DIMENSION_NAMES)}.", max_length=6)]

    offset = Annotated[int, Query(ge=0, le=MOST_CELLS, description="What `next` of the page before said.")]

    def counted(request: Request, by: Sequence[str], asked: Asked, unique: Unique, most: int, after: int) -> Response:
        key = ("counts", tuple(by), unique, repr(asked))
        with asked_of(site) as connection:
            rows = site.counts.keep(
                connection, key, lambda: count_events(connection, by, asked, unique)[: MOST_CELLS + 1]
            )
            there = min(len(rows), MOST_CELLS)
            onwards = str(after + most) if after + most < there else None
            return answer(request, connection, rows[after:there][:most], onwards, truncated=len(rows) > there)

    @routes.get("/counts", response_model=Envelope[list[models.Cells]], tags=["counts"])
    def counts(request: Request, asked: of_events, by: broken = [], unique: only = Unique.STORY) -> Response:  # noqa: B006
        """How many events, by what is asked for."""
        return counted(request, by, asked, unique, MOST_CELLS, 0)

    @routes.get("/actors", response_model=Envelope[list[models.Cells]], tags=["counts"])
    def actors(
        request: Request, asked: of_events, limit: limit = ROWS, unique: only = Unique.STORY, after: offset = 0
    ) -> Response:
        """Who acts, by country and entity, the most events first."""
        return counted(request, ["actor", "actor_entity"], asked, unique, limit, after)

    @routes.get("/dyads", response_model=Envelope[list[models.Cells]], tags=["counts"])
    def dyads(
        request: Request, asked: of_events, limit: limit = ROWS, unique: only = Unique.STORY, after: offset = 0
    ) -> Response:
        """Which country acts on which, the most events first."""
        return counted(request, ["actor", "recipient"], asked, unique, limit, after)
