"""What is to be reviewed: samples by kind, the next event, the next sentence.

An event's uid and a text's hash are as good as random, so their order is a random order that is the same for all
reviewers: what several of them have reviewed overlaps, which agreement needs.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, exists, func, select

from gestae.errors import QueryError
from gestae.model import Record
from gestae.store.ask import Cells, details
from gestae.store.conditions import on_documents, on_reports
from gestae.store.counts import BY
from gestae.store.filters import Asked
from gestae.store.reviewing.keep import BLIND
from gestae.store.rows import unpack
from gestae.store.schema import CODING, DOCUMENT, EVENT, REPORT, REVIEW, SOURCE_TEXT


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to be coded blind, with what stands before it."""

    document_key: str
    number: int
    of: int
    before: str
    text: str


def draw_sample(connection: Connection, asked: Asked, by: str, each: int, seed: int) -> list[Cells]:
    """``each`` events of every kind, drawn at random; the same seed draws the same from the same store.

    Raises:
        QueryError: there is no such dimension.
    """
    if by not in BY:
        raise QueryError(f"by: {by!r}; wanted one of {', '.join(BY)}")
    dialect = connection.dialect.name
    kind = BY[by].column(dialect).label("kind")
    query = (
        select(REPORT.c.document_id, REPORT.c.event_id, EVENT.c.uid, kind)
        .join(EVENT, EVENT.c.id == REPORT.c.event_id)
        .where(on_reports(asked, dialect), REPORT.c.pair == 0)
        .order_by(EVENT.c.uid, REPORT.c.document_id)
    )
    kinds: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for row in connection.execute(query):
        kinds[str(row.kind)].setdefault(row.uid, (row.document_id, row.event_id))
    keys = []
    for _, events in sorted(kinds.items()):
        order = sorted(events, key=lambda uid: hashlib.sha256(f"{seed} {uid}".encode()).digest())
        keys += [events[uid] for uid in order[:each]]
    return details(connection, keys)


def next_event(connection: Connection, asked: Asked, reviewer: str) -> str | None:
    """The uid of the next event that this reviewer has not judged; None when all are."""
    judged = exists().where(REVIEW.c.event_uid == EVENT.c.uid, REVIEW.c.reviewer == reviewer, REVIEW.c.verdict != BLIND)
    query = (
        select(func.min(EVENT.c.uid))
        .join(REPORT, REPORT.c.event_id == EVENT.c.id)
        .where(on_reports(asked, connection.dialect.name), REPORT.c.pair == 0, ~judged)
    )
    found: str | None = connection.execute(query).scalar()
    return found


def next_sentence(connection: Connection, asked: Asked, reviewer: str) -> Sentence | None:
    """A sentence of the next text of which this reviewer has coded none; None when there is no text left.

    One sentence a text is drawn, so a sentence of a long text is drawn more rarely: ``of`` weighs it.
    """
    coded = exists().where(
        REVIEW.c.document_key == DOCUMENT.c.key, REVIEW.c.reviewer == reviewer, REVIEW.c.verdict == BLIND
    )
    row = connection.execute(
        select(DOCUMENT.c.key, SOURCE_TEXT.c.text, SOURCE_TEXT.c.sha256, CODING.c.record)
        .join(SOURCE_TEXT, SOURCE_TEXT.c.id == DOCUMENT.c.text_id)
        .join(CODING, CODING.c.id == DOCUMENT.c.coding_id)
        .where(on_documents(asked, connection.dialect.name), CODING.c.status == "coded", ~coded)
        .order_by(SOURCE_TEXT.c.sha256, DOCUMENT.c.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    record: Record = unpack(row.record)
    if not record.sentences:
        return None
    number = int(hashlib.sha256(row.sha256.encode()).hexdigest(), 16) % len(record.sentences)
    start, end = record.sentences[number]
    before = row.text[record.sentences[max(0, number - 2)][0] : start]
    return Sentence(row.key, number, len(record.sentences), before, row.text[start:end])
