"""A text cut where marks begin and end, so that overlapping marks can be shown."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gestae.model import Record, Span


class Layer(StrEnum):
    """What a mark tells; the first of them is what a click follows."""

    EVENT = "event"
    ACTOR = "actor"
    PLACE = "place"
    DATE = "date"
    CUE = "cue"
    CONDITION = "condition"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that mean something: their layer, where they stand, and the card that tells more."""

    layer: Layer
    field: str
    start: int
    end: int
    card: str
    label: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks; ``first`` of its words opens a mark that can be followed."""

    text: str
    layers: Sequence[Layer]
    followed: Mark | None


ORDER = list(Layer)
FOLLOWED = frozenset({Layer.EVENT, Layer.ACTOR, Layer.PLACE, Layer.DATE})


def marks_of(record: Record) -> list[Mark]:
    """All marks of a record in text and title."""
    return sorted(_marks(record), key=lambda mark: (mark.field, mark.start, -mark.end))


def _marks(record: Record) -> Iterator[Mark]:
    for event in record.events:
        label = f"{event.type} {' '.join(event.modes)}".strip()
        yield _mark(Layer.EVENT, event.trigger, f"event-{event.id}", f"{label}, {event.status}")
        if event.date and event.date.text and event.date.start is not None and event.date.end is not None:
            when = event.date
            yield Mark(Layer.DATE, when.field, when.start or 0, when.end or 0, f"event-{event.id}", str(when.from_))
    for number, actor in enumerate(record.actors):
        for mention in actor.mentions:
            yield _mark(Layer.ACTOR, mention, f"actor-{number}", actor.name or actor.country or "unknown")
    for place in record.places:
        label = ", ".join(part for part in (place.name, place.country) if part) or "unknown place"
        yield Mark(Layer.PLACE, place.field, place.start, place.end, "places", f"{label} ({place.use})")
    for statement in record.statements:
        who = statement.speaker.text if statement.speaker else "somebody"
        for span in statement.content:
            yield _mark(Layer.STATEMENT, span, f"statement-{statement.id}", f"told by {who}")
        if statement.cue:
            yield _mark(Layer.CUE, statement.cue, f"statement-{statement.id}", who)
    for number, condition in enumerate(record.conditions):
        for side in (condition.if_, condition.then):
            yield _mark(Layer.CONDITION, side, f"condition-{number}", condition.kind)


def _mark(layer: Layer, span: Span, card: str, label: str) -> Mark:
    return Mark(layer, span.field, span.start, span.end, card, label)


def pieces(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """The text in order, cut at every end of a mark; the words are those of the text, all of them."""
    marks = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    cuts = sorted({0, len(text)} | {at for mark in marks for at in (mark.start, mark.end)})
    found = []
    for start, end in itertools.pairwise(cuts):
        over = sorted((m for m in marks if m.start <= start and end <= m.end), key=lambda m: ORDER.index(m.layer))
        follow = next((m for m in over if m.layer in FOLLOWED), None)
        layers = list(dict.fromkeys(mark.layer for mark in over))
        found.append(Piece(text[start:end], layers, follow))
    return found
