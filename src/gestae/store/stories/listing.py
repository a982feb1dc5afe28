"""Stories as they are asked for: what happened, in how many reports, and who asserts, attributes or denies it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from gestae.errors import QueryError
from gestae.model import Status
from gestae.store.ask import Cells, Page, details
from gestae.store.conditions import on_reports
from gestae.store.filters import MOST, Asked
from gestae.store.schema import DOCUMENT, EVENT, REPORT, STORY

COLUMNS: dict[str, type] = {
    "story": int,
    "first_day": str,
    "last_day": str,
    "type": str,
    "actors": str,
    "recipients": str,
    "place": str,
    "reports": int,
    "documents": int,
    "sources": int,
    "asserted": int,
    "attributed": int,
    "denied": int,
    "first_source": str,
    "first_published": str,
    "evidence": str,
}


class Stance(StrEnum):
    """What a report makes of an event."""

    ASSERTS = "asserts"
    ATTRIBUTES = "attributes"
    DENIES = "denies"


@dataclass(frozen=True, slots=True)
class Telling:
    """One report of a story: its stance, and the event as that document has it."""

    stance: Stance
    document_key: str
    event: Cells


@dataclass(frozen=True, slots=True)
class Story:
    """A story with all its reports, the first published first."""

    number: int
    summary: Cells
    tellings: Sequence[Telling]


def list_stories(
    connection: Connection, asked: Asked, limit: int, least_documents: int = 2, after: str | None = None
) -> Page:
    """The newest stories of which a report matches, and that so many documents tell; columns as ``COLUMNS``.

    Raises:
        QueryError: ``after`` is none of a page's.
    """
    matches = exists().where(REPORT.c.story_id == STORY.c.id, on_reports(asked, connection.dialect.name))
    query = select(STORY.c.id, STORY.c.first_day).where(STORY.c.documents >= least_documents, matches)
    if after is not None:
        query = query.where(_beyond(after))
    order = (STORY.c.first_day.desc().nulls_last(), STORY.c.id.desc())
    rows = connection.execute(query.order_by(*order).limit(limit + 1)).all()
    numbers = [row.id for row in rows[:limit]]
    found = _tellings(connection, numbers)
    last = rows[limit - 1] if len(rows) > limit else None
    return Page([_summary(number, found[number]) for number in numbers], last and f"{last.first_day or ''}_{last.id}")


def _beyond(cursor: str) -> ColumnElement[bool]:
    """The stories that follow the one where a page ended."""
    try:
        day_text, number_text = cursor.split("_")
        day = date.fromisoformat(day_text) if day_text else None
        number = int(number_text)
        if not 0 <= number <= MOST:
            raise ValueError(cursor)
    except ValueError as error:
        raise QueryError(f"after: {cursor!r}; wanted what the page before gave") from error
    if day is None:
        return and_(STORY.c.first_day.is_(None), STORY.c.id < number)
    same = and_(STORY.c.first_day == day, STORY.c.id < number)
    return or_(STORY.c.first_day < day, same, STORY.c.first_day.is_(None))


def show_story(connection: Connection, number: int) -> Story:
    """A story with its reports.

    Raises:
        QueryError: there is none of this number.
    """
    found = _tellings(connection, [number]).get(number)
    if not found:
        raise QueryError(f"no story has the number {number}; gestae stories lists them")
    return Story(number, _summary(number, found), found)


def stance_of(status: str, *, attributed: bool) -> Stance:
    """What a report makes of an event of this status."""
    if status == Status.NEGATED:
        return Stance.DENIES
    return Stance.ATTRIBUTES if attributed else Stance.ASSERTS


def _tellings(connection: Connection, numbers: Sequence[int]) -> Mapping[int, list[Telling]]:
    told = (REPORT.c.story_id, REPORT.c.document_id, REPORT.c.event_id, REPORT.c.status, REPORT.c.attributed)
    rows = connection.execute(
        select(*told, DOCUMENT.c.key)
        .join(DOCUMENT, DOCUMENT.c.id == REPORT.c.document_id)
        .join(EVENT, EVENT.c.id == REPORT.c.event_id)
        .where(REPORT.c.story_id.in_(numbers), REPORT.c.pair == 0)
        .order_by(DOCUMENT.c.published.nulls_last(), REPORT.c.document_id, REPORT.c.event_id)
    ).all()
    cells = details(connection, [(row.document_id, row.event_id) for row in rows])
    found: dict[int, list[Telling]] = defaultdict(list)
    for row, event in zip(rows, cells, strict=True):
        found[row.story_id].append(Telling(stance_of(row.status, attributed=row.attributed), row.key, event))
    return found


def _summary(number: int, tellings: Sequence[Telling]) -> Cells:
    events = [telling.event for telling in tellings]
    days = [event["day"] for event in events if event["day"]]
    stances = Counter(telling.stance for telling in tellings)
    first = events[0]
    return {
        "story": number,
        "first_day": min(days, default=None),
        "last_day": max(days, default=None),
        "type": _usual(events, "type"),
        "actors": _usual(events, "actors"),
        "recipients": _usual(events, "recipients"),
        "place": _usual(events, "place"),
        "reports": len(tellings),
        "documents": len({telling.document_key for telling in tellings}),
        "sources": len({event["source"] for event in events}),
        "asserted": stances[Stance.ASSERTS],
        "attributed": stances[Stance.ATTRIBUTES],
        "denied": stances[Stance.DENIES],
        "first_source": first["source"],
        "first_published": first["published"],
        "evidence": first["evidence"],
    }


def _usual(events: Sequence[Cells], name: str) -> Any:
    """The commonest value that is told; of several the one told first."""
    counts = Counter(event[name] for event in events if event[name])
    return max(counts, key=lambda value: counts[value], default=None)
