"""What the speech room hands on: who is said to have said what, as token slices."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from gestae.model import CueKind, SpeechKind

Slice = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between quotation marks, without the marks.

    ``closed`` is False when a mark is missing, ``reopened`` True when this paragraph goes on with the
    quotation of the one before.
    """

    start: int
    end: int
    closed: bool = True
    reopened: bool = False


@dataclass(frozen=True, slots=True)
class Utterance:
    """A statement before its speaker is resolved.

    ``source`` is the whole noun phrase and ``source_head`` its head token; ``cue`` the reporting
    words and ``cue_head`` their head; ``content`` one slice or more in order, without outer marks.
    ``within`` is the index of the utterance that reports this one. ``cue_kind`` tells what the cue
    makes of its content; it is None for a quotation without a cue.
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
    cue_kind: CueKind | None = None


@dataclass(frozen=True)
class Speech:
    """All quotations and utterances of a document, in order of their first content token.

    ``titles`` are the quotations that name a work (a song, a film, a book) and say nothing themselves.
    """

    quotations: tuple[Quotation, ...] = field(default_factory=tuple)
    utterances: tuple[Utterance, ...] = field(default_factory=tuple)
    titles: tuple[Slice, ...] = ()

    @cached_property
    def _held(self) -> dict[int, list[Utterance]]:
        """For each token the utterances whose content holds it, nearest first."""
        parts = sorted((b - a, number, a, b) for number, u in enumerate(self.utterances) for a, b in u.content)
        held: dict[int, list[Utterance]] = {}
        for _, number, start, end in parts:
            for token in range(start, end):
                held.setdefault(token, []).append(self.utterances[number])
        return held

    def covering(self, token: int) -> Sequence[Utterance]:
        """The utterances whose content holds a token, nearest (shortest) first."""
        return self._held.get(token, ())

    def titled(self, token: int) -> bool:
        """Does a token stand in the title of a work?"""
        return any(start <= token < end for start, end in self.titles)
