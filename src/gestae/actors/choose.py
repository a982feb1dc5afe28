"""One meaning for a name that has several."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from gestae.actors.scan import Hit
from gestae.knowledge import Agent, CountryName, Entity, EntityKind, Knowledge, NameKind, Title, words

_Fact = TypeVar("_Fact", CountryName, Agent, Title)


class Reading:
    """What hits mean on the document's date, given how often each country is named in it."""

    def __init__(
        self,
        knowledge: Knowledge,
        on: date | None,
        countries: Mapping[str, int],
        people: Mapping[str, set[str]],
        bodies: Mapping[str, Entity],
    ) -> None:
        self.knowledge, self.on, self.countries, self.people, self.bodies = knowledge, on, countries, people, bodies
        self._entities: dict[tuple[Entity, ...], Entity | None] = {}

    def country(self, hit: Hit, *kinds: NameKind) -> CountryName | None:
        """The country name among the facts, of the given kinds if any are given."""
        found = [f for f in hit.facts if isinstance(f, CountryName) and (not kinds or f.kind in kinds)]
        return max(found, key=lambda f: (f.kind is NameKind.NAME, self.countries.get(f.code, 0)), default=None)

    def agent(self, hit: Hit) -> Agent | None:
        """The common noun among the facts."""
        return _first(hit.facts, Agent)

    def title(self, hit: Hit) -> Title | None:
        """The title among the facts."""
        return _first(hit.facts, Title)

    def entity(self, hit: Hit) -> Entity | None:
        """The entity that is most likely meant: of a country in the text, alive on the date, first in the tables.

        A name that several countries' entities share means none of them where the text names none of the countries.
        """
        found = tuple(f for f in hit.facts if isinstance(f, Entity))
        if found and hit.single is not None:
            found = tuple(f for f in found if self._meant(f, hit.single))
        if len(found) < 2:
            return found[0] if found else None
        if found not in self._entities:
            self._entities[found] = self._best(found)
        return self._entities[found]

    def _meant(self, entity: Entity, single: str) -> bool:
        """Whether a surname or an acronym alone can mean an entity.

        Nobody else of that name may be in the text, and a state's entity needs its country there.
        """
        home = entity.country is None or self.knowledge.countries[entity.country].kind == "body"
        there = home or bool(self.countries.get(entity.country or "")) or not self.countries
        if entity.kind is not EntityKind.PERSON:
            return there or not single.isupper()
        full = self.people.get(single.lower())
        if full:
            mine = {w.norm for w in words(entity.name)}
            return any(mine >= set(name.split()) or set(name.split()) >= mine for name in full)
        roles = self.knowledge.roles.get(entity.id, ())
        return there or (self.on is not None and any(r.period.holds(self.on) for r in roles))

    def body(self, agent: Agent) -> Entity | None:
        """The body that a common noun of no one country stands for everywhere in this text: "the coalition"."""
        return self.bodies.get(agent.phrase) if agent.homeless else None

    def plausible(self, country: str | None) -> bool:
        """Whether an office that usually is one country's can be meant: the text names that country, or none."""
        return country is not None and (bool(self.countries.get(country)) or not self.countries)

    def _best(self, found: Sequence[Entity]) -> Entity | None:
        def score(entity: Entity) -> tuple[int, int]:
            named = self.countries.get(entity.country or "", 0)
            roles = self.knowledge.roles.get(entity.id, ())
            return named, any(r.period.holds(self.on) for r in roles) or (not roles and entity.period.holds(self.on))

        ranked = sorted(found, key=score, reverse=True)
        rivals = {e.country for e in ranked if score(e) == score(ranked[0])}
        return ranked[0] if len(rivals) == 1 else None


def _first(facts: Sequence[object], kind: type[_Fact], keep: Callable[[_Fact], bool] = lambda _: True) -> _Fact | None:
    return next((f for f in facts if isinstance(f, kind) and keep(f)), None)
