"""Where in the parse an adjunct hangs: the verb or noun that a time or place belongs to."""

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from gestae.language.view import OperatorKind, Predicate, Tense

HIGHEST = 40
VERBAL = frozenset({"VERB", "AUX"})
PRENOMINAL = frozenset({"poss", "compound", "nmod", "amod", "nummod", "npadvmod"})
SUBORDINATING = frozenset({"after", "before", "since", "following", "until", "ahead", "despite", "over"})
INVOLVING = frozenset({"in", "during", "at"})
SIMULTANEOUS = frozenset({"when", "as", "while"})
REPORTED = frozenset({"ccomp", "parataxis"})
UNREAL = frozenset(
    {
        OperatorKind.CONDITION,
        OperatorKind.FUTURE,
        OperatorKind.OBLIGATION,
        OperatorKind.POSSIBILITY,
        OperatorKind.PURPOSE,
        OperatorKind.QUESTION,
        OperatorKind.WOULD,
    }
)
CLEFT = frozenset({"ccomp", "advcl", "relcl", "acl"})  # "it was on Monday that ..."
GOING_ALONG = frozenset({"advcl", "conj", "relcl", "acl"})


def root_of(doc: Doc, start: int, end: int) -> Token:
    """The token of a slice that hangs on one outside, or the sentence's root."""
    for token in doc[start:end]:
        head = token.head.i
        if head == token.i or not start <= head < end:
            return token
    return doc[end - 1]


def climb(token: Token) -> Iterator[Token]:
    """A token and its heads, at most ``HIGHEST`` of them."""
    for _ in range(HIGHEST):
        yield token
        if token.head.i == token.i:
            return
        token = token.head


def owners(root: Token, nouns: Collection[int]) -> tuple[int, ...]:
    """The verb, or the noun among ``nouns``, that an adjunct with this root belongs to.

    Before any other noun ("Monday's vote") it belongs to that noun, but "died in Monday's raid" dates the death first.
    Empty when it stands under "after", "since" and the like.
    """
    if root.dep_ in PRENOMINAL and root.head.pos_ not in VERBAL:
        noun = root.head
        while noun.i not in nouns and noun.dep_ in PRENOMINAL and noun.head.i > noun.i:
            noun = noun.head
        preposition = noun.head
        involves = preposition.lower_ in INVOLVING and preposition.head.pos_ in VERBAL
        return (int(preposition.head.i), int(noun.i)) if involves and noun.i not in nouns else (int(noun.i),)
    for at in climb(root):
        if at.i != root.i and (at.i in nouns or at.pos_ in VERBAL):
            return (int(at.i),)
        if at.pos_ in {"ADP", "SCONJ"} and at.i != root.i and at.lower_ in SUBORDINATING:
            return ()
        if at.lower_ == "of" and at.i == root.i and at.head.pos_ not in VERBAL and at.head.i not in nouns:
            return ()
    return (int(root.i),) if root.pos_ in VERBAL else ()


@dataclass(frozen=True, slots=True)
class Anchors:
    """Predicates of events, by the tokens that adjuncts can hang on: heads and the light verbs that carry them."""

    predicates: tuple[Predicate, ...]
    heads: frozenset[int]

    @classmethod
    def of(cls, predicates: Sequence[Predicate]) -> "Anchors":
        """Collect heads and supports."""
        heads = {p.head for p in predicates}
        return cls(tuple(predicates), frozenset(heads | {p.support for p in predicates if p.support is not None}))


def relatives(doc: Doc, predicate: Predicate, anchors: Anchors) -> Iterator[int]:
    """Tokens whose time and place a predicate shares, nearest first: its own, then those of its clause.

    Verbs coordinated with it, a participle that opens its clause ("speaking in Geneva, she"), a verb without an event
    of its own that it completes ("began to shell"), the verb that a participle goes with ("killing twelve"), verbs
    joined by "when", the verb whose subject a noun is, a participle that describes a noun ("an attack carried out on
    Monday"), and the noun that a clause describes ("Monday's blast, which killed twelve").
    """
    yield predicate.head
    if predicate.support is not None:
        yield predicate.support
    token = doc[predicate.head]
    if token.pos_ in VERBAL:
        if token.dep_ in {"relcl", "acl"}:
            yield token.head.i
        if token.dep_ == "relcl" and _simultaneous(token):
            yield from (above.i for above in itertools.islice(climb(token.head), HIGHEST) if above.pos_ in VERBAL)
        yield from _of_verb(token, anchors)
    else:
        yield from _of_noun(token, anchors)


def _of_verb(token: Token, anchors: Anchors) -> Iterator[int]:
    first = token
    for _ in range(HIGHEST):
        together = first.dep_ == "advcl" and _simultaneous(first)
        free_participle = first.dep_ == "advcl" and first.tag_ in {"VBG", "VBN"} and not _marked(first)
        completes = first.dep_ == "xcomp" and first.head.i not in anchors.heads
        if not (first.dep_ == "conj" or together or free_participle or completes) or first.head.i == first.i:
            break
        first = first.head
        yield first.i
    if first.dep_ in CLEFT and first.head.lemma_ == "be" and any(c.lower_ == "it" for c in first.head.lefts):
        yield first.head.i
    for conjunct in token.conjuncts:
        if conjunct.pos_ in VERBAL and conjunct.i > token.i:
            yield conjunct.i
    for child in token.children:
        opens = child.i < token.i and child.tag_ == "VBG" and not _marked(child)
        if child.dep_ == "advcl" and (opens or _simultaneous(child)):
            yield child.i


def _of_noun(token: Token, anchors: Anchors) -> Iterator[int]:
    if token.dep_ == "nsubj" and token.head.pos_ in VERBAL:
        yield token.head.i
    for child in token.children:
        if child.dep_ in {"acl", "relcl"} and child.i not in anchors.heads:
            yield child.i


def _simultaneous(verb: Token) -> bool:
    return any(child.lower_ in SIMULTANEOUS and child.dep_ in {"mark", "advmod"} for child in verb.children)


def _marked(verb: Token) -> bool:
    return any(child.dep_ in {"mark", "aux"} for child in verb.children)


def unreal(predicate: Predicate) -> bool:
    """Is it only possible, wanted, asked or still to come?"""
    return any(o.kind in UNREAL for o in predicate.operators)


def narrates(predicate: Predicate) -> bool:
    """Does it go on telling what happened, in the simple past or as a participle?"""
    if unreal(predicate):
        return False
    if predicate.tense is Tense.NONE:
        return predicate.link in GOING_ALONG
    return predicate.tense is Tense.PAST


def reports(verb: Token) -> bool:
    """Does a verb say or think what another clause tells?"""
    return any(child.dep_ in REPORTED for child in verb.children)
