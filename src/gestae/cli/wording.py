"""Plain words for an event: how real it is, who is said to vouch for it, who the parties are."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from gestae.model import ActorMention, Condition, ConditionKind, CueKind, Event, EventRole, EventType, Status, When
from gestae.records.frames import source_name

SPOKEN: Mapping[str, str] = {
    EventType.AGREE: "agreed",
    EventType.SUPPORT: "voiced",
    EventType.CONCEDE: "conceded",
    EventType.REQUEST: "asked",
    EventType.ACCUSE: "accused",
    EventType.REJECT: "rejected",
    EventType.THREATEN: "threatened",
}
CONTENT: Mapping[str, str] = {
    EventType.AGREE: "promised",
    EventType.SUPPORT: "supported",
    EventType.CONCEDE: "promised",
    EventType.REQUEST: "asked for",
    EventType.ACCUSE: "alleged",
    EventType.REJECT: "refused",
    EventType.THREATEN: "threatened",
    EventType.RETREAT: "ended",
    EventType.SANCTION: "stopped",
    EventType.COERCE: "hindered",
}
STANCES: Mapping[CueKind, str] = {
    CueKind.REPORT: "says",
    CueKind.QUESTION: "asks",
    CueKind.FINDING: "finds",
    CueKind.BELIEF: "believes",
    CueKind.INTENTION: "intends",
    CueKind.HOPE: "hopes or fears",
    CueKind.REQUEST: "demands",
    CueKind.DENIAL: "denies or refuses",
    CueKind.JUDGEMENT: "judges",
    CueKind.ACT: "decides",
    CueKind.ACCORDANCE: "says",
}
OPENINGS: Mapping[ConditionKind, str] = {
    ConditionKind.IF: "if",
    ConditionKind.UNLESS: "unless",
    ConditionKind.UNTIL: "not before",
    ConditionKind.RED_LINE: "red line: if",
}
REAL: Mapping[Status, str] = {
    Status.ACTUAL: "happened",
    Status.FUTURE: "planned",
    Status.HYPOTHETICAL: "possible",
    Status.NEGATED: "did not happen",
}


def status_words(event: Event, events: Iterable[Event]) -> str:
    """How real an event is, in plain words: "happened", "threatened", "denied by Syria", "said by two witnesses".

    Content takes the word of the event it is the content of, whose row says who speaks.
    """
    parent = next((e for e in events if event.id in e.about), None)
    if event.role is EventRole.CONTENT and parent is not None and event.status is not Status.ACTUAL:
        denied = parent.type is EventType.REJECT and event.status is Status.NEGATED
        return "denied" if denied else CONTENT.get(parent.type, REAL[event.status])
    sources = ", ".join(source_name(a) for a in event.attributed_to if a.actor is not None)
    if event.status is Status.NEGATED and event.attributed_to:
        return f"denied by {sources}" if sources else "denied"
    parts = [_real(event) + cue_words(event)]
    if event.historical:
        parts.append("earlier")
    if event.attributed_to:
        parts.append(f"said by {sources}" if sources else "reportedly")
    return ", ".join(parts)


def cue_words(event: Event) -> str:
    """The words that set a status other than actual, in brackets."""
    if event.status is Status.ACTUAL or event.status_cue is None:
        return ""
    return f" ({' '.join(event.status_cue.text.split())})"


def condition_words(condition: Condition) -> str:
    """A condition as a sentence: "The minister: if «they attack», then «we will strike»"."""
    issuer = f"{' '.join(condition.issuer.text.split())}: " if condition.issuer else ""
    first, second = (" ".join(side.text.split()) for side in (condition.if_, condition.then))
    return f"{issuer}{OPENINGS[condition.kind]} «{first}», then «{second}»"


def who(parties: Sequence[ActorMention]) -> str:
    """The parties with country and first sector: ``Syria's army (SYR MIL)``; one phrase for several is told once."""
    phrases = groupby(parties, key=lambda p: (p.field, p.start, p.end))
    return ", ".join(_phrase(list(group)) for _, group in phrases)


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


def _real(event: Event) -> str:
    if event.outcome == "attempted":
        return "attempted, failed"
    return SPOKEN.get(event.type, REAL[event.status]) if event.status is Status.ACTUAL else REAL[event.status]


def _phrase(parties: Sequence[ActorMention]) -> str:
    codes = (" ".join(filter(None, (p.country, p.sector))) or "unknown" for p in parties)
    return f"{' '.join(parties[0].text.split())} ({', '.join(codes)})"
