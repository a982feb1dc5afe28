"""What hangs on what: conditions, red lines and ultimatums as token slices."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gestae.claims.condition_cues import ConditionCues
from gestae.claims.condition_forms import LONGEST, FormReader, Found
from gestae.language.view import Parsed
from gestae.model import ConditionKind, CueKind
from gestae.speech.tree import Tree, grow_tree
from gestae.speech.view import Slice, Speech, Utterance

TOLD = frozenset({CueKind.REPORT, CueKind.QUESTION, CueKind.FINDING, CueKind.BELIEF, CueKind.ACCORDANCE})
BINDING = TOLD | {CueKind.INTENTION, CueKind.REQUEST, CueKind.DENIAL}
MODALS = frozenset({"will", "would", "could", "can", "may", "might", "shall", "must", "should", "'ll", "’ll"})
REACH = 12


@dataclass(frozen=True, slots=True)
class ConditionDraft:
    """A condition before its events are known.

    ``if_`` and ``then`` are token slices without the cue, ``cue`` is the first cue token; ``utterance``
    the index of the innermost utterance that states the condition; ``issuer_head`` the head of its source, or of
    who sets the ultimatum or draws the line, and ``issuer`` that source's tokens.
    """

    if_: Slice
    then: Slice
    kind: ConditionKind
    cue: int
    utterance: int | None = None
    issuer_head: int | None = None
    issuer: Slice | None = None

    @property
    def cue_slice(self) -> Slice:
        """The tokens of the cue: up to the condition where they stand before it, else the first one."""
        gap = self.if_[0] - self.cue
        return self.cue, self.cue + (gap if 0 < gap <= LONGEST else 1)


def find_conditions(parsed: Parsed, speech: Speech, cues: ConditionCues) -> tuple[ConditionDraft, ...]:
    """The conditions of a document in order of their cues, each with who states it."""
    tree = grow_tree(parsed.doc)
    holders = _holders(speech, len(tree.words))
    spoken = {u.cue_head: n for n, u in enumerate(speech.utterances) if u.cue_head is not None and _binds(tree, u)}
    reader = FormReader(parsed, tree, cues, [held[1] if held else None for held in holders])
    return tuple(_drafts(tree, speech, reader.read(), [held[0] if held else None for held in holders], spoken))


def _drafts(
    tree: Tree,
    speech: Speech,
    found: Iterator[Found],
    holders: list[int | None],
    spoken: Mapping[int, int],
) -> Iterator[ConditionDraft]:
    for one in found:
        teller = _teller(speech, one, spoken)
        then = one.then if teller is None else _told(speech.utterances[teller], one)
        if_, then_ = _trim(tree, one.if_), _trim(tree, then)
        if if_ is None or then_ is None:
            continue
        number = holders[one.cue] if holders[one.cue] is not None else teller
        said = speech.utterances[number] if number is not None else None
        head = said.source_head if said is not None else one.setter
        source = said.source if said is not None else _trim(tree, tree.span(head)) if head is not None else None
        yield ConditionDraft(if_, then_, one.kind, one.cue, number, head, source)


def _binds(tree: Tree, utterance: Utterance) -> bool:
    """Does an utterance report words, rather than announce a deed ("would respond with force")?"""
    cue = utterance.cue
    return cue is not None and utterance.cue_kind in BINDING and MODALS.isdisjoint(tree.words[cue[0] : cue[1]])


def _teller(speech: Speech, one: Found, spoken: Mapping[int, int]) -> int | None:
    """The utterance whose reporting verb stands in the consequence, where the parse hung the condition on that verb."""
    start, end = one.then
    for token in range(start, min(end, start + REACH)):
        number = spoken.get(token)
        for first, last in speech.utterances[number].content if number is not None else ():
            if start <= first and token < first and last > first and not first <= one.cue < token:
                return number
    return None


def _told(utterance: Utterance, one: Found) -> Slice:
    """What of the consequence is reported."""
    first, last = next(part for part in utterance.content if one.then[0] <= part[0])
    return first, min(last, one.then[1])


def _holders(speech: Speech, size: int) -> list[tuple[int, Slice] | None]:
    """The innermost utterance over each token, and the part of its content that holds it."""
    holders: list[tuple[int, Slice] | None] = [None] * size
    order = sorted(range(len(speech.utterances)), key=lambda n: -sum(b - a for a, b in speech.utterances[n].content))
    for number in order:
        for start, end in speech.utterances[number].content:
            holders[start:end] = [(number, (start, end))] * (end - start)
    return holders


def _trim(tree: Tree, part: Slice) -> Slice | None:
    start, end = part
    while start < end and not any(c.isalnum() for c in tree.words[start]):
        start += 1
    while end > start and not any(c.isalnum() for c in tree.words[end - 1]):
        end -= 1
    while start < end and tree.deps[start] == "cc":
        start += 1
    while start < end and tree.deps[end - 1] in {"cc", "punct"}:
        end -= 1
    return (start, end) if start < end else None
