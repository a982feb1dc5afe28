"""From a noun phrase to the parties it denotes: names, common nouns, owners and titles put together."""

from collections.abc import Mapping
from dataclasses import replace

from spacy.tokens import Token

from gestae.actors.before import Before
from gestae.actors.choose import Reading
from gestae.actors.parts import Phrase, acts, filled, is_place, is_state, nominal, of_name, plural, tie, with_
from gestae.actors.scan import Hit, Scan
from gestae.actors.view import MentionKind
from gestae.knowledge import Agent, AgentKind, Entity, EntityKind, NameKind
from gestae.language.view import Parsed
from gestae.model import Actor, PlaceLevel, PlaceUse
from gestae.places.view import Places

_MOST_OWNERS = 20
_PUBLIC = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "OPP", "ELI"})
_OWNER_PREPOSITIONS = frozenset(("of", "for", "from", "in", "at", "to", "on", "with", "inside", "across"))
PLACE_PREPOSITIONS = frozenset(("in", "at", "inside", "across", "near", "around", "outside", "throughout", "within"))
_PARTS = frozenset((PlaceLevel.ADMIN1, PlaceLevel.ADMIN2, PlaceLevel.CITY))
_LOYAL = frozenset(("REB", "PRM", "OPP", "CRM", "UAF"))
_YIELDING = frozenset(("GOV", "MIL", "UNK", "UAF", "CVL", "PTY", "SPY", "COP", "SOC", "REB"))


