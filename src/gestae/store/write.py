"""One batch of documents with their records, written in one transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, delete, exists, extract, insert, select, update

from gestae.errors import StoreError
from gestae.model import Document, Record
from gestae.reading.ids import text_id
from gestae.store import reports
from gestae.store.clock import now
from gestae.store.keys import document_key, text_hash
from gestae.store.rows import CodingRows, CodingStatus, EventRows, Row, rows_of, unpack
from gestae.store.runs import Run
from gestae.store.schema import (
    ATTRIBUTION,
    CODING,
    CONDITION,
    DOCUMENT,
    EVENT,
    PARTICIPANT,
    QUANTITY,
    RUN,
    SOURCE_TEXT,
    STATEMENT,
    VERSION,
)

GESTAE = "gestae"
UNTOLD = dict.fromkeys(("external_id", "title", "published", "source", "url", "outlet_country"))
CODED = (CodingStatus.CODED.value, CodingStatus.IMPORTED.value)
IMPORTED = {"status": CodingStatus.IMPORTED.value, "notices": []}


@dataclass(frozen=True, slots=True)
class Coded:
    """A document with its record; None where the store, or an earlier one of the batch, holds the coding already.

    ``context`` is a hash of what the coding depends on besides the text (``keys.context_hash`` or the coder's).
    """

    document: Document
    record: Record | None
    context: str
    outlet_country: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of a batch, or of many."""

    new: int = 0
    changed: int = 0
    known: int = 0
    codings: int = 0
    events: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.new + other.new,
            self.changed + other.changed,
            self.known + other.known,
            self.codings + other.codings,
            self.events + other.events,
        )


def write_batch(connection: Connection, run: Run, items: Iterable[Coded]) -> Tally:
    """Store documents, texts, codings and events. A document that is stored already with this coding adds nothing."""
    tally = Tally()
    for part in _without_repeats(items):
        tally += _write(connection, run, part)
    return tally


def _without_repeats(items: Iterable[Coded]) -> Iterator[list[Coded]]:
    """The items in order, in parts that hold each document once."""
    part: dict[str, Coded] = {}
    for item in items:
        key = document_key(item.document)
        if key in part:
            yield list(part.values())
            part = {}
        part[key] = item
    if part:
        yield list(part.values())


def _write(connection: Connection, run: Run, items: Sequence[Coded]) -> Tally:
    texts = _texts(connection, items)
    codings, made, events = _codings(connection, run, items, texts)
    rows = {document_key(item.document): _document(item, texts, codings) for item in items}
    found = select(DOCUMENT.c.id, DOCUMENT.c.key, DOCUMENT.c.text_id, DOCUMENT.c.coding_id)
    known = {row.key: row for row in connection.execute(found.where(DOCUMENT.c.key.in_(rows)))}
    changed = {
        row.id: rows[key]
        for key, row in known.items()
        if (row.text_id, row.coding_id) != (rows[key]["text_id"], rows[key]["coding_id"])
    }
    at = now()
    new_rows = [{**row, "added_at": at} for key, row in rows.items() if key not in known]
    new = dict(zip(_inserted(connection, DOCUMENT, new_rows), new_rows, strict=True))
    for number, row in changed.items():
        connection.execute(update(DOCUMENT).where(DOCUMENT.c.id == number).values(row))
    point(connection, run, new | changed, [known[row["key"]].coding_id for row in changed.values()])
    tally = Tally(len(new), len(changed), len(known) - len(changed), made, events)
    count(connection, run, len(new) + len(changed), events)
    return tally


@dataclass(frozen=True, slots=True)
class Imported:
    """A document of another data set, known by the rows that were made there. ``document`` has no text and no id."""

    document: Row
    rows: CodingRows


