"""A Wikidata dump as people and bodies: read once, slimmed into a file on disk, and resolved from there."""

import gzip
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO

from gestae.knowledge.facts import Agent, CountryName, Entity, EntityKind
from gestae.knowledge.importing.codes import Codes, Part
from gestae.knowledge.importing.items import (
    CITIZENSHIP,
    COUNTRY,
    DISSOLVED,
    INCEPTION,
    INSTANCE,
    ISO_CODE,
    JURISDICTION,
    OCCUPATION,
    OFFICE,
    PARTY,
    SUBCLASS,
    Claim,
    Item,
    items,
)
from gestae.knowledge.importing.scribe import Held, Scribe, Who
from gestae.knowledge.words import words

_PARTY = ("PTY",)


@dataclass(frozen=True, slots=True)
class Office:
    """A position or party that people of the dump held or belong to."""

    label: str
    country: str | None
    sectors: tuple[str, ...]


@dataclass
class Vocabulary:
    """What ids of the dump mean. It grows with its countries, classes, offices and parties, not with its entities."""

    countries: dict[str, str | None] = field(default_factory=dict)
    classes: dict[tuple[str, str], Part] = field(default_factory=dict)
    offices: dict[str, Office | None] = field(default_factory=dict)


def write_dump(lines: Iterable[tuple[int, str]], codes: Codes, scribe: Scribe, as_of: str) -> None:
    """Write the rows of all people and bodies of politics; ``as_of`` goes before the day of an entity's last change."""

    def tell(row: int, problem: str) -> None:
        scribe.report.problem(scribe.path, row, problem)

    with tempfile.TemporaryFile() as spool:
        _spool(items(lines, tell), spool)
        people = People(_vocabulary(spool, codes), codes, scribe, as_of)
        for item in _spooled(spool):
            who = people.who(item)
            if who is None:
                scribe.report.passed += 1
            else:
                scribe.write(who)


def _spool(found: Iterable[Item], spool: IO[bytes]) -> None:
    with gzip.GzipFile(fileobj=spool, mode="wb", compresslevel=1, mtime=0) as packed:
        for item in found:
            packed.write(item.dump().encode() + b"\n")


def _spooled(spool: IO[bytes]) -> Iterator[Item]:
    spool.seek(0)
    with gzip.GzipFile(fileobj=spool, mode="rb") as packed:
        for line in packed:
            yield Item.load(line.decode())


def _vocabulary(spool: IO[bytes], codes: Codes) -> Vocabulary:
    found = Vocabulary()
    properties = {name for name, _ in codes.classes}
    for name, value in codes.classes:
        found.classes[name, value.upper()] = codes.classes[name, value]
    for item in _spooled(spool):
        for code in item.values(ISO_CODE)[:1]:
            found.countries[item.id] = codes.state(code)
        if SUBCLASS in item.claims or INSTANCE not in item.claims:
            for name in properties:
                part = codes.classes.get((name, item.label.lower()))
                if part is not None:
                    found.classes[name, item.id] = part
        for value in item.values(OFFICE, PARTY):
            found.offices[value] = None
    for item in _spooled(spool):
        if item.id in found.offices:
            found.offices[item.id] = _office(item, found, codes)
    return found


def _office(item: Item, found: Vocabulary, codes: Codes) -> Office:
    """The country of an office is that of its item, else of a name in its label; its sectors the same way round."""
    country = next((found.countries[v] for v in item.values(JURISDICTION, COUNTRY) if v in found.countries), None)
    sectors: tuple[str, ...] = ()
    text, at = words(item.label), 0
    while at < len(text):
        length, facts = codes.knowledge.names.longest(text, at, loose=True)
        at += max(length, 1)
        for fact in facts[:1]:
            if isinstance(fact, CountryName):
                country = country or codes.state(fact.code)
            elif isinstance(fact, Agent | Entity):
                sectors = sectors or fact.sectors
                country = country or fact.country
    classes = (found.classes.get(("office", v)) for v in item.values(INSTANCE, SUBCLASS))
    told = next((part.sectors for part in classes if part), ())
    return Office(item.label, country, told or sectors)


