"""One event with its passage, its parties, who vouches for it, and what else reports it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, or_, select

from gestae.errors import QueryError
from gestae.store.ask import Cells, details
from gestae.store.schema import ATTRIBUTION, DOCUMENT, EVENT, PARTICIPANT, QUANTITY, REPORT, SOURCE_TEXT

AROUND = 300  # characters of the text before and after the sentence
LEAST_PREFIX = 6
MOST_OTHERS = 50
PAST_HEX = "g"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the passage that decided; offsets are into the passage."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Passage:
    """The words around an event; ``start`` is where they stand in the document's text or title."""

    text: str
    field: str
    start: int
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a store tells of one event; ``passage`` is None where the store holds no text."""

    event: Cells
    document_key: str
    passage: Passage | None
    parties: Sequence[Mapping[str, Any]]
    attributions: Sequence[Mapping[str, Any]]
    quantities: Sequence[Mapping[str, Any]]
    about: Sequence[Cells]
    others: Sequence[Cells]


def show_event(connection: Connection, name: str) -> Shown:
    """The event of a uid, of its first six characters or more, or of ``DOCUMENT:e1``.

    Where several documents carry the same words, it is told as the first of them has it.

    Raises:
        QueryError: no event is called so, or several are.
    """
    key = _find(connection, name)
    row = connection.execute(
        select(EVENT, DOCUMENT.c.key, DOCUMENT.c.title, SOURCE_TEXT.c.text, REPORT.c.group_key)
        .join(REPORT, REPORT.c.event_id == EVENT.c.id)
        .join(DOCUMENT, DOCUMENT.c.id == REPORT.c.document_id)
        .outerjoin(SOURCE_TEXT, SOURCE_TEXT.c.id == DOCUMENT.c.text_id)
        .where(REPORT.c.document_id == key[0], EVENT.c.id == key[1], REPORT.c.pair == 0)
    ).one()
    parts = {
        table.name: [
            {name: value for name, value in each.items() if name not in ("id", "event_id", "day")}
            for each in connection.execute(
                select(table).where(table.c.event_id == key[1]).order_by(table.c.id)
            ).mappings()
        ]
        for table in (PARTICIPANT, ATTRIBUTION, QUANTITY)
    }
    inner = select(REPORT.c.document_id, EVENT.c.id).join(EVENT, EVENT.c.id == REPORT.c.event_id)
    about = inner.where(
        REPORT.c.document_id == key[0], EVENT.c.local_id.in_(row.about), EVENT.c.coding_id == row.coding_id
    )
    same = inner.where(REPORT.c.group_key == row.group_key, or_(REPORT.c.document_id != key[0], EVENT.c.id != key[1]))
    return Shown(
        event=details(connection, [key])[0],
        document_key=row.key,
        passage=_passage(row, parts["participant"]),
        parties=parts["participant"],
        attributions=parts["attribution"],
        quantities=parts["quantity"],
        about=_details(connection, about.where(REPORT.c.pair == 0)),
        others=_details(connection, same.where(REPORT.c.pair == 0).limit(MOST_OTHERS)),
    )


def _parts(connection: Connection, table: Table, event: int) -> list[Cells]:
    columns = [c for c in table.c if c.name not in ("id", "event_id", "day")]
    query = select(*columns).where(table.c.event_id == event).order_by(table.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def _details(connection: Connection, query: Any) -> list[Cells]:
    return details(connection, [(row.document_id, row.id) for row in connection.execute(query)])


def _find(connection: Connection, name: str) -> tuple[int, int]:
    """The document and the event that are meant."""
    query = (
        select(REPORT.c.document_id, REPORT.c.event_id, EVENT.c.uid)
        .join(EVENT, EVENT.c.id == REPORT.c.event_id)
        .join(DOCUMENT, DOCUMENT.c.id == REPORT.c.document_id)
        .where(REPORT.c.pair == 0)
        .order_by(DOCUMENT.c.published, REPORT.c.document_id, REPORT.c.event_id)
    )
    rows = [row for by in _ways(name) for row in connection.execute(query.where(by).limit(MOST_OTHERS)).all()]
    uids = list(dict.fromkeys(row.uid for row in rows))
    if not uids:
        raise QueryError(f"no event is called {name!r}; wanted a uid as gestae events prints it, or DOCUMENT:e1")
    if len(uids) > 1 and name not in uids:
        raise QueryError(f"{name!r} begins {len(uids)} events: {', '.join(uids[:5])}; give more of it")
    return rows[0].document_id, rows[0].event_id


def _ways(name: str) -> list[ColumnElement[bool]]:
    ways: list[ColumnElement[bool]] = []
    if len(name) >= LEAST_PREFIX:
        ways.append(or_(EVENT.c.uid == name, (EVENT.c.uid > name) & (EVENT.c.uid < name + PAST_HEX)))
    document, colon, local = name.rpartition(":")
    if colon:
        named = or_(DOCUMENT.c.external_id == document, DOCUMENT.c.key == document)
        ways.append(named & (EVENT.c.local_id == local))
    return ways


def _passage(row: Any, parties: Sequence[Mapping[str, Any]]) -> Passage | None:
    field = row.trigger_field or "text"
    words = row.title if field == "title" else row.text
    if not words:
        return None
    start, end = (0, len(words)) if row.sentence_start is None else (row.sentence_start, row.sentence_end)
    left, right = max(0, start - AROUND), min(len(words), end + AROUND)
    spans = [(row.trigger_start, row.trigger_end, "trigger")]
    spans += [(p["text_start"], p["text_end"], p["role"]) for p in parties if p["text_field"] == field]
    inside = [s for s in spans if s[0] is not None and s[1] is not None and left <= s[0] and s[1] <= right]
    marks = [Mark(first - left, last - left, kind) for first, last, kind in sorted(set(inside))]
    return Passage(words[left:right], field, left, marks)
