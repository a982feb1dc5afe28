"""Who somebody is in the reports: countries, sectors and offices with the days on which they are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, and_, func, or_, select

from gestae.store.party import Party, PartyKind
from gestae.store.schema import CODING, DOCUMENT, PARTICIPANT, STATEMENT

MOST = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """A country, main sector and office that somebody is given in ``events`` events, from the first to the last day."""

    name: str | None
    country: str | None
    sector: str | None
    office: str | None
    first: date | None
    last: date | None
    events: int


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody said, thought, wanted or denied, with the document that tells it."""

    content: str
    cue: str | None
    stance: str | None
    speaker: str | None
    document: str
    published: date | None
    source: str | None


def standings(connection: Connection, party: Party) -> Sequence[Standing]:
    """The twelve standings that are told most often."""
    told = ("country", "sector") if party.kind is PartyKind.COUNTRY else ("name", "country", "sector", "office")
    columns = [PARTICIPANT.c[name] for name in told]
    days = (func.min(PARTICIPANT.c.day).label("first"), func.max(PARTICIPANT.c.day).label("last"))
    query = select(*columns, *days, func.count().label("events")).where(_is(PARTICIPANT, party)).group_by(*columns)
    rows = connection.execute(query.order_by(func.count().desc()).limit(MOST)).mappings()
    return [Standing(**{"name": None, "office": None, **row}) for row in rows]


def sayings(connection: Connection, party: Party, limit: int) -> Sequence[Saying]:
    """The newest statements of somebody."""
    query = (
        select(STATEMENT, DOCUMENT.c.key, DOCUMENT.c.published, DOCUMENT.c.source)
        .join(CODING, CODING.c.id == STATEMENT.c.coding_id)
        .join(DOCUMENT, DOCUMENT.c.coding_id == CODING.c.id)
        .where(_is(STATEMENT, party), STATEMENT.c.content.is_not(None))
        .order_by(DOCUMENT.c.published.desc().nulls_last(), STATEMENT.c.id)
        .limit(limit * 2)
    )
    once: dict[tuple[str, str | None], Saying] = {}
    for row in connection.execute(query):
        said = Saying(row.content, row.cue, row.stance, row.speaker_text, row.key, row.published, row.source)
        once.setdefault((row.content, row.cue), said)
    return list(once.values())[:limit]


def _is(table: Table, party: Party) -> ColumnElement[bool]:
    if party.kind is PartyKind.COUNTRY:
        return table.c.country == party.country
    if party.kind is PartyKind.ENTITY:
        return table.c.entity == party.words
    if party.kind is PartyKind.SECTOR:
        return and_(table.c.sector == party.sector, *([table.c.country == party.country] if party.country else []))
    text = table.c.text if "text" in table.c else table.c.speaker_text
    word = (party.words or "").lower()
    return or_(func.lower(table.c.name) == word, func.lower(text) == word)
