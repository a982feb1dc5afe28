"""Tab-separated tables of facts: read, checked row by row, one error form for all of them."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from gestae.errors import DataError, SettingsError

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells, the place of each column, and where it stands."""

    path: Path
    number: int
    cells: Sequence[str]
    columns: Mapping[str, int]

    def __getitem__(self, column: str) -> str:
        return self.cells[self.columns[column]]

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        """The cell, which has to be one of the allowed values."""
        value = self[column]
        if value not in (allowed if isinstance(allowed, Set | Mapping) else set(allowed)):
            raise self.error(f"{column} is {value!r}; allowed: {', '.join(sorted(allowed))}")
        return value

    def items(self, column: str) -> tuple[str, ...]:
        """The cell split at ``|``, blanks around the parts taken off."""
        value = self[column]
        if "|" not in value:
            return (value,) if value else ()
        return tuple(part.strip() for part in value.split("|") if part.strip())

    def error(self, problem: str) -> DataError:
        """An error that names this row."""
        return DataError(self.path, self.number, problem)


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Rows of a tab-separated file with a header; lines that start with ``#`` and blank lines are passed over.

    Raises:
        DataError: the header lacks a column or has one too many, or a row has too many cells.
    """
    places: dict[str, int] | None = None
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DataError(path, 1, f"not UTF-8 ({error.reason} at byte {error.start}); save the file as UTF-8") from error
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#") or line.isspace():
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if places is None:
            if sorted(cells) != sorted(columns):
                raise DataError(path, number, f"the header has {', '.join(cells)}; wanted: {', '.join(columns)}")
            places = {column: place for place, column in enumerate(cells)}
            continue
        if len(cells) > len(places):
            raise DataError(path, number, f"{len(cells)} cells, but the header has {len(places)} columns")
        cells += [""] * (len(places) - len(cells))
        yield Row(path, number, cells, places)


def with_own(kind: str, own: Path | None) -> list[Path]:
    """The shipped folder of a kind (lexicon or knowledge), and a user's own to be laid over it.

    Raises:
        SettingsError: the user's folder is none.
    """
    if own is not None and not own.is_dir():
        raise SettingsError(f"{kind} is {str(own)!r}; wanted a folder of tables")
    return [DATA / kind, *([own] if own else [])]


def table_files(folders: Iterable[Path], name: str) -> Iterator[Path]:
    """The files of one table in each folder, in order: ``name.tsv`` and all of ``name/*.tsv``."""
    for folder in folders:
        single = folder / f"{name}.tsv"
        if single.is_file():
            yield single
        yield from sorted((folder / name).glob("*.tsv"))


def folder_hash(folders: Iterable[Path]) -> str:
    """``sha256:`` over names and bytes of all tables, the same on every machine."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.tsv")):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return f"sha256:{digest.hexdigest()}"
