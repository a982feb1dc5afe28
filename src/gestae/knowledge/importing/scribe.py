"""Somebody to be known, as rows: who of the known ones it is, or a new identifier, and names that stay apart."""

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gestae.knowledge.base import Knowledge
from gestae.knowledge.facts import CountryName, Entity, EntityKind
from gestae.knowledge.importing.overlay import Overlay
from gestae.knowledge.importing.report import Report
from gestae.knowledge.rows import days_of
from gestae.knowledge.words import words

_LONGEST = 200  # characters of a name


@dataclass(frozen=True, slots=True)
class Held:
    """An office or standing; days are ISO dates, months or years, empty where open."""

    office: str
    country: str | None
    sectors: tuple[str, ...]
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Who:
    """A person, body or group as an import found it at a row of its file."""

    row: int
    name: str
    kind: EntityKind
    country: str | None
    sectors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    roles: tuple[Held, ...] = ()
    wikidata: str | None = None
    start: str = ""
    end: str = ""
    as_of: str = ""


def slug(name: str) -> str:
    """A name's words in ASCII small letters, joined by hyphens; empty where it has none.

    >>> slug("José Ramos-Horta")
    'jose-ramos-horta'
    """
    return re.sub(r"[^a-z0-9]+", "-", " ".join(w.norm for w in words(name))).strip("-")


class Identities:
    """Identifiers: those of the known ones, new ones made from names for the others."""

    def __init__(self, known: Knowledge) -> None:
        self.known = known
        self._taken: set[str] = set()
        self._by_wikidata = {e.wikidata: e for e in known.entities.values() if e.wikidata}

    def find(self, who: Who) -> Entity | None:
        """The known entity that is meant: of the same Wikidata id, or the only one that agrees in name and country.

        Nobody is found twice: the second of two namesakes is somebody else.
        """
        same = self._by_wikidata.get(who.wikidata) if who.wikidata else None
        found = [same] if same else [f for f in self.known.names.get(who.name) if _may_be(f, who)]
        if len(found) != 1 or not isinstance(found[0], Entity) or found[0].id in self._taken:
            return None
        self._taken.add(found[0].id)
        return found[0]

    def make(self, kind: EntityKind, name: str, wikidata: str | None = None) -> str:
        """A new identifier for a name with letters; one that is taken gets the Wikidata id or a number."""
        base = f"{kind}:{slug(name)}"
        identifier, number = base, 1
        while identifier in self._taken or identifier in self.known.entities:
            number += 1
            identifier = f"{base}-{wikidata.lower()}" if wikidata and number == 2 else f"{base}-{number}"
        self._taken.add(identifier)
        return identifier


def _may_be(fact: object, who: Who) -> bool:
    if not isinstance(fact, Entity):
        return False
    person = who.kind is EntityKind.PERSON
    return (
        _agree(fact.country, who.country)
        and _agree(fact.wikidata, who.wikidata)
        and (fact.kind is EntityKind.PERSON) == person
        and (not person or len(words(who.name)) > 1)
    )


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


class Scribe:
    """Writes those who were found into the overlay."""

    def __init__(self, path: Path, source: str, known: Knowledge, overlay: Overlay, report: Report) -> None:
        self.path, self.source, self.known, self.overlay, self.report = path, source, known, overlay, report
        self.identities = Identities(known)

    def write(self, who: Who) -> str | None:
        """The rows of one; its identifier, None where it was left out."""
        entity = self.identities.find(who)
        if entity is None and (problem := self._unusable(who.name)):
            self._problem(who, problem)
            return None
        identifier = entity.id if entity else self.identities.make(who.kind, who.name, who.wikidata)
        if problem := _untimely(who.start, who.end):
            self._problem(who, problem)
            who = replace(who, start="", end="")
        self.report.linked += entity is not None
        self._entity(who, identifier, entity)
        name = entity.name if entity else who.name
        self._keep_others(identifier, name, who.as_of)
        for alias in dict.fromkeys((who.name, *who.aliases)):
            if alias != name:
                self._alias(who, identifier, alias)
        for role in dict.fromkeys(who.roles):
            if problem := _untimely(role.start, role.end):
                self._problem(who, f"{role.office or 'a role'}: {problem}")
                continue
            self._dated(
                "roles",
                who.as_of,
                {
                    "entity": identifier,
                    "office": role.office,
                    "country": role.country,
                    "sectors": "|".join(role.sectors),
                    "from": role.start,
                    "until": role.end,
                },
            )
        return identifier

    def _entity(self, who: Who, identifier: str, known: Entity | None) -> None:
        """The entity's row; what the import does not tell of a known one stays as it was."""
        sectors, start, end = who.sectors, who.start, who.end
        if known is not None and not sectors:
            sectors, start, end = known.sectors, _iso(known.period.start), _iso(known.period.end)
        cells = {
            "entity": identifier,
            "name": known.name if known else who.name,
            "kind": identifier.partition(":")[0],
            "country": who.country or (known.country if known else None),
            "sectors": "|".join(sectors),
            "from": start,
            "until": end,
            "wikidata": who.wikidata or (known.wikidata if known else None),
        }
        self._dated("entities", who.as_of, cells)

    def _alias(self, who: Who, identifier: str, alias: str) -> None:
        if problem := self._unusable(alias):
            self._problem(who, f"alias {problem}")
        else:
            self._dated("aliases", who.as_of, {"entity": identifier, "alias": alias})
            self._keep_others(identifier, alias, who.as_of)

    def _keep_others(self, identifier: str, name: str, as_of: str) -> None:
        """A name that means others already goes on to mean them too: the text decides between them."""
        for fact in self.known.names.get(name):
            if isinstance(fact, Entity) and fact.id != identifier:
                self._dated("aliases", as_of, {"entity": fact.id, "alias": name})

    def _unusable(self, name: str) -> str | None:
        """Why a name cannot be somebody's."""
        if not slug(name):
            return f"{name!r} has no letters of the Latin alphabet"
        if len(name) > _LONGEST:
            return f"{name[:40]!r}... is longer than {_LONGEST} characters"
        if any(isinstance(fact, CountryName) for fact in self.known.names.get(name)):
            return f"{name!r} is the name of a country; it stays that"
        return None

    def _problem(self, who: Who, problem: str) -> None:
        self.report.problem(self.path, who.row, problem if who.name in problem else f"{who.name!r}: {problem}")

    def _dated(self, table: str, as_of: str, cells: dict[str, str | None]) -> None:
        self.overlay.row(table, {**cells, "source": self.source, "as_of": as_of})


def _untimely(start: str, end: str) -> str | None:
    """What is wrong with the days of a period."""
    try:
        if start and end and days_of(start)[0] > days_of(end)[1]:
            return f"begins on {start}, after its end on {end}"
        _ = [days_of(day) for day in (start, end) if day]
    except ValueError:
        return f"{start or '...'} to {end or '...'} are no days of the calendar"
    return None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
