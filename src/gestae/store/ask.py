"""Events asked for: page by page in a stable order, as rows or as a frame."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Select, and_, func, or_, select, tuple_

from gestae.errors import InstallationError, QueryError
from gestae.records.frames import joined
from gestae.store.choices import Order
from gestae.store.conditions import on_reports
from gestae.store.filters import MOST, PARTIES, Asked
from gestae.store.schema import ATTRIBUTION, DOCUMENT, EVENT, PARTICIPANT, QUANTITY, REPORT

if TYPE_CHECKING:
    import polars

Cells = dict[str, Any]
Rows = Sequence[Row[Any]]
AT_ONCE = 2000
SIDES = ("actor", "recipient", "ordered_by", "via")
KEYS = (REPORT.c.day, REPORT.c.event_id, REPORT.c.document_id)
OF_PARTY = ("s", "_countries", "_sectors", "_entities", "_names", "_offices")
PARTY_ROWS = ("role", "text", "country", "sectors", "entity", "name", "office")
COLUMNS: dict[str, type] = {
    "document": str,
    "title": str,
    "published": date,
    "source": str,
    "url": str,
    "outlet_country": str,
    "event": str,
    "uid": str,
    "story": int,
    "first": bool,
    "day": date,
    "role": str,
    "type": str,
    "mode": str,
    "contexts": str,
    "quad": str,
    "score": float,
    "cameo": str,
    "trigger": str,
    **{f"{side}{part}": str for side in ("actor", "recipient") for part in OF_PARTY},
    "ordered_by": str,
    "via": str,
    "object": str,
    "status": str,
    "status_cue": str,
    "outcome": str,
    "attributed_to": str,
    "about": str,
    "same_as": str,
    "date_from": date,
    "date_to": date,
    "date_precision": str,
    "date_basis": str,
    "lag_days": int,
    "historical": bool,
    "place": str,
    "place_text": str,
    "admin1": str,
    "admin2": str,
    "place_country": str,
    "geonameid": int,
    "latitude": float,
    "longitude": float,
    "place_level": str,
    **{f"{kind}_{end}": float for kind in ("killed", "wounded", "arrested") for end in ("low", "high")},
    "plover_valid": bool,
    "confidence": float,
    "why": str,
    "evidence": str,
    "origin": str,
}
OF_DOCUMENT = ("title", "published", "source", "url", "outlet_country", "origin")


@dataclass(frozen=True, slots=True)
class Page:
    """Some events, and where to go on; None after the last."""

    rows: Sequence[Cells]
    after: str | None


def matching(asked: Asked, dialect: str) -> Select[Any]:
    """The keys of the reports that match, each once."""
    query = select(*KEYS).where(on_reports(asked, dialect))
    return query.distinct() if asked.given(*PARTIES) else query.where(REPORT.c.pair == 0)


def more_than(connection: Connection, asked: Asked, number: int) -> bool:
    """Whether more reports match than this."""
    some = matching(asked, connection.dialect.name).limit(number + 1).subquery()
    return bool(connection.execute(select(func.count()).select_from(some)).scalar_one() > number)


def page(
    connection: Connection, asked: Asked, limit: int, after: str | None = None, order: Order = Order.NEWEST
) -> Page:
    """The next ``limit`` events, each as a document reports it. ``after`` is what the page before gave.

    Raises:
        QueryError: ``after`` is none of a page's.
    """
    query = matching(asked, connection.dialect.name)
    if after is not None:
        query = query.where(_beyond(after, order))
    ways = [column.desc() if order is Order.NEWEST else column.asc() for column in KEYS]
    rows = connection.execute(query.order_by(ways[0].nulls_last(), *ways[1:]).limit(limit + 1)).all()
    more = len(rows) > limit
    keys = rows[:limit]
    return Page(details(connection, [(r.document_id, r.event_id) for r in keys]), _cursor(keys[-1]) if more else None)


def stream(connection: Connection, asked: Asked, order: Order = Order.OLDEST) -> Iterator[Cells]:
    """All events that match, a page at a time."""
    found = page(connection, asked, AT_ONCE, order=order)
    yield from found.rows
    while found.after is not None:
        found = page(connection, asked, AT_ONCE, found.after, order)
        yield from found.rows


def to_frame(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, type] = COLUMNS) -> "polars.DataFrame":
    """The rows as a polars frame with these columns.

    Raises:
        InstallationError: polars is not installed.
    """
    try:
        import polars
    except ImportError as error:
        raise InstallationError('a frame needs polars: pip install "gestae[corpus]"') from error
    kinds: dict[type, type[polars.DataType]] = {
        str: polars.String,
        int: polars.Int64,
        float: polars.Float64,
        bool: polars.Boolean,
        date: polars.Date,
    }
    schema = {name: kinds[kind] for name, kind in columns.items()}
    return polars.DataFrame([[row[name] for name in columns] for row in rows], schema=schema, orient="row")


def details(connection: Connection, keys: Sequence[tuple[int, int]]) -> list[Cells]:
    """The rows of reports by document and event, in the order of the keys."""
    events = sorted({event for _, event in keys})
    query = (
        select(
            REPORT.c.document_id, REPORT.c.event_id, REPORT.c.story_id, REPORT.c.first, EVENT, DOCUMENT.c.external_id
        )
        .add_columns(*(DOCUMENT.c[name] for name in OF_DOCUMENT))
        .join(EVENT, EVENT.c.id == REPORT.c.event_id)
        .join(DOCUMENT, DOCUMENT.c.id == REPORT.c.document_id)
        .where(REPORT.c.event_id.in_(events), REPORT.c.pair == 0)
    )
    parties = _grouped(connection, PARTICIPANT, PARTY_ROWS, events)
    sources = _grouped(connection, ATTRIBUTION, ("kind", "cue", "text"), events)
    quantities = _grouped(connection, QUANTITY, ("kind", "low", "high"), events)
    wanted = set(keys)
    rows = {}
    for row in connection.execute(query):
        key = (row.document_id, row.event_id)
        if key in wanted:
            number = row.event_id
            rows[key] = _cells(row, parties[number], sources[number], quantities[number])
    return [rows[key] for key in keys]


def _grouped(
    connection: Connection, table: Any, columns: Sequence[str], events: Sequence[int]
) -> dict[int, list[Row[Any]]]:
    query = select(table.c.event_id, *(table.c[name] for name in columns)).where(table.c.event_id.in_(events))
    groups: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query.order_by(table.c.id)):
        groups[row[0]].append(row)
    return groups


def _cells(
    row: Row[Any], parties: Sequence[Row[Any]], sources: Sequence[Row[Any]], amounts: Sequence[Row[Any]]
) -> Cells:
    by_side: dict[str, list[Row[Any]]] = {side: [] for side in SIDES}
    for party in parties:
        by_side[party.role].append(party)
    told = {
        **row._mapping,
        "document": row.external_id,
        "event": row.local_id,
        "story": row.story_id,
        "first": row.first,
        "mode": joined(row.modes),
        "contexts": joined(row.contexts),
        "about": joined(row.about),
        "place": row.place_name or row.place_text,
        "attributed_to": joined(s.text or s.cue or s.kind for s in sources),
        "ordered_by": joined(p.text for p in by_side["ordered_by"]),
        "via": joined(p.text for p in by_side["via"]),
    }
    for side in ("actor", "recipient"):
        told |= {
            f"{side}s": joined(p.text for p in by_side[side]),
            f"{side}_countries": joined(p.country for p in by_side[side]),
            f"{side}_sectors": joined("|".join(p.sectors) for p in by_side[side]),
            f"{side}_entities": joined(p.entity for p in by_side[side]),
            f"{side}_names": joined(p.name for p in by_side[side]),
            f"{side}_offices": joined(p.office for p in by_side[side]),
        }
    for kind in ("killed", "wounded", "arrested"):
        amount = next((a for a in amounts if a.kind == kind), None)
        told |= {f"{kind}_low": amount.low if amount else None, f"{kind}_high": amount.high if amount else None}
    return {name: told[name] for name in COLUMNS}


def _cursor(row: Row[Any]) -> str:
    return f"{row.day or ''}_{row.event_id}_{row.document_id}"


def _beyond(cursor: str, order: Order) -> Any:
    try:
        day_text, event, document = cursor.split("_")
        day = date.fromisoformat(day_text) if day_text else None
        last = (int(event), int(document))
        if not all(0 <= number <= MOST for number in last):
            raise ValueError(cursor)
    except ValueError as error:
        raise QueryError(f"after: {cursor!r}; wanted what the page before gave") from error
    same = tuple_(REPORT.c.event_id, REPORT.c.document_id)
    later = same < last if order is Order.NEWEST else same > last
    if day is None:
        return and_(REPORT.c.day.is_(None), later)
    other = REPORT.c.day < day if order is Order.NEWEST else REPORT.c.day > day
    return or_(other, and_(REPORT.c.day == day, later), REPORT.c.day.is_(None))
