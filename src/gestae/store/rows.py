"""From a record to the rows of all tables: pure, without a database."""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from gestae.model import (
    ActorMention,
    Attribution,
    Condition,
    Event,
    Notice,
    Quantity,
    Record,
    Span,
    Statement,
)

Row = dict[str, Any]


class CodingStatus(StrEnum):
    """What became of a text; ``coded`` with no events means that nothing was found in it."""

    CODED = "coded"
    EMPTY = "empty"
    FOREIGN = "foreign"
    FAILED = "failed"
    IMPORTED = "imported"


NOT_CODED = {
    "empty": CodingStatus.EMPTY,
    "foreign-language": CodingStatus.FOREIGN,
    "internal-error": CodingStatus.FAILED,
}


@dataclass(frozen=True, slots=True)
class EventRows:
    """An event's row and the rows that hang on it, without the ids that the database gives."""

    event: Row
    participants: Sequence[Row] = ()
    attributions: Sequence[Row] = ()
    quantities: Sequence[Row] = ()


@dataclass(frozen=True, slots=True)
class CodingRows:
    """A coding's row and the rows that hang on it."""

    coding: Row
    events: Sequence[EventRows] = ()
    statements: Sequence[Row] = ()
    conditions: Sequence[Row] = ()


def rows_of(record: Record, text: str) -> CodingRows:
    """The rows of a record that was made of ``text``."""
    published = record.document.published
    return CodingRows(
        coding=_coding(record),
        events=[_event(record, text, event, published) for event in record.events],
        statements=[_statement(each) for each in record.statements],
        conditions=[_condition(each) for each in record.conditions],
    )


def pack(record: Record) -> bytes:
    """The record without its text, small."""
    return zlib.compress(record.model_dump_json(by_alias=True, exclude={"document": {"text"}}).encode())


def unpack(packed: bytes) -> Record:
    """What ``pack`` was given, without the text."""
    return Record.model_validate_json(zlib.decompress(packed))


def unpacked(packed: bytes) -> dict[str, Any]:
    """The same as plain JSON, which is quicker where no types are needed."""
    found: dict[str, Any] = json.loads(zlib.decompress(packed))
    return found


def status_of(notices: Iterable[Notice]) -> CodingStatus:
    """Whether the text was coded, or why not."""
    return next((NOT_CODED[n.code] for n in notices if n.code in NOT_CODED), CodingStatus.CODED)


def _coding(record: Record) -> Row:
    voice, notices = record.document.voice, record.document.notices
    return {
        "status": status_of(notices).value,
        "notices": [n.model_dump() for n in notices],
        "voice_asserted": voice.asserted if voice else None,
        "voice_attributed": voice.attributed if voice else None,
        "voice_conditional": voice.conditional if voice else None,
        "record": pack(record),
    }


def _event(record: Record, text: str, event: Event, published: date | None) -> EventRows:
    start, end = (None, None) if event.sentence is None else record.sentences[event.sentence]
    when, where = event.date, event.place
    day = when.from_ if when and when.from_ else published
    row: Row = {
        "uid": event.uid,
        "local_id": event.id,
        "day": day,
        "sentence": event.sentence,
        "sentence_start": start,
        "sentence_end": end,
        "role": event.role.value,
        "type": str(event.type),
        "mode": event.modes[0] if event.modes else None,
        "modes": list(event.modes),
        "contexts": [c.name for c in event.contexts],
        "quad": event.quad.value,
        "score": event.score,
        "cameo": event.cameo,
        **_span("trigger", event.trigger),
        "trigger_field": event.trigger.field,
        "object": event.object.text if event.object else None,
        "status": event.status.value,
        "status_cue": event.status_cue.text if event.status_cue else None,
        "outcome": event.outcome,
        "historical": event.historical,
        "about": list(event.about),
        "same_as": event.same_as,
        "date_text": when.text if when else None,
        "date_from": when.from_ if when else None,
        "date_to": when.to if when else None,
        "date_precision": when.precision.value if when else None,
        "date_basis": when.basis.value if when else None,
        "lag_days": event.lag_days,
        "place_text": where.text if where else None,
        "place_name": where.name if where else None,
        "geonameid": where.geonameid if where else None,
        "admin1": where.admin1 if where else None,
        "admin2": where.admin2 if where else None,
        "place_country": where.country if where else None,
        "latitude": where.latitude if where else None,
        "longitude": where.longitude if where else None,
        "place_level": where.level.value if where and where.level else None,
        "place_basis": where.basis.value if where else None,
        "place_confidence": where.confidence if where else None,
        "attributed": bool(event.attributed_to),
        "plover_valid": event.plover_valid,
        "confidence": event.confidence,
        "why": event.why,
        "evidence": record.document.title if start is None else text[start:end],
    }
    parties = {
        "actor": event.actors,
        "recipient": event.recipients,
        "ordered_by": event.ordered_by,
        "via": event.via,
    }
    return EventRows(
        event=row,
        participants=[
            _participant(role, position, mention, day)
            for role, mentions in parties.items()
            for position, mention in enumerate(mentions)
        ],
        attributions=[_attribution(each) for each in event.attributed_to],
        quantities=[_quantity(each) for each in event.quantities],
    )


def _participant(role: str, position: int, mention: ActorMention, day: date | None) -> Row:
    return {
        "role": role,
        "position": position,
        **_span("text", mention, words="text"),
        "text_field": mention.field,
        **_who(mention),
        "sectors": list(mention.sectors),
        "name": mention.name,
        "office": mention.office,
        "wikidata": mention.wikidata,
        "day": day,
    }


def _attribution(attribution: Attribution) -> Row:
    actor = attribution.actor
    return {
        "kind": attribution.kind.value,
        "cue": attribution.cue.text if attribution.cue else None,
        "text": actor.text if actor else None,
        **_who(actor),
        "name": actor.name if actor else None,
    }


def _quantity(quantity: Quantity) -> Row:
    return {
        "kind": quantity.kind.value,
        "low": quantity.low,
        "high": quantity.high,
        "text": quantity.text,
        "text_start": quantity.start,
        "text_end": quantity.end,
        "text_field": quantity.field,
    }


def _statement(statement: Statement) -> Row:
    speaker, content = statement.speaker, statement.content
    return {
        "local_id": statement.id,
        "kind": statement.kind.value,
        "stance": statement.stance.value if statement.stance else None,
        **_span("cue", statement.cue),
        "content": " … ".join(span.text for span in content) or None,
        "content_start": content[0].start if content else None,
        "content_end": content[-1].end if content else None,
        "speaker_text": speaker.text if speaker else None,
        **_who(speaker),
        "name": speaker.name if speaker else None,
        "within": statement.within,
    }


def _condition(condition: Condition) -> Row:
    return {
        "kind": condition.kind.value,
        **_span("if", condition.if_, words="if_text"),
        "if_events": list(condition.if_.events),
        **_span("then", condition.then, words="then_text"),
        "then_events": list(condition.then.events),
        "issuer_text": condition.issuer.text if condition.issuer else None,
        **_who(condition.issuer),
    }


def _span(name: str, span: Span | ActorMention | None, words: str | None = None) -> Row:
    return {
        words or name: span.text if span else None,
        f"{name}_start": span.start if span else None,
        f"{name}_end": span.end if span else None,
    }


def _who(actor: ActorMention | None) -> Row:
    return {
        "country": actor.country if actor else None,
        "sector": actor.sector if actor else None,
        "entity": actor.entity if actor else None,
    }
