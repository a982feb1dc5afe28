"""What the model sees of a sentence: its words, candidate predicates, mentions, and features of both.

Candidates are all verbs, nouns and adjectives, also those that no frame knows; what the lexicon proposes for them
enters as features. Every feature has a name (``CANDIDATE_FEATURES``, ``PAIR_FEATURES``).
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gestae.actors.view import Mention, MentionKind, Mentions
from gestae.events.choose import POLITICAL
from gestae.events.topics import Topic
from gestae.events.view import Draft, Slice
from gestae.language.tree import Tree
from gestae.language.view import OperatorKind, Parsed, PredicateKind, Role, Tense, View, Voice
from gestae.model import EventRole, EventType
from gestae.speech.view import Speech

Matrix = NDArray[np.float32]

TYPES = tuple(EventType)
POS = ("VERB", "NOUN", "PROPN", "ADJ", "AUX")
KINDS = tuple(PredicateKind)
TENSES = tuple(Tense)
OPERATORS = tuple(OperatorKind)
ROLES = tuple(Role)
MARKERS = ("by", "of", "with", "to", "on", "against", "in", "from", "for", "at", "between", "over", "into")
LEXICON_FEATURES = (*(f"lexicon:{t}" for t in TYPES), "lexicon:content", "lexicon:chosen")
CANDIDATE_FEATURES = (
    *LEXICON_FEATURES,
    *(f"operator:{o}" for o in OPERATORS),
    *(f"kind:{k}" for k in KINDS),
    "passive",
    *(f"tense:{t}" for t in TENSES),
    *(f"pos:{p}" for p in POS),
    "carried",
    "carries",
    "said",
    "title",
)
LEXICON_PAIR_FEATURES = ("lexicon:actor", "lexicon:recipient")
PAIR_FEATURES = (
    *LEXICON_PAIR_FEATURES,
    *(f"role:{r}" for r in ROLES),
    *(f"marker:{m}" for m in MARKERS),
    "shared",
    "before",
    "distance",
    "path",
    "actor",
    "thing",
    "country",
    "political",
    "plural",
)
LONGEST_PATH = 8
ARCS = np.add.outer(np.arange(LONGEST_PATH + 1), np.arange(LONGEST_PATH + 1))
CANDIDATE = {name: column for column, name in enumerate(CANDIDATE_FEATURES)}
PAIR = {name: column for column, name in enumerate(PAIR_FEATURES)}
TYPE_COLUMNS: Mapping[str, int] = {t: CANDIDATE[f"lexicon:{t}"] for t in TYPES}
OPERATOR_COLUMNS = {o: CANDIDATE[f"operator:{o}"] for o in OPERATORS}
KIND_COLUMNS = {k: CANDIDATE[f"kind:{k}"] for k in KINDS}
TENSE_COLUMNS = {t: CANDIDATE[f"tense:{t}"] for t in TENSES}
POS_COLUMNS = {p: CANDIDATE[f"pos:{p}"] for p in POS}
ROLE_COLUMNS = {r: PAIR[f"role:{r}"] for r in ROLES}
MARKER_COLUMNS = {m: PAIR[f"marker:{m}"] for m in MARKERS}
OPEN = frozenset({"VERB", "NOUN", "ADJ"})


@dataclass(frozen=True, slots=True)
class SentenceInput:
    """One sentence as the model sees it.

    ``words`` are its tokens without blanks and ``word_of`` gives each document token's place among them;
    ``candidates`` and ``mentions`` are document token indices and slices; ``features`` has a row a candidate,
    ``pairs`` a row a candidate and a column a mention, each a vector of features.
    """

    index: int
    words: tuple[str, ...]
    word_of: Mapping[int, int]
    candidates: tuple[int, ...]
    mentions: tuple[Mention, ...]
    features: Matrix
    pairs: Matrix


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rooms before found, from which inputs are made.

    ``chosen`` are the drafts that the lexicon keeps, ``topics`` what each sentence's passage is about,
    ``verbs`` those that only take up what a noun told before.
    """

    parsed: Parsed
    tree: Tree
    view: View
    speech: Speech
    mentions: Mentions
    drafts: Sequence[Draft]
    chosen: Sequence[Draft]
    topics: Sequence[Topic] = ()
    verbs: frozenset[int] = frozenset()