def write_imported(connection: Connection, run: Run, items: Sequence[Imported]) -> Tally:
    """Store what another data set tells of documents, with ``key`` and ``origin`` at least; known keys add nothing."""
    by_key = {item.document["key"]: item for item in items}
    found = select(DOCUMENT.c.key).where(DOCUMENT.c.key.in_(by_key))
    known = set(connection.execute(found).scalars())
    new = [item for key, item in by_key.items() if key not in known]
    fixed = {"run_id": run.id, "current": True, "stale": False}
    codings = [{**IMPORTED, **i.rows.coding, "context_hash": i.document["key"], **fixed} for i in new]
    ids = _inserted(connection, CODING, codings)
    write_parts(connection, dict(zip(ids, (item.rows for item in new), strict=True)))
    at = now()
    rows = [
        {**UNTOLD, **item.document, "coding_id": number, "text_id": None, "added_at": at}
        for item, number in zip(new, ids, strict=True)
    ]
    point(connection, run, dict(zip(_inserted(connection, DOCUMENT, rows), rows, strict=True)), ())
    events = sum(len(item.rows.events) for item in new)
    count(connection, run, len(new), events)
    return Tally(new=len(new), known=len(known), codings=len(new), events=events)


def point(connection: Connection, run: Run, documents: Mapping[int, Row], left: Iterable[int | None]) -> None:
    """After documents were given a text and a coding: note it, renew their reports, retire the codings they left."""
    if not documents:
        return
    at = now()
    _insert(
        connection,
        VERSION,
        [
            {
                "document_id": number,
                "run_id": run.id,
                "text_id": row["text_id"],
                "coding_id": row["coding_id"],
                "at": at,
            }
            for number, row in documents.items()
        ],
    )
    numbers = list(documents)
    _mark_coded(connection, numbers)
    told = reports.told_by(connection, numbers)
    reports.clear(connection, numbers)
    retire(connection, {coding for coding in left if coding is not None})
    reports.write(connection, numbers)
    reports.choose_first(connection, told | reports.told_by(connection, numbers))


def _mark_coded(connection: Connection, documents: Sequence[int]) -> None:
    """Note month and coding with the documents themselves, by which they are counted."""
    status = select(CODING.c.status).where(CODING.c.id == DOCUMENT.c.coding_id).scalar_subquery()
    month = extract("year", DOCUMENT.c.published) * 100 + extract("month", DOCUMENT.c.published)
    values = {"coded": status.in_(CODED), "month": month}
    connection.execute(update(DOCUMENT).where(DOCUMENT.c.id.in_(documents)).values(values))


def count(connection: Connection, run: Run, documents: int, events: int) -> None:
    """Add to the numbers of the run."""
    values = {"documents": RUN.c.documents + documents, "events": RUN.c.events + events}
    connection.execute(update(RUN).where(RUN.c.id == run.id).values(values))


def retire(connection: Connection, codings: Iterable[int]) -> None:
    """Take the rows of codings that no document points at any more out of the tables; their records stay."""
    used = exists().where(DOCUMENT.c.coding_id == CODING.c.id)
    unused = select(CODING.c.id).where(CODING.c.id.in_(set(codings)), CODING.c.current, ~used)
    numbers = connection.execute(unused).scalars().all()
    if numbers:
        for table in (EVENT, STATEMENT, CONDITION):
            connection.execute(delete(table).where(table.c.coding_id.in_(numbers)))
        connection.execute(update(CODING).where(CODING.c.id.in_(numbers)).values(current=False))


def restore(connection: Connection, codings: Iterable[int]) -> None:
    """Put the rows of codings that were retired back into the tables."""
    found = (
        select(CODING.c.id, CODING.c.record, SOURCE_TEXT.c.text)
        .join(SOURCE_TEXT, SOURCE_TEXT.c.id == CODING.c.text_id)
        .where(CODING.c.id.in_(set(codings)), ~CODING.c.current)
    )
    rows = {row.id: rows_of(unpack(row.record), row.text) for row in connection.execute(found)}
    write_parts(connection, rows)
    connection.execute(update(CODING).where(CODING.c.id.in_(rows)).values(current=True))


