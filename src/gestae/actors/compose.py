"""From a noun phrase to the parties it denotes: names, common nouns, owners and titles put together."""

from collections.abc import Mapping
from dataclasses import replace

from spacy.tokens import Token

from gestae.actors.before import Before
from gestae.actors.choose import Reading
from gestae.actors.lands import Lands
from gestae.actors.members import Members
from gestae.actors.names import Names
from gestae.actors.parts import (
    PLACE_PREPOSITIONS,
    Phrase,
    bare,
    filled,
    first_joined,
    is_place,
    is_state,
    plural,
    tie,
    with_,
)
from gestae.actors.people import People
from gestae.actors.scan import Hit, Scan
from gestae.actors.view import MentionKind
from gestae.knowledge import Agent, AgentKind, CountryName
from gestae.language.view import Parsed
from gestae.model import Actor, PlaceUse
from gestae.places.view import Places

_MOST_OWNERS = 20
_DEEPEST = 3
_PUBLIC = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "OPP", "ELI"})
_OWNER_PREPOSITIONS = frozenset(("of", "for", "from", "in", "at", "to", "on", "with", "inside", "across", "throughout"))
_SOCIAL = frozenset(("LAB", "AGR", "EDU", "BUS", "MED", "REL", "JRN"))
_HOSTILE = frozenset(("REB", "UAF", "CRM"))
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
        self.lands = Lands(self.before, places, self._owner)
        self.members = Members(self.before, self.phrase)
        self.people = People(self.before, self.phrase, self._owner)
        self.names = Names(self.before, self.people)
        self._done: dict[int, Phrase] = {}
        self._reading: set[int] = set()
        self._cut = False  # whether a phrase that is being read was asked for again: what was read from it is partial

    def phrase(self, head: int, depth: int = 0) -> Phrase:
        """The reading of the noun phrase with this head."""
        found = self._done.get(head)
        if found is None:
            if head in self._reading:
                self._cut = True
                return Phrase(head, head + 1, head)
            self._reading.add(head)
            found = self._read(self.doc[head], depth)
            self._reading.discard(head)
            if not self._reading or not self._cut:
                self._done[head] = found
            self._cut = self._cut and bool(self._reading)
        return found

    def forget(self, head: int) -> None:
        """Read a phrase anew when it is next asked for: its owner has become known."""
        self._done.pop(head, None)

    def _read(self, head: Token, depth: int) -> Phrase:
        hit = self.scan.at.get(head.i)
        start = self.before.left(head)
        end = max(head.i + 1, hit.end if hit else 0)
        base = Phrase(start, end, head.i, plural=plural(head))
        if hit is not None:
            entity = None if self._lies_there(head, hit) else self.reading.entity(hit)
            if entity is not None and not self.names.contradicted(entity, start, hit):
                return self.names.known(base, hit, entity, depth)
            name = self.reading.country(hit) if not self.reading.agent(hit) else None
            if name is not None:
                branch = self.before.branch(base.start, hit)
                return (
                    self.names.known(base, hit, branch, depth) if branch else self.lands.phrase(base, hit, name, depth)
                )
        agent = self.reading.agent(hit) if hit else None
        place = self.places.by_head.get(head.i)
        personal = self.names.personal(head, start, place.start if place else start)
        there = None if personal or agent is not None else self.lands.settled_in(head)
        if there is None and place is not None and not personal:
            there = self.reading.knowledge.state_of(place.place.country)
        if there is not None:
            return replace(base, kind=MentionKind.THING, actors=(Actor(country=there),), why="place", named=True)
        if head.pos_ == "PROPN" and self.doc[base.start].lower_ in self.classes["nature"]:
            return base
        if head.ent_type_ == "PERSON" or (head.pos_ == "PROPN" and personal):
            longer = self.names.longer(head, start)
            entity = self.reading.entity(longer) if longer is not None else None
            if longer is not None and entity is not None:
                return self.names.known(base, longer, entity, depth)
            return self.people.name(base, head, depth)
        if agent is not None:
            return self._common(base, hit, agent, depth) if hit else self._unknown(base, head, depth)
        return self._unknown(base, head, depth)

    def _lies_there(self, head: Token, hit: Hit) -> bool:
        """Whether a capital's name only tells where something is."""
        place = self.places.by_head.get(head.i)
        literal = place is not None and place.use in (PlaceUse.LITERAL, PlaceUse.MIXED)
        return literal and any(isinstance(f, CountryName) for f in hit.facts)

    # ------------------------------------------------------------ common nouns

    def _common(self, base: Phrase, hit: Hit, agent: Agent, depth: int) -> Phrase:
        head = self.doc[base.head]
        body = self.reading.body(agent, head.text[:1].isupper() and hit.single is not None)
        if body is not None and not self.before.modifying(base.start, hit.start):
            return self.names.known(base, hit, body, depth)
        base = replace(base, plural=agent.plural or base.plural)
        end, owned = self._complement(base, agent, depth)
        if agent.plural is False and not agent.sectors and head.lower_ in self.classes["amount"] and owned is not None:
            return replace(owned, start=base.start, head=base.head, end=end, plural=True, named=False)
        beside = self.members.apposed(head, depth)
        if beside is not None and agent.homeless:
            return replace(base, kind=MentionKind.ACTOR, actors=beside.actors, why=beside.why)
        sectors, homeless = self._sectors(base, hit, agent)
        listed = self.members.listed(head, agent, sectors, depth)
        if listed:
            return replace(base, kind=MentionKind.ACTOR, actors=listed, why="list")
        owners = self.before.modifying(base.start, hit.start, related=agent.homeless)
        if owned is not None and owners and self.before.ethnic(base.start, hit.start):
            owners = ()
        if agent.homeless or (homeless and owned is not None and is_place(owned)):
            owned = None
        elif not owners and owned is None:
            owners = self._shared(base, hit, sectors)
            owned = None if owners else self._shared_after(head, sectors, depth)
        if not owners and self._private(head, owned, agent, depth):
            sectors = tuple(s for s in sectors if s != "GOV")
        actors = [self._possessed(owner, sectors, agent, is_state(owner)) for owner in owners]
        if not owners and owned is not None:
            organ = owned.kind is MentionKind.ACTOR and not all(is_state(a) and a.entity for a in owned.actors)
            actors = [self._possessed(a, sectors, agent, not organ) for a in owned.actors]
        if not actors:
            home = agent.country if self.reading.plausible(agent.country) else None
            actors = [Actor(country=home, sector=sectors[0] if sectors else None, sectors=sectors)]
            if beside is not None:
                actors = [self._possessed(beside.actors[0], sectors, agent, of_state=True)]
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
        of_others = owned is not None and not owned.open and owned.kind is MentionKind.ACTOR
        return replace(
            base,
            end=end,
            kind=MentionKind.THING if thing else MentionKind.ACTOR,
            actors=tuple(dict.fromkeys(actors)),
            why=f"agent/{agent.phrase}",
            open=any(not a.country for a in actors) and not homeless and not of_others,
            reserved=owned is not None and owned.named and not owned.person,
            named=proper,
            person=agent.kind is AgentKind.PERSON and not base.plural,
        )

    def _sectors(self, base: Phrase, hit: Hit, agent: Agent) -> tuple[tuple[str, ...], bool]:
        """The sectors of a common noun with those before it ("rebel leader"), and whether it is of no one country."""
        sectors = agent.sectors
        before = [a for h in self.before.inside(base.start, hit.start) if (a := self.reading.agent(h)) is not None]
        if sectors[:1] == ("MIL",) and self.before.sided(base.start, hit.start):
            sectors = ("PRM",)
        for other in before:
            loyal = bool(set(other.sectors) & _LOYAL) and bool(sectors) and sectors[0] in _YIELDING
            social = other.sectors[:1] and other.sectors[0] in _SOCIAL and sectors[:1] == ("LEG",)
            if other.sectors and (not sectors or loyal or social):
                sectors = other.sectors
        if not sectors:
            sectors = self._sorted(base)
        abroad = any(self.doc[i].lower_ in self.classes["abroad"] for i in range(base.start, hit.start))
        return sectors, abroad or agent.homeless or any(a.homeless for a in before)

    def _sorted(self, base: Phrase) -> tuple[str, ...]:
        """The sectors of a noun whose adjectives "and" joins: "religious and civic leaders" are religious leaders."""
        noun = self.doc[base.head].lower_
        for token in self.doc[base.start : base.head]:
            sort = self.reading.knowledge.agents.get(f"{token.lower_} {noun}") if token.pos_ == "ADJ" else None
            if sort is not None and sort.sectors and any(c.dep_ == "conj" for c in token.rights):
                return sort.sectors
        return ()

    def _private(self, head: Token, owned: Phrase | None, agent: Agent, depth: int) -> bool:
        """Whether an office that all sorts of bodies have is that of an unknown one: "president of Harlow Homes"."""
        if agent.phrase not in self.classes["anybody"] or depth > _DEEPEST:
            return False
        if owned is not None:
            known = owned.person or any(a.country or a.entity or _PUBLIC.intersection(a.sectors) for a in owned.actors)
            return self.doc[owned.head].pos_ == "PROPN" and not known
        after = (c for right in head.rights if right.lower_ in ("of", "at") for c in right.rights if c.dep_ == "pobj")
        return any(
            c.pos_ == "PROPN" and c.i not in self.places.by_head and not self.phrase(c.i, depth + 1).actors
            for c in after
        )

    def _shared(self, base: Phrase, hit: Hit, sectors: tuple[str, ...]) -> tuple[Actor, ...]:
        """Owners that a bare noun shares with the first that it is joined to: "French soldiers and policemen"."""
        head = self.doc[base.head]
        first = first_joined(head)
        if first is head or not bare(head) or any(self.before.inside(base.start, hit.start)):
            return ()
        if first.tag_ != head.tag_ and not any(c.dep_ == "poss" for c in first.lefts):
            return ()
        before = self.scan.at.get(first.i)
        agent = self.reading.agent(before) if before else None
        if before is None or agent is None or not _one_camp(agent.sectors, sectors):
            return ()
        return self.before.modifying(self.before.left(first), before.start)

    def _shared_after(self, head: Token, sectors: tuple[str, ...], depth: int) -> Phrase | None:
        """The owner that the last of joined bare nouns gives to all: "policemen and soldiers from Chad"."""
        last = next((c for c in head.rights if c.dep_ == "conj" and c.tag_ == head.tag_), None)
        hit = self.scan.at.get(last.i) if last is not None else None
        agent = self.reading.agent(hit) if hit else None
        if last is None or agent is None or agent.homeless or depth > 2 or not _one_camp(agent.sectors, sectors):
            return None
        if not bare(last):
            return None
        return self._complement(Phrase(last.i, last.i + 1, last.i), agent, depth + 1)[1]

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
        if merged[:1] == ("CVL",) and self.reading.knowledge.stateless(owner.country):
            return Actor(sector="CVL", sectors=merged)
        return Actor(country=owner.country or agent.country, sector=merged[0] if merged else None, sectors=merged)

    def _capitals(self, start: int, end: int) -> bool:
        """Whether a slice is a name: nothing but capitals after the article, and more than one of them."""
        start += self.doc[start].pos_ == "DET"
        return end - start > 1 and all(
            t.text[:1].isupper() or t.pos_ in ("ADP", "PART", "CCONJ") for t in self.doc[start:end]
        )

    def _owner(self, base: Phrase, depth: int) -> Phrase | None:
        """The phrase that owns a name from "of" or "in" after it."""
        return self._complement(base, None, depth)[1]

    def _complement(self, base: Phrase, agent: Agent | None, depth: int) -> tuple[int, Phrase | None]:
        """Where "of the army", "in Idlib" after a head end, and the phrase that owns the head."""
        end, found = base.end, None
        if depth > 4:
            return end, None
        last = self.doc[base.end - 1]
        for right in (last.head if last.dep_ == "prep" else last).rights:
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
            thing = agent is not None and agent.kind is AgentKind.THING
            if child.lower_ in ("to", "with", "on") and (thing or there.kind is not MentionKind.ACTOR):
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
            return self._counted(base, head)
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
            described = self.people.described(base, depth)
            if described is not None and described.person:
                return self.people.name(base, head, depth)
            if described is not None:
                actor = filled(actor, described.actors[0])
                country = actor.country
            return replace(
                base, end=last, kind=MentionKind.ACTOR, actors=(actor,), named=True, open=not country, why="name"
            )
        if head.ent_type_ in ("NORP",) and head.pos_ in ("PROPN", "NOUN", "ADJ"):
            return replace(base, kind=MentionKind.ACTOR, actors=(Actor(),), why="group name", open=True)
        actors = list(owners)
        unplaced = bool(owners) and not any(o.country for o in owners)
        if not actors and before:
            actors = [Actor(sector=before[-1].sectors[0], sectors=before[-1].sectors)]
        elif owners and before:
            actors = [with_(o, sectors=before[-1].sectors) if is_state(o) else o for o in owners]
        return replace(base, end=base.end, actors=tuple(actors), why="owner" if actors else "", open=unplaced)

    def _counted(self, base: Phrase, head: Token) -> Phrase:
        """Those of whom a number alone tells: "dozens were arrested", "hundreds of thousands marched"."""
        while head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lower_ in self.classes["amount"]:
            head = head.head.head
        told = head.dep_ in {"nsubj", "nsubjpass", "dobj"} and head.head.lemma_ in self.classes["counted"]
        if not told:
            return base
        people = Actor(sector="CVL", sectors=("CVL",))
        return replace(base, kind=MentionKind.ACTOR, actors=(people,), plural=True, open=True, why="number")


def _one_camp(sectors: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two groups can have an owner in common: armed opponents have none with anybody else."""
    return bool(_HOSTILE.intersection(sectors)) == bool(_HOSTILE.intersection(others))