class Composer:
    """Reads the noun phrases of one document; answers are kept, so that each head is read once."""

    def __init__(
        self, parsed: Parsed, scan: Scan, places: Places, reading: Reading, owners: Mapping[int, Actor]
    ) -> None:
        self.doc, self.scan, self.places, self.reading = parsed.doc, scan, places, reading
        self.classes = reading.knowledge.word_classes
        self.before = Before(parsed, scan, places, reading, owners)
        self._done: dict[int, Phrase] = {}

    def phrase(self, head: int, depth: int = 0) -> Phrase:
        """The reading of the noun phrase with this head."""
        found = self._done.get(head)
        if found is None:
            found = self._read(self.doc[head], depth)
            self._done[head] = found
        return found

    def _read(self, head: Token, depth: int) -> Phrase:
        hit = self.scan.at.get(head.i)
        start = self.before.left(head)
        end = max(head.i + 1, hit.end if hit else 0)
        base = Phrase(start, end, head.i, plural=plural(head))
        if hit is not None:
            entity = self.reading.entity(hit)
            if entity is not None and not self._contradicted(entity, start, hit.start):
                return self._entity(base, hit, entity, depth)
            if not self.reading.agent(hit) and self.reading.country(hit):
                return self._country(base, hit, depth)
        agent = self.reading.agent(hit) if hit else None
        place = self.places.by_head.get(head.i)
        if place is not None and place.place.country and not self._personal(head, start, place.start):
            actor = Actor(country=self.reading.knowledge.state_of(place.place.country))
            return replace(base, kind=MentionKind.THING, actors=(actor,), why="place", named=True)
        if head.ent_type_ == "PERSON" or (head.pos_ == "PROPN" and self.before.titled(start, head.i)):
            return self._person(base, head, depth)
        if agent is not None:
            return self._common(base, hit, agent, depth)
        return self._unknown(base, head, depth)

    # ------------------------------------------------------------ names

    def _entity(self, base: Phrase, hit: Hit, entity: Entity, depth: int) -> Phrase:
        actor = self.reading.knowledge.entity(entity.id, self.reading.on)
        person = entity.kind is EntityKind.PERSON
        if self.before.former(base.start, hit.start):
            actor = with_(actor, sectors=("ELI",) if person else actor.sectors)
        return replace(
            base,
            kind=MentionKind.ACTOR,
            actors=(actor,),
            why=f"entity/{entity.id}",
            named=True,
            person=person,
            plural=base.plural and not person,
        )

    def _personal(self, head: Token, start: int, place: int) -> bool:
        """Whether what looks like a place is the end of a person's name."""
        return self.before.titled(start, head.i) or (head.ent_type_ == "PERSON" and place > start)

    def _contradicted(self, entity: Entity, start: int, end: int) -> bool:
        """Whether the nationality before a name is not that of the body it would mean."""
        before = self.scan.at.get(end - 1) if end > start else None
        if before is None or entity.kind is EntityKind.PERSON or before.linked:
            return False
        name = self.reading.country(before, NameKind.ADJECTIVE)
        return name is not None and entity.country not in (None, name.code) and not self._stateless(entity.country)

    def _stateless(self, country: str | None) -> bool:
        """Whether a code is that of bodies across borders, to which no civilians belong."""
        return country is not None and self.reading.knowledge.countries[country].kind == "body"

    def _country(self, base: Phrase, hit: Hit, depth: int) -> Phrase:
        name = self.reading.country(hit)
        assert name is not None
        knowledge, on = self.reading.knowledge, self.reading.on
        head = self.doc[base.head]
        if name.kind in (NameKind.DEMONYM, NameKind.DEMONYMS) or (name.kind is NameKind.ADJECTIVE and nominal(head)):
            code = knowledge.code_on(name.code, on)
            several = name.kind is not NameKind.DEMONYM and head.tag_ != "NNP"
            base = replace(base, plural=several)
            first = self.doc[base.start].lower_
            nation = first not in ("a", "an") if name.kind is NameKind.ADJECTIVE else several and first == "the"
            if nation and not any(c.dep_ == "nummod" for c in head.lefts):
                state = knowledge.country(name.code, on)
                return replace(base, kind=MentionKind.ACTOR, actors=(state,), why="nation")
            people = Actor(country=code, sector="CVL", sectors=("CVL",))
            return replace(base, kind=MentionKind.ACTOR, actors=(people,), why="demonym", named=False)
        place = self.places.by_head.get(base.head)
        if place is not None and place.place.level in _PARTS and place.place.country not in (None, name.code):
            there = Actor(country=self.reading.knowledge.state_of(place.place.country))
            return replace(base, kind=MentionKind.THING, actors=(there,), why="place", named=True)
        state = knowledge.country(name.code, on)
        if name.kind is NameKind.CAPITAL:
            metonym = place is not None and place.use is PlaceUse.METONYMIC
            if not metonym and not acts(head):
                there = Actor(country=state.country)
                return replace(base, kind=MentionKind.THING, actors=(there,), why="place", named=True)
            return replace(base, kind=MentionKind.ACTOR, actors=(state,), why="capital", named=True)
        if knowledge.countries[name.code].kind == "body":
            state = Actor(country=name.code, entity=state.entity, name=state.name)
        located = head.dep_ == "pobj" and head.head.lower_ in PLACE_PREPOSITIONS and name.kind is NameKind.NAME
        kind = MentionKind.THING if located else MentionKind.ACTOR
        return replace(base, kind=kind, actors=(state,), why=f"country/{name.kind}", named=True, plural=False)

    def _person(self, base: Phrase, head: Token, depth: int) -> Phrase:
        """A personal name that the knowledge does not hold: title, office and nearest country tell what they can."""
        first = head.i
        while first > base.start and (first - 1) not in self.scan.at and of_name(self.doc[first - 1]):
            first -= 1
        actor = Actor(name=self.doc[first : head.i + 1].text)
        apposed = self._described(base, depth)
        described = apposed.actors[0] if apposed else self._offices(base, first)
        actor = filled(actor, described) if described else actor
        country = actor.country or self._owner_country(base, depth)
        if country and not actor.country:
            actor = with_(actor, country=country)
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

    def _offices(self, base: Phrase, name: int) -> Actor | None:
        """Title and office before a name, with the country or body that they belong to."""
        sectors: tuple[str, ...] = ()
        office = country = None
        for hit in self.before.inside(base.start, name):
            agent, title = self.reading.agent(hit), self.reading.title(hit)
            if agent is not None and (agent.sectors or agent.kind is AgentKind.PERSON):
                sectors, office, country = sectors + agent.sectors, agent.phrase, agent.country or country
            elif title is not None:
                sectors, country = sectors + title.sectors, title.country or country
        owner = self.before.modifying(base.start, name)
        if owner and owner[0].sectors and owner[0].entity and not owner[0].entity.startswith("country:"):
            sectors = sectors or owner[0].sectors
        if not sectors and not owner:
            return None
        merged = tuple(dict.fromkeys(sectors))
        return Actor(
            country=owner[0].country if owner else (country if self.reading.plausible(country) else None),
            sector=merged[0] if merged else None,
            sectors=merged,
            office=office,
        )

    def _described(self, base: Phrase, depth: int) -> Phrase | None:
        """What an apposition says of a name: "Ada Obi, the Nigerian health minister"."""
        if depth > 3:
            return None
        head = self.doc[base.head]
        around = [c for c in head.children if c.dep_ == "appos"]
        if head.dep_ == "appos" and head.head.pos_ in ("NOUN", "PROPN"):
            around.append(head.head)
        for other in around:
            if other.pos_ in ("NOUN", "PROPN") and self._done.get(other.i, other.ent_type_ != "PERSON"):
                there = self.phrase(other.i, depth + 1)
                if len(there.actors) == 1 and not there.named and there.why.startswith("agent"):
                    return there
        return None

    # ------------------------------------------------------------ common nouns

    def _common(self, base: Phrase, hit: Hit | None, agent: Agent, depth: int) -> Phrase:
        assert hit is not None
        body = self.reading.body(agent)
        if body is not None and not any(self.before.modifying(base.start, hit.start)):
            return self._entity(base, hit, body, depth)
        base = replace(base, plural=agent.plural or base.plural)
        end, owned = self._complement(base, agent, depth)
        head = self.doc[base.head]
        if agent.plural is False and not agent.sectors and head.lower_ in self.classes["amount"] and owned is not None:
            return replace(owned, start=base.start, head=base.head, end=end, plural=True, named=False)
        owners = self.before.modifying(base.start, hit.start, related=agent.homeless)
        if agent.homeless:
            owned = None
        sectors = agent.sectors
        before = [self.reading.agent(h) for h in self.before.inside(base.start, hit.start)]
        modifying = [a for a in before if a is not None and a.sectors]
        homeless = agent.homeless or any(a is not None and a.homeless for a in before)
        if sectors[:1] == ("MIL",) and self.before.sided(base.start, hit.start):
            sectors = ("PRM",)
        for other in modifying:
            if not sectors or (set(other.sectors) & _LOYAL and sectors[0] in _YIELDING):
                sectors = other.sectors
        actors = [self._possessed(owner, sectors, agent, is_state(owner)) for owner in owners]
        if not owners and owned is not None:
            organ = owned.kind is MentionKind.ACTOR and not all(is_state(a) and a.entity for a in owned.actors)
            actors = [self._possessed(a, sectors, agent, not organ) for a in owned.actors]
        if not actors:
            home = agent.country if self.reading.plausible(agent.country) else None
            actors = [Actor(country=home, sector=sectors[0] if sectors else None, sectors=sectors)]
        public = not agent.sectors or bool(_PUBLIC.intersection(agent.sectors))
        if public and self.before.former(base.start, hit.start) and agent.kind is AgentKind.PERSON:
            actors = [with_(a, sectors=("ELI",)) for a in actors]
        thing = agent.kind in (AgentKind.THING, AgentKind.PLACE)
        proper = (
            not thing
            and agent.kind is not AgentKind.PERSON
            and len(actors) == 1
            and head.pos_ == "PROPN"
            and self._capitals(base.start, hit.end)
        )
        if proper:
            first = base.start + (self.doc[base.start].pos_ == "DET")
            actors = [actors[0].model_copy(update={"name": self.doc[first : hit.end].text})]
        if thing and not any(a.sectors or a.country for a in actors):
            actors = []
        return replace(
            base,
            end=end,
            kind=MentionKind.THING if thing else MentionKind.ACTOR,
            actors=tuple(dict.fromkeys(actors)),
            why=f"agent/{agent.phrase}",
            open=any(not a.country for a in actors) and not homeless,
            named=proper,
            person=agent.kind is AgentKind.PERSON and not base.plural,
        )

    def _possessed(self, owner: Actor, sectors: tuple[str, ...], agent: Agent, of_state: bool) -> Actor:
        """The agent of an owner: the owner's country; an armed group, body or office keeps its own sectors."""
        if of_state:
            if not sectors and owner.sectors and owner.entity is None:
                sectors = owner.sectors
            elif not sectors and agent.kind is AgentKind.PERSON and owner.country and owner.sectors:
                sectors = ("GOV",)
        elif owner.sectors and (not sectors or (owner.sectors[0] != "GOV" and sectors[0] in _YIELDING - {"CVL"})):
            sectors = owner.sectors
        merged = tuple(dict.fromkeys(sectors))
        if merged[:1] == ("CVL",) and self._stateless(owner.country):
            return Actor(sector="CVL", sectors=merged)
        return Actor(country=owner.country or agent.country, sector=merged[0] if merged else None, sectors=merged)

    def _capitals(self, start: int, end: int) -> bool:
        """Whether a slice is a name: nothing but capitals after the article, and more than one of them."""
        start += self.doc[start].pos_ == "DET"
        return end - start > 1 and all(
            t.text[:1].isupper() or t.pos_ in ("ADP", "PART", "CCONJ") for t in self.doc[start:end]
        )

    def _complement(self, base: Phrase, agent: Agent | None, depth: int) -> tuple[int, Phrase | None]:
        """Where "of the army", "in Idlib" after a head end, and the phrase that owns the head."""
        end, found = base.end, None
        if depth > 4:
            return end, None
        for right in self.doc[base.end - 1].rights:
            child = tie(right) if right.dep_ == "acl" else right
            if child is None or child.dep_ != "prep" or child.lower_ not in _OWNER_PREPOSITIONS:
                continue
            if child.lower_ == "to" and agent is not None and "GOV" in agent.sectors:
                continue
            target = next((c for c in child.rights if c.dep_ == "pobj"), None)
            if target is None or target.i < end:
                continue
            there = self._together(target, self.doc[base.end - 1], depth)
            if child.ent_type_ == "ORG" and child.ent_iob_ == "I" and not is_place(there):
                continue
            if child.lower_ in ("to", "with", "on") and there.kind is not MentionKind.ACTOR:
                continue
            if child.i <= end + 1:
                end = max(end, there.end)
            if found is None and there.actors and (there.kind is not MentionKind.OTHER):
                if child.lower_ in PLACE_PREPOSITIONS:
                    place = tuple(Actor(country=a.country) for a in there.actors)
                    if any(a.country for a in place):
                        found = replace(there, actors=place)
                else:
                    found = there
        return end, found

    def _together(self, target: Token, head: Token, depth: int) -> Phrase:
        """What follows the preposition; several owners of a plural head count one by one."""
        there = self.phrase(target.i, depth + 1)
        others = [c for c in target.conjuncts if c.i > target.i] if head.tag_ in {"NNS", "NNPS"} else []
        for other in others[:_MOST_OWNERS]:
            phrase = self.phrase(other.i, depth + 1)
            if phrase.kind is there.kind and phrase.actors:
                there = replace(there, actors=(*there.actors, *phrase.actors), end=max(there.end, phrase.end))
        return there

    def _unknown(self, base: Phrase, head: Token, depth: int) -> Phrase:
        """A noun that is in no table: it may count people, belong to somebody, or be a name."""
        end, owned = self._complement(base, None, depth)
        if head.lower_ in self.classes["amount"] or head.pos_ == "NUM":
            if owned is not None and head.i < owned.start:
                return replace(owned, start=base.start, head=base.head, end=end, plural=True, named=False)
            return base
        owners = self.before.modifying(base.start, head.i)
        before = [a for a in (self.reading.agent(h) for h in self.before.inside(base.start, head.i)) if a and a.sectors]
        if head.ent_type_ == "ORG" and head.pos_ == "PROPN":
            last = head.i + 1
            while last < len(self.doc) and self.doc[last].ent_iob_ == "I":
                last += 1
            sectors = before[-1].sectors if before else ()
            country = owners[0].country if owners else (owned.actors[0].country if owned and owned.actors else None)
            start = base.start + (self.doc[base.start].pos_ == "DET")
            name = self.doc[start:last].text
            actor = Actor(country=country, sector=sectors[0] if sectors else None, sectors=sectors, name=name)
            described = self._described(base, depth)
            if described is not None and described.person:
                return self._person(base, head, depth)
            if described is not None:
                actor = filled(actor, described.actors[0])
                country = actor.country
            return replace(
                base, end=last, kind=MentionKind.ACTOR, actors=(actor,), named=True, open=not country, why="name"
            )
        if head.ent_type_ in ("NORP",) and head.pos_ in ("PROPN", "NOUN", "ADJ"):
            return replace(base, kind=MentionKind.ACTOR, actors=(Actor(),), why="group name", open=True)
        actors = list(owners)
        if not actors and before:
            actors = [Actor(sector=before[-1].sectors[0], sectors=before[-1].sectors)]
        elif owners and before:
            actors = [with_(o, sectors=before[-1].sectors) if is_state(o) else o for o in owners]
        return replace(base, end=base.end, actors=tuple(actors), why="owner" if actors else "")

    def _owner_country(self, base: Phrase, depth: int) -> str | None:
        """The country of a phrase from "of" or "in" after it."""
        _, owned = self._complement(base, None, depth)
        return owned.actors[0].country if owned and owned.actors else None
