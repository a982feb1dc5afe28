"""What stands before the head of a noun phrase: owners, nationalities, offices, marks of time past."""

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from gestae.actors.choose import Reading
from gestae.actors.parts import is_state
from gestae.actors.scan import Hit, Scan
from gestae.knowledge import AgentKind, CountryName, Entity, EntityKind, NameKind
from gestae.language.view import Parsed
from gestae.model import Actor
from gestae.places.view import Places

_WIDEST = 40  # tokens before a head that can belong to it
_SIDES = frozenset(("and", "or", "&", ",", "/", "-", "–", "the"))


class Before:
    """Reads the token slices before heads. ``owners`` holds whom possessive pronouns stand for, as they are found."""

    def __init__(
        self, parsed: Parsed, scan: Scan, places: Places, reading: Reading, owners: Mapping[int, Actor]
    ) -> None:
        self.doc, self.scan, self.places, self.reading = parsed.doc, scan, places, reading
        self.owners, self.classes = owners, reading.knowledge.word_classes

    def left(self, head: Token) -> int:
        """Where the words before the head begin: its modifiers, owners and titles."""
        start = head.i
        for child in head.lefts:
            if child.dep_ not in ("punct", "cc", "preconj", "relcl", "advcl", "mark", "prep", "nsubj", "cop", "aux"):
                start = min(start, child.left_edge.i)
                break
        hit = self.scan.at.get(head.i)
        start = max(min(start, hit.start) if hit else start, head.i - _WIDEST)
        return self._after_person(start, head.i)

    def _after_person(self, start: int, end: int) -> int:
        """Where a head's own words begin when the parse put "President X and" before them."""
        for hit in self.inside(start, end):
            entity = self.reading.entity(hit)
            person = entity is not None and entity.kind is EntityKind.PERSON
            if person and hit.end < end and self.doc[hit.end].dep_ == "cc":
                start = hit.end + 1
        return start

    def inside(self, start: int, end: int) -> Iterator[Hit]:
        """Hits in a token slice, from left to right."""
        position = start
        while position < end:
            hit = self.scan.at.get(position)
            if hit is None:
                position += 1
                continue
            if not hit.linked and hit.end <= end:
                yield hit
            position = max(hit.end, position + 1)

    def modifying(self, start: int, end: int, related: bool = False) -> tuple[Actor, ...]:
        """Owners named before a head: the last one, or all that "and" joins ("French and German leaders").

        ``related`` heads ("its allies") are not their possessor's, only of the nationality before them.
        """
        found: list[tuple[int, int, Actor]] = []
        for hit in self.inside(start, end):
            actor = self.modifier(hit)
            actor = self.owners.get(hit.end - 1, actor)
            if actor is not None and not (related and self.doc[hit.end - 1].dep_ == "poss"):
                found.append((hit.start, hit.end, actor))
        for position in range(start, end):
            if related:
                break
            if position in self.owners and position not in self.scan.at:
                found.append((position, position + 1, self.owners[position]))
            elif position not in self.scan.at and position in self.places.by_head:
                code = self.reading.knowledge.state_of(self.places.by_head[position].place.country)
                if code:
                    found.append((position, position + 1, Actor(country=code)))
        found.sort(key=lambda f: f[0])
        if not found:
            return ()
        if len(found) > 1 and self._sent(found[-2][2], found[-1][2]):
            found.pop()
        last = [found[-1]]
        for item in reversed(found[:-1]):
            between = self.doc[item[1] : last[-1][0]]
            if (
                len(between)
                and all(t.lower_ in _SIDES for t in between)
                and any(t.dep_ in ("cc", "punct") for t in between)
            ):
                last.append(item)
            else:
                break
        return tuple(dict.fromkeys(actor for _, _, actor in reversed(last)))

    def _sent(self, state: Actor, body: Actor) -> bool:
        """Whether a state has its own people at a body across borders: "Britain's UN envoy"."""
        knowledge = self.reading.knowledge
        return is_state(state) and not knowledge.stateless(state.country) and knowledge.stateless(body.country)

    def branch(self, start: int, hit: Hit) -> Entity | None:
        """The body whose branch in a country is meant: "the UN Development Programme (UNDP) Togo"."""
        last = hit.start - 1
        if last > start and self.doc[last].text == ")":
            last -= 1
        before = self.scan.at.get(last) if last >= start else None
        entity = self.reading.entity(before) if before is not None and not before.linked else None
        if entity is None or entity.kind is EntityKind.PERSON or not self.reading.knowledge.stateless(entity.country):
            return None
        return entity

    def modifier(self, hit: Hit) -> Actor | None:
        """The owner that a name before a head stands for."""
        entity = self.branch(max(hit.start - _WIDEST, 0), hit) or self.reading.entity(hit)
        knowledge, on = self.reading.knowledge, self.reading.on
        if entity is not None and (not self.reading.country(hit) or entity not in hit.facts):
            return knowledge.entity(entity.id, on)
        name = self.reading.country(hit)
        if name is None:
            agent = self.reading.agent(hit)
            capital = self.doc[hit.start].text[:1].isupper() and hit.single is not None
            body = self.reading.body(agent, capital) if agent else None
            return knowledge.entity(body.id, on) if body else None
        if name.kind in (NameKind.CAPITAL, NameKind.PEOPLE):
            return Actor(country=knowledge.code_on(name.code, on))
        if knowledge.countries[name.code].kind == "body":
            return Actor(country=name.code, entity=f"country:{name.code}", name=knowledge.countries[name.code].name)
        return knowledge.country(name.code, on)

    def ethnic(self, start: int, end: int) -> bool:
        """Whether a people that may live in several countries is named in a slice: "Kurdish rebels"."""
        return any(
            isinstance(f, CountryName) and f.kind is NameKind.PEOPLE for h in self.inside(start, end) for f in h.facts
        )

    def titled(self, start: int, head: int) -> bool:
        """Whether a title or an office stands before the head, and a name between them."""
        hit = self.scan.at.get(head - 1)
        while head - 1 > start and hit is None and self.doc[head - 1].pos_ == "PROPN":
            head -= 1
            hit = self.scan.at.get(head - 1)
        if hit is None or hit.end > head or not self.doc[hit.start].text[:1].isupper():
            return False
        agent = self.reading.agent(hit)
        return bool(self.reading.title(hit)) or (
            agent is not None and agent.kind is AgentKind.PERSON and not agent.plural
        )

    def former(self, start: int, end: int) -> bool:
        """Whether a mark of time past stands in a slice: "former", "ex"."""
        return any(self.doc[i].lower_ in self.classes["former"] for i in range(start, end))

    def sided(self, start: int, end: int) -> bool:
        """Whether "pro-X" stands in a slice."""
        return any(self.doc[i].lower_ == "pro" for i in range(start, end))
