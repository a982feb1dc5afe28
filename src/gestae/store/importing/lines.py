"""Files of other data sets, plain, gzipped or zipped, as rows that know where they stand."""

import csv
import gzip
import itertools
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from gestae.errors import InputError

LONGEST_LINE = 2_000_000
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError)
NOTHING = frozenset(("", "none", "nan", "null", "na", "n/a"))


@dataclass(frozen=True, slots=True)
class Line:
    """One row; ``columns`` gives the place of each column."""

    name: str
    number: int
    cells: Sequence[str]
    columns: Mapping[str, int]

    def __getitem__(self, column: str) -> str:
        """The cell, empty where it says in some way that there is nothing, or where the file lacks the column."""
        place = self.columns.get(column)
        value = self.cells[place].strip() if place is not None and place < len(self.cells) else ""
        return "" if value.lower() in NOTHING else value

    def parts(self, column: str, mark: str = ";") -> tuple[str, ...]:
        """The cell split at ``mark``, blanks around the parts taken off."""
        return tuple(part.strip() for part in self[column].split(mark) if part.strip())

    def error(self, problem: str) -> InputError:
        """An error that names this row."""
        return InputError(f"{self.name}: row {self.number}", problem)


class Stream(Protocol):
    """Bytes that are read line by line."""

    def readline(self, size: int = -1, /) -> bytes:
        """The next line, of at most so many bytes; empty at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Table:
    """A file that is open: its first line, and all lines with their numbers, the first one included."""

    name: str
    first: str
    lines: Iterator[tuple[int, str]]


def open_tables(path: Path) -> Iterator[Table | InputError]:
    """The tables of a file: one, or one for each file in a zip; each has to be read before the next is asked for."""
    name = path.as_posix()
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(path.open("rb"))
            head = stream.read(4)
            stream.seek(0)
            if head == ZIP:
                archive = stack.enter_context(zipfile.ZipFile(stream))
                for member in archive.infolist():
                    if not member.is_dir():
                        with archive.open(member) as inside:
                            yield _table(inside, f"{name}/{member.filename}")
                return
            if head.startswith(GZIP):
                yield _table(gzip.GzipFile(fileobj=stream), name)
                return
            yield _table(stream, name)
        except BROKEN as error:
            yield _unreadable(name, error)
        except InputError as error:
            yield error


def _table(stream: Stream, name: str) -> Table:
    lines = _lines(stream, name)
    first = next(lines, (1, ""))
    return Table(name, first[1], itertools.chain([first], lines))


def _lines(stream: Stream, name: str) -> Iterator[tuple[int, str]]:
    for number in itertools.count(1):
        try:
            line = stream.readline(LONGEST_LINE)
        except BROKEN as error:
            raise _unreadable(name, error) from error
        if not line:
            return
        yield number, line.decode("utf-8-sig" if number == 1 else "utf-8", "replace")


def _unreadable(name: str, error: Exception) -> InputError:
    if isinstance(error, OSError) and error.strerror:
        return InputError(name, error.strerror)
    return InputError(name, f"it is packed and cannot be unpacked whole ({error})")


def tabbed(table: Table, header: Sequence[str] | None = None) -> Iterator[Line]:
    """The rows of a tab-separated table; ``header`` for one whose first line names no columns."""
    lines = table.lines
    if header is None:
        header = next(lines)[1].rstrip("\r\n").split("\t")
    columns = {name.strip(): place for place, name in enumerate(header)}
    for number, text in lines:
        if text.strip():
            yield Line(table.name, number, text.rstrip("\r\n").split("\t"), columns)


def comma_separated(table: Table) -> Iterator[Line | InputError]:
    """The rows of a table with commas or semicolons, quoted where a cell holds them or line ends."""
    mark = ";" if table.first.count(";") > table.first.count(",") else ","
    at, start = 0, 1

    def texts() -> Iterable[str]:
        nonlocal at
        for number, text in table.lines:
            at = number
            yield text

    reader = csv.reader(texts(), delimiter=mark)
    columns: dict[str, int] | None = None
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield InputError(f"{table.name}: row {start}", f"no row of cells ({error})")
            start = at + 1
            continue
        if columns is None:
            columns = {name.strip(): place for place, name in enumerate(cells)}
        elif cells:
            yield Line(table.name, start, cells, columns)
        start = at + 1
