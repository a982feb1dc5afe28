"""Rows printed: a table on a terminal, JSON lines or CSV in a pipe."""

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from gestae.cli.coding import plain_stdout
from gestae.cli.messages import printable
from gestae.cli.options import Form
from gestae.records.frames import safe_cell


def form_of(chosen: Form | None) -> Form:
    """A table on a terminal, JSON lines in a pipe, unless chosen."""
    return chosen or (Form.TABLE if sys.stdout.isatty() else Form.JSONL)


def print_rows(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], form: Form, shown: Sequence[str] = ()) -> int:
    """Print rows; how many there were. ``shown`` are the columns of a table, all without it."""
    if form is Form.TABLE:
        return _table(list(rows), shown or columns)
    plain_stdout()
    number = 0
    writer = csv.writer(sys.stdout, lineterminator="\n")
    if form is Form.CSV:
        writer.writerow(columns)
    for row in rows:
        number += 1
        cells = {name: plain(row[name]) for name in columns}
        if form is Form.CSV:
            writer.writerow([safe_cell(cell) for cell in cells.values()])
        else:
            sys.stdout.write(json.dumps(cells, ensure_ascii=False, default=str) + "\n")
    return number


def plain(value: Any) -> Any:
    """A value as JSON and CSV hold it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    return float(value) if isinstance(value, Decimal) else value


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> int:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        numeric = any(isinstance(row[name], int | float) and not isinstance(row[name], bool) for row in rows)
        table.add_column(name.replace("_", " "), overflow="fold", justify="right" if numeric else "left")
    for row in rows:
        table.add_row(*(Text(_cell(row[name])) for name in columns))
    if rows:
        Console(highlight=False, markup=False, emoji=False).print(table)
    return len(rows)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    return printable(" ".join(str(value).split()))
