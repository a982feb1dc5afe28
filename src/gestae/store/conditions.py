"""What each filter means in SQL: conditions on ``report``, and on ``document`` for those that tell documents apart.

Rows of ``report`` are pairs: an actor and a recipient that are both asked for are so in the same pair.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, String, and_, cast, exists, func, or_, select, true

from gestae.model import SourceKind
from gestae.store.filters import ANY, MOST, NO, REALITY, YES, Asked, Scope
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
    return and_(on_reality(asked, dialect), on_the_rest(asked, dialect))


def on_the_rest(asked: Asked, dialect: str) -> Condition:
    """All of it but what ``on_reality`` asks for."""
    passed = {*REALITY, *(TURNED if asked.turns else ())}
    names = [name for name in asked.names(Scope.EVENT) if name not in passed]
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


def _side(side: str) -> Meaning:
    columns = {name: REPORT.c[f"{side}_{name}"] for name in WHO}
    number = REPORT.c[f"{side}_id"]

    def named(words: Sequence[str]) -> Condition:
        return number.in_(select(PARTICIPANT.c.id).where(_called(PARTICIPANT, words)))

    return lambda values, _: _one_of(values, columns, named)


def _one_of(
    parties: Sequence[Party], columns: Mapping[str, ColumnElement[Any]], named: Callable[[Sequence[str]], Condition]
) -> Condition:
    """One of the parties; those of a kind are one list."""
    of: dict[PartyKind, list[Party]] = {kind: [p for p in parties if p.kind is kind] for kind in PartyKind}
    found: list[Condition] = []
    found += [columns["country"].in_([p.country for p in of[PartyKind.COUNTRY]])] if of[PartyKind.COUNTRY] else []
    found += [columns["entity"].in_([p.words for p in of[PartyKind.ENTITY]])] if of[PartyKind.ENTITY] else []
    found += [named([p.words or "" for p in of[PartyKind.NAME]])] if of[PartyKind.NAME] else []
    for party in of[PartyKind.SECTOR]:
        sector = columns["sector"] == party.sector
        found.append(and_(columns["country"] == party.country, sector) if party.country else sector)
    return or_(*found)


def _called(table: FromClause, words: Sequence[str]) -> Condition:
    names = [word.lower() for word in words]
    return or_(*(func.lower(table.c[column]).in_(names) for column in ("name", "text")))


def _said_by(values: Sequence[Party], _: str) -> Condition:
    kinds = [p.words for p in values if p.words in set(SourceKind)]
    parties = [p for p in values if p.words not in {OWN_VOICE, *SourceKind}]
    found: list[Condition] = [~REPORT.c.attributed] if len(kinds) + len(parties) < len(values) else []
    sources: list[Condition] = [ATTRIBUTION.c.kind.in_(kinds)] if kinds else []
    if parties:
        columns = {name: ATTRIBUTION.c[name] for name in WHO}
        sources.append(_one_of(parties, columns, lambda words: _called(ATTRIBUTION, words)))
    if sources:
        found.append(REPORT.c.event_id.in_(select(ATTRIBUTION.c.event_id).where(or_(*sources))))
    return or_(*found)


def _place(values: Sequence[str], _: str) -> Condition:
    numbers = [int(value) for value in values if _is_number(value)]
    names = [value.lower() for value in values if not _is_number(value)]
    columns = (EVENT.c.place_name, EVENT.c.admin1)
    return _of_event(or_(EVENT.c.geonameid.in_(numbers), *(func.lower(column).in_(names) for column in columns)))


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 11 and int(value) <= MOST


def _context(values: Sequence[str], _: str) -> Condition:
    holds = (cast(EVENT.c.contexts, String).contains(f'"{value}"', autoescape=True) for value in values)
    return exists().where(EVENT.c.id == REPORT.c.event_id, or_(*holds))


MEANINGS: Mapping[str, Meaning] = {
    "actor": _side("actor"),
    "recipient": _side("recipient"),
    "party": lambda values, dialect: or_(*(_side(side)(values, dialect) for side in TURNED)),
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
    "restricted": _told(DOCUMENT.c.restricted),
    "published_since": lambda values, _: DOCUMENT.c.published >= min(values),
    "published_until": lambda values, _: DOCUMENT.c.published <= max(values),
    "document": lambda values, _: or_(*(DOCUMENT.c[n].in_(list(values)) for n in ("external_id", "key", "url"))),
    "text": lambda values, dialect: or_(*(documents_with(words, dialect) for words in values)),
}
