"""CSV and TSV by the standard library, a row at a time; Parquet and Excel by the helper."""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gestae.errors import InputError
from gestae.model import Notice
from gestae.reading.columns import ColumnFinder, Columns, cell_reading
from gestae.reading.fields import Reading
from gestae.reading.helper import need
from gestae.reading.job import Found, Job
from gestae.reading.lines import bounded
from gestae.reading.sources import Source, on_disk
from gestae.reading.text import UTF_16, decoded_as, is_binary

DELIMITERS = ",;\t|"
QUOTED = re.compile('"[^"]*"')
OPEN_QUOTE = "is a quotation mark left open? mend the row"


class TooLongError(ValueError):
    """A line that was not kept."""


@dataclass(slots=True)
class Lines:
    """The lines of a table as text, counted; bytes that are no UTF-8 come through as lone surrogates."""

    source: Source
    limit: int
    since: int = 0  # characters since the last whole row

    def __iter__(self) -> Iterator[str]:
        if self.source.head.startswith(UTF_16):
            yield from self._wide()
            return
        for number, line in enumerate(bounded(self.source.stream, self.limit)):
            if line is None:
                raise TooLongError
            content = line if number else line.removeprefix(codecs.BOM_UTF8)
            yield self._counted(content.decode("utf-8", "surrogateescape"))

    def _wide(self) -> Iterator[str]:
        content = self.source.whole(self.limit).decode("utf-16", "replace")
        yield from map(self._counted, content.splitlines(keepends=True))

    def _counted(self, line: str) -> str:
        self.since += len(line)
        return line


def read_csv(source: Source, job: Job) -> Iterator[Found]:
    """A document a row; the first row names the columns and counts as row 1, as in a spreadsheet.

    Raises:
        InputError: the file is no table, or has no column for the text.
    """
    head = source.head
    if not head.startswith(UTF_16) and is_binary(head):
        raise InputError(source.name, "a binary file, no table; save it as CSV (UTF-8)")
    csv.field_size_limit(max(csv.field_size_limit(), job.options.max_bytes))
    first = head.decode("utf-16" if head.startswith(UTF_16) else "utf-8", "replace").partition("\n")[0]
    rows = _rows(Lines(source, job.options.max_bytes), delimiter_of(first, source.name))
    header = next(rows, None)
    if header is None:
        raise InputError(source.name, "an empty table; wanted a first row that names the columns")
    if isinstance(header, str):
        raise InputError(source.name, f"row 1 {header}")
    names = [name.strip() for name in header]
    columns = ColumnFinder(source.name, job.options).header(names)
    for number, row in enumerate(rows, 2):
        name = f"{source.name}:{number}"
        try:
            if row:
                yield _row_reading(row, names, name, columns)
        except InputError as error:
            yield error


def delimiter_of(first: str, name: str) -> str:
    """The character that divides the cells of the first line: the most frequent one outside of quotation marks."""
    if name.lower().endswith((".tsv", ".tab")):
        return "\t"
    bare = QUOTED.sub("", first)
    return max(DELIMITERS, key=bare.count)


def _rows(lines: Lines, delimiter: str) -> Iterator[list[str] | str]:
    """The rows, or in place of one what is wrong with it; an empty list is a blank line."""
    reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
    while True:
        lines.since = 0
        try:
            row = next(reader)
        except StopIteration:
            return
        except TooLongError:
            yield f"is longer than {lines.limit:,} bytes; {OPEN_QUOTE}. What follows it was not read"
            return
        except csv.Error as error:
            yield f"is malformed ({error}); {OPEN_QUOTE}"
            continue
        yield row if lines.since <= lines.limit else f"is longer than {lines.limit:,} characters; {OPEN_QUOTE}"


def _row_reading(row: list[str] | str, names: Sequence[str], name: str, columns: Columns) -> Reading:
    if isinstance(row, str):
        raise InputError(name, f"the row {row}")
    if len(row) != len(names):
        raise InputError(name, f"{len(row)} cells where the first row names {len(names)}; {OPEN_QUOTE}")
    cells = dict(zip(names, row, strict=True))
    used = {column: cells[column] for column in columns.by_field.values()}
    foreign = False
    for column, cell in used.items():
        if not cell.isascii() and (told := _as_windows(cell)) is not None:
            used[column], foreign = told, True
    reading = cell_reading(used, name, columns, name)
    notice: tuple[Notice, ...] = (decoded_as("Windows-1252, because it is not UTF-8"),) if foreign else ()
    return replace(reading, notices=notice + reading.notices)


def _as_windows(cell: str) -> str | None:
    """A cell whose bytes were no UTF-8 as Windows-1252; None where they were."""
    try:
        cell.encode()
    except UnicodeEncodeError:
        return cell.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    return None


def read_parquet(source: Source, job: Job) -> Iterator[Found]:
    """A document a row of a Parquet file."""
    need("polars")
    yield from _sheets(source, job, excel=False)


def read_excel(source: Source, job: Job) -> Iterator[Found]:
    """A document a row of each sheet of an Excel file; the first row of a sheet names its columns."""
    need("fastexcel")
    need("polars")
    yield from _sheets(source, job, excel=True)


def _sheets(source: Source, job: Job, *, excel: bool) -> Iterator[Found]:
    finder = ColumnFinder(source.name, job.options)
    columns: Columns | InputError = Columns({})
    place, number = source.name, 0
    with on_disk(source) as path:
        for found in job.helpers.ask("sheet", source.name, job.options, path=str(path.resolve()), excel=excel):
            if "columns" in found:
                place = f"{source.name}#{found['sheet']}" if found["sheet"] else source.name
                number = int(excel)
                try:
                    columns = finder.header(found["columns"])
                except InputError as error:
                    columns = InputError(place, error.problem)
                    yield columns
                continue
            number += 1
            if isinstance(columns, InputError):
                continue
            name = f"{place}:{number}"
            try:
                yield cell_reading(found["row"], name, columns, name)
            except InputError as error:
                yield error