def write_parts(connection: Connection, codings: Mapping[int, CodingRows]) -> None:
    """The events, statements and conditions of codings, by the codings' ids."""
    events: list[tuple[int, EventRows]] = [(n, event) for n, rows in codings.items() for event in rows.events]
    ids = _inserted(connection, EVENT, [{**event.event, "coding_id": number} for number, event in events])
    numbered = [(number, event) for number, (_, event) in zip(ids, events, strict=True)]
    for table, parts in (
        (PARTICIPANT, [{**row, "event_id": n} for n, event in numbered for row in event.participants]),
        (ATTRIBUTION, [{**row, "event_id": n} for n, event in numbered for row in event.attributions]),
        (QUANTITY, [{**row, "event_id": n} for n, event in numbered for row in event.quantities]),
        (STATEMENT, [{**row, "coding_id": n} for n, rows in codings.items() for row in rows.statements]),
        (CONDITION, [{**row, "coding_id": n} for n, rows in codings.items() for row in rows.conditions]),
    ):
        _insert(connection, table, parts)


def _texts(connection: Connection, items: Sequence[Coded]) -> dict[str, int]:
    """The ids of the items' texts by their hashes; new texts are stored."""
    by_record = sorted(items, key=lambda item: item.record is not None)
    texts = {text_hash(item.document.text): item for item in by_record}
    found = select(SOURCE_TEXT.c.sha256, SOURCE_TEXT.c.id).where(SOURCE_TEXT.c.sha256.in_(texts))
    known = {row.sha256: row.id for row in connection.execute(found)}
    new = [
        {
            "sha256": digest,
            "text": item.document.text,
            "length": len(item.document.text),
            "language": item.record.document.language if item.record else None,
        }
        for digest, item in texts.items()
        if digest not in known
    ]
    ids = _inserted(connection, SOURCE_TEXT, new)
    return known | dict(zip((row["sha256"] for row in new), ids, strict=True))


def _codings(
    connection: Connection, run: Run, items: Sequence[Coded], texts: Mapping[str, int]
) -> tuple[dict[tuple[int, str], int], int, int]:
    """The ids of codings by text and context, how many are new, and how many events those have."""
    wanted = {_coding_key(item, texts): item for item in reversed(items) if item.record}
    keys = {_coding_key(item, texts) for item in items}
    found = select(CODING.c.id, CODING.c.text_id, CODING.c.context_hash, CODING.c.current).where(
        CODING.c.text_id.in_({text for text, _ in keys}), CODING.c.engine_id.is_not_distinct_from(run.engine_id)
    )
    rows = [row for row in connection.execute(found) if (row.text_id, row.context_hash) in keys]
    known = {(row.text_id, row.context_hash): row.id for row in rows}
    restore(connection, [row.id for row in rows if not row.current])
    new = {
        key: rows_of(item.record, item.document.text)
        for key, item in wanted.items()
        if key not in known and item.record is not None
    }
    fixed = {"run_id": run.id, "engine_id": run.engine_id, "current": True, "stale": False}
    ids = _inserted(
        connection,
        CODING,
        [{**rows.coding, "text_id": text, "context_hash": c, **fixed} for (text, c), rows in new.items()],
    )
    made = dict(zip(ids, new.values(), strict=True))
    write_parts(connection, made)
    return known | dict(zip(new, ids, strict=True)), len(new), sum(len(rows.events) for rows in new.values())


def _coding_key(item: Coded, texts: Mapping[str, int]) -> tuple[int, str]:
    return texts[text_hash(item.document.text)], item.context


def _document(item: Coded, texts: Mapping[str, int], codings: Mapping[tuple[int, str], int]) -> Row:
    document = item.document
    key = _coding_key(item, texts)
    if key not in codings:
        raise StoreError(f"{document.id}: neither a record nor a coding of its text in the store")
    return {
        "key": document_key(document),
        "external_id": document.id or text_id(document.text),
        "title": document.title,
        "published": document.published,
        "source": document.source,
        "url": document.url,
        "outlet_country": item.outlet_country,
        "origin": GESTAE,
        "text_id": key[0],
        "coding_id": codings[key],
    }


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(table), _alike(rows))


def _inserted(connection: Connection, table: Table, rows: Sequence[Row]) -> Sequence[int]:
    """Insert the rows; their ids in the same order."""
    if not rows:
        return []
    returning = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return connection.execute(returning, _alike(rows)).scalars().all()


def _alike(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows with the same columns, as rows that are inserted together have to be."""
    if all(row.keys() == rows[0].keys() for row in rows):
        return rows
    names = dict.fromkeys(name for row in rows for name in row)
    return [names | row for row in rows]
