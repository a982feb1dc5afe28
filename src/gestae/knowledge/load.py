"""From the tables of facts to the knowledge: every row is checked, later folders lie over earlier ones."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from gestae.errors import DataError
from gestae.knowledge.base import Knowledge, office_key
from gestae.knowledge.facts import WORD_CLASSES, Agent, CountryName, Entity, Role
from gestae.knowledge.rows import COLUMNS, Facts
from gestae.knowledge.words import NameIndex, name_key
from gestae.tables import folder_hash, read_table, table_files


def load_knowledge(folders: Sequence[Path]) -> Knowledge:
    """Read and check the tables of one folder or more; the later ones lie over the earlier ones.

    Raises:
        DataError: a row cannot be used; the message names the file, the row and what is allowed.
    """

    def stop(error: DataError) -> None:
        raise error

    with _uncollected():
        return build_knowledge(read_facts(folders, stop), folder_hash(folders))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles, which takes a sixth of the time where many objects are made and all are kept."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def check_knowledge(folders: Sequence[Path]) -> list[DataError]:
    """All rows that cannot be used, in the order of files and rows."""
    errors: list[DataError] = []
    read_facts(folders, errors.append)
    return errors


class _Naming(NamedTuple):
    """A name, the folder that gives it, and what it means."""

    layer: int
    name: str
    fact: CountryName | Entity
    exact: bool = False


def read_facts(folders: Sequence[Path], report: Callable[[DataError], None]) -> Facts:
    """The facts of all tables that can be used; ``report`` gets the errors of the others."""
    facts = Facts()
    for table, columns in COLUMNS.items():
        for facts.layer, folder in enumerate(folders):
            for path in table_files([folder], table):
                try:
                    for row in read_table(path, columns):
                        try:
                            facts.read(table, row)
                        except DataError as error:
                            report(error)
                except DataError as error:
                    report(error)
    return facts


def build_knowledge(facts: Facts, sha256: str) -> Knowledge:
    """The knowledge that facts add up to; ``sha256`` is the hash of their tables."""
    names = NameIndex()
    _add_meanings(names, _namings(facts))
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
        tuple(name for _, name in facts.country_names.values()),
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


def _namings(facts: Facts) -> list[_Naming]:
    return [
        *(_Naming(layer, name.name, name) for layer, name in facts.country_names.values()),
        *(_Naming(facts.entity_layers[e.id], e.name, e) for e in facts.entities.values()),
        *(
            _Naming(layer, alias.removeprefix("="), facts.entities[identifier], alias.startswith("="))
            for (identifier, alias), layer in facts.aliases.items()
        ),
    ]


def _add_meanings(names: NameIndex, namings: Sequence[_Naming]) -> None:
    """Put names into the index: what a later folder says a name means is all that it means."""
    taken: set[str] = set()
    for layer in sorted({n.layer for n in namings}, reverse=True):
        own = [n for n in namings if n.layer == layer and not (taken and name_key(n.name) in taken)]
        for naming in own:
            names.add(naming.name, naming.fact, exact=naming.exact)
        if layer:
            taken.update(name_key(n.name) for n in own)


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
