"""Verdicts on events and blind codings of sentences: added, never changed; of one reviewer's the last counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from gestae.errors import QueryError
from gestae.store.clock import now
from gestae.store.schema import DOCUMENT, EVENT, REPORT, REVIEW
from gestae.training.reviews import CORRECTABLE, Verdict

BLIND = "blind"
LONGEST = 2_000  # characters of a remark


@dataclass(frozen=True, slots=True)
class Kept:
    """A verdict, or a blind coding, as it is stored."""

    uid: str
    document_key: str
    reviewer: str
    verdict: str
    correction: Mapping[str, Any]
    why: str | None
    at: str


def add_verdict(
    connection: Connection,
    uid: str,
    reviewer: str,
    verdict: Verdict,
    correction: Mapping[str, Any] | None = None,
    why: str | None = None,
) -> None:
    """Keep what a reviewer says of an event.

    Raises:
        QueryError: there is no such event, the reviewer has no name, or the correction names what cannot be corrected.
    """
    key = connection.execute(
        select(DOCUMENT.c.key)
        .join(REPORT, REPORT.c.document_id == DOCUMENT.c.id)
        .join(EVENT, EVENT.c.id == REPORT.c.event_id)
        .where(EVENT.c.uid == uid)
        .order_by(DOCUMENT.c.published, DOCUMENT.c.id)
        .limit(1)
    ).scalar()
    if key is None:
        raise QueryError(f"no event has the uid {uid!r}")
    changes = dict(correction or {})
    unknown = sorted(set(changes) - set(CORRECTABLE))
    if unknown:
        raise QueryError(f"{unknown[0]!r} cannot be corrected; allowed: {', '.join(CORRECTABLE)}")
    if verdict is Verdict.CORRECT and not changes:
        raise QueryError("a correction says what is right instead")
    _add(connection, uid, key, reviewer, verdict.value, changes, why)


def add_blind(
    connection: Connection, document_key: str, sentence: int, sentences: int, types: Sequence[str], reviewer: str
) -> None:
    """Keep which types of events a reviewer found in a sentence, without having seen the machine's.

    Raises:
        QueryError: the reviewer has no name.
    """
    told = {"sentence": sentence, "sentences": sentences, "types": sorted(types)}
    _add(connection, f"{document_key}:{sentence}", document_key, reviewer, BLIND, told, None)


def _add(
    connection: Connection,
    uid: str,
    key: str,
    reviewer: str,
    verdict: str,
    correction: Mapping[str, Any],
    why: str | None,
) -> None:
    name = " ".join(reviewer.split())
    if not name:
        raise QueryError("a review needs its reviewer's name")
    row = {
        "event_uid": uid,
        "document_key": key,
        "reviewer": name,
        "verdict": verdict,
        "correction": dict(correction) or None,
        "why": (why or "").strip()[:LONGEST] or None,
        "at": now(),
    }
    connection.execute(insert(REVIEW).values(row))


def last_reviews(connection: Connection) -> list[Kept]:
    """The last word of each reviewer on each event and sentence, in the order in which they were said."""
    rows = connection.execute(select(REVIEW).order_by(REVIEW.c.id))
    last: dict[tuple[str, str, bool], Kept] = {}
    for row in rows:
        key = (row.event_uid, row.reviewer, row.verdict == BLIND)
        last.pop(key, None)
        correction = row.correction or {}
        last[key] = Kept(row.event_uid, row.document_key, row.reviewer, row.verdict, correction, row.why, row.at)
    return list(last.values())
