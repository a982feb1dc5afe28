"""What each filter means in SQL: conditions on ``report``, and on ``document`` for those that tell documents apart.

Rows of ``report`` are pairs: an actor and a recipient that are both asked for are so in the same pair.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, String, and_, cast, exists, func, or_, select, true

from gestae.model import SourceKind
from gestae.store.filters import ANY, NO, REALITY, YES, Asked, Scope
from gestae.store.party import Party, PartyKind
from gestae.store.schema import ATTRIBUTION, DOCUMENT, EVENT, PARTICIPANT, REPORT
from gestae.store.search import documents_with, events_with

Condition = ColumnElement[bool]
Meaning = Callable[[Sequence[Any], str], Condition]  # of the values that were read and the database's dialect
OWN_VOICE = "text"
WHO = ("country", "sector", "entity")
TURNED = {"actor": "recipient", "recipient": "actor"}


def on_reports(asked: Asked, dialect: str) -> Condition:
    """All of it, as a condition on rows of ``report``."""
    names = [name for name in asked.names(Scope.EVENT) if not (asked.turns and name in TURNED)]
    parts = [MEANINGS[name](asked.values[name], dialect) for name in names]
    if asked.turns:
        parts.append(or_(_sides(asked, {side: side for side in TURNED}), _sides(asked, TURNED)))
    if asked.names(Scope.DOCUMENT):
        parts.append(REPORT.c.document_id.in_(select(DOCUMENT.c.id).where(on_documents(asked, dialect))))
    return and_(true(), *parts)


def on_documents(asked: Asked, dialect: str) -> Condition:
    """What tells documents apart, as a condition on rows of ``document``, which may hold no events."""
    return and_(true(), *(MEANINGS[name](asked.values[name], dialect) for name in asked.names(Scope.DOCUMENT)))


def on_reality(asked: Asked, dialect: str) -> Condition:
    """How real, of which role and from which period events have to be: a part of ``on_reports``."""
    return and_(*(MEANINGS[name](asked.values[name], dialect) for name in REALITY))


def _sides(asked: Asked, sides: Mapping[str, str]) -> Condition:
    return and_(true(), *(_side(sides[s])(asked.values[s], "") for s in TURNED if s in asked.values))


def _among(column: ColumnElement[Any]) -> Meaning:
    return lambda values, _: column.in_(list(values))


def _unless_any(column: ColumnElement[Any]) -> Meaning:
    return lambda values, _: true() if ANY in values else column.in_(list(values))


def _told(column: ColumnElement[bool]) -> Meaning:
    return lambda values, _: true() if ANY in values or {YES, NO} <= set(values) else column.is_(YES in values)


def _of_event(condition: Condition) -> Condition:
    return REPORT.c.event_id.in_(select(EVENT.c.id).where(condition))


def _of_pair(party: Party, side: str) -> Condition:
    if party.kind is PartyKind.NAME:
        return REPORT.c[f"{side}_id"].in_(select(PARTICIPANT.c.id).where(_named(PARTICIPANT, party.words or "")))
    return _coded(party, {name: REPORT.c[f"{side}_{name}"] for name in WHO})


def _coded(party: Party, columns: Mapping[str, ColumnElement[Any]]) -> Condition:
    if party.kind is PartyKind.ENTITY:
        return columns["entity"] == party.words
    wanted = {"country": party.country, "sector": party.sector}
    return and_(*(columns[name] == value for name, value in wanted.items() if value is not None))


def _named(table: FromClause, words: str) -> Condition:
    return or_(*(func.lower(table.c[column]) == words.lower() for column in ("name", "text")))


def _side(side: str) -> Meaning:
    return lambda values, _: or_(*(_of_pair(party, side) for party in values))


def _party(values: Sequence[Party], _: str) -> Condition:
    return or_(*(_of_pair(party, side) for party in values for side in TURNED))


def _said_by(values: Sequence[Party], _: str) -> Condition:
    return or_(*(_source(party) for party in values))


def _source(party: Party) -> Condition:
    words = party.words or ""
    if words == OWN_VOICE:
        return ~REPORT.c.attributed
    if words in set(SourceKind):
        condition: Condition = ATTRIBUTION.c.kind == words
    elif party.kind is PartyKind.NAME:
        condition = _named(ATTRIBUTION, words)
    else:
        condition = _coded(party, {name: ATTRIBUTION.c[name] for name in WHO})
    return REPORT.c.event_id.in_(select(ATTRIBUTION.c.event_id).where(condition))


def _place(values: Sequence[str], _: str) -> Condition:
    numbers = [int(value) for value in values if value.isdigit()]
    names = [value.lower() for value in values if not value.isdigit()]
    columns = (EVENT.c.place_name, EVENT.c.admin1)
    return _of_event(or_(EVENT.c.geonameid.in_(numbers), *(func.lower(column).in_(names) for column in columns)))


def _context(values: Sequence[str], _: str) -> Condition:
    holds = (cast(EVENT.c.contexts, String).contains(f'"{value}"', autoescape=True) for value in values)
    return exists().where(EVENT.c.id == REPORT.c.event_id, or_(*holds))


MEANINGS: Mapping[str, Meaning] = {
    "actor": _side("actor"),
    "recipient": _side("recipient"),
    "party": _party,
    "direction": lambda values, _: true(),
    "type": _among(REPORT.c.type),
    "mode": lambda values, _: _of_event(EVENT.c.mode.in_(list(values))),
    "quad": _among(REPORT.c.quad),
    "context": _context,
    "country": _among(REPORT.c.place_country),
    "place": _place,
    "since": lambda values, _: REPORT.c.day >= min(values),
    "until": lambda values, _: REPORT.c.day <= max(values),
    "status": _unless_any(REPORT.c.status),
    "role": _unless_any(REPORT.c.role),
    "historical": _told(REPORT.c.historical),
    "said_by": _said_by,
    "min_confidence": lambda values, _: exists().where(
        EVENT.c.id == REPORT.c.event_id, EVENT.c.confidence >= min(values)
    ),
    "evidence": lambda values, dialect: _of_event(or_(*(events_with(words, dialect) for words in values))),
    "uid": lambda values, _: _of_event(EVENT.c.uid.in_(list(values))),
    "story": _among(REPORT.c.story_id),
    "source": _among(DOCUMENT.c.source),
    "outlet_country": _among(DOCUMENT.c.outlet_country),
    "origin": _among(DOCUMENT.c.origin),
    "published_since": lambda values, _: DOCUMENT.c.published >= min(values),
    "published_until": lambda values, _: DOCUMENT.c.published <= max(values),
    "document": lambda values, _: or_(*(DOCUMENT.c[n].in_(list(values)) for n in ("external_id", "key", "url"))),
    "text": lambda values, dialect: or_(*(documents_with(words, dialect) for words in values)),
}
