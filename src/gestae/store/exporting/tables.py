"""The flat tables of an export: documents and everything that hangs on them, one fact a column, none nested."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Connection, Date, Float, Integer, Select, select

from gestae.records.frames import joined
from gestae.store import ask
from gestae.store.conditions import on_documents, on_reports
from gestae.store.filters import Asked
from gestae.store.schema import (
    ATTRIBUTION,
    CODING,
    CONDITION,
    DOCUMENT,
    EVENT,
    PARTICIPANT,
    QUANTITY,
    REPORT,
    SOURCE_TEXT,
    STATEMENT,
    STORY,
)
from gestae.store.views import QUERIES

AT_ONCE = 5_000
KINDS: Sequence[tuple[type[Any], type]] = ((Boolean, bool), (Date, date), (Integer, int), (Float, float))
PARTS = {
    "participants": (PARTICIPANT, ("day",)),
    "attributions": (ATTRIBUTION, ()),
    "quantities": (QUANTITY, ()),
}
STATED = {"statements": STATEMENT, "conditions": CONDITION}


@dataclass(frozen=True, slots=True)
class Flat:
    """A table of an export; rows are made as they are read."""

    name: str
    columns: dict[str, type]
    rows: Iterator[dict[str, Any]]


def event_tables(connection: Connection, asked: Asked) -> Iterator[Flat]:
    """The events that match with what belongs to them, and all that belongs to the documents that match."""
    dialect = connection.dialect.name
    within = select(DOCUMENT.c.id).where(on_documents(asked, dialect))
    events = select(REPORT.c.event_id).where(on_reports(asked, dialect))
    yield Flat("events", ask.COLUMNS, ask.stream(connection, asked))
    for name, (table, hidden) in PARTS.items():
        columns = [c for c in table.c if c.name not in ("id", "event_id", *hidden)]
        query = select(EVENT.c.uid, EVENT.c.local_id.label("event"), *columns)
        query = query.join(EVENT, EVENT.c.id == table.c.event_id).where(table.c.event_id.in_(events))
        yield _flat(connection, name, query.order_by(table.c.id))
    for name, table in STATED.items():
        columns = [c for c in table.c if c.name not in ("id", "coding_id")]
        query = select(DOCUMENT.c.external_id.label("document"), *columns)
        query = query.join(DOCUMENT, DOCUMENT.c.coding_id == table.c.coding_id).where(DOCUMENT.c.id.in_(within))
        yield _flat(connection, name, query.order_by(DOCUMENT.c.id, table.c.id))
    yield documents_table(connection, asked)
    stories = select(REPORT.c.story_id).where(on_reports(asked, dialect))
    yield _flat(connection, "stories", select(STORY).where(STORY.c.id.in_(stories)).order_by(STORY.c.id))


def documents_table(connection: Connection, asked: Asked) -> Flat:
    """The documents that match, without their texts; ``sha256`` tells which text each has."""
    query = QUERIES["document_report"]().add_columns(SOURCE_TEXT.c.sha256)
    query = query.where(on_documents(asked, connection.dialect.name)).order_by(DOCUMENT.c.id)
    return _flat(connection, "documents", query)


def spans_table(connection: Connection, asked: Asked) -> Flat:
    """Where the words of events stand in the texts: what hydrate puts the words back by."""
    events = select(REPORT.c.event_id).where(on_reports(asked, connection.dialect.name))
    joined_up = EVENT.join(CODING, CODING.c.id == EVENT.c.coding_id).join(
        SOURCE_TEXT, SOURCE_TEXT.c.id == CODING.c.text_id
    )
    places = [EVENT.c[name] for name in ("trigger_start", "trigger_end", "sentence_start", "sentence_end")]
    query = select(EVENT.c.uid, SOURCE_TEXT.c.sha256, EVENT.c.trigger_field, *places).select_from(joined_up)
    return _flat(connection, "spans", query.where(EVENT.c.id.in_(events)).order_by(EVENT.c.id))


def dyad_table(connection: Connection, asked: Asked) -> Flat:
    """A row for each pair of actor and recipient of the events that match, with its weight."""
    query = QUERIES["dyad_report"]().add_columns(EVENT.c.uid, DOCUMENT.c.external_id.label("document"))
    query = query.join(EVENT, EVENT.c.id == REPORT.c.event_id).join(DOCUMENT, DOCUMENT.c.id == REPORT.c.document_id)
    query = query.where(on_reports(asked, connection.dialect.name))
    order = (REPORT.c.day, REPORT.c.event_id, REPORT.c.document_id, REPORT.c.pair)
    return _flat(connection, "dyads", query.order_by(*order))


def _flat(connection: Connection, name: str, query: Select[Any]) -> Flat:
    columns = {c.name: kind_of(c) for c in query.selected_columns}
    return Flat(name, columns, _rows(connection, query))


def _rows(connection: Connection, query: Select[Any]) -> Iterator[dict[str, Any]]:
    for row in connection.execute(query.execution_options(yield_per=AT_ONCE)).mappings():
        yield {name: joined(value) if isinstance(value, list) else value for name, value in row.items()}


def kind_of(column: ColumnElement[Any]) -> type:
    """The Python type of a column's cells; lists are joined to text."""
    return next((kind for of, kind in KINDS if isinstance(column.type, of)), str)
