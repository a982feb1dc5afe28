"""Which column of a table holds which field of a document: as asked, by its name, or guessed and told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gestae.errors import InputError
from gestae.reading.fields import Reading, document_from
from gestae.reading.options import ReadingOptions
from gestae.tables import DATA, read_table

TABLE = DATA / "columns.tsv"
SHOWN = 30
Guesses = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Columns:
    """Field to column; ``guessed`` are the fields whose column bears another name and was not asked for."""

    by_field: Mapping[str, str]
    guessed: tuple[str, ...] = ()

    def told(self) -> str:
        """The guess in words, and how to correct it."""
        pairs = ", ".join(f"{name}={self.by_field[name]}" for name in self.guessed)
        return f"read {pairs} (guessed; --column {self.guessed[0]}=NAME takes another)"


class ColumnFinder:
    """Finds the columns of one file's rows and says once what it guessed."""

    def __init__(self, name: str, options: ReadingOptions) -> None:
        self._name, self._options = name, options
        self._guesses = {row["field"]: row.items("names") for row in read_table(TABLE, ("field", "names"))}
        self._last: tuple[tuple[str, ...], Columns] | None = None
        self._said = False

    def of(self, names: Iterable[str]) -> Columns:
        """The columns among ``names``; the same names are looked at once."""
        key = tuple(names)
        if self._last is None or self._last[0] != key:
            columns = find_columns(key, self._options.columns, self._guesses)
            self._last = key, columns
            if columns.guessed and "text" in columns.by_field and not self._said:
                self._said = True
                self._options.say(f"{self._name}: {columns.told()}")
        return self._last[1]

    def header(self, names: Sequence[str]) -> Columns:
        """The columns of a table with these names.

        Raises:
            InputError: there is no column for the text, or one that was asked for is not there.
        """
        columns = self.of(names)
        found = ", ".join(map(str, names[:SHOWN])) or "nothing"
        for column in self._options.columns.values():
            if column not in columns.by_field.values():
                raise InputError(self._name, f"no column {column!r}; found: {found}; correct --column")
        if "text" not in columns.by_field:
            raise InputError(self._name, f"no column for the text; found: {found}; name it with --column text=NAME")
        return columns


def find_columns(names: Sequence[str], asked: Mapping[str, str], guesses: Guesses) -> Columns:
    """The column of each field among ``names``: the one asked for, else of the field's own name, else the likeliest."""
    by_name: dict[str, str] = {}
    for name in names:
        by_name.setdefault(_plain(name), name)
    exact = set(names)
    found, guessed, taken = {}, [], set(asked.values())
    for field, likely in guesses.items():
        if field in asked:
            column = asked[field] if asked[field] in exact else by_name.get(_plain(asked[field]))
        else:
            column = field if field in exact else next((by_name[n] for n in likely if n in by_name), None)
            column = None if column in taken else column
        if column is None:
            continue
        found[field] = column
        taken.add(column)
        if field not in asked and column.lower() != field:
            guessed.append(field)
    return Columns(found, tuple(guessed))


def json_reading(row: Mapping[str, Any], name: str, finder: ColumnFinder) -> Reading:
    """The document of a JSON object.

    Raises:
        InputError: no text, or a field of the wrong type.
    """
    columns = finder.of(row)
    if "text" not in columns.by_field:
        return document_from(row, name)
    fields = {field: row[column] for field, column in columns.by_field.items()}
    unfit = [field for field in columns.guessed if not _fits(field, fields[field])]
    return document_from(
        {field: value for field, value in fields.items() if field not in unfit or field == "text"}, name
    )


def _fits(field: str, value: object) -> bool:
    """Whether a value is what the field takes; a guess that is not is no error of the row."""
    if field in {"id", "published"}:
        return isinstance(value, str | int) and not isinstance(value, bool)
    return isinstance(value, str) or field == "author"


def cell_reading(row: Mapping[str, Any], name: str, columns: Columns, identifier: str) -> Reading:
    """The document of a table's row, whose cells may be numbers; ``identifier`` where the row holds none.

    Raises:
        InputError: there is no text in the row.
    """
    cells = {field: row.get(column) for field, column in columns.by_field.items()}
    if cells["text"] is None:
        raise InputError(name, f"nothing in the column {columns.by_field['text']!r}")
    published = cells.pop("published", None)
    fields: dict[str, Any] = {field: _words(cell) for field, cell in cells.items() if cell is not None}
    fields["id"] = fields.get("id") or identifier
    return document_from({**fields, "published": _whole(published)}, name)


def _words(cell: object) -> str:
    return cell if isinstance(cell, str) else str(_whole(cell))


def _whole(cell: object) -> object:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _plain(name: str) -> str:
    return "_".join(name.strip().lstrip("\ufeff").lower().replace("-", " ").replace("_", " ").split())
