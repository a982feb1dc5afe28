"""From the tables of facts to the knowledge: every row is checked, later folders lie over earlier ones."""

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gestae.errors import DataError
from gestae.knowledge.base import Knowledge, office_key
from gestae.knowledge.facts import (
    ALWAYS,
    COUNTRY_KINDS,
    SECTORS,
    WORD_CLASSES,
    Agent,
    AgentKind,
    Country,
    CountryName,
    Entity,
    EntityKind,
    NameKind,
    Period,
    Role,
    Title,
)
from gestae.knowledge.words import NameIndex
from gestae.tables import Row, folder_hash, read_table, table_files

COLUMNS = {
    "countries": ("code", "kind", "name", "from", "until", "successor", "source", "as_of"),
    "country_names": ("code", "name", "kind", "from", "until", "source", "as_of"),
    "entities": ("entity", "name", "kind", "country", "sectors", "from", "until", "wikidata", "source", "as_of"),
    "aliases": ("entity", "alias", "source", "as_of"),
    "roles": ("entity", "office", "country", "sectors", "from", "until", "source", "as_of"),
    "domains": ("entity", "domain"),
    "agents": ("phrase", "number", "sectors", "country", "kind", "source", "as_of"),
    "titles": ("title", "sectors", "country", "source", "as_of"),
    "word_classes": ("class", "words", "note"),
}
_ENTITY_KINDS = {kind.value: kind for kind in EntityKind}
_NAME_KINDS = {kind.value: kind for kind in NameKind}
_AGENT_KINDS = {kind.value: kind for kind in AgentKind}
_NUMBERS = frozenset(("sg", "pl", "both"))
_EARLIEST = date(1900, 1, 1)


def load_knowledge(folders: Sequence[Path]) -> Knowledge:
    """Read and check the tables of one folder or more; the later ones lie over the earlier ones.

    Raises:
        DataError: a row cannot be used; the message names the file, the row and what is allowed.
    """

    def stop(error: DataError) -> None:
        raise error

    return _read(folders, stop)


def check_knowledge(folders: Sequence[Path]) -> list[DataError]:
    """All rows that cannot be used, in the order of files and rows."""
    errors: list[DataError] = []
    _read(folders, errors.append)
    return errors


@dataclass
class _Facts:
    """What has been read so far."""

    countries: dict[str, Country] = field(default_factory=dict)
    country_names: dict[tuple[str, NameKind, str], CountryName] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    aliases: dict[tuple[str, str], None] = field(default_factory=dict)
    roles: dict[tuple[str, str, date | None], Role] = field(default_factory=dict)
    domains: dict[str, str] = field(default_factory=dict)
    agents: dict[str, tuple[Agent, str]] = field(default_factory=dict)
    titles: dict[str, Title] = field(default_factory=dict)
    word_classes: dict[str, frozenset[str]] = field(default_factory=dict)
    until: date = _EARLIEST
    dates: dict[str, tuple[date, date]] = field(default_factory=dict)
    sectors: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def day(self, row: Row, column: str, last: bool) -> date | None:
        """The first or last day that an ISO date, month or year covers."""
        cell = row[column]
        if not cell:
            return None
        span = self.dates.get(cell)
        if span is None:
            span = self.dates[cell] = _days(row, column)
        return span[last]

    def period(self, row: Row) -> Period:
        """The columns ``from`` and ``until``."""
        if not row["from"] and not row["until"]:
            return ALWAYS
        start, end = self.day(row, "from", last=False), self.day(row, "until", last=True)
        if start and end and start > end:
            raise row.error(f"from {row['from']} is after until {row['until']}")
        return Period(start, end)

    def sector_list(self, row: Row) -> tuple[str, ...]:
        """The column ``sectors``."""
        cell = row["sectors"]
        known = self.sectors.get(cell)
        if known is None:
            known = row.items("sectors")
            for sector in known:
                if sector not in SECTORS:
                    raise row.error(f"sectors has {sector!r}; allowed: {', '.join(sorted(SECTORS))}")
            self.sectors[cell] = known
        return known

    def country(self, row: Row) -> str | None:
        """The column ``country``, empty where none."""
        code = row["country"]
        if code and code not in self.countries:
            raise row.error(f"country is {code!r}; allowed: the codes in the table countries")
        return code or None

    def checked(self, row: Row) -> None:
        """Take note of ``as_of``."""
        day = self.day(row, "as_of", last=True)
        if day is not None and day > self.until:
            self.until = day


