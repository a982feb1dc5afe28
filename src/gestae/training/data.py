"""Annotated sentences from files: ``training/README.md`` tells the notation."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gestae.errors import DataError
from gestae.notation import Example, NotationError, parse_example
from gestae.tables import read_table, table_files

EXAMPLE_COLUMNS = ("frame", "sentence")


@dataclass(frozen=True, slots=True)
class Item:
    """One annotated sentence or paragraph; ``batch`` is the file that it was written in."""

    batch: str
    line: int
    example: Example


def read_items(folder: Path) -> Iterator[Item]:
    """The items of a folder's ``.txt`` files, in order; blank lines and lines with ``#`` are passed over.

    Raises:
        DataError: a line cannot be read; the message names file and line.
    """
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                yield Item(path.stem, number, parse_example(line.strip()))
            except NotationError as error:
                raise DataError(path, number, str(error)) from error


def lexicon_items(folders: list[Path]) -> Iterator[Item]:
    """The lexicon's example sentences as items of the batches ``lexicon-...``.

    Raises:
        NotationError: a sentence's marks cannot be read.
    """
    for path in table_files(folders, "examples"):
        for row in read_table(path, EXAMPLE_COLUMNS):
            yield Item(f"lexicon-{path.stem}", row.number, parse_example(row["sentence"]))
