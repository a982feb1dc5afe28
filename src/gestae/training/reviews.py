"""Reviewed events become training items: lines in the notation of ``training/README.md``."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from gestae.errors import InputError
from gestae.model import ActorMention, Event, EventRole, Record, SourceKind, Status
from gestae.notation import NO_COUNTRY, NotationError, PartyRole, parse_example

PARTIES = ("actors", "recipients", "ordered_by", "via", "attributed_to")
CORRECTABLE = ("type", "modes", "role", "status", "outcome", "trigger", *PARTIES)
PLAIN = str.maketrans("[]{}", "()()")


class Verdict(StrEnum):
    """What a reviewer says of an event."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Review:
    """A verdict on the event with a ``uid``; ``correction`` holds the fields that change, as a record writes them."""

    uid: str
    verdict: Verdict
    correction: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    opening: str
    closing: str


def items_of(record: Record, reviews: Iterable[Review]) -> Iterator[str]:
    """A line for each sentence whose events were all reviewed; of several verdicts on an event the last counts.

    Content of an event that was not rejected needs no verdict of its own, and goes where all that it belongs to was
    rejected. Parties outside the sentence are left out, as are brackets in the text, which the notation needs.

    Raises:
        InputError: the record holds no text; a correction names a field that cannot be corrected, or a value that the
            record contract does not allow.
    """
    text = record.document.text
    if text is None:
        raise InputError(record.document.id, "the record holds no text to mark")
    verdicts = {review.uid: review for review in reviews}
    kept = {e.id: _corrected(e, verdicts[e.uid]) for e in record.events if _stands(verdicts.get(e.uid))}
    wanted_by = {inner for event in kept.values() for inner in event.about}
    for number, (start, end) in enumerate(record.sentences):
        events = [e for e in record.events if e.sentence == number and e.trigger.field == "text"]
        open_ = [e for e in events if e.uid not in verdicts and e.role is EventRole.MAIN]
        if not any(e.uid in verdicts for e in events) or open_:
            continue
        told = [kept.get(e.id, e) for e in events if e.id in kept or (e.uid not in verdicts and e.id in wanted_by)]
        yield _line(text, start, end, told)


def _stands(review: Review | None) -> bool:
    return review is not None and review.verdict is not Verdict.REJECT


def _corrected(event: Event, review: Review) -> Event:
    if review.verdict is not Verdict.CORRECT:
        return event
    unknown = sorted(set(review.correction) - set(CORRECTABLE))
    if unknown:
        raise InputError(event.uid, f"{unknown[0]!r} cannot be corrected; allowed: {', '.join(CORRECTABLE)}")
    try:
        return Event.model_validate(event.model_dump(by_alias=True) | dict(review.correction))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InputError(event.uid, f"the correction of {place} cannot be used: {first['msg']}") from error


def _line(text: str, start: int, end: int, events: Sequence[Event]) -> str:
    """A sentence with its marks, the outermost first where several start together; a party across another goes."""
    nested: list[_Mark] = []
    for mark in _marks(start, end, events):
        if not any(_crossing(one, other) for m in nested for one, other in ((m, mark), (mark, m))):
            nested.append(mark)
    pieces: list[str] = []
    stack: list[_Mark] = []
    at = start
    for mark in sorted(nested, key=lambda m: (m.start, -m.end)):
        while stack and stack[-1].end <= mark.start:
            pieces += (_plain(text[at : stack[-1].end]), stack[-1].closing)
            at = stack.pop().end
        pieces += (_plain(text[at : mark.start]), mark.opening)
        at = mark.start
        stack.append(mark)
    while stack:
        pieces += (_plain(text[at : stack[-1].end]), stack[-1].closing)
        at = stack.pop().end
    line = "".join((*pieces, _plain(text[at:end]))).strip().lstrip("# ")
    try:
        parse_example(line)
    except NotationError as error:
        raise InputError(line, str(error)) from error
    return line


def _crossing(one: _Mark, other: _Mark) -> bool:
    return one.start < other.start < one.end < other.end


def _plain(words: str) -> str:
    return " ".join(f".{words}.".split()).translate(PLAIN)[1:-1]


def _marks(start: int, end: int, events: Sequence[Event]) -> Iterator[_Mark]:
    """First the triggers, then the parties: one mark for several roles of the same words."""
    parties: dict[tuple[int, int, str], list[str]] = {}
    for number, event in enumerate(events, 1):
        yield _Mark(event.trigger.start, event.trigger.end, f"{{{_tag(number, event)} ", "}")
        for role, code, words in _parties(event):
            if start <= words[0] < words[1] <= end:
                parties.setdefault((*words, code), []).append(f"{role}{number}")
    for (first, last, code), roles in parties.items():
        yield _Mark(first, last, f"[{','.join(dict.fromkeys(roles))}:{code} ", "]")


def _tag(number: int, event: Event) -> str:
    what = f"{event.type}/{event.modes[0]}" if event.modes else event.type
    flags = [
        *(["content"] if event.role is EventRole.CONTENT else []),
        *([event.status] if event.status is not Status.ACTUAL else []),
        *(["attempted"] if event.outcome else []),
    ]
    return ";".join((f"{number}:{what}", *flags))


def _parties(event: Event) -> Iterator[tuple[PartyRole, str, tuple[int, int]]]:
    sides = (
        (PartyRole.ACTOR, event.actors),
        (PartyRole.RECIPIENT, event.recipients),
        (PartyRole.ORDERED_BY, event.ordered_by),
        (PartyRole.VIA, event.via),
        (PartyRole.SOURCE, tuple(a.actor for a in event.attributed_to if a.actor is not None)),
    )
    for role, parties in sides:
        for party in parties:
            if party.field == "text":
                yield role, _code(party), (party.start, party.end)
    for source in event.attributed_to:
        if source.kind is SourceKind.HEDGE and source.cue is not None and source.cue.field == "text":
            yield PartyRole.HEDGE, NO_COUNTRY, (source.cue.start, source.cue.end)


def _code(party: ActorMention) -> str:
    country = party.country or NO_COUNTRY
    return f"{country}.{party.sector}" if party.sector else country
