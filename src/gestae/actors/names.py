"""Phrases whose head is a name in the tables, and whether it is truly meant there."""

from dataclasses import replace

from spacy.tokens import Token

from gestae.actors.before import Before
from gestae.actors.parts import OFFICIAL, Phrase, of_name, with_
from gestae.actors.people import People
from gestae.actors.scan import Hit
from gestae.actors.view import MentionKind
from gestae.knowledge import Entity, EntityKind, NameKind, words
from gestae.model import Actor

_TWO = 2


class Names:
    """Reads names that the knowledge holds; ``people`` tells what the text says of a person."""

    def __init__(self, before: Before, people: People) -> None:
        self.before, self.people = before, people
        self.doc, self.scan, self.reading = before.doc, before.scan, before.reading

    def known(self, base: Phrase, hit: Hit, entity: Entity, depth: int) -> Phrase:
        """The phrase of a name that stands for an entity."""
        knowledge, on = self.reading.knowledge, self.reading.on
        actor = knowledge.entity(entity.id, on)
        person = entity.kind is EntityKind.PERSON
        if self.before.former(base.start, hit.start):
            actor = with_(actor, sectors=("ELI",) if person else actor.sectors)
        elif person and (actor.office is None or self.reading.on is None):
            told = self.people.told(base, hit.start, depth)
            if on is None and told is not None and told.office:
                actor = knowledge.entity(entity.id, on, told.office)
            actor = self._told(actor, told) if actor.office is None else _as_told(actor, told)
        return replace(
            base,
            kind=MentionKind.ACTOR,
            actors=(actor,),
            why=f"entity/{entity.id}",
            named=True,
            person=person,
            plural=base.plural and not person,
        )

    def longer(self, head: Token, start: int) -> Hit | None:
        """The known person whose name stands here with more names in the middle: "Joko Prabowo Adi Widodo".

        A name of first and last alone is theirs only where just initials stand between.
        """
        first = head.i
        while first > start and of_name(self.doc[first - 1]):
            first -= 1
        norms = [w.norm for t in self.doc[first : head.i + 1] for w in words(t.text)]
        for length in range(len(norms) - 1, 1, -1):
            for cut in range(1, length):
                kept = " ".join((*norms[:cut], *norms[cut + len(norms) - length :]))
                facts = self.reading.knowledge.names.get(kept)
                people = tuple(f for f in facts if isinstance(f, Entity) and f.kind is EntityKind.PERSON)
                initials = all(len(n) == 1 for n in norms[cut : cut + len(norms) - length])
                if people and (length > _TWO or initials):
                    return Hit(first, head.i + 1, people)
        return None

    def _told(self, actor: Actor, told: Actor | None) -> Actor:
        """A person whom the knowledge has in no office on the day, with the one that the text gives, which is newer."""
        if told is None:
            return actor
        if told.country != actor.country and self.reading.knowledge.stateless(told.country):
            return with_(actor, country=told.country, sectors=told.sectors)
        unknown = not actor.sectors or OFFICIAL.intersection(told.sectors[:1])
        return with_(actor, sectors=told.sectors) if told.sectors and unknown else actor

    def personal(self, head: Token, start: int, place: int) -> bool:
        """Whether what looks like a place is the end of a person's name."""
        return (
            self.before.titled(start, head.i)
            or (head.ent_type_ == "PERSON" and place > start)
            or (head.pos_ == "PROPN" and self.people.is_person(head))
        )

    def contradicted(self, entity: Entity, start: int, hit: Hit) -> bool:
        """Whether the country before or after a name is not that of the body it would mean."""
        if entity.kind is EntityKind.PERSON or self.reading.knowledge.stateless(entity.country):
            return False
        before = self.scan.at.get(hit.start - 1) if hit.start > start else None
        if before is not None and not before.linked:
            name = self.reading.country(before, NameKind.ADJECTIVE)
            if name is not None and entity.country not in (None, name.code):
                return True
        if hit.end + 1 < len(self.doc) and self.doc[hit.end].lower_ == "of":
            after = self.scan.at.get(hit.end + 1)
            name = self.reading.country(after, NameKind.NAME) if after else None
            return name is not None and entity.country not in (None, name.code)
        return False


def _as_told(actor: Actor, told: Actor | None) -> Actor:
    """A person of several sectors with that of the office which the text gives first."""
    first = told.sector if told is not None else None
    if first is None or first not in actor.sectors:
        return actor
    return with_(actor, sectors=(first, *(s for s in actor.sectors if s != first)))
