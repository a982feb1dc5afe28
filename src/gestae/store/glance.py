"""A store at a glance: whether it changed, which months it tells of, and how real and how sourced its events are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from gestae.model import Status
from gestae.store.choices import Grade
from gestae.store.conditions import on_reports
from gestae.store.filters import Asked
from gestae.store.schema import REPORT, RUN, STORY, VERSION


@dataclass(frozen=True, slots=True)
class Shares:
    """Of all main events, as often as they are reported: how many are attributed, and how many are of each status."""

    events: int
    attributed: int
    statuses: dict[str, int]


def state(connection: Connection) -> tuple[Any, ...]:
    """What differs after anything was written that counts or pictures show."""
    numbers = [select(func.max(table.c.id)).scalar_subquery() for table in (VERSION, REPORT, STORY)]
    return tuple(connection.execute(select(*numbers, select(func.count(RUN.c.finished_at)).scalar_subquery())).one())


def months(connection: Connection) -> tuple[int, int] | None:
    """The first and the last month of events that count by default, as 202403; None without any."""
    query = select(func.min(REPORT.c.month), func.max(REPORT.c.month)).where(
        REPORT.c.grade >= Grade.FIRST.value, REPORT.c.pair == 0
    )
    first, last = connection.execute(query).one()
    return None if first is None or last is None else (first, last)


def shares(connection: Connection, asked: Asked) -> Shares:
    """How many of the events that are asked for are attributed, planned or denied; their status is left open."""
    given = Asked({**asked.values, "status": ("any",)})
    columns = (REPORT.c.status, REPORT.c.attributed)
    query = select(*columns, func.count(func.distinct(REPORT.c.event_id)).label("events")).group_by(*columns)
    if not given.given("actor", "recipient", "party"):
        query = select(*columns, func.count().label("events")).where(REPORT.c.pair == 0).group_by(*columns)
    rows = connection.execute(query.where(on_reports(given, connection.dialect.name), ~REPORT.c.repeated)).all()
    statuses = {status.value: sum(r.events for r in rows if r.status == status.value) for status in Status}
    return Shares(sum(statuses.values()), _attributed(rows), statuses)


def _attributed(rows: Sequence[Any]) -> int:
    return sum(row.events for row in rows if row.attributed)
