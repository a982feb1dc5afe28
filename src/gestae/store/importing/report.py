"""What an origin reports, in the codebook's terms, and the rows of the store that it becomes."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gestae.lexicon import Lexicon
from gestae.model import EventRole, Precision, QuantityKind, Status
from gestae.store.rows import CodingRows, EventRows, Row
from gestae.store.write import Imported

MAIN, ACTUAL = EventRole.MAIN.value, Status.ACTUAL.value


class Origin(StrEnum):
    """A data set of others."""

    GDELT = "gdelt"
    ICEWS = "icews"
    POLECAT = "polecat"
    ACLED = "acled"


RESTRICTED = frozenset((Origin.ACLED,))


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or recipient; ``text`` is its name as the origin has it."""

    text: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    entity: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where it happened."""

    name: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    level: str | None = None
    geonameid: int | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """One event. ``why`` names the table and the row that gave the type."""

    type: str
    why: str
    mode: str | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    outcome: str | None = None
    killed: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What an origin says under one id: where and when something happened, and the events in it."""

    origin: Origin
    id: str
    day: date
    precision: Precision
    spot: Spot
    events: tuple[Happening, ...]
    published: date | None = None
    source: str | None = None
    url: str | None = None


def imported(report: Report, lexicon: Lexicon) -> Imported:
    """The rows of a report; quad and score are the codebook's, as in Gestae's own records."""
    document: Row = {
        "key": hashlib.sha256(f"{report.origin.value} {report.id}".encode()).hexdigest(),
        "origin": report.origin.value,
        "external_id": f"{report.origin.value}:{report.id}",
        "published": report.published,
        "source": report.source,
        "url": report.url,
        "restricted": report.origin in RESTRICTED,
    }
    events = [_event(report, number, each, lexicon) for number, each in enumerate(report.events, 1)]
    return Imported(document, CodingRows(coding={}, events=events))


def _event(report: Report, number: int, event: Happening, lexicon: Lexicon) -> EventRows:
    row, mode = lexicon.types[event.type], lexicon.modes.get((event.type, event.mode or ""))
    spot = report.spot
    lag = (report.published - report.day).days if report.published else None
    return EventRows(
        event={
            "uid": f"{report.origin.value}:{report.id}:{number}",
            "local_id": f"e{number}",
            "day": report.day,
            "role": MAIN,
            "type": event.type,
            "mode": mode.mode if mode else None,
            "modes": [mode.mode] if mode else [],
            "contexts": list(event.contexts),
            "quad": row.quad.value,
            "score": mode.score if mode else row.score,
            "cameo": event.cameo or row.cameo,
            "status": ACTUAL,
            "outcome": event.outcome,
            "historical": False,
            "about": [],
            "date_from": report.day,
            "date_to": report.day if report.precision is Precision.DAY else None,
            "date_precision": report.precision.value,
            "lag_days": lag,
            "place_text": spot.name,
            "place_name": spot.name,
            "geonameid": spot.geonameid,
            "admin1": spot.admin1,
            "admin2": spot.admin2,
            "place_country": spot.country,
            "latitude": spot.latitude,
            "longitude": spot.longitude,
            "place_level": spot.level,
            "attributed": False,
            "plover_valid": bool(event.actors),
            "why": event.why,
        },
        participants=[
            _participant(role, position, party, report.day)
            for role, parties in (("actor", event.actors), ("recipient", event.recipients))
            for position, party in enumerate(parties)
        ],
        quantities=[_killed(event.killed)] if event.killed else [],
    )


def _participant(role: str, position: int, party: Party, day: date) -> Row:
    return {
        "role": role,
        "position": position,
        "text": party.text,
        "country": party.country,
        "sector": party.sectors[0] if party.sectors else None,
        "sectors": list(party.sectors),
        "entity": party.entity,
        "name": party.name,
        "day": day,
    }


def _killed(number: int) -> Row:
    return {"kind": QuantityKind.KILLED.value, "low": number, "high": number, "text": str(number)}
