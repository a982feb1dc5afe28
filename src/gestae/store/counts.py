"""How many events, by what is asked for: one rule for what counts.

Unless something else is asked for, an event counts that is actual, main and not historical, once a story.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Integer,
    Select,
    and_,
    case,
    cast,
    func,
    select,
    true,
    tuple_,
)

from gestae.errors import QueryError
from gestae.model import Quad, Status
from gestae.store.choices import Grade, Period, Unique
from gestae.store.conditions import on_documents, on_reality, on_reports, on_the_rest
from gestae.store.filters import Asked, Scope
from gestae.store.schema import DOCUMENT, EVENT, REPORT

SIDES = ("actor", "recipient")
QUADS = {quad: quad.value.replace(" ", "_") for quad in Quad}
TELLER = (DOCUMENT.c.published.nulls_last(), REPORT.c.document_id, REPORT.c.event_id)


@dataclass(frozen=True, slots=True)
class Dimension:
    """What counts are broken down by; ``side`` is the party that it tells of."""

    name: str
    column: Callable[[str], ColumnElement[Any]]
    kind: type = str
    side: str | None = None
    read: Callable[[Any], Any] = lambda value: value


def _plain(name: str, column: ColumnElement[Any], side: str | None = None) -> Dimension:
    return Dimension(name, lambda _: column, side=side)


def _of_event(name: str, column: ColumnElement[Any]) -> Dimension:
    return _plain(name, select(column).where(EVENT.c.id == REPORT.c.event_id).scalar_subquery())


def monday(day: ColumnElement[Any], dialect: str) -> ColumnElement[Any]:
    """The Monday of a day's week."""
    if dialect == "sqlite":
        return func.date(day, "-6 days", "weekday 1", type_=Date)
    return cast(func.date_trunc("week", day), Date)


def month_name(number: int | None) -> str | None:
    """202403 as 2024-03."""
    return None if number is None else f"{number // 100}-{number % 100:02}"


DIMENSIONS = (
    _plain("actor", REPORT.c.actor_country, "actor"),
    _plain("recipient", REPORT.c.recipient_country, "recipient"),
    _plain("actor_sector", REPORT.c.actor_sector, "actor"),
    _plain("recipient_sector", REPORT.c.recipient_sector, "recipient"),
    _plain("actor_entity", REPORT.c.actor_entity, "actor"),
    _plain("recipient_entity", REPORT.c.recipient_entity, "recipient"),
    _plain("type", REPORT.c.type),
    _of_event("mode", EVENT.c.mode),
    _plain("quad", REPORT.c.quad),
    _plain("status", REPORT.c.status),
    _plain("source", REPORT.c.source),
    _plain("origin", REPORT.c.origin),
    _plain("place_country", REPORT.c.place_country),
    Dimension("day", lambda _: REPORT.c.day, date),
    Dimension("week", lambda dialect: monday(REPORT.c.day, dialect), date),
    Dimension("month", lambda _: REPORT.c.month, read=month_name),
    Dimension("year", lambda _: cast(REPORT.c.month / 100, Integer), int, read=lambda v: None if v is None else int(v)),
)
TOGETHER = (REPORT.c.actor_country <= REPORT.c.recipient_country, REPORT.c.actor_country, REPORT.c.recipient_country)
UNDIRECTED = (
    _plain("country_a", case((TOGETHER[0], TOGETHER[1]), else_=TOGETHER[2]), "both"),
    _plain("country_b", case((TOGETHER[0], TOGETHER[2]), else_=TOGETHER[1]), "both"),
)
BY = {each.name: each for each in DIMENSIONS}
COUNTRIES = frozenset(SIDES)
OF_DOCUMENTS = frozenset({"source", "origin"})
GRADES = {Unique.NONE: Grade.USUAL, Unique.DOCUMENT: Grade.COUNTED}


def dimensions(names: Sequence[str]) -> list[Dimension]:
    """The dimensions of these names.

    Raises:
        QueryError: there is no such dimension.
    """
    unknown = [name for name in names if name not in BY]
    if unknown:
        raise QueryError(f"by: {unknown[0]!r}; wanted one of {', '.join(BY)}")
    return [BY[name] for name in dict.fromkeys(names)]


