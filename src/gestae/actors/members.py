"""Whom a group consists of where the text lists them: "its neighbor, Eritrea", "countries that include Peru"."""

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from gestae.actors.before import Before
from gestae.actors.parts import Phrase, is_state, plural, with_
from gestae.actors.view import MentionKind
from gestae.knowledge import Agent
from gestae.model import Actor

_DEEPEST = 3
_MOST = 20


class Members:
    """Reads what is named beside a common noun; ``phrase`` reads another noun phrase."""

    def __init__(self, before: Before, phrase: Callable[[int, int], Phrase]) -> None:
        self.classes, self._phrase = before.classes, phrase

    def apposed(self, head: Token, depth: int) -> Phrase | None:
        """The one name beside a common noun: "its neighbor, Eritrea", "a group called Ansar"."""
        for right in head.rights:
            child = right
            if right.dep_ == "acl" and right.lower_ in self.classes["called"]:
                child = next((c for c in right.rights if c.dep_ in ("oprd", "dobj", "attr")), right)
            beside = right.dep_ == "appos" or child is not right
            if beside and child.pos_ == "PROPN" and depth < _DEEPEST:
                there = self._phrase(child.i, depth + 1)
                if there.named and len(there.actors) == 1 and there.kind is MentionKind.ACTOR:
                    return there
        return None

    def listed(self, head: Token, agent: Agent, sectors: tuple[str, ...], depth: int) -> tuple[Actor, ...]:
        """The states that a plural noun is said to include, where only states are listed; an army is theirs."""
        if depth >= _DEEPEST or not (plural(head) or agent.plural):
            return ()
        found: list[Actor] = []
        for first in self._lists(head):
            for item in (first, *first.conjuncts)[:_MOST]:
                actors = self._phrase(item.i, depth + 1).actors
                if not actors or not all(a.country and a.entity and is_state(a) for a in actors):
                    return ()
                found += actors
        armed = tuple(s for s in sectors if s == "MIL")
        return tuple(dict.fromkeys(with_(a, sectors=(*armed, *a.sectors)) for a in found))

    def _lists(self, head: Token) -> Iterator[Token]:
        """The first of each list that tells members: in apposition, after "such as", after "include"."""
        for right in head.rights:
            if right.dep_ == "appos":
                yield right
            elif right.dep_ == "prep" and (
                right.lower_ in self.classes["listing"] or any(c.lower_ == "such" for c in right.lefts)
            ):
                yield from (c for c in right.rights if c.dep_ == "pobj")
        verb = head.head
        if head.dep_ == "nsubj" and verb.pos_ == "VERB" and verb.lemma_ in self.classes["listing"]:
            yield from (c for c in verb.rights if c.dep_ == "dobj")
