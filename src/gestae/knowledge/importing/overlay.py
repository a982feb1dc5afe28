"""The folder that an import writes: tables with the project's columns, one file a table and import."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from gestae.knowledge.importing.report import Report
from gestae.knowledge.rows import COLUMNS

_ASIDE = ".before"


class Overlay:
    """Tables being written as ``FOLDER/TABLE/STEM.tsv``; a file begins with its first row."""

    def __init__(self, folder: Path, stem: str, report: Report) -> None:
        self.folder, self.stem, self.report = folder, stem, report
        self._files: dict[str, IO[str]] = {}

    def row(self, table: str, cells: Mapping[str, str | None]) -> None:
        """Write a row; columns that are not given stay empty."""
        if table not in self._files:
            path = self.folder / table / f"{self.stem}.tsv"
            path.parent.mkdir(parents=True, exist_ok=True)
            self._files[table] = path.open("w", encoding="utf-8", errors="replace", newline="\n")
            self._files[table].write("\t".join(COLUMNS[table]) + "\n")
        line = "\t".join(" ".join((cells.get(column) or "").split()) for column in COLUMNS[table])
        self._files[table].write(line + "\n")
        self.report.rows[table] += 1

    def close(self) -> None:
        """End all files."""
        for file in self._files.values():
            file.close()


@contextmanager
def replacing(folder: Path, stem: str) -> Iterator[None]:
    """Put an earlier import's files aside; they are gone afterwards, and back where an error stops the new one."""
    folder.mkdir(parents=True, exist_ok=True)
    old = [path.rename(path.with_name(path.name + _ASIDE)) for path in sorted(folder.glob(f"*/{stem}.tsv"))]
    try:
        yield
    except BaseException:
        for path in folder.glob(f"*/{stem}.tsv"):
            path.unlink()
        for path in old:
            path.rename(path.with_name(path.name.removesuffix(_ASIDE)))
        raise
    for path in old:
        path.unlink()
