"""Questions within their time, and answers in the one envelope."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from gestae.errors import QueryError, StoreError, TooLongError
from gestae.store import runs
from gestae.web.site import Site

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.requests import Request
    from starlette.responses import Response

    from gestae.store.ask import Page

ROWS = 100
MOST_ROWS = 1000
SECONDS = 10.0


@contextmanager
def asked_of(site: Site) -> "Iterator[Connection]":
    """A connection to read from, for some seconds.

    Raises:
        TooLongError: the time is over.
    """
    with site.reading(SECONDS) as connection:
        yield connection


@contextmanager
def named() -> Iterator[None]:
    """Where a thing is asked for by its name: a name that nothing bears is an address without anything there.

    Raises:
        StoreError: there is no such thing.
    """
    try:
        yield
    except TooLongError:
        raise
    except QueryError as error:
        raise StoreError(str(error)) from error


def listed(site: Site, request: "Request", make: "Callable[[Connection], Page]") -> "Response":
    """The envelope of a page of rows; the same question is answered from memory until the store changes."""
    with asked_of(site) as connection:
        key = request.url.path, request.url.query
        return _sent(request, site.answers.keep(connection, key, lambda: _page_body(connection, make(connection))))


def _page_body(connection: "Connection", found: "Page") -> bytes:
    return _body(connection, found.rows, found.after)


def answer(
    request: "Request", connection: "Connection", data: Any, onwards: str | None = None, *, truncated: bool = False
) -> "Response":
    """The envelope with its tag; nothing but the tag where the caller holds it already."""
    return _sent(request, _body(connection, data, onwards, truncated=truncated))


def _body(connection: "Connection", data: Any, onwards: str | None, *, truncated: bool = False) -> bytes:
    from pydantic_core import to_json

    told = {"data": data, "next": onwards, "truncated": truncated, "store": runs.newest(connection)}
    return to_json(told, by_alias=True)


def _sent(request: "Request", body: bytes) -> "Response":
    from starlette.responses import Response

    tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if request.method == "GET" and tag in request.headers.get("if-none-match", "").split(", "):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