def sentence_inputs(evidence: Evidence, numbers: Container[int] | None = None) -> Iterator[SentenceInput]:
    """The sentences that hold a candidate, in order; of the given numbers, or all."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in evidence.mentions.all:
        if mention.kind is not MentionKind.OTHER:
            by_sentence.setdefault(evidence.parsed.sentence_of[mention.head], []).append(mention)
    columns = _Columns(evidence)
    pairs = _Pairs(evidence)
    pos = evidence.tree.pos
    for sentence in evidence.parsed.sentences:
        slice_ = (sentence.start, sentence.end)
        mentions = by_sentence.get(sentence.index, [])
        candidates = candidates_in(evidence, slice_)
        if not candidates or (numbers is not None and sentence.index not in numbers):
            continue
        words = [t for t in evidence.parsed.doc[sentence.start : sentence.end] if pos[t.i] != "SPACE"]
        features = np.zeros((len(candidates), len(CANDIDATE_FEATURES)), np.float32)
        for row, token in zip(features, candidates, strict=True):
            row[columns.of(token, in_title=sentence.in_title)] = 1
        yield SentenceInput(
            sentence.index,
            tuple(t.text for t in words),
            {t.i: number for number, t in enumerate(words)},
            candidates,
            tuple(mentions),
            features,
            pairs.of(candidates, mentions),
        )


def candidates_in(evidence: Evidence, slice_: Slice) -> tuple[int, ...]:
    """Tokens of a sentence that may tell an event: predicates of the view, other verbs, nouns and adjectives."""
    known, pos = evidence.view.by_head, evidence.tree.pos
    return tuple(i for i in range(*slice_) if i in known or pos[i] in OPEN)


class _Columns:
    """Which features of a candidate hold."""

    def __init__(self, evidence: Evidence) -> None:
        self._predicates = evidence.view.by_head
        self._pos = evidence.tree.pos
        self._types: dict[int, tuple[str, bool]] = {}
        for draft in evidence.drafts:
            head = draft.predicate.head
            if head not in self._types or self._types[head][1]:
                self._types[head] = (draft.type, draft.role is EventRole.CONTENT)
        self._marked = {
            CANDIDATE["lexicon:chosen"]: {d.predicate.head for d in evidence.chosen},
            CANDIDATE["carries"]: {p.support for p in evidence.view.predicates if p.support is not None},
            CANDIDATE["said"]: {
                i for u in evidence.speech.utterances for start, end in u.content for i in range(start, end)
            },
        }

    def of(self, token: int, *, in_title: bool) -> list[int]:
        found = [column for column, tokens in self._marked.items() if token in tokens]
        if token in self._types:
            type_, content = self._types[token]
            if type_ in TYPE_COLUMNS:  # the model knows nothing of a user's own types
                found.append(TYPE_COLUMNS[type_])
            if content:
                found.append(CANDIDATE["lexicon:content"])
        if (predicate := self._predicates.get(token)) is not None:
            found += [OPERATOR_COLUMNS[o.kind] for o in predicate.operators]
            found += [KIND_COLUMNS[predicate.kind], TENSE_COLUMNS[predicate.tense]]
            if predicate.voice is Voice.PASSIVE:
                found.append(CANDIDATE["passive"])
            if predicate.support is not None:
                found.append(CANDIDATE["carried"])
        if (pos := self._pos[token]) in POS_COLUMNS:
            found.append(POS_COLUMNS[pos])
        if in_title:
            found.append(CANDIDATE["title"])
        return found


class _Pairs:
    """Features of candidates and mentions: how the one hangs on the other."""

    def __init__(self, evidence: Evidence) -> None:
        self._predicates = evidence.view.by_head
        self._proposed: dict[int, list[tuple[int, int]]] = {}
        for draft in evidence.drafts:
            sides = ((PAIR["lexicon:actor"], draft.actors), (PAIR["lexicon:recipient"], draft.recipients))
            found = [(column, party.head) for column, parties in sides for party in parties]
            self._proposed.setdefault(draft.predicate.head, []).extend(found)
        heads = np.array(evidence.tree.heads, np.int64)
        steps = [np.arange(len(heads))]
        for _ in range(LONGEST_PATH):
            steps.append(heads[steps[-1]])
        self._above = np.stack(steps, axis=1)

    def of(self, candidates: Sequence[int], mentions: Sequence[Mention]) -> Matrix:
        """One vector a candidate and mention."""
        found = np.zeros((len(candidates), len(mentions), len(PAIR_FEATURES)), np.float32)
        if not mentions:
            return found
        tokens = np.array(candidates, np.int64)[:, None]
        heads = np.array([m.head for m in mentions], np.int64)[None]
        found[..., PAIR["before"]] = heads < tokens
        found[..., PAIR["distance"]] = np.log1p(np.abs(heads - tokens)) / 4
        found[..., PAIR["path"]] = self._paths(tokens, heads) / LONGEST_PATH
        found[..., PAIR["actor"] :] = [_of_mention(m) for m in mentions]
        cells = list(self._lexical(candidates, mentions))
        if cells:
            found[tuple(np.array(cells).T)] = 1
        return found

    def _lexical(self, candidates: Sequence[int], mentions: Sequence[Mention]) -> Iterator[tuple[int, int, int]]:
        """Row, column and feature of what frames and predicates say."""
        headed = _places((m.head, m.head + 1) for m in mentions)
        covered = _places((m.start, m.end) for m in mentions)
        for row, token in enumerate(candidates):
            for feature, head in self._proposed.get(token, ()):
                for column in headed.get(head, ()):
                    yield row, column, feature
            predicate = self._predicates.get(token)
            for argument in predicate.arguments if predicate is not None else ():
                for column in covered.get(argument.head, ()):
                    yield row, column, ROLE_COLUMNS[argument.role]
                    if argument.marker in MARKER_COLUMNS:
                        yield row, column, MARKER_COLUMNS[argument.marker]
                    if argument.shared:
                        yield row, column, PAIR["shared"]

    def _paths(self, tokens: NDArray[np.int64], heads: NDArray[np.int64]) -> NDArray[np.int64]:
        """Arcs between each candidate and each mention's head in the parse, at most ``LONGEST_PATH``."""
        above = self._above
        meets = above[tokens][..., :, None] == above[heads][..., None, :]
        shortest: NDArray[np.int64] = np.where(meets, ARCS, LONGEST_PATH).min(axis=(2, 3))
        return shortest


def _places(slices: Iterable[Slice]) -> dict[int, list[int]]:
    """The numbers of the slices that hold each token."""
    found: dict[int, list[int]] = {}
    for number, slice_ in enumerate(slices):
        for token in range(*slice_):
            found.setdefault(token, []).append(number)
    return found


def _of_mention(mention: Mention) -> tuple[bool, ...]:
    """The last of ``PAIR_FEATURES``, from "actor" on."""
    return (
        mention.kind is MentionKind.ACTOR,
        mention.kind is MentionKind.THING,
        bool(mention.actors) and mention.actors[0].country is not None,
        any(not POLITICAL.isdisjoint(a.sectors) for a in mention.actors),
        mention.plural,
    )