def _days(row: Row, column: str) -> tuple[date, date]:
    cell = row[column]
    try:
        numbers = [int(part) for part in cell.split("-")]
        year, month, day = (*numbers, 0, 0)[:3]
        if len(numbers) > 3:
            raise ValueError
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        return first, date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError as error:
        raise row.error(f"{column} is {cell!r}; allowed: dates such as 1994, 1994-05 or 1994-05-10") from error


def _country(facts: _Facts, row: Row) -> None:
    code = row["code"]
    if len(code) != 3 or not code.isupper():
        raise row.error(f"code is {code!r}; allowed: three capital letters")
    kind = row.one_of("kind", COUNTRY_KINDS)
    facts.countries[code] = Country(code, kind, row["name"] or code, facts.period(row), row["successor"])


def _country_name(facts: _Facts, row: Row) -> None:
    if row["code"] not in facts.countries:
        raise row.error(f"code is {row['code']!r}; allowed: the codes in the table countries")
    kind = _NAME_KINDS[row.one_of("kind", _NAME_KINDS)]
    name = CountryName(row["code"], _filled(row, "name"), kind, facts.period(row))
    facts.country_names[name.name, kind, name.code] = name


def _entity(facts: _Facts, row: Row) -> None:
    identifier = row["entity"]
    prefix, _, slug = identifier.partition(":")
    if prefix not in _ENTITY_KINDS or not slug or not identifier.isascii() or identifier.lower() != identifier:
        kinds = ", ".join(sorted(_ENTITY_KINDS))
        raise row.error(f"entity is {identifier!r}; allowed: kind:slug in ASCII lower case, the kind one of {kinds}")
    if row["kind"] and row["kind"] != prefix:
        raise row.error(f"kind is {row['kind']!r}; allowed: {prefix}, as in the identifier")
    facts.entities[identifier] = Entity(
        identifier,
        _filled(row, "name"),
        _ENTITY_KINDS[prefix],
        facts.country(row),
        facts.sector_list(row),
        facts.period(row),
        row["wikidata"] or None,
    )


def _known(facts: _Facts, row: Row) -> str:
    if row["entity"] not in facts.entities:
        raise row.error(f"entity is {row['entity']!r}; allowed: the identifiers in the table entities")
    return row["entity"]


def _filled(row: Row, column: str) -> str:
    if not row[column]:
        raise row.error(f"{column} is empty; a value is needed")
    return row[column]


def _alias(facts: _Facts, row: Row) -> None:
    facts.aliases[_known(facts, row), _filled(row, "alias")] = None


def _role(facts: _Facts, row: Row) -> None:
    period = facts.period(row)
    role = Role(_known(facts, row), row["office"], facts.country(row), facts.sector_list(row), period)
    facts.roles[role.entity, role.office, period.start] = role


def _domain(facts: _Facts, row: Row) -> None:
    facts.domains[_filled(row, "domain").lower()] = _known(facts, row)


def _agent(facts: _Facts, row: Row) -> None:
    number = row["number"]
    if number not in _NUMBERS:
        row.one_of("number", _NUMBERS)
    kind = row["kind"]
    if kind not in _AGENT_KINDS:
        row.one_of("kind", _AGENT_KINDS)
    phrase = _filled(row, "phrase").lower()
    sectors = facts.sector_list(row)
    homeless = row["country"] == "-"
    country = None if homeless else facts.country(row)
    agent = Agent(phrase, number == "pl", sectors, country, _AGENT_KINDS[kind], homeless)
    facts.agents[phrase] = agent, number


