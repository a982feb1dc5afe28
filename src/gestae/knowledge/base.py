"""The knowledge at work: facts by name, entities on a date."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from gestae.knowledge.facts import Agent, Country, CountryName, Entity, EntityKind, Role, Title
from gestae.knowledge.words import NameIndex
from gestae.model import Actor

_EVER = date(1, 1, 1)
_NEVER = date(9999, 12, 31)


@dataclass(frozen=True)
class Knowledge:
    """Who is who, on which date. Built by ``load_knowledge``; nothing changes it afterwards.

    ``until`` is the last day up to which any fact was checked; ``domains`` maps an internet domain to the entity of
    its outlet; ``offices`` lists the roles in each office of a country; ``word_classes`` holds the small sets of words
    that the reading of phrases needs.
    """

    countries: Mapping[str, Country]
    country_names: Sequence[CountryName]
    entities: Mapping[str, Entity]
    roles: Mapping[str, tuple[Role, ...]]
    offices: Mapping[tuple[str, str], Sequence[Role]]
    agents: Mapping[str, Agent]
    titles: Mapping[str, Title]
    domains: Mapping[str, str]
    word_classes: Mapping[str, frozenset[str]]
    names: NameIndex
    sha256: str
    until: date

    def country(self, code: str, on: date | None = None) -> Actor:
        """A country as the state that acts; one that has ended is its main successor."""
        return Actor(
            country=self.code_on(code, on),
            sector="GOV",
            sectors=("GOV",),
            entity=f"country:{self.code_on(code, on)}",
            name=self.countries[self.code_on(code, on)].name,
        )

    def code_on(self, code: str, on: date | None) -> str:
        """The code of a country on a day: the successor's where it has ended, a dependency's controlling state's."""
        country = self.countries[code]
        if country.kind == "dependency":
            return country.successor
        ended = country.kind == "former" and not (on is not None and country.period.holds(on))
        return country.successor if ended and country.successor else code

    def state_of(self, code: str | None) -> str | None:
        """The country code of a place for actors there: the controlling state's, None where there is none."""
        return self.code_on(code, None) if code is not None and code in self.countries else None

    def stateless(self, code: str | None) -> bool:
        """Whether a code is that of bodies across borders, to which no civilians belong."""
        return code is not None and self.countries[code].kind == "body"

    def entity(self, identifier: str, on: date | None = None, office: str | None = None) -> Actor:
        """A known entity as it stands on a day; without a day in the widest reading.

        Roles that hold on the day decide the sectors. Where none holds, the entity's own sectors do; a person whose
        offices are all past, and who has no other sector, is ELI. Without a day a person is in ``office`` if that is
        one of his or hers, else of the country or body served longest, an office still held counting most.

        Raises:
            KeyError: no such entity.
        """
        if identifier.startswith("country:"):
            return self.country(identifier.removeprefix("country:"), on)
        entity = self.entities[identifier]
        roles = self.roles.get(identifier, ())
        held = [r for r in roles if r.period.holds(on)]
        if on is None:
            held.sort(
                key=lambda r: (r.layer, "ELI" not in r.sectors, r.period.end or _NEVER, r.period.start or _EVER),
                reverse=True,
            )
        else:
            held = _last_layer(held)
        person = entity.kind is EntityKind.PERSON
        if on is None and person:
            held = _longest_served(_in_office(held, office), entity.country)
        sectors = [s for r in held for s in r.sectors]
        served = next((r.country for r in held if r.country), None)
        country = (entity.country or served) if on is None and not person else (served or entity.country)
        past = [r for r in roles if on is not None and r.period.end is not None and r.period.end < on]
        own = entity.sectors if entity.period.holds(on) else ()
        if not held or (not person and on is None):
            if person and past and not set(own) - {"GOV"}:
                sectors = ["ELI"]
            else:
                sectors += own
        merged = tuple(dict.fromkeys(sectors))
        return Actor(
            country=country,
            sector=merged[0] if merged else None,
            sectors=merged,
            entity=identifier,
            name=entity.name,
            office=next((r.office for r in held if r.office), None),
            wikidata=entity.wikidata,
        )

    def holder(self, country: str, office: str, on: date | None) -> Actor | None:
        """Who holds an office of a country on a day; None where nobody or more than one is known to."""
        if on is None:
            return None
        roles = self.offices.get((country, office_key(office)), ())
        held = {r.entity for r in _last_layer([r for r in roles if r.period.holds(on)])}
        return self.entity(held.pop(), on) if len(held) == 1 else None

    def outlet(self, source: str | None, url: str | None, on: date | None = None) -> Actor | None:
        """The news outlet of a document: by the domain of its address, else by the name of its source."""
        labels = _host(url).split(".")
        for start in range(len(labels)):
            identifier = self.domains.get(".".join(labels[start:]))
            if identifier is not None:
                return self.entity(identifier, on)
        named = self.names.get(source or "")
        return next(
            (self.entity(f.id, on) for f in named if isinstance(f, Entity) and f.kind is EntityKind.OUTLET), None
        )

    def search(self, name: str, on: date | None = None) -> list[Actor]:
        """Entities and countries that bear a name, in the order of the tables; an empty list where none does."""
        found: list[Actor] = []
        for fact in self.names.get(name):
            if isinstance(fact, Entity):
                found.append(self.entity(fact.id, on))
            elif isinstance(fact, CountryName):
                found.append(self.country(fact.code, on))
        return list(dict.fromkeys(found))


def _host(url: str | None) -> str:
    """The host of an address, whether or not it names its protocol; empty where there is none."""
    try:
        return (urlsplit(url if "//" in url else f"//{url}").hostname or "") if url else ""
    except ValueError:
        return ""


def _last_layer(roles: Sequence[Role]) -> list[Role]:
    """The roles that the last folder among theirs gives."""
    last = max((r.layer for r in roles), default=0)
    return [r for r in roles if r.layer == last]


def office_key(office: str) -> str:
    """An office's name as it is looked up: case and hyphens do not count."""
    return " ".join(office.lower().replace("-", " ").split())


def _in_office(held: Sequence[Role], office: str | None) -> Sequence[Role]:
    """The roles in an office of that name; all of them where none is."""
    key = office_key(office or "")
    return [r for r in held if key and office_key(r.office) == key] or held


def _longest_served(held: Sequence[Role], home: str | None) -> list[Role]:
    """The roles in the country or body that a person has served longest; those of a later folder count most."""
    last = max((r.layer for r in held), default=0)
    days: Counter[str | None] = Counter()
    for role in held:
        if role.layer == last:
            days[role.country or home] += ((role.period.end or _NEVER) - (role.period.start or _EVER)).days
    main = max(days, key=lambda country: days[country], default=None)
    return [r for r in held if (r.country or home) == main]
