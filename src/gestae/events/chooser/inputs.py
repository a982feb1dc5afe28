"""What the model sees of a sentence: its words, candidate predicates, mentions, and features of both.

Candidates are all verbs, nouns and adjectives, also those that no frame knows; what the lexicon proposes for them
enters as features. Every feature has a name (``CANDIDATE_FEATURES``, ``PAIR_FEATURES``).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gestae.actors.view import Mention, MentionKind, Mentions
from gestae.events.choose import POLITICAL
from gestae.events.topics import Topic
from gestae.events.view import Draft, Slice
from gestae.language.tree import Tree
from gestae.language.view import OperatorKind, Parsed, Predicate, PredicateKind, Role, Tense, View, Voice
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

    ``chosen`` are the drafts that the lexicon keeps, ``topics`` what each sentence's passage is about.
    """

    parsed: Parsed
    tree: Tree
    view: View
    speech: Speech
    mentions: Mentions
    drafts: Sequence[Draft]
    chosen: Sequence[Draft]
    topics: Sequence[Topic] = ()


def sentence_inputs(evidence: Evidence) -> Iterator[SentenceInput]:
    """The sentences that hold a candidate, in order."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in evidence.mentions.all:
        if mention.kind is not MentionKind.OTHER:
            by_sentence.setdefault(evidence.parsed.sentence_of[mention.head], []).append(mention)
    lexicon = _Proposals.of(evidence)
    carriers = {p.support for p in evidence.view.predicates if p.support is not None}
    said = _said(evidence.speech)
    for sentence in evidence.parsed.sentences:
        slice_ = (sentence.start, sentence.end)
        mentions = by_sentence.get(sentence.index, [])
        candidates = candidates_in(evidence, slice_)
        if not candidates:
            continue
        words = [i for i in range(*slice_) if evidence.tree.pos[i] != "SPACE"]
        rows = [_candidate(evidence, lexicon, i, carriers, said, in_title=sentence.in_title) for i in candidates]
        yield SentenceInput(
            sentence.index,
            tuple(evidence.parsed.doc[i].text for i in words),
            {token: number for number, token in enumerate(words)},
            candidates,
            tuple(mentions),
            np.array(rows, np.float32),
            pair_features(evidence, lexicon, candidates, mentions),
        )


def candidates_in(evidence: Evidence, slice_: Slice) -> tuple[int, ...]:
    """Tokens of a sentence that may tell an event: predicates of the view, other verbs, nouns and adjectives."""
    known = evidence.view.by_head
    return tuple(i for i in range(*slice_) if i in known or evidence.tree.pos[i] in OPEN)


@dataclass(frozen=True, slots=True)
class _Proposals:
    """What the lexicon proposes, by token."""

    types: Mapping[int, tuple[str, bool]]
    chosen: frozenset[int]
    actors: frozenset[tuple[int, int]]
    recipients: frozenset[tuple[int, int]]

    @classmethod
    def of(cls, evidence: Evidence) -> "_Proposals":
        types: dict[int, tuple[str, bool]] = {}
        actors, recipients = set(), set()
        for draft in evidence.drafts:
            head = draft.predicate.head
            content = draft.role is EventRole.CONTENT
            if head not in types or types[head][1]:
                types[head] = (draft.type, content)
            actors |= {(head, p.head) for p in draft.actors}
            recipients |= {(head, p.head) for p in draft.recipients}
        chosen = frozenset(d.predicate.head for d in evidence.chosen)
        return cls(types, chosen, frozenset(actors), frozenset(recipients))


def _said(speech: Speech) -> frozenset[int]:
    return frozenset(i for u in speech.utterances for start, end in u.content for i in range(start, end))


def _candidate(
    evidence: Evidence,
    lexicon: _Proposals,
    token: int,
    carriers: set[int],
    said: frozenset[int],
    *,
    in_title: bool,
) -> list[float]:
    proposed, content = lexicon.types.get(token, (None, False))
    predicate = evidence.view.by_head.get(token)
    operators = {o.kind for o in predicate.operators} if predicate else set()
    pos = evidence.tree.pos[token]
    return [
        *(float(proposed is t) for t in TYPES),
        float(content),
        float(token in lexicon.chosen),
        *(float(o in operators) for o in OPERATORS),
        *(float(predicate is not None and predicate.kind is k) for k in KINDS),
        float(predicate is not None and predicate.voice is Voice.PASSIVE),
        *(float(predicate is not None and predicate.tense is t) for t in TENSES),
        *(float(pos == p) for p in POS),
        float(predicate is not None and predicate.support is not None),
        float(token in carriers),
        float(token in said),
        float(in_title),
    ]


def pair_features(
    evidence: Evidence, lexicon: _Proposals, candidates: Sequence[int], mentions: Sequence[Mention]
) -> Matrix:
    """Features of each candidate and mention: how the one hangs on the other."""
    found = np.zeros((len(candidates), len(mentions), len(PAIR_FEATURES)), np.float32)
    for row, token in enumerate(candidates):
        predicate = evidence.view.by_head.get(token)
        for column, mention in enumerate(mentions):
            found[row, column] = _pair(evidence.tree, lexicon, token, predicate, mention)
    return found


def _pair(tree: Tree, lexicon: _Proposals, token: int, predicate: Predicate | None, mention: Mention) -> list[float]:
    arguments = [a for a in predicate.arguments if mention.start <= a.head < mention.end] if predicate else []
    roles = {a.role for a in arguments}
    markers = {a.marker for a in arguments}
    actor = mention.actors[0] if mention.actors else None
    sectors = {s for a in mention.actors for s in a.sectors}
    return [
        float((token, mention.head) in lexicon.actors),
        float((token, mention.head) in lexicon.recipients),
        *(float(r in roles) for r in ROLES),
        *(float(m in markers) for m in MARKERS),
        float(any(a.shared for a in arguments)),
        float(mention.head < token),
        math.log1p(abs(mention.head - token)) / 4,
        _path(tree, token, mention) / LONGEST_PATH,
        float(mention.kind is MentionKind.ACTOR),
        float(mention.kind is MentionKind.THING),
        float(actor is not None and actor.country is not None),
        float(bool(POLITICAL & sectors)),
        float(mention.plural),
    ]


def _path(tree: Tree, token: int, mention: Mention) -> int:
    """Arcs between a candidate and a mention's head in the parse, at most ``LONGEST_PATH``."""
    up = {token: 0}
    node = token
    while tree.heads[node] != node and len(up) <= LONGEST_PATH:
        node = tree.heads[node]
        up[node] = len(up)
    node, steps = mention.head, 0
    while node not in up:
        if tree.heads[node] == node or steps >= LONGEST_PATH:
            return LONGEST_PATH
        node, steps = tree.heads[node], steps + 1
    return min(LONGEST_PATH, steps + up[node])
