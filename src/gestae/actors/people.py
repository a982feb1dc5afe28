"""Who an unknown person is: title, office, apposition and nearest country tell what they can."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from gestae.actors.before import Before
from gestae.actors.parts import Phrase, filled, of_name, with_
from gestae.actors.view import MentionKind
from gestae.knowledge import AgentKind
from gestae.model import Actor

_DEEPEST = 3
_STATE = "GOV"


class People:
    """Reads personal names; ``phrase`` reads another noun phrase, ``complement`` what follows a head and owns it."""

    def __init__(
        self,
        before: Before,
        phrase: Callable[[int, int], Phrase],
        complement: Callable[[Phrase, int], Phrase | None],
    ) -> None:
        self.before, self.doc, self.scan, self.reading = before, before.doc, before.scan, before.reading
        self.classes = before.classes
        self._phrase, self._complement = phrase, complement

    def name(self, base: Phrase, head: Token, depth: int) -> Phrase:
        """The phrase of a personal name that the knowledge does not hold."""
        first = head.i
        while first > base.start and (first - 1) not in self.scan.at and of_name(self.doc[first - 1]):
            first -= 1
        actor = Actor(name=self.doc[first : head.i + 1].text)
        told = self.told(base, first, depth)
        actor = filled(actor, told) if told else actor
        if not actor.country:
            owner = self._complement(base, depth)
            country = owner.actors[0].country if owner and owner.actors else self._government_of(head, depth)
            actor = with_(actor, country=country) if country else actor
        if not actor.sectors and self._governs(head):
            actor = with_(actor, sectors=(_STATE,))
        if self.before.former(base.start, first):
            actor = with_(actor, sectors=("ELI",))
        return replace(
            base,
            kind=MentionKind.ACTOR,
            actors=(actor,),
            plural=False,
            person=True,
            named=True,
            open=not actor.country,
            why="name",
        )

    def told(self, base: Phrase, first: int, depth: int) -> Actor | None:
        """What the text says of a name that begins at ``first``: in apposition, in a relative clause, by its title."""
        apposed = self.described(base, depth)
        before = self.offices(base, first)
        if apposed is None:
            return before or self._heading(base, depth)
        if before is None:
            return apposed.actors[0]
        past = self.before.former(apposed.start, apposed.head)
        return filled(before, apposed.actors[0]) if past else filled(apposed.actors[0], before)

    def offices(self, base: Phrase, name: int) -> Actor | None:
        """Title and office before a name, with the country or body that they belong to."""
        sectors: tuple[str, ...] = ()
        office = country = None
        for hit in self.before.inside(base.start, name):
            agent, title = self.reading.agent(hit), self.reading.title(hit)
            if agent is not None and (agent.sectors or agent.kind is AgentKind.PERSON):
                told = title.sectors if title and title.sectors else agent.sectors
                sectors, office, country = sectors + told, agent.phrase, agent.country or country
            elif title is not None:
                sectors, country = sectors + title.sectors, title.country or country
        owner = self.before.modifying(base.start, name)
        if owner and owner[0].sectors and owner[0].entity and not owner[0].entity.startswith("country:"):
            sectors = owner[0].sectors if set(sectors) <= {"CVL"} else sectors
        if not sectors and not owner:
            return None
        merged = tuple(dict.fromkeys(sectors))
        return Actor(
            country=owner[0].country if owner else (country if self.reading.plausible(country) else None),
            sector=merged[0] if merged else None,
            sectors=merged,
            office=office,
        )

    def described(self, base: Phrase, depth: int) -> Phrase | None:
        """What an apposition says of a name: "Ada Obi, the Nigerian health minister"."""
        if depth > _DEEPEST:
            return None
        for other in self._beside(self.doc[base.head]):
            there = self._phrase(other.i, depth + 1)
            if len(there.actors) == 1 and not there.named and there.why.startswith("agent"):
                return there
        return None

    def is_person(self, head: Token) -> bool:
        """Whether an apposition says that a name is a person's: "Ilse Vander, Belgium's defence minister"."""
        for other in self._beside(head):
            hit = self.scan.at.get(other.i)
            agent = self.reading.agent(hit) if hit else None
            if agent is not None and agent.kind is AgentKind.PERSON and not agent.plural and not agent.homeless:
                return True
        return False

    def _beside(self, head: Token) -> Iterator[Token]:
        for child in head.children:
            if child.dep_ == "appos" and child.pos_ in ("NOUN", "PROPN"):
                yield child
        if head.dep_ == "appos" and head.head.pos_ in ("NOUN", "PROPN"):
            yield head.head
        if head.dep_ == "pobj" and head.ent_type_ == "PERSON" and (self._envoy(head) or self._portfolio(head)):
            yield head.head.head

    def _envoy(self, head: Token) -> bool:
        """Whether a host's name and a person's are one phrase: "Chile's ambassador to the UN Ana Rojas"."""
        return head.head.lower_ == "to" and any(
            h.end <= head.i for h in self.before.inside(self.before.left(head), head.i)
        )

    def _portfolio(self, head: Token) -> bool:
        """Whether an office and its bearer are one phrase: "Minister of Natural Resources Ada Obi"."""
        office = head.head.head
        hit = self.scan.at.get(office.i)
        agent = self.reading.agent(hit) if hit else None
        titled = agent is not None and agent.kind is AgentKind.PERSON and office.text[:1].isupper()
        return titled and head.head.lower_ in ("of", "for") and head.i - head.head.i > 2

    def _heading(self, base: Phrase, depth: int) -> Actor | None:
        """Whom a relative clause says that a person heads: "Maria Quispe, who leads the miners' union"."""
        if depth > _DEEPEST:
            return None
        for clause in self.doc[base.head].rights:
            if clause.dep_ == "relcl" and clause.lemma_ in self.classes["heading"]:
                headed = next((c for c in clause.rights if c.dep_ == "dobj"), None)
                there = self._phrase(headed.i, depth + 1) if headed is not None else None
                if there is not None and there.kind is MentionKind.ACTOR and len(there.actors) == 1:
                    actor = there.actors[0]
                    return Actor(country=actor.country, sector=actor.sector, sectors=actor.sectors)
        return None

    def _government_of(self, head: Token, depth: int) -> str | None:
        """The country of "in Albania" after "the government of NAME", which the parse may put on either noun."""
        if depth > _DEEPEST or not self._governs(head):
            return None
        body = head.head.head if head.dep_ == "pobj" else head.head
        for right in body.rights:
            target = next((c for c in right.rights if c.dep_ == "pobj"), None)
            if right.dep_ == "prep" and target is not None and target.i > head.i:
                there = self._phrase(target.i, depth + 1)
                if there.actors and there.actors[0].country:
                    return there.actors[0].country
        return None

    def _governs(self, head: Token) -> bool:
        """Whether a name owns a government: "the government of NAME", "NAME's cabinet"."""
        body = head.head if head.dep_ == "poss" else head.head.head if head.dep_ == "pobj" else None
        if body is None or (head.dep_ == "pobj" and head.head.lower_ != "of"):
            return False
        hit = self.scan.at.get(body.i)
        agent = self.reading.agent(hit) if hit else None
        return agent is not None and agent.kind is AgentKind.BODY and agent.sectors[:1] == (_STATE,)