class People:
    """Reads items as people and bodies of politics, with the words of a dump's own vocabulary."""

    def __init__(self, vocabulary: Vocabulary, codes: Codes, scribe: Scribe, as_of: str) -> None:
        self.found, self.codes, self.scribe, self.as_of = vocabulary, codes, scribe, as_of

    def who(self, item: Item) -> Who | None:
        """Somebody of politics; None for anything else."""
        part = self._class("instance", item.values(INSTANCE))
        if part is None or part.kind is None:
            return None
        return self._person(item) if part.kind is EntityKind.PERSON else self._body(item, part.kind, part.sectors)

    def _person(self, item: Item) -> Who | None:
        occupation = self._class("occupation", item.values(OCCUPATION))
        if OFFICE not in item.claims and PARTY not in item.claims and occupation is None:
            return None
        home = self._country(item, CITIZENSHIP)
        held = [(claim, office) for claim in item.claims.get(OFFICE, ()) if (office := self._held(item, claim))]
        roles = [_role(claim, office) for claim, office in held if claim.start or claim.end]
        sectors: tuple[str, ...] = ()
        if not roles:
            roles = self._memberships(item, home)
        if not roles:
            undated = tuple(s for _, office in held for s in office.sectors)
            sectors = undated or (occupation.sectors if occupation else ()) or (_PARTY if PARTY in item.claims else ())
        return self._made(item, EntityKind.PERSON, home, tuple(dict.fromkeys(sectors)), tuple(roles))

    def _body(self, item: Item, kind: EntityKind, sectors: tuple[str, ...]) -> Who:
        start, end = ((item.values(name) or [""])[0] for name in (INCEPTION, DISSOLVED))
        return self._made(item, kind, self._country(item, COUNTRY), sectors, (), start, end)

    def _made(
        self,
        item: Item,
        kind: EntityKind,
        country: str | None,
        sectors: tuple[str, ...],
        roles: tuple[Held, ...],
        start: str = "",
        end: str = "",
    ) -> Who:
        aliases = tuple(a for a in item.aliases if any(c.isupper() for c in a) and len(a) > 1)
        as_of = self.as_of or item.modified
        return Who(item.row, item.label, kind, country, sectors, aliases, roles, item.id, start, end, as_of)

    def _held(self, item: Item, claim: Claim) -> Office | None:
        """The office of a claim; one that cannot be used is reported."""
        office = self.found.offices.get(claim.value)
        if office is None:
            self._problem(item, f"the office {claim.value} is not in the dump")
        elif not office.sectors:
            self._problem(
                item, f"the office {office.label!r} tells no sector; a row in the table classes can (--codes)"
            )
        else:
            return office
        return None

    def _memberships(self, item: Item, home: str | None) -> list[Held]:
        found = []
        for claim in item.claims.get(PARTY, ()):
            party = self.found.offices.get(claim.value)
            if party is not None and (claim.start or claim.end):
                found.append(Held(f"member of {party.label}", party.country or home, _PARTY, claim.start, claim.end))
        return found

    def _country(self, item: Item, name: str) -> str | None:
        """The country of a claim that has not ended; one that is not in the dump is reported."""
        claims = item.claims.get(name, ())
        lasting = [c for c in claims if not c.end] or list(claims)
        known = [self.found.countries[c.value] for c in lasting if c.value in self.found.countries]
        if claims and not any(known):
            self._problem(item, f"its country {lasting[0].value} has no ISO code ({ISO_CODE}) in the dump")
        return next((code for code in known if code), None)

    def _class(self, name: str, values: Iterable[str]) -> Part | None:
        return next((self.found.classes[name, v] for v in values if (name, v) in self.found.classes), None)

    def _problem(self, item: Item, problem: str) -> None:
        self.scribe.report.problem(self.scribe.path, item.row, f"{item.id} {item.label!r}: {problem}")


def _role(claim: Claim, office: Office) -> Held:
    return Held(office.label, office.country, office.sectors, claim.start, claim.end)