def count_events(
    connection: Connection, by: Sequence[str], asked: Asked, unique: Unique = Unique.STORY
) -> list[dict[str, Any]]:
    """Rows of the dimensions, ``documents`` that were coded, ``events`` and their score.

    ``documents`` are those of the period, where there is one, and of the source, if that is a dimension. Scores are
    of actual events alone. In the order of the dimensions with a period, otherwise the most events first.

    Raises:
        QueryError: there is no such dimension.
    """
    dialect = connection.dialect.name
    dims = dimensions(by)
    names = [d.name for d in dims]
    keys = [n for n in names if n in {*Period, *OF_DOCUMENTS}]
    documents = documents_coded(connection, asked, keys)
    rows = []
    for found in connection.execute(cells(dims, asked, unique, dialect)):
        row = {d.name: d.read(value) for d, value in zip(dims, found, strict=False)}
        row["documents"] = documents.get(tuple(row[key] for key in keys), 0)
        row["events"] = found.events
        row["score_sum"] = found.score_sum
        row["score_mean"] = found.score_sum / found.scored if found.scored else None
        rows.append(row)
    ordered = sorted(rows, key=lambda r: [(r[n] is None, str(r[n])) for n in names])
    return ordered if set(names) & set(Period) else sorted(ordered, key=lambda r: -r["events"])


def columns_of(by: Sequence[str]) -> dict[str, type]:
    """The columns of ``count_events``."""
    of = {d.name: d.kind for d in dimensions(by)}
    return {**of, "documents": int, "events": int, "score_sum": float, "score_mean": float}


def cells(dims: Sequence[Dimension], asked: Asked, unique: Unique, dialect: str) -> Select[Any]:
    """One row for each cell: the dimensions, ``events``, ``score_sum`` of the ``scored``, a number for each quad."""
    counted = _counted(dims, asked, unique, dialect)
    named = [d.column(dialect).label(d.name) for d in dims]
    flag = _once(dims, asked, unique)
    actual = REPORT.c.score if asked.usual else case((REPORT.c.status == Status.ACTUAL.value, REPORT.c.score))
    facts = (REPORT.c.quad, actual.label("score"))
    if flag is not None:
        return _summed(named, *facts).where(counted, flag)
    labels = [fact.label(f"its_{fact.name}") for fact in facts]
    once = select(*named, *labels, REPORT.c.document_id, REPORT.c.event_id).where(counted).distinct().subquery("once")
    return _summed([once.c[d.name] for d in dims], *(once.c[label.name] for label in labels))


def counted_once(asked: Asked, unique: Unique, dialect: str) -> Select[Any]:
    """The reports that count, each event of a document once: ``document_id``, ``event_id``, ``day`` and ``quad``."""
    keys = select(REPORT.c.document_id, REPORT.c.event_id, REPORT.c.day, REPORT.c.quad)
    counted, flag = _counted([], asked, unique, dialect), _once([], asked, unique)
    return keys.where(counted).distinct() if flag is None else keys.where(counted, flag)


def documents_coded(connection: Connection, asked: Asked, keys: Sequence[str]) -> Mapping[tuple[Any, ...], int]:
    """How many documents were coded, by a period of publication, source or origin."""
    dialect = connection.dialect.name
    columns = [_document_column(key, dialect) for key in keys]
    query = select(*columns, func.count()).where(DOCUMENT.c.coded).group_by(*columns)
    if asked.names(Scope.DOCUMENT):
        query = query.where(on_documents(asked, dialect))
    found = connection.execute(query)
    return {tuple(_document_value(key, v) for key, v in zip(keys, row, strict=False)): row[-1] for row in found}


def _document_column(key: str, dialect: str) -> ColumnElement[Any]:
    day = DOCUMENT.c.published
    if key in OF_DOCUMENTS:
        return DOCUMENT.c[key]
    if key == Period.WEEK:
        return monday(day, dialect)
    if key == Period.DAY:
        return day
    return DOCUMENT.c.month if key == Period.MONTH else cast(DOCUMENT.c.month / 100, Integer)


def _document_value(key: str, value: Any) -> Any:
    return month_name(value) if key == Period.MONTH else value


def _summed(
    named: Sequence[ColumnElement[Any]],
    quad: ColumnElement[Any],
    score: ColumnElement[Any],
) -> Select[Any]:
    quads = (func.sum(case((quad == value.value, 1), else_=0)).label(name) for value, name in QUADS.items())
    sums = (func.count(), func.sum(score), func.count(score))
    columns = (each.label(name) for each, name in zip(sums, ("events", "score_sum", "scored"), strict=True))
    return select(*named, *columns, *quads).group_by(*named)


