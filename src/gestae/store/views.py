"""Views for questions in SQL: events, pairs of parties, statements and documents, each as a document tells it."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Column, MetaData, Select, Table, func, select

from gestae.store.schema import CODING, DOCUMENT, EVENT, PARTICIPANT, REPORT, SOURCE_TEXT, STATEMENT

NAME = "event_report"
OF_DOCUMENT = ("external_id", "title", "published", "url", "outlet_country", "restricted")
KEPT_FOR_COUNTS = {"new_actor", "new_recipient", "new_pair", "grade", "first_of_source", "first_of_origin"}
NOT_SHOWN = frozenset({"id", "pair", *KEPT_FOR_COUNTS})


def event_report() -> Select[tuple[object, ...]]:
    """What the view selects. Outer joins, so that a count that needs the narrow table alone reads nothing else."""
    narrow = [c for c in REPORT.c if c.name not in NOT_SHOWN]
    taken = {c.name for c in narrow}
    wide = [c for c in EVENT.c if c.name not in taken and c.name != "id"]
    document = [DOCUMENT.c.key.label("document_key"), *(DOCUMENT.c[name] for name in OF_DOCUMENT)]
    joined = REPORT.outerjoin(EVENT, EVENT.c.id == REPORT.c.event_id).outerjoin(
        DOCUMENT, DOCUMENT.c.id == REPORT.c.document_id
    )
    return select(*narrow, *wide, *document).select_from(joined).where(REPORT.c.pair == 0)


def dyad_report() -> Select[Any]:
    """A row for each pair of actor and recipient of each event of each document."""
    keys = ("document_id", "event_id", "pair", "weight", "mutual", "day", "month", "type", "quad", "score", "status")
    flags = ("role", "historical", "repeated", "counted", "first", "story_id", "place_country", "source", "origin")
    sides = {side: PARTICIPANT.alias(side) for side in ("actor", "recipient")}
    joined = REPORT.outerjoin(sides["actor"], sides["actor"].c.id == REPORT.c.actor_id)
    joined = joined.outerjoin(sides["recipient"], sides["recipient"].c.id == REPORT.c.recipient_id)
    parties = [
        table.c[part].label(f"{side}_{part}")
        for side, table in sides.items()
        for part in ("text", "name", "country", "sector", "entity", "office")
    ]
    return select(*(REPORT.c[name] for name in (*keys, *flags)), *parties).select_from(joined)


def statement_report() -> Select[Any]:
    """A row for each statement of each document."""
    names = [c for c in STATEMENT.c if c.name not in ("id", "coding_id")]
    document = [DOCUMENT.c.id.label("document_id"), DOCUMENT.c.external_id, DOCUMENT.c.published, DOCUMENT.c.source]
    joined = STATEMENT.join(DOCUMENT, DOCUMENT.c.coding_id == STATEMENT.c.coding_id)
    return select(*document, *names).select_from(joined)


def document_report() -> Select[Any]:
    """A row for each document with what became of it."""
    own = [c for c in DOCUMENT.c if c.name not in ("id", "text_id", "coding_id")]
    text = [SOURCE_TEXT.c.length, SOURCE_TEXT.c.language, SOURCE_TEXT.c.near_group]
    coding = [CODING.c.status, CODING.c.voice_asserted, CODING.c.voice_attributed, CODING.c.voice_conditional]
    events = select(func.count()).where(REPORT.c.document_id == DOCUMENT.c.id, REPORT.c.pair == 0).scalar_subquery()
    joined = DOCUMENT.outerjoin(SOURCE_TEXT, SOURCE_TEXT.c.id == DOCUMENT.c.text_id)
    joined = joined.outerjoin(CODING, CODING.c.id == DOCUMENT.c.coding_id)
    return select(DOCUMENT.c.id.label("document_id"), *own, *text, *coding, events.label("events")).select_from(joined)


QUERIES: Mapping[str, Callable[[], Select[Any]]] = {
    NAME: event_report,
    "dyad_report": dyad_report,
    "statement_report": statement_report,
    "document_report": document_report,
}
VIEWS = MetaData()
EVENT_REPORT = Table(NAME, VIEWS, *(Column(c.name, c.type) for c in event_report().selected_columns))
