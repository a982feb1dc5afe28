"""All that a store says, without what may differ between stores that say the same: row ids, times, names of runs."""

import json
from typing import Any

from sqlalchemy import Connection, Table, select

from gestae.store import Store
from gestae.store.rows import unpacked
from gestae.store.schema import (
    ATTRIBUTION,
    CODING,
    CONDITION,
    DOCUMENT,
    EVENT,
    PARTICIPANT,
    QUANTITY,
    REPORT,
    RUN,
    SKIPPED,
    SOURCE_TEXT,
    STATEMENT,
    VERSION,
)

PARTS = (PARTICIPANT, ATTRIBUTION, QUANTITY)
UNSAID = frozenset(
    {
        "id",
        "added_at",
        "at",
        "near_group",
        "record",
        "group_key",
        "first",
        "grade",
        "first_of_source",
        "first_of_origin",
    }
)


def dump(store: Store) -> dict[str, Any]:
    """Each document by its key with all that hangs on it, what was skipped, and the runs' numbers."""
    with store.reading() as connection:
        documents = {row["key"]: _document(connection, row) for row in _rows(connection, DOCUMENT)}
        skipped = sorted((row["name"], row["problem"]) for row in _rows(connection, SKIPPED))
        runs = [(r["documents"], r["events"], r["skipped"], bool(r["finished_at"])) for r in _rows(connection, RUN)]
        codings = len(_rows(connection, CODING))
        stories = _stories(connection)
    return {"documents": documents, "skipped": skipped, "runs": runs, "codings": codings, "stories": stories}


def _stories(connection: Connection) -> list[list[tuple[str, ...]]]:
    """The reports of each happening, and which of them is the first: known only when all documents are there."""
    columns = (
        REPORT.c.group_key,
        DOCUMENT.c.key,
        EVENT.c.uid,
        REPORT.c.pair,
        REPORT.c.first,
        REPORT.c.grade,
        REPORT.c.first_of_source,
    )
    joined = REPORT.join(DOCUMENT, DOCUMENT.c.id == REPORT.c.document_id).join(EVENT, EVENT.c.id == REPORT.c.event_id)
    groups: dict[str, list[tuple[str, ...]]] = {}
    for key, *member in connection.execute(select(*columns).select_from(joined)):
        groups.setdefault(key, []).append(tuple(map(str, member)))
    return sorted(sorted(members) for members in groups.values())


def _document(connection: Connection, row: dict[str, Any]) -> str:
    (coding,) = _rows(connection, CODING, id=row["coding_id"])
    (text,) = _rows(connection, SOURCE_TEXT, id=row["text_id"])
    events = []
    for event in _rows(connection, EVENT, coding_id=coding["id"]):
        parts = {
            t.name: _said(_rows(connection, t, event_id=event["id"])) for t in (PARTICIPANT, ATTRIBUTION, QUANTITY)
        }
        reports = _rows(connection, REPORT, event_id=event["id"], document_id=row["id"])
        events.append({**_plain(event), **parts, "report": _said(reports)})
    record = unpacked(coding["record"])
    record["document"] = {k: v for k, v in record["document"].items() if k not in {"id", "source", "url"}}
    told = {
        "document": _plain(row),
        "coding": _plain(coding),
        "text": _plain(text),
        "record": record,
        "events": sorted(events, key=lambda e: e["local_id"]),
        "statement": _said(_rows(connection, STATEMENT, coding_id=coding["id"])),
        "condition": _said(_rows(connection, CONDITION, coding_id=coding["id"])),
        "versions": len(_rows(connection, VERSION, document_id=row["id"])),
    }
    return json.dumps(told, sort_keys=True, default=str)


def _rows(connection: Connection, table: Table, **where: Any) -> list[dict[str, Any]]:
    query = select(table).where(*(table.c[name] == value for name, value in where.items()))
    return [
        dict(row) for row in connection.execute(query.order_by(table.c[next(iter(table.primary_key)).name])).mappings()
    ]


def _said(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted((_plain(row) for row in rows), key=lambda row: json.dumps(row, sort_keys=True, default=str))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in UNSAID and not name.endswith("_id")} | {
        name: row[name] for name in ("external_id", "local_id") if name in row
    }
