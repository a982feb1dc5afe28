"""What changed between two runs: events added, lost and changed, each with what caused it and the rule that decided."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from gestae.model import Engine
from gestae.store import runs
from gestae.store.rows import unpacked
from gestae.store.schema import CODING, DOCUMENT, ENGINE, VERSION

Value = Any
IGNORED = frozenset({"id", "uid", "why", "confidence"})
PARTIES = ("actors", "recipients", "ordered_by", "via")
TOLD_OF_PARTY = ("text", "country", "sectors", "entity")
SAME_CONFIDENCE = 0.01
AT_ONCE = 200


class Kind(StrEnum):
    """What became of an event."""

    ADDED = "added"
    LOST = "lost"
    CHANGED = "changed"


class Cause(StrEnum):
    """What lies behind a change besides the parts of the engine, which go by their own names."""

    DOCUMENT = "document"
    TEXT = "text"
    CONTEXT = "title, date or outlet"


@dataclass(frozen=True, slots=True)
class Change:
    """One event that is not what it was.

    ``causes`` are the parts of the engine that differ (lexicon, knowledge, chooser, ...) or a ``Cause``;
    ``fields`` what differs, before and after; ``before`` and ``after`` the rules that decided (``why``).
    ``documents`` are the ids of the documents that share the coding.
    """

    kind: Kind
    causes: tuple[str, ...]
    uid: str
    documents: tuple[str, ...]
    type: str
    trigger: str
    before: str | None
    after: str | None
    fields: Mapping[str, tuple[Value, Value]]


@dataclass(frozen=True, slots=True)
class _Coding:
    """A coding as it is compared."""

    text_id: int | None
    context: str
    engine: Mapping[str, Any]
    events: Mapping[str, Mapping[str, Any]]


def diff(connection: Connection, before: str, after: str) -> Iterator[Change]:
    """The changes between what the store held after one run and after another, document by document.

    Raises:
        StoreError: a run is not known.
    """
    first, second = (runs.find(connection, name).id for name in (before, after))
    pairs = _moved(connection, first, second)
    numbers = list(pairs)
    for start in range(0, len(numbers), AT_ONCE):
        chosen = numbers[start : start + AT_ONCE]
        codings = _codings(connection, {n for pair in chosen for n in pair if n is not None})
        for old, new in chosen:
            yield from _changes(codings.get(old), codings.get(new), tuple(pairs[old, new]))


def by_cause(changes: Iterable[Change]) -> Counter[tuple[str, Kind]]:
    """How many events were added, lost and changed by each cause."""
    return Counter((", ".join(change.causes), change.kind) for change in changes)


def _state(run: int) -> Any:
    """Each document's last version up to a run."""
    last: Select[Any] = select(func.max(VERSION.c.id)).where(VERSION.c.run_id <= run).group_by(VERSION.c.document_id)
    return select(VERSION.c.document_id, VERSION.c.coding_id).where(VERSION.c.id.in_(last)).subquery()


def _moved(connection: Connection, first: int, second: int) -> dict[tuple[int | None, int | None], list[str]]:
    """The documents by their coding before and after, where that is another one."""
    old, new = _state(first), _state(second)
    query = (
        select(old.c.coding_id.label("old"), new.c.coding_id.label("new"), DOCUMENT.c.external_id)
        .select_from(DOCUMENT)
        .outerjoin(old, old.c.document_id == DOCUMENT.c.id)
        .outerjoin(new, new.c.document_id == DOCUMENT.c.id)
        .where(old.c.coding_id.is_distinct_from(new.c.coding_id))
        .where(or_(DOCUMENT.c.text_id.is_not(None), DOCUMENT.c.coding_id.is_(None)))
        .order_by(DOCUMENT.c.id)
    )
    pairs: dict[tuple[int | None, int | None], list[str]] = {}
    for row in connection.execute(query):
        pairs.setdefault((row.old, row.new), []).append(row.external_id)
    return pairs


def _codings(connection: Connection, numbers: Iterable[int]) -> dict[int | None, _Coding]:
    query = (
        select(CODING.c.id, CODING.c.text_id, CODING.c.context_hash, CODING.c.record, ENGINE.c.parts)
        .outerjoin(ENGINE, ENGINE.c.id == CODING.c.engine_id)
        .where(CODING.c.id.in_(set(numbers)))
    )
    return {
        row.id: _Coding(row.text_id, row.context_hash, row.parts or {}, _events(row.record))
        for row in connection.execute(query)
    }


def _events(packed: bytes | None) -> dict[str, Mapping[str, Any]]:
    """A record's events by uid, with references between them by uid too."""
    events = unpacked(packed)["events"] if packed else []
    uids = {event["id"]: event["uid"] for event in events}
    return {
        event["uid"]: event
        | {"about": [uids.get(a, a) for a in event["about"]], "same_as": uids.get(event["same_as"])}
        | {name: [{key: party[key] for key in TOLD_OF_PARTY} for party in event[name]] for name in PARTIES}
        for event in events
    }


def _changes(old: _Coding | None, new: _Coding | None, documents: tuple[str, ...]) -> Iterator[Change]:
    causes = _causes(old, new)
    before, after = (coding.events if coding else {} for coding in (old, new))
    for uid in dict.fromkeys([*before, *after]):
        was, now = before.get(uid), after.get(uid)
        fields = _differing(was, now) if was and now else {}
        if was and now and not fields:
            continue
        told = now or was or {}
        yield Change(
            kind=Kind.CHANGED if was and now else Kind.LOST if was else Kind.ADDED,
            causes=causes,
            uid=uid,
            documents=documents,
            type=told["type"],
            trigger=told["trigger"]["text"],
            before=was["why"] if was else None,
            after=now["why"] if now else None,
            fields=fields,
        )


def _causes(old: _Coding | None, new: _Coding | None) -> tuple[str, ...]:
    if old is None or new is None:
        return (Cause.DOCUMENT.value,)
    if old.text_id != new.text_id:
        return (Cause.TEXT.value,)
    parts = [name for name in Engine.model_fields if old.engine.get(name) != new.engine.get(name)]
    return tuple(parts) or (Cause.CONTEXT.value,)


def _differing(was: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, tuple[Value, Value]]:
    """The fields that differ, before and after; confidences that nearly agree do not differ."""
    names = [name for name in now if name not in IGNORED]
    fields = {name: (was.get(name), now[name]) for name in names if was.get(name) != now[name]}
    if abs(was["confidence"] - now["confidence"]) > SAME_CONFIDENCE:
        fields["confidence"] = (was["confidence"], now["confidence"])
    if was["why"] != now["why"]:
        fields["why"] = (was["why"], now["why"])
    return fields
