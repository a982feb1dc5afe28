"""The narrow table that is asked: a row for each document, event and pair of actor and recipient."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    delete,
    exists,
    extract,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from gestae.model import EventRole, Status
from gestae.store.choices import Grade
from gestae.store.schema import DOCUMENT, EVENT, PARTICIPANT, REPORT

LAST = date.max
STANDING = ("group_key", "first", "grade", "first_of_source", "first_of_origin")
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Told:
    """What reports of the same happening share: a story, or the words and the day of their publication."""

    uids: frozenset[str]
    stories: frozenset[int]

    def __or__(self, other: "Told") -> "Told":
        return Told(self.uids | other.uids, self.stories | other.stories)


def clear(connection: Connection, documents: Iterable[int]) -> None:
    """Take the reports of documents away."""
    connection.execute(delete(REPORT).where(REPORT.c.document_id.in_(list(documents))))


def choose_first(connection: Connection, told: Told | None = None) -> None:
    """Mark how far each report counts, and which stands for each happening: the first published that is counted.

    To be called for all (``None``) or for the stories that changed whenever ``report.story_id`` was written.
    """
    query = (
        select(REPORT, EVENT.c.uid, DOCUMENT.c.published)
        .join(EVENT, EVENT.c.id == REPORT.c.event_id)
        .join(DOCUMENT, DOCUMENT.c.id == REPORT.c.document_id)
        .where(REPORT.c.pair == 0)
    )
    parts = [query] if told is None else [query.where(part) for part in _parts(told)]
    rows = {row.id: (_key(row.story_id, row.uid, row.published), row) for q in parts for row in connection.execute(q)}
    order = sorted(rows.values(), key=lambda r: (r[0], r[1].published or LAST, r[1].document_id, r[1].event_id))
    changes = []
    for group, members in groupby(order, key=lambda r: r[0]):
        seen: set[tuple[str, str | None]] = set()
        for _, row in members:
            standing = {"group_key": group, **_standing(row, seen)}
            if any(row._mapping[name] != value for name, value in standing.items()):
                changes.append(
                    {"d": row.document_id, "e": row.event_id, **{f"new_{k}": v for k, v in standing.items()}}
                )
    if changes:
        same = and_(REPORT.c.document_id == bindparam("d"), REPORT.c.event_id == bindparam("e"))
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in STANDING}
        connection.execute(update(REPORT).where(same).values(values), changes)


def _standing(row: Row[Any], seen: set[tuple[str, str | None]]) -> dict[str, Any]:
    """How far a report counts after those of its story before it, of which ``seen`` tells who had a counted one."""
    first, of_source, of_origin = (
        row.counted and key not in seen for key in (("", None), ("source", row.source), ("origin", row.origin))
    )
    if row.counted:
        seen |= {("", None), ("source", row.source), ("origin", row.origin)}
    usual = row.status == Status.ACTUAL.value and row.role == EventRole.MAIN.value and not row.historical
    grade = Grade.FIRST if first else Grade.COUNTED if row.counted else Grade.USUAL if usual else Grade.NONE
    return {"first": first, "grade": int(grade), "first_of_source": of_source, "first_of_origin": of_origin}


def _key(story: int | None, uid: str, published: date | None) -> str:
    return f"story {story}" if story is not None else f"{uid} {published or ''}"


def _parts(told: Told) -> Iterable[ColumnElement[bool]]:
    for column, values in ((EVENT.c.uid, sorted(told.uids)), (REPORT.c.story_id, sorted(told.stories))):
        for start in range(0, len(values), AT_ONCE):
            yield column.in_(values[start : start + AT_ONCE])


def told_by(connection: Connection, documents: Sequence[int]) -> Told:
    """What the reports of documents have in common with other reports; ``choose_first`` has to look at it again."""
    query = select(EVENT.c.uid, REPORT.c.story_id).join(REPORT, REPORT.c.event_id == EVENT.c.id)
    rows = connection.execute(query.where(REPORT.c.document_id.in_(documents), REPORT.c.pair == 0)).all()
    return Told(frozenset(r.uid for r in rows), frozenset(r.story_id for r in rows if r.story_id is not None))


def write(connection: Connection, documents: Sequence[int]) -> None:
    """Write the reports of documents that have none; ``choose_first`` is to follow.

    Where there is no recipient, several actors act upon each other: each pair stands both ways.
    """
    actor, recipient, other = PARTICIPANT.alias("a"), PARTICIPANT.alias("r"), PARTICIPANT.alias("o")
    each, order = (DOCUMENT.c.id, EVENT.c.id), (actor.c.position, recipient.c.position)

    def again(*countries: ColumnElement[Any]) -> ColumnElement[int]:
        """How many pairs of the event with these countries stand before."""
        return func.row_number().over(partition_by=(*each, *countries), order_by=order) - 1

    one_sided = exists().where(other.c.event_id == EVENT.c.id, other.c.role == "recipient")
    mutual = and_(recipient.c.role == "actor", recipient.c.id != actor.c.id, ~one_sided)
    columns = {
        "document_id": DOCUMENT.c.id,
        "event_id": EVENT.c.id,
        "actor_id": actor.c.id,
        "recipient_id": recipient.c.id,
        "pair": again(),
        "new_actor": again(actor.c.country) == 0,
        "new_recipient": again(recipient.c.country) == 0,
        "new_pair": again(actor.c.country, recipient.c.country) == 0,
        "weight": 1.0 / func.count().over(partition_by=each),
        "mutual": func.coalesce(recipient.c.role, "") == "actor",
        "day": EVENT.c.day,
        "month": extract("year", EVENT.c.day) * 100 + extract("month", EVENT.c.day),
        **{name: EVENT.c[name] for name in ("type", "quad", "score", "status", "role", "historical", "attributed")},
        "repeated": EVENT.c.same_as.is_not(None),
        "counted": and_(
            EVENT.c.role == EventRole.MAIN.value,
            EVENT.c.status == Status.ACTUAL.value,
            ~EVENT.c.historical,
            EVENT.c.same_as.is_(None),
        ),
        "first": literal(False),
        "grade": literal(int(Grade.NONE)),
        "first_of_source": literal(False),
        "first_of_origin": literal(False),
        **{f"actor_{name}": actor.c[name] for name in ("country", "sector", "entity")},
        **{f"recipient_{name}": recipient.c[name] for name in ("country", "sector", "entity")},
        "place_country": EVENT.c.place_country,
        "source": DOCUMENT.c.source,
        "origin": DOCUMENT.c.origin,
    }
    joined = (
        DOCUMENT.join(EVENT, EVENT.c.coding_id == DOCUMENT.c.coding_id)
        .outerjoin(actor, (actor.c.event_id == EVENT.c.id) & (actor.c.role == "actor"))
        .outerjoin(recipient, (recipient.c.event_id == EVENT.c.id) & or_(recipient.c.role == "recipient", mutual))
    )
    rows = select(*(value.label(name) for name, value in columns.items())).select_from(joined)
    connection.execute(insert(REPORT).from_select(list(columns), rows.where(DOCUMENT.c.id.in_(documents))))