def _title(facts: _Facts, row: Row) -> None:
    title = _filled(row, "title")
    facts.titles[title] = Title(title, facts.sector_list(row), facts.country(row))


def _word_class(facts: _Facts, row: Row) -> None:
    name = row.one_of("class", WORD_CLASSES)
    facts.word_classes[name] = facts.word_classes.get(name, frozenset()) | frozenset(row.items("words"))


_READERS: dict[str, Callable[[_Facts, Row], None]] = {
    "countries": _country,
    "country_names": _country_name,
    "entities": _entity,
    "aliases": _alias,
    "roles": _role,
    "domains": _domain,
    "agents": _agent,
    "titles": _title,
    "word_classes": _word_class,
}


def _read(folders: Sequence[Path], report: Callable[[DataError], None]) -> Knowledge:
    facts = _Facts()
    for table, read in _READERS.items():
        dated = "as_of" in COLUMNS[table]
        for path in table_files(folders, table):
            try:
                for row in read_table(path, COLUMNS[table]):
                    try:
                        read(facts, row)
                        if dated and row["as_of"]:
                            facts.checked(row)
                    except DataError as error:
                        report(error)
            except DataError as error:
                report(error)
    return _build(facts, folder_hash(folders))


def _build(facts: _Facts, sha256: str) -> Knowledge:
    names = NameIndex()
    for name in facts.country_names.values():
        names.add(name.name, name)
    for entity in facts.entities.values():
        names.add(entity.name, entity)
    for identifier, alias in facts.aliases:
        names.add(alias.removeprefix("="), facts.entities[identifier], exact=alias.startswith("="))
    agents: dict[str, Agent] = {}
    for phrase, (agent, number) in facts.agents.items():
        agents[phrase] = agent
        names.add(phrase, agent)
        if number == "sg":
            many = plural(phrase)
            if many not in facts.agents:
                agents[many] = Agent(many, True, agent.sectors, agent.country, agent.kind, agent.homeless)
                names.add(many, agents[many])
    for title in facts.titles.values():
        names.add(title.title, title)
    roles: dict[str, list[Role]] = {}
    offices: dict[tuple[str, str], list[Role]] = {}
    for role in facts.roles.values():
        roles.setdefault(role.entity, []).append(role)
        country = role.country or facts.entities[role.entity].country
        if country and role.office:
            offices.setdefault((country, office_key(role.office)), []).append(role)
    return Knowledge(
        facts.countries,
        tuple(facts.country_names.values()),
        facts.entities,
        {entity: tuple(held) for entity, held in roles.items()},
        offices,
        agents,
        facts.titles,
        facts.domains,
        {name: facts.word_classes.get(name, frozenset()) for name in sorted(WORD_CLASSES)},
        names,
        sha256,
        facts.until,
    )


def plural(phrase: str) -> str:
    """The regular English plural of a noun phrase: of the word before ``of``, else of the last.

    >>> plural("minister of defense"), plural("policeman"), plural("deputy")
    ('ministers of defense', 'policemen', 'deputies')
    """
    for joint in (" of ", " to ", " in ", " for ", " at "):
        head, found, rest = phrase.partition(joint)
        if found:
            return plural(head) + found + rest
    if phrase.endswith("man") and not phrase.endswith("human"):
        return phrase[:-3] + "men"
    if phrase.endswith("child"):
        return phrase + "ren"
    if phrase.endswith("person"):
        return phrase[:-6] + "people"
    if phrase.endswith("y") and phrase[-2:-1] not in "aeiou":
        return phrase[:-1] + "ies"
    if phrase.endswith(("s", "x", "ch", "sh", "z")):
        return phrase + "es"
    return phrase + "s"
