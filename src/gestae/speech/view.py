"""What the speech room hands on: who is said to have said what, as token slices."""

from dataclasses import dataclass, field
from enum import StrEnum

from gestae.model import SpeechKind

Slice = tuple[int, int]


class CueKind(StrEnum):
    """What a reporting word makes of what it reports."""

    REPORT = "report"  # say, announce, tell, write
    QUESTION = "question"  # ask, wonder
    FINDING = "finding"  # show, reveal, find: what documents and inquiries tell
    BELIEF = "belief"  # think, doubt, know
    INTENTION = "intention"  # plan, vow, decide, agree
    HOPE = "hope"  # want, hope, fear, expect
    REQUEST = "request"  # urge, propose, call for
    DENIAL = "denial"  # deny, refuse, reject
    JUDGEMENT = "judgement"  # praise, criticise, call: the content is taken for granted or only a topic
    ACT = "act"  # sign, approve, ban: words that do what they say
    ACCORDANCE = "accordance"  # according to


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
    """All quotations and utterances of a document, in order of their first content token."""

    quotations: tuple[Quotation, ...] = field(default_factory=tuple)
    utterances: tuple[Utterance, ...] = field(default_factory=tuple)

    def covering(self, token: int) -> list[Utterance]:
        """The utterances whose content holds a token, nearest (shortest) first."""
        held = [
            (end - start, number)
            for number, utterance in enumerate(self.utterances)
            for start, end in utterance.content
            if start <= token < end
        ]
        return [self.utterances[number] for _, number in sorted(held)]
