"""What the speech room hands on: who is said to have said what, as token slices."""

from dataclasses import dataclass, field

from gestae.model import SpeechKind

Slice = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between quotation marks, without the marks. ``closed`` is False when a mark is missing."""

    start: int
    end: int
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Utterance:
    """A statement before its speaker is resolved.

    ``source`` is the whole noun phrase and ``source_head`` its head token; ``cue`` the reporting
    words and ``cue_head`` their head; ``content`` one slice or more in order, without outer marks.
    ``within`` is the index of the utterance that reports this one.
    """

    content: tuple[Slice, ...]
    kind: SpeechKind
    source: Slice | None = None
    source_head: int | None = None
    cue: Slice | None = None
    cue_head: int | None = None
    addressee: Slice | None = None
    addressee_head: int | None = None
    within: int | None = None


@dataclass(frozen=True)
class Speech:
    """All quotations and utterances of a document, in order of their first content token."""

    quotations: tuple[Quotation, ...] = field(default_factory=tuple)
    utterances: tuple[Utterance, ...] = field(default_factory=tuple)
