"""Parquet and Excel: first the names of the columns, then their rows, by polars."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars

from gestae.errors import InputError

ROWS = 500


def extract(content: bytes, parameters: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """``{"columns": [...], "sheet": name}`` before each sheet, then ``{"row": {...}}`` for each of its rows.

    Raises:
        InputError: the file is none of its kind.
    """
    frames = _excel if parameters["excel"] else _parquet
    yield from frames(Path(parameters["path"]))


def _parquet(path: Path) -> Iterator[dict[str, Any]]:
    scan = polars.scan_parquet(path)
    yield {"columns": scan.collect_schema().names(), "sheet": None}
    for batch in scan.collect_batches(chunk_size=ROWS, maintain_order=True):
        for row in batch.iter_rows(named=True):
            yield {"row": row}


def _excel(path: Path) -> Iterator[dict[str, Any]]:
    import fastexcel

    try:
        book = fastexcel.read_excel(path)
    except fastexcel.FastExcelError as error:
        raise InputError(
            "sheet", f"no Excel file that can be opened ({str(error).partition(chr(10))[0][:200]}); save it as .csv"
        ) from error
    for sheet in book.sheet_names:
        frame = book.load_sheet(sheet).to_polars()
        if not frame.width:
            continue
        yield {"columns": frame.columns, "sheet": sheet if len(book.sheet_names) > 1 else None}
        for row in frame.iter_rows(named=True):
            yield {"row": row}
