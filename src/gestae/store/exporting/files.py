"""Tables written to files: CSV, JSON lines, Parquet, a workbook."""

import csv
import io
import itertools
import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from gestae.errors import InstallationError, QueryError
from gestae.records.frames import safe_cell
from gestae.store.ask import to_frame

Rows = Iterable[Mapping[str, Any]]
MOST_SHEET_ROWS = 1_048_575
MOST_CELL = 32_000  # characters; a workbook's cell holds 32,767


class TableFormat(StrEnum):
    """How a table is written."""

    PARQUET = "parquet"
    CSV = "csv"
    JSONL = "jsonl"
    XLSX = "xlsx"


def write_table(path: Path, columns: Mapping[str, type], rows: Rows, form: TableFormat) -> None:
    """Write one table.

    Raises:
        InstallationError: what the format needs is not installed.
        QueryError: there are more rows than a sheet holds.
    """
    WRITERS[form](path, columns, rows)


@dataclass(frozen=True, slots=True)
class Read:
    """A table that was read back; cells of CSV are words, an empty one is None."""

    columns: dict[str, type]
    rows: list[dict[str, Any]]


def read_table(path: Path, form: TableFormat) -> Read:
    """Read what ``write_table`` wrote.

    Raises:
        InstallationError: what the format needs is not installed.
        InputError: the file is none of that format.
    """
    if form is TableFormat.CSV:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows: list[dict[str, Any]] = [{name: cell or None for name, cell in row.items()} for row in reader]
            return Read(dict.fromkeys(reader.fieldnames or (), str), rows)
    if form is TableFormat.JSONL:
        with path.open(encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        return Read(dict.fromkeys(rows[0] if rows else (), str), rows)
    try:
        import polars
    except ImportError as error:
        raise InstallationError(f"{path.name} needs polars: pip install 'gestae[corpus]'") from error
    logging.getLogger("fastexcel").setLevel(logging.ERROR)  # it warns of each empty column
    try:
        frame = polars.read_parquet(path) if form is TableFormat.PARQUET else polars.read_excel(path)
    except polars.exceptions.NoDataError:
        return Read({}, [])
    kinds = {name: kind.to_python() for name, kind in frame.schema.items()}
    return Read({name: str if kind is type(None) else kind for name, kind in kinds.items()}, frame.to_dicts())


def csv_lines(columns: Mapping[str, type], rows: Rows) -> Iterator[str]:
    """A header and the rows as CSV, no cell of which a spreadsheet takes for a formula."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    for cells in itertools.chain([columns], ([safe_cell(_cell(row[name])) for name in columns] for row in rows)):
        writer.writerow(cells)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _csv(path: Path, columns: Mapping[str, type], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_lines(columns, rows))


def _jsonl(path: Path, columns: Mapping[str, type], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            cells = {name: row[name].isoformat() if isinstance(row[name], date) else row[name] for name in columns}
            file.write(json.dumps(cells, ensure_ascii=False) + "\n")


def _parquet(path: Path, columns: Mapping[str, type], rows: Rows) -> None:
    to_frame(rows, columns).write_parquet(path)


def _xlsx(path: Path, columns: Mapping[str, type], rows: Rows) -> None:
    try:
        import xlsxwriter  # type: ignore[import-untyped,unused-ignore]  # ships no types
    except ImportError as error:
        raise InstallationError("a workbook needs xlsxwriter: pip install 'gestae[corpus]'") from error
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet(path.stem[:31])
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, list(columns))
        for number, row in enumerate(rows, 1):
            if number > MOST_SHEET_ROWS:
                raise QueryError(f"{path.name}: a sheet holds {MOST_SHEET_ROWS:,} rows; export csv or parquet")
            for at, name in enumerate(columns):
                value = row[name]
                if isinstance(value, date):
                    sheet.write_datetime(number, at, value, day)
                elif isinstance(value, str):
                    sheet.write_string(number, at, value[:MOST_CELL])
                elif value is not None:
                    sheet.write(number, at, value)


def _cell(value: Any) -> Any:
    """Dates as ISO, truth as TRUE and FALSE (which R and spreadsheets read), nothing as an empty cell."""
    if isinstance(value, bool):
        return str(value).upper()
    return value.isoformat() if isinstance(value, date) else value


WRITERS: Mapping[TableFormat, Callable[[Path, Mapping[str, type], Rows], None]] = {
    TableFormat.PARQUET: _parquet,
    TableFormat.CSV: _csv,
    TableFormat.JSONL: _jsonl,
    TableFormat.XLSX: _xlsx,
}
