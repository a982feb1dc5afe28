"""One meaning for a name that has several: candidates, what speaks for each, and the best of them."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from gestae.actors.evidence import Evidence
from gestae.actors.scan import Hit
from gestae.actors.view import Rival, Signs
from gestae.knowledge import Agent, CountryName, Entity, EntityKind, Knowledge, NameKind, Title, words

_Fact = TypeVar("_Fact", Agent, Title)
_Meaning = TypeVar("_Meaning", CountryName, Entity)
_NAMING = frozenset((NameKind.NAME, NameKind.CAPITAL))


class Reading:
    """What hits mean on the document's date, given what its text says as a whole."""

    def __init__(self, knowledge: Knowledge, on: date | None, evidence: Evidence) -> None:
        self.knowledge, self.on, self.evidence = knowledge, on, evidence
        self.countries, self.people = evidence.countries, evidence.people
        self._chosen: dict[tuple[CountryName | Entity, ...], CountryName | Entity | None] = {}

    def country(self, hit: Hit, *kinds: NameKind) -> CountryName | None:
        """The country name among the facts, of the given kinds if any are given; None where a person is meant."""
        found = tuple(f for f in hit.facts if isinstance(f, CountryName) and (not kinds or f.kind in kinds))
        if not found or (hit.single is not None and self._surname(found[0], hit.single)):
            return None
        named = tuple(f for f in found if f.kind is NameKind.NAME) or found
        return self._one(tuple(f for f in named if self.dated(f)) or named)

    def agent(self, hit: Hit) -> Agent | None:
        """The common noun among the facts, None where it is somebody's surname in this text."""
        agent = _first(hit.facts, Agent)
        if agent is not None and hit.single is not None and self.evidence.possessors:
            agent = self._possessed(agent, hit.single)
        if agent is not None and hit.single is not None and hit.bare and hit.single.lower() in self.people:
            return None
        return agent

    def _possessed(self, agent: Agent, single: str) -> Agent:
        """A noun in short for another's of a text that names that other: "deputies" where a sheriff's office acts."""
        for possessor in self.evidence.possessors:
            whole = self.knowledge.agents.get(f"{possessor.phrase}'s {single.lower()}")
            if whole is not None and agent.sectors and whole.sectors == possessor.sectors:
                return whole
        return agent

    def title(self, hit: Hit) -> Title | None:
        """The title among the facts."""
        return _first(hit.facts, Title)

    def entity(self, hit: Hit) -> Entity | None:
        """The entity that is most likely meant: of a country in the text, alive on the date, first in the tables.

        People of one name from several countries are none of them where nothing in the text decides.
        """
        found = tuple(f for f in hit.facts if isinstance(f, Entity))
        capitals = [f for f in hit.facts if isinstance(f, CountryName)]
        if found and capitals:
            found = tuple(f for f in found if self._seated(f, capitals))
        if found and hit.single is not None:
            noun = any(isinstance(f, Agent) for f in hit.facts)
            found = tuple(f for f in found if self._meant(f, hit, hit.single, noun))
        return self._one(found) if len(found) > 1 else (found[0] if found else None)

    def rivals(self, hit: Hit) -> tuple[Rival, ...]:
        """All meanings of an ambiguous name, the best first."""
        meanings = [f for f in hit.facts if isinstance(f, CountryName | Entity)]
        if len(meanings) < 2:
            return ()
        ranked = sorted(self._rated(meanings), key=lambda r: -r[1].score)
        return tuple(Rival(_label(fact), signs) for fact, signs in ranked)

    def dated(self, name: CountryName) -> bool:
        """Whether a name is bound to a period that holds the day: then no other state bears it."""
        return name.dated(self.on)

    def body(self, agent: Agent, capital: bool) -> Entity | None:
        """The named body that a common noun stands for everywhere in this text: "the coalition", "the Commission"."""
        if agent.homeless:
            return self.evidence.unions.get(agent.phrase)
        return self.evidence.bodies.get(agent.phrase) if capital else None

    def plausible(self, country: str | None) -> bool:
        """Whether an office that usually is one country's can be meant: the text names that country, or none."""
        return country is not None and (bool(self.countries.get(country)) or not self.countries)

    def _seated(self, entity: Entity, capitals: Sequence[CountryName]) -> bool:
        """Whether a capital's name stands for a body that sits there: the text names that body, and not the country."""
        others = [capital for capital in capitals if capital.code != entity.country]
        if not others or not self.knowledge.stateless(entity.country):
            return True
        named = entity in self.evidence.unions.values() or self.countries[entity.country or ""] > 0
        return named and all(self._elsewhere(capital.code, capital.name) <= 0 for capital in others)

    def _surname(self, name: CountryName, single: str) -> bool:
        """Whether a country's name or capital is somebody's last name in a text that does not speak of the country."""
        if name.kind not in _NAMING or single.lower() not in self.people:
            return False
        return name.kind is NameKind.CAPITAL or self._elsewhere(name.code, name.name) <= 0

    def _elsewhere(self, code: str, name: str) -> int:
        return self.countries.get(code, 0) - self.evidence.forms.get((code, name.lower()), 0)

    def _meant(self, entity: Entity, hit: Hit, single: str, noun: bool) -> bool:
        """Whether a surname or an acronym alone can mean an entity.

        Nobody else of that name may be in the text, and a state's entity needs its country there; where the word is a
        common noun too, the text has to speak of that country most.
        """
        home = entity.country is None or self.knowledge.countries[entity.country].kind == "body"
        named = self.countries.get(entity.country or "", 0)
        if noun and not home:
            return bool(named) and named == max(self.countries.values())
        there = home or bool(named) or not self.countries
        if entity.kind is not EntityKind.PERSON:
            foreign = not home and not named and self.evidence.elsewhere
            return (there and not foreign) or not single.isupper() or entity.kind is EntityKind.OUTLET
        full = self.people.get(single.lower())
        if full:
            mine = {w.norm for w in words(entity.name)}
            return any(mine >= set(name.split()) or set(name.split()) >= mine for name in full)
        roles = self.knowledge.roles.get(entity.id, ())
        if self.on is None:
            alone = sum(isinstance(f, Entity) for f in hit.facts) == 1
            return there or ((hit.ruling or alone) and any("GOV" in r.sectors for r in roles))
        return there or any(r.period.holds(self.on) for r in roles)

    def _one(self, found: tuple[_Meaning, ...]) -> _Meaning | None:
        if len(found) == 1:
            return found[0]
        if found not in self._chosen:
            self._chosen[found] = self._best(found)
        chosen = self._chosen[found]
        return next((f for f in found if f is chosen), None)

    def _best(self, found: Sequence[CountryName | Entity]) -> CountryName | Entity | None:
        ranked = sorted(self._rated(found), key=lambda r: -r[1].score)
        first = ranked[0][1].score
        rivals = {_home(fact) for fact, signs in ranked if signs.score == first}
        return ranked[0][0] if len(rivals) == 1 else None

    def _rated(self, found: Sequence[CountryName | Entity]) -> list[tuple[CountryName | Entity, Signs]]:
        return [(fact, self._signs(fact, order)) for order, fact in enumerate(found)]

    def _signs(self, fact: CountryName | Entity, order: int) -> Signs:
        if isinstance(fact, CountryName):
            return Signs(self._elsewhere(fact.code, fact.name), self.dated(fact), order)
        roles = self.knowledge.roles.get(fact.id, ())
        holds = any(r.period.holds(self.on) for r in roles) or (not roles and fact.period.holds(self.on))
        person = fact.kind is EntityKind.PERSON
        return Signs(self.countries.get(fact.country or "", 0), holds, None if person else order)


def _home(fact: CountryName | Entity) -> str | None:
    return fact.code if isinstance(fact, CountryName) else fact.country


def _label(fact: CountryName | Entity) -> str:
    return f"country:{fact.code}" if isinstance(fact, CountryName) else fact.id


def _first(facts: Sequence[object], kind: type[_Fact]) -> _Fact | None:
    return next((f for f in facts if isinstance(f, kind)), None)
