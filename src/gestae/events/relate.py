"""What does one given party do to another in a sentence? The same machinery, and always its best answer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from gestae.actors.view import Mention, MentionKind, Mentions
from gestae.events.choose import consumed
from gestae.events.compose import Composer
from gestae.events.match import ANY_SECTOR, Matcher
from gestae.events.parties import PartyFinder
from gestae.events.view import Draft, Party
from gestae.language.tree import Tree
from gestae.language.view import View
from gestae.lexicon import Lexicon, Pattern
from gestae.model import Actor, EventRole, EventType
from gestae.speech.view import Speech

SOURCE, TARGET = "source", "target"
SPEAKERS = frozenset({"i", "we", "he", "she", "it", "they"})
OPEN_CLASS = {"VERB": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
MUTUAL = frozenset({EventType.CONSULT, EventType.COOPERATE, EventType.AGREE})


@dataclass(frozen=True, slots=True)
class Relation:
    """The relation from source to target; ``confidence`` 0 to 1; ``why`` names the row."""

    type: str | None
    modes: tuple[str, ...] = ()
    confidence: float = 0.0
    why: str = ""


def relate(
    tree: Tree,
    view: View,
    lexicon: Lexicon,
    source: tuple[int, int],
    target: tuple[int, int] | None,
    speech: Speech | None = None,
) -> Relation:
    """The best relation between two token slices of a parsed sentence; ``speech`` tells who says what in it."""
    found = (*_mention(tree, source, SOURCE), *(_mention(tree, target, TARGET) if target else ()))
    mentions = Mentions((*found, *_pronouns(tree, source)))
    finder = PartyFinder(mentions, tree)
    composer = Composer(view, Matcher(tree, lexicon, finder), finder, speech or Speech(), lexicon)
    drafts = composer.compose()
    scored = [
        (score, -distance, index)
        for index, draft in enumerate(drafts)
        if not consumed(index, draft, drafts, composer.used) and (score := _score(draft)) > 0
        for distance in [_distance(draft.predicate.head, source, target)]
    ]
    if scored:
        score, _, index = max(scored)
        draft = drafts[index]
        return Relation(draft.type, draft.modes, min(0.95, 0.3 + score / 12), draft.why)
    return _vote(tree, lexicon, source, target)


def _mention(tree: Tree, slice_: tuple[int, int], name: str) -> Iterable[Mention]:
    """Each token of a party's words stands for it, whichever the parser takes as head."""
    actor = Actor(entity=name, sectors=(ANY_SECTOR,), country=name)
    for head in range(*slice_):
        if tree.pos[head] not in {"PUNCT", "SPACE", "DET", "ADP", "CCONJ"}:
            yield Mention(slice_[0], slice_[1], head, MentionKind.ACTOR, (actor,))


def _pronouns(tree: Tree, source: tuple[int, int]) -> Iterable[Mention]:
    """Subjects told by a pronoun in what the source says: "Bangladesh says it will not"."""
    for token, pos in enumerate(tree.pos):
        if pos == "PRON" and tree.words[token] in SPEAKERS and tree.deps[token] in {"nsubj", "nsubjpass"}:
            above = list(tree.ancestors(token))[1:]
            if any(source[0] <= s < source[1] for verb in above for s in tree.by_dep(verb, "nsubj")):
                actor = Actor(entity=SOURCE, sectors=(ANY_SECTOR,), country=SOURCE)
                yield Mention(token, token + 1, token, MentionKind.ACTOR, (actor,))


def _names(parties: Sequence[Party]) -> set[str | None]:
    return {p.actor.entity for p in parties}


def _score(draft: Draft) -> float:
    actors, recipients = _names(draft.actors), _names(draft.recipients)
    score = 0.0
    if SOURCE in actors:
        score += 3
    if TARGET in recipients:
        score += 3
    if TARGET in actors:
        score += 2 if draft.type in MUTUAL else -1
    if SOURCE in recipients:
        score += 1 if draft.type in MUTUAL else -1
    if not score and not (actors or recipients):
        score = 0.5
    if draft.role is EventRole.CONTENT:
        score -= 2.5
    if draft.about:
        score += 0.5
    return score + draft.confidence


def _distance(head: int, source: tuple[int, int], target: tuple[int, int] | None) -> int:
    return min(abs(head - source[1]), abs(head - target[0]) if target else abs(head - source[1]))


def _vote(tree: Tree, lexicon: Lexicon, source: tuple[int, int], target: tuple[int, int] | None) -> Relation:
    """Words alone: each lemma votes for the types of its rows, those between the parties most.

    Rows whose particle and nouns are all in the text leave the others of their lemma no vote.
    """
    low, high = source[1], target[0] if target else len(tree.words)
    low, high = min(low, high), max(low, high)
    votes: dict[str, float] = defaultdict(float)
    why: dict[str, str] = {}
    words = {*tree.words, *tree.lemmas}
    for i, pos in enumerate(tree.pos):
        told = lexicon.frames.get((OPEN_CLASS.get(pos, ""), tree.lemmas[i]), ())
        rows = [row for row in told if _complete(row.pattern, words, lexicon)] or told
        types = dict.fromkeys(row.type for row in rows)
        for event in types:
            votes[event] += (2.0 if low <= i < high else 1.0) / len(types)
            why.setdefault(event, next(row.id for row in rows if row.type == event))
    if not votes:
        return Relation(EventType.CONSULT if target else None, (), 0.05, "prior")
    best = max(votes, key=lambda t: votes[t])
    return Relation(best, (), 0.15, f"words:{why[best]}")


def _complete(pattern: Pattern, words: Set[str], lexicon: Lexicon) -> bool:
    """Are the particle and a noun for each class that has to be there among the words?"""
    needed = [slot.noun_class for slot in pattern.slots if slot.required and slot.noun_class]
    said = not pattern.particle or pattern.particle in words
    return said and all(not words.isdisjoint(lexicon.class_index[name]) for name in needed)
