"""Stories as they are asked for: what happened, in how many reports, and who asserts, attributes or denies it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from gestae.errors import QueryError
from gestae.model import Status
from gestae.store.ask import Cells, details
from gestae.store.conditions import on_reports
from gestae.store.filters import Asked
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


def list_stories(connection: Connection, asked: Asked, limit: int, least_documents: int = 2) -> list[Cells]:
    """The newest stories of which a report matches, and that so many documents tell; columns as ``COLUMNS``."""
    matching = select(REPORT.c.story_id).where(
        on_reports(asked, connection.dialect.name), REPORT.c.story_id.is_not(None)
    )
    query = (
        select(STORY.c.id)
        .where(STORY.c.id.in_(matching), STORY.c.documents >= least_documents)
        .order_by(STORY.c.first_day.desc(), STORY.c.id.desc())
        .limit(limit)
    )
    numbers = list(connection.execute(query).scalars())
    found = _tellings(connection, numbers)
    return [_summary(number, found[number]) for number in numbers]


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
