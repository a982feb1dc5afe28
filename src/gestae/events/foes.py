"""Whom the parties of a document fight, and so whom an assault struck of which that is not told."""

from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from dataclasses import replace

from gestae.events.parties import PartyFinder, key_of
from gestae.events.view import Draft, Key, Party
from gestae.model import EventType

DOMINANT = 0.6
ENOUGH = 2
ARMED = frozenset({"REB", "MIL", "UAF", "PRM"})
HOLDING = frozenset({"REB"})


class Foes:
    """Who fights whom in a document, by the assaults that tell it."""

    def __init__(self, drafts: Sequence[Draft], finder: PartyFinder) -> None:
        self.fights: dict[Key, Counter[Key]] = defaultdict(Counter)
        self.struck: Counter[Key] = Counter()
        self.party_of: dict[Key, Party] = {}
        for draft in drafts:
            if draft.type is not EventType.ASSAULT:
                continue
            for party in draft.recipients:
                if ARMED.intersection(party.actor.sectors[:1]) and not finder.supposed(party):
                    self.struck[key_of(party)] += 1
                    self.party_of.setdefault(key_of(party), party)
            for actor in draft.actors:
                for other in draft.recipients or _two(draft.actors):
                    civil = "CVL" in other.actor.sectors[:1]
                    if other.actor.country and not (civil or finder.supposed(other) or key_of(other) == key_of(actor)):
                        self.fights[key_of(actor)][key_of(other)] += 1
                        self.party_of.setdefault(key_of(other), other)
        self.groups = {key_of(p): p for p in finder.named() if HOLDING.intersection(p.actor.sectors[:1])}

    def of(self, actors: Sequence[Party]) -> Party | None:
        """The one whom a side fights throughout the document; whom everybody strikes where its own foes are untold."""
        against = (self.fights.get(key_of(actors[0])) if actors else None) or self.struck
        own = {key_of(p) for p in actors}
        (name, count), *_ = against.most_common(1) or [((None, None), 0)]
        if name in own or name not in self.party_of:
            return None
        sure = count >= ENOUGH and count >= DOMINANT * against.total()
        groups = {
            _camp(p) for p in map(self.party_of.get, self.struck) if p and HOLDING.intersection(p.actor.sectors[:1])
        }
        return self.party_of[name] if sure or groups == {_camp(self.party_of[name])} else None

    def holder(self, actors: Sequence[Party]) -> Party | None:
        """The group that holds the ground which a side takes: its foe, or the only one that the document names."""
        foe = self.of(actors)
        if foe is not None:
            return foe if HOLDING.intersection(foe.actor.sectors[:1]) else None
        others = [p for k, p in self.groups.items() if k not in {key_of(a) for a in actors}]
        return others[0] if len(self.groups) == len(others) == 1 else None


def with_adversaries(drafts: Sequence[Draft], finder: PartyFinder, conquests: Container[str]) -> list[Draft]:
    """Assaults without a target are on the foe of their actor; so are those that take ground which a group holds.

    ``conquests`` are the lemmas of predicates that take ground.
    """
    foes = Foes(drafts, finder)
    return [_with_adversary(draft, foes, finder, conquests) for draft in drafts]


def _with_adversary(draft: Draft, foes: Foes, finder: PartyFinder, conquests: Container[str]) -> Draft:
    if draft.type is not EventType.ASSAULT:
        return draft
    told = [p for p in draft.recipients if not finder.supposed(p)]
    foe = None
    if draft.predicate.lemma in conquests and not any(ARMED.intersection(p.actor.sectors[:1]) for p in told):
        foe = foes.holder(draft.actors)
    elif draft.actors and not told:
        foe = foes.of(draft.actors)
    return replace(draft, recipients=(foe,)) if foe is not None else draft


def _camp(party: Party) -> Key:
    """For whom a group and its members fight alike."""
    return party.actor.country, next(iter(party.actor.sectors), None)


def _two(sides: tuple[Party, ...]) -> tuple[Party, ...]:
    """The sides of a fight that has no recipient, where they are two."""
    return sides if len({key_of(p) for p in sides}) == 2 else ()
