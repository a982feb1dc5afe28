"""The rows of the knowledge's tables: what each may hold, and the facts that they add up to."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

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
from gestae.tables import Row

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


@dataclass
class Facts:
    """What has been read so far; ``layer`` is the number of the folder that is being read."""

    layer: int = 0

    countries: dict[str, Country] = field(default_factory=dict)
    country_names: dict[tuple[str, NameKind, str], tuple[int, CountryName]] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    entity_layers: dict[str, int] = field(default_factory=dict)
    aliases: dict[tuple[str, str], int] = field(default_factory=dict)
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

    def read(self, table: str, row: Row) -> None:
        """Check a row of a table and take it in.

        Raises:
            DataError: the row cannot be used; the message names the file, the row and what is allowed.
        """
        _READERS[table](self, row)
        if "as_of" in row.columns and row["as_of"]:
            self._checked(row)

    def _checked(self, row: Row) -> None:
        """Take note of ``as_of``."""
        day = self.day(row, "as_of", last=True)
        if day is not None and day > self.until:
            self.until = day


def days_of(cell: str) -> tuple[date, date]:
    """The first and last day of an ISO date, month or year.

    Raises:
        ValueError: it is none.
    """
    numbers = [int(part) for part in cell.split("-")]
    if len(numbers) > 3:
        raise ValueError(cell)
    year, month, day = (*numbers, 0, 0)[:3]
    last_month = month or 12
    return date(year, month or 1, day or 1), date(year, last_month, day or calendar.monthrange(year, last_month)[1])


def _days(row: Row, column: str) -> tuple[date, date]:
    try:
        return days_of(row[column])
    except ValueError as error:
        problem = f"{column} is {row[column]!r}; allowed: dates such as 1994, 1994-05 or 1994-05-10"
        raise row.error(problem) from error


def _country(facts: Facts, row: Row) -> None:
    code = row["code"]
    if len(code) != 3 or not code.isupper():
        raise row.error(f"code is {code!r}; allowed: three capital letters")
    kind = row.one_of("kind", COUNTRY_KINDS)
    facts.countries[code] = Country(code, kind, row["name"] or code, facts.period(row), row["successor"])


def _country_name(facts: Facts, row: Row) -> None:
    if row["code"] not in facts.countries:
        raise row.error(f"code is {row['code']!r}; allowed: the codes in the table countries")
    kind = _NAME_KINDS[row.one_of("kind", _NAME_KINDS)]
    name = CountryName(row["code"], _filled(row, "name"), kind, facts.period(row))
    facts.country_names[name.name, kind, name.code] = facts.layer, name


def _entity(facts: Facts, row: Row) -> None:
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
        row["source"],
        row["as_of"],
    )
    facts.entity_layers[identifier] = facts.layer


def _known(facts: Facts, row: Row) -> str:
    if row["entity"] not in facts.entities:
        raise row.error(f"entity is {row['entity']!r}; allowed: the identifiers in the table entities")
    return row["entity"]


def _filled(row: Row, column: str) -> str:
    if not row[column]:
        raise row.error(f"{column} is empty; a value is needed")
    return row[column]


def _alias(facts: Facts, row: Row) -> None:
    facts.aliases[_known(facts, row), _filled(row, "alias")] = facts.layer


def _role(facts: Facts, row: Row) -> None:
    period = facts.period(row)
    role = Role(_known(facts, row), row["office"], facts.country(row), facts.sector_list(row), period, facts.layer)
    facts.roles[role.entity, role.office, period.start] = role


def _domain(facts: Facts, row: Row) -> None:
    facts.domains[_filled(row, "domain").lower()] = _known(facts, row)


def _agent(facts: Facts, row: Row) -> None:
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


def _title(facts: Facts, row: Row) -> None:
    title = _filled(row, "title")
    facts.titles[title] = Title(title, facts.sector_list(row), facts.country(row))


def _word_class(facts: Facts, row: Row) -> None:
    name = row.one_of("class", WORD_CLASSES)
    facts.word_classes[name] = facts.word_classes.get(name, frozenset()) | frozenset(row.items("words"))


_READERS: dict[str, Callable[[Facts, Row], None]] = {
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
