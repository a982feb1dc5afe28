"""Plain words for an event: how real it is, who is said to vouch for it, who the parties are."""

from collections.abc import Iterable, Mapping

from gestae.model import ActorMention, Event, EventRole, EventType, Status, When
from gestae.records.frames import source_name

SPOKEN: Mapping[EventType, str] = {
    EventType.AGREE: "agreed",
    EventType.SUPPORT: "voiced",
    EventType.CONCEDE: "conceded",
    EventType.REQUEST: "asked",
    EventType.ACCUSE: "accused",
    EventType.REJECT: "rejected",
    EventType.THREATEN: "threatened",
}
CONTENT: Mapping[EventType, str] = {
    EventType.AGREE: "promised",
    EventType.SUPPORT: "supported",
    EventType.CONCEDE: "promised",
    EventType.REQUEST: "asked for",
    EventType.ACCUSE: "alleged",
    EventType.REJECT: "rejected",
    EventType.THREATEN: "threatened",
    EventType.RETREAT: "ended",
    EventType.SANCTION: "stopped",
    EventType.COERCE: "hindered",
}
REAL: Mapping[Status, str] = {
    Status.ACTUAL: "happened",
    Status.FUTURE: "planned",
    Status.HYPOTHETICAL: "possible",
    Status.NEGATED: "did not happen",
}


def status_words(event: Event, events: Iterable[Event]) -> str:
    """How real an event is, in plain words: "happened", "threatened", "denied by Syria", "said by two witnesses"."""
    sources = ", ".join(source_name(a) for a in event.attributed_to if a.actor is not None)
    hedged = any(a.kind == "hedge" for a in event.attributed_to)
    if event.status is Status.NEGATED and event.attributed_to:
        return f"denied by {sources}" if sources else "denied"
    parts = [_real(event, events)]
    if event.historical:
        parts.append("earlier")
    if sources:
        parts.append(f"said by {sources}")
    elif hedged or event.attributed_to:
        parts.append("reportedly")
    return ", ".join(parts)


def who(parties: Iterable[ActorMention]) -> str:
    """The parties with country and first sector: ``Syria's army (SYR MIL)``."""
    return ", ".join(f"{' '.join(p.text.split())} ({_code(p)})" for p in parties)


def date_words(when: When | None) -> str:
    """A date as exact as it is told: a day, a month, a year, or both ends."""
    if when is None or (when.from_ is None and when.to is None):
        return ""
    if when.from_ is None:
        return f"until {when.to}"
    if when.to is None:
        return f"since {when.from_}"
    if when.from_ == when.to:
        return when.from_.isoformat()
    if when.precision == "month" and when.from_.replace(day=1) == when.to.replace(day=1):
        return f"{when.from_:%Y-%m}"
    if when.precision == "year" and when.from_.year == when.to.year:
        return str(when.from_.year)
    return f"{when.from_} to {when.to}"


def _real(event: Event, events: Iterable[Event]) -> str:
    if event.outcome == "attempted":
        return "attempted, failed"
    if event.role is EventRole.CONTENT:
        parent = next((e for e in events if event.id in e.about), None)
        if parent is not None and event.status in {Status.HYPOTHETICAL, Status.NEGATED}:
            return CONTENT.get(parent.type, REAL[event.status])
    if event.status is Status.ACTUAL:
        return SPOKEN.get(event.type, REAL[Status.ACTUAL])
    return REAL[event.status]


def _code(actor: ActorMention) -> str:
    return " ".join(part for part in (actor.country, actor.sector) if part) or "unknown"
