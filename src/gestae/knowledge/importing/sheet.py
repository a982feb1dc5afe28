"""Tables with the project's columns as CSV or TSV: each row is checked as the loader checks it."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from gestae.errors import DataError, InputError
from gestae.knowledge.base import Knowledge
from gestae.knowledge.facts import EntityKind
from gestae.knowledge.importing.overlay import Overlay
from gestae.knowledge.importing.report import Report
from gestae.knowledge.importing.scribe import Identities, Who, slug
from gestae.knowledge.rows import COLUMNS, Facts
from gestae.tables import Row

_PEOPLE = "people"
_SIGNS = {  # the first of these columns that a header has tells its table
    "phrase": "agents",
    "title": "titles",
    "domain": "domains",
    "class": "word_classes",
    "alias": "aliases",
    "successor": "countries",
    "code": "country_names",
    "name": _PEOPLE,
    "office": "roles",
}
_COLUMNS = {
    **COLUMNS,
    _PEOPLE: (*COLUMNS["entities"], "office", "aliases"),
}
_KINDS = frozenset(kind.value for kind in EntityKind)


class Sheet:
    """Reads one sheet into an overlay; ``facts`` are those known before, and take in each row."""

    def __init__(self, path: Path, source: str, as_of: str, known: Knowledge, facts: Facts, overlay: Overlay) -> None:
        self.path, self.facts, self.overlay, self.report = path, facts, overlay, overlay.report
        self.defaults = {"source": source, "as_of": as_of}
        self.identities = Identities(known)
        self._who: dict[tuple[str, str, str], str] = {}
        self._written: set[tuple[str, ...]] = set()

    def read(self, lines: Iterable[tuple[int, str]], delimiter: str) -> None:
        """Read all rows.

        Raises:
            InputError: the header is that of no table.
        """
        rows = _cells(lines, delimiter, self.path, self.report)
        number, header = next(rows, (1, []))
        header = [name.strip().lower() for name in header]
        table = next((table for sign, table in _SIGNS.items() if sign in header), None)
        if table is None:
            wanted = "; ".join(", ".join(columns) for columns in _COLUMNS.values())
            raise InputError(
                str(self.path), f"the header has {', '.join(header)}; wanted the columns of one of: {wanted}"
            )
        for name in header:
            if name not in _COLUMNS[table]:
                allowed = ", ".join(_COLUMNS[table])
                self.report.problem(self.path, number, f"the column {name!r} is passed over; allowed: {allowed}")
        for number, cells in rows:
            if len(cells) > len(header):
                problem = f"{len(cells)} cells, but the header has {len(header)} columns"
                self.report.problem(self.path, number, problem)
                continue
            row = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
            try:
                if table == _PEOPLE:
                    self._person(number, row)
                else:
                    self._put(table, number, row)
            except DataError as error:
                self.report.problem(error.path, error.row, error.problem)

    def _put(self, table: str, number: int, cells: Mapping[str, str]) -> None:
        """Check a row and write it, once.

        Raises:
            DataError: it cannot be used.
        """
        full = {**cells, **{name: cells.get(name) or value for name, value in self.defaults.items()}}
        columns = COLUMNS[table]
        places = {column: place for place, column in enumerate(columns)}
        values = tuple(full.get(column, "") for column in columns)
        self.facts.read(table, Row(self.path, number, values, places))
        if values not in self._written:
            self._written.add(values)
            self.overlay.row(table, full)

    def _person(self, number: int, cells: dict[str, str]) -> None:
        """A row of somebody: the entity, the office if there is one, and other names."""
        identifier = cells.get("entity") or self._identifier(number, cells)
        prefix = identifier.partition(":")[0]
        office = {"entity": identifier, **{k: cells.get(k, "") for k in COLUMNS["roles"] if k != "entity"}}
        known = self.facts.entities.get(identifier)
        entity = {**cells, "entity": identifier, "kind": cells.get("kind") or prefix}
        if known is not None:
            entity["name"] = entity.get("name") or known.name
            entity["wikidata"] = entity.get("wikidata") or known.wikidata or ""
        if office["office"]:
            entity |= {"sectors": "|".join(known.sectors) if known else "", "from": "", "until": ""}
        self._put("entities", number, entity)
        if office["office"]:
            self._put("roles", number, office)
        for alias in cells.get("aliases", "").split("|"):
            if alias.strip():
                self._put("aliases", number, {**cells, "entity": identifier, "alias": alias.strip()})

    def _identifier(self, number: int, cells: dict[str, str]) -> str:
        """The identifier of a name: one for all rows of the same name, kind and country."""
        name, kind, country = (
            cells.get("name", ""),
            cells.get("kind") or EntityKind.PERSON.value,
            cells.get("country", ""),
        )
        key = name, kind, country
        if not slug(name):
            raise DataError(self.path, number, f"name is {name!r}; allowed: a name with Latin letters, or an entity")
        if key not in self._who:
            if kind not in _KINDS:
                raise DataError(self.path, number, f"kind is {kind!r}; allowed: {', '.join(sorted(_KINDS))}")
            who = Who(number, name, EntityKind(kind), country or None, wikidata=cells.get("wikidata") or None)
            entity = self.identities.find(who)
            self.report.linked += entity is not None
            self._who[key] = entity.id if entity else self.identities.make(who.kind, name, who.wikidata)
        return self._who[key]


def _cells(
    lines: Iterable[tuple[int, str]], delimiter: str, path: Path, report: Report
) -> Iterator[tuple[int, Sequence[str]]]:
    """The cells of each row that is not blank and no comment, with the number of its last line."""
    at = 0

    def texts() -> Iterator[str]:
        nonlocal at
        for number, text in lines:
            at = number
            if text.strip() and not text.startswith("#"):
                yield text

    plain = delimiter == "\t"
    reader = csv.reader(texts(), delimiter=delimiter, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL)
    while True:
        try:
            cells = next(reader)
        except csv.Error as error:
            report.problem(path, at, f"cannot be read as a table ({error})")
        except StopIteration:
            return
        else:
            yield at, cells