def _counted(dims: Sequence[Dimension], asked: Asked, unique: Unique, dialect: str) -> ColumnElement[bool]:
    """The rows of ``report`` that count."""
    split = [REPORT.c[d.name] for d in dims if d.name in OF_DOCUMENTS]
    kept = _kept(asked, unique, split)
    if kept is not None:
        months, rest = _whole_months(asked)
        return and_(months, kept, on_the_rest(rest, dialect))
    condition = on_reports(asked, dialect)
    if unique is Unique.NONE:
        return condition
    if unique is Unique.DOCUMENT:
        return and_(condition, ~REPORT.c.repeated)
    if unique is Unique.DAY:
        return _once_a_day(condition)
    within = and_(REPORT.c.pair == 0, ~REPORT.c.repeated, on_reality(asked, dialect), on_documents(asked, dialect))
    rank = func.row_number().over(partition_by=(REPORT.c.group_key, *split), order_by=TELLER).label("rank")
    ranked = (
        select(REPORT.c.document_id, REPORT.c.event_id, rank)
        .join(DOCUMENT, DOCUMENT.c.id == REPORT.c.document_id)
        .where(within)
        .subquery("ranked")
    )
    tellers = select(ranked.c.document_id, ranked.c.event_id).where(ranked.c.rank == 1)
    return and_(condition, tuple_(REPORT.c.document_id, REPORT.c.event_id).in_(tellers))


def _whole_months(asked: Asked) -> tuple[ColumnElement[bool], Asked]:
    """The days asked for as a condition on months, which the indexes of counts hold, and what else is asked for.

    Days that are not the first or the last of a month stay as they are.
    """
    since, until = (asked.values.get(name, ()) for name in ("since", "until"))
    parts, rest = [], dict(asked.values)
    if since and min(since).day == 1:
        parts.append(REPORT.c.month >= _month(min(since)))
        del rest["since"]
    if until and max(until).day == monthrange(max(until).year, max(until).month)[1]:
        parts.append(REPORT.c.month <= _month(max(until)))
        del rest["until"]
    return and_(true(), *parts), Asked(rest)


def _month(day: date) -> int:
    return day.year * 100 + day.month


def _kept(asked: Asked, unique: Unique, split: Sequence[ColumnElement[Any]]) -> ColumnElement[bool] | None:
    """What was noted with the reports when they were written, where it tells which count."""
    if not asked.usual:
        return None
    if unique in GRADES:
        return REPORT.c.grade >= GRADES[unique].value
    if unique is Unique.STORY and not asked.names(Scope.DOCUMENT):
        if not split:
            return REPORT.c.grade >= Grade.FIRST.value
        if len(split) == 1:
            return REPORT.c[f"first_of_{split[0].name}"]
    return None


def _once_a_day(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Of the same type between the same parties on the same day the first pair that was stored."""
    parties = (REPORT.c[f"{side}_{part}"] for side in SIDES for part in ("country", "sector"))
    rank = func.row_number().over(partition_by=(REPORT.c.day, REPORT.c.type, *parties), order_by=REPORT.c.id)
    ranked = select(REPORT.c.id, rank.label("rank")).where(condition, ~REPORT.c.repeated).subquery("ranked")
    return REPORT.c.id.in_(select(ranked.c.id).where(ranked.c.rank == 1))


def _once(dims: Sequence[Dimension], asked: Asked, unique: Unique) -> ColumnElement[bool] | None:
    """What keeps one pair of each event in each cell, where a stored column tells; otherwise None."""
    of_sides = {d.name for d in dims if d.side}
    filtered = {side: asked.only_countries(side) for side in SIDES}
    pinned = of_sides | {side for side, countries in filtered.items() if countries and len(countries) == 1}
    narrow = None in filtered.values() or any(filtered[side] and side not in pinned for side in SIDES)
    if narrow or not of_sides <= COUNTRIES or unique is Unique.DAY or asked.given("party") or asked.turns:
        return None
    if pinned == COUNTRIES:
        return REPORT.c.new_pair
    return REPORT.c[f"new_{pinned.pop()}"] if pinned else REPORT.c.pair == 0
