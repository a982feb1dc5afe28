"""From arguments to parties: whom the words in an argument place denote."""

from collections.abc import Iterable, Iterator, Sequence

from gestae.actors.view import MentionKind, Mentions
from gestae.events.view import Key, Party, Slice
from gestae.language.tree import Tree
from gestae.language.view import Argument, Role

STATE_SECTORS = frozenset({"GOV", "MIL", "LEG", "COP"})
SUPPOSED = "+scene"
MODIFIERS = ("amod", "compound", "nmod")


class PartyFinder:
    """Looks arguments up among a document's mentions."""

    def __init__(self, mentions: Mentions, tree: Tree) -> None:
        self.mentions = mentions
        self.tree = tree

    def at(self, head: int) -> tuple[Party, ...]:
        """The parties that a noun phrase with this head denotes; a thing denotes its owner.

        Of a phrase that is neither ("Belarus's decision", "the Swiss proposal") it is the one that the
        phrase names: its possessor, its modifier, or what follows "of".
        """
        found = self.exactly(head)
        if found or self.tree.pos[head] not in {"NOUN", "PROPN"}:
            return found
        tree = self.tree
        for group in (
            tree.by_dep(head, "poss"),
            tree.by_dep(head, *MODIFIERS),
            self._after(head, "of"),
            self._after(head, "by"),
            self._after(head, "from"),
            [
                o
                for c in tree.by_dep(head, "acl", "relcl")
                for a in tree.by_dep(c, "agent")
                for o in tree.by_dep(a, "pobj")
            ],
        ):
            found = tuple(p for h in group for c in tree.coordinated(h) for p in self.exactly(c))
            if found:
                return found
        return ()

    def _after(self, head: int, preposition: str) -> list[int]:
        tree = self.tree
        return [
            o
            for p in tree.by_dep(head, "prep", "agent")
            if tree.words[p] == preposition
            for o in tree.by_dep(p, "pobj")
        ]

    def exactly(self, head: int) -> tuple[Party, ...]:
        """The parties of the mention with this head, none of the words inside it."""
        mention = self.mentions.at(head)
        if mention is None or mention.kind is MentionKind.OTHER:
            return ()
        return tuple(Party(mention.start, mention.end, mention.head, actor) for actor in mention.actors)

    def named(self) -> Iterator[Party]:
        """Those of whom the document gives a name that the knowledge holds, at each mention."""
        for mention in self.mentions.all:
            if mention.kind is MentionKind.ACTOR:
                yield from (Party(mention.start, mention.end, mention.head, a) for a in mention.actors if a.entity)

    def parties(self, arguments: Iterable[Argument]) -> tuple[Party, ...]:
        """Parties of several arguments, each noun phrase once."""
        found: dict[tuple[int, int], Party] = {}
        for argument in arguments:
            if argument.role is Role.CLAUSE:
                continue
            for number, party in enumerate(self.at(argument.head)):
                found.setdefault((party.head, number), party)
        return tuple(found.values())

    def acting(self, arguments: Iterable[Argument]) -> tuple[Party, ...]:
        """Parties of those arguments that are actors themselves, not things that somebody owns."""
        found = []
        for argument in arguments:
            mention = self.mentions.at(argument.head)
            if mention is not None and mention.kind is MentionKind.ACTOR:
                found += list(self.at(argument.head))
        return tuple(found)

    def known(self, head: int) -> bool:
        """Does the phrase name an actor or a thing, whoever owns it?"""
        mention = self.mentions.at(head)
        return (mention is not None and mention.kind is not MentionKind.OTHER) or bool(self.at(head))

    def supposed(self, party: Party) -> bool:
        """Is the party the supposed owner of a thing, only because the document plays in its country?"""
        mention = self.mentions.at(party.head)
        return mention is not None and mention.kind is MentionKind.THING and mention.why.endswith(SUPPOSED)

    def thing(self, arguments: Iterable[Argument]) -> Slice | None:
        """The first argument that is a thing, as a token slice."""
        for argument in arguments:
            mention = self.mentions.at(argument.head)
            if mention is not None and mention.kind is MentionKind.THING:
                return mention.start, mention.end
        return None


def merged(first: tuple[Party, ...], second: tuple[Party, ...]) -> tuple[Party, ...]:
    """Both, without noun phrases that are in the first already."""
    heads = {p.head for p in first}
    return (*first, *(p for p in second if p.head not in heads))


def others(parties: Sequence[Party], own: Sequence[Party]) -> tuple[Party, ...]:
    """The parties that are none of one's own, in whatever words."""
    heads = {p.head for p in own}
    actors = [p.actor for p in own]
    return tuple(p for p in parties if p.head not in heads and p.actor not in actors)


def side(party: Party) -> tuple[str | None, ...] | None:
    """For whom a party speaks or acts: its state, itself, or those of its kind; None where it cannot be told."""
    actor = party.actor
    if STATE_SECTORS.intersection(actor.sectors[:1]) and actor.country:
        return (actor.country,)
    return (actor.entity,) if actor.entity else (actor.country, *actor.sectors[:1]) if actor.country else None


def key_of(party: Party) -> Key:
    """What one party has in common in all its words."""
    actor = party.actor
    return (actor.entity, None) if actor.entity else (actor.country, next(iter(actor.sectors), None))
