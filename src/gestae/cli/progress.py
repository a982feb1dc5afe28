"""How far a command is: documents, their rate, and the time left where their number is known beforehand."""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from gestae.errors import InputError
from gestae.reading.folders import is_pattern, matching, walk

if TYPE_CHECKING:
    from rich.progress import Progress

JSON_LINES = frozenset({".jsonl", ".ndjson"})
SINGLE = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf"})


def total_of(names: Sequence[str]) -> int | None:
    """How many documents there will be at most; None where it cannot be told without reading them."""
    paths = [path for name in names for path in (matching(name) if is_pattern(name) else [Path(name)])]
    numbers = []
    for path in paths:
        for file in walk(path) if path.is_dir() else [path]:
            numbers.append(1 if isinstance(file, InputError) else _documents(file))
            if numbers[-1] is None:
                return None
    return sum(number for number in numbers if number is not None)


def _documents(path: Path) -> int | None:
    ending = path.suffix.lower()
    if ending in SINGLE or not path.is_file():
        return None if str(path) == "-" else 1
    if ending in JSON_LINES:
        with path.open("rb") as lines:
            return sum(1 for line in lines if line.strip())
    if ending == ".zip" and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            files = [PurePath(each.filename) for each in archive.infolist() if not each.is_dir()]
        return len(files) if all(file.suffix.lower() in SINGLE for file in files) else None
    return None


@contextmanager
def bar(total: int | None) -> Iterator["Progress"]:
    """A bar on standard error with the one task that is to be advanced."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Documents a second."""

        def render(self, task: Task) -> Text:
            """The rate of late."""
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    time = TimeElapsedColumn() if total is None else TimeRemainingColumn()
    columns = (TextColumn("coding"), BarColumn(), MofNCompleteColumn(), Rate(), time)
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        progress.add_task("coding", total=total)
        yield progress
