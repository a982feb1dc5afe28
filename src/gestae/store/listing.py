"""Documents and statements a page at a time, in the order in which they were stored."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from gestae.errors import QueryError
from gestae.store.ask import Cells, Page
from gestae.store.conditions import on_documents
from gestae.store.filters import MOST, Asked, Scope
from gestae.store.schema import CODING, DOCUMENT, STATEMENT

DOCUMENT_COLUMNS: dict[str, type] = {
    "key": str,
    "document": str,
    "title": str,
    "published": date,
    "source": str,
    "url": str,
    "outlet_country": str,
    "origin": str,
    "coded": bool,
}
STATEMENT_COLUMNS: dict[str, type] = {
    "key": str,
    "document": str,
    "published": date,
    "source": str,
    "statement": str,
    "kind": str,
    "stance": str,
    "cue": str,
    "content": str,
    "speaker": str,
    "speaker_country": str,
    "speaker_sector": str,
    "speaker_entity": str,
    "speaker_name": str,
    "within": str,
}


def list_documents(connection: Connection, asked: Asked, limit: int, after: str | None = None) -> Page:
    """The next documents that match the filters of documents; columns as ``DOCUMENT_COLUMNS``.

    Raises:
        QueryError: ``after`` is none of a page's.
    """
    columns = [DOCUMENT.c.external_id.label("document") if n == "document" else DOCUMENT.c[n] for n in DOCUMENT_COLUMNS]
    query = select(DOCUMENT.c.id, *columns)
    return _page(connection, query, DOCUMENT.c.id, _matching(connection, asked), limit, after)


def list_statements(
    connection: Connection, asked: Asked, limit: int, after: str | None = None, speaker: str | None = None
) -> Page:
    """The next statements of matching documents, by a speaker's country, entity or name; see ``STATEMENT_COLUMNS``.

    Raises:
        QueryError: ``after`` is none of a page's.
    """
    told = {"statement": "local_id", "speaker": "speaker_text"}
    told |= {f"speaker_{name}": name for name in ("country", "sector", "entity", "name")}
    query = (
        select(
            STATEMENT.c.id,
            DOCUMENT.c.key,
            DOCUMENT.c.external_id.label("document"),
            DOCUMENT.c.published,
            DOCUMENT.c.source,
            *(STATEMENT.c[told.get(n, n)].label(n) for n in list(STATEMENT_COLUMNS)[4:]),
        )
        .join(CODING, CODING.c.id == STATEMENT.c.coding_id)
        .join(DOCUMENT, DOCUMENT.c.coding_id == CODING.c.id)
    )
    conditions = _matching(connection, asked)
    if speaker is not None:
        code, name = speaker.strip().upper(), func.lower(STATEMENT.c.name) == speaker.strip().lower()
        conditions.append(or_(STATEMENT.c.country == code, STATEMENT.c.entity == speaker.strip(), name))
    return _page(connection, query, STATEMENT.c.id, conditions, limit, after)


def _matching(connection: Connection, asked: Asked) -> list[ColumnElement[bool]]:
    return [on_documents(asked, connection.dialect.name)] if asked.names(Scope.DOCUMENT) else []


def _page(
    connection: Connection,
    query: Select[Any],
    number: ColumnElement[int],
    conditions: Sequence[ColumnElement[bool]],
    limit: int,
    after: str | None,
) -> Page:
    if after is not None:
        if not (after.isascii() and after.isdecimal() and len(after) < 11 and int(after) <= MOST):
            raise QueryError(f"after: {after!r}; wanted what the page before gave")
        query = query.where(number > int(after))
    rows: list[Cells] = [
        dict(row) for row in connection.execute(query.where(*conditions).order_by(number).limit(limit + 1)).mappings()
    ]
    last = str(rows[limit - 1]["id"]) if len(rows) > limit else None
    for row in rows:
        del row["id"]
    return Page(rows[:limit], last)
