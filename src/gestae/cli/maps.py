"""``gestae map``: the events of records or texts on a map."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TypeVar

from gestae.analysis.charts import chart_format, need_plot, write_chart
from gestae.analysis.maps import draw_map
from gestae.analysis.spots import locate, summary
from gestae.cli import UNREADABLE
from gestae.cli.messages import Notes, say
from gestae.errors import InputError
from gestae.model import Record, Status
from gestae.reading import Defaults, Reading, ReadingOptions, read_files
from gestae.records.read import holds_records, read_records
from gestae.settings import Settings

TITLE = "Where it happened"
Item = TypeVar("Item", Record, Reading)


def map_files(
    files: Sequence[str],
    output: Path,
    title: str | None,
    statuses: Sequence[Status],
    defaults: Defaults,
    settings: Settings,
    options: ReadingOptions | None = None,
) -> int:
    """Draw the events of files of records, or of texts that are coded first; 0, or 1 where an input could not be read.

    Raises:
        InputError: the picture's format is not known, or it cannot be written.
        InstallationError: the packages that draw are missing, or the language model.
    """
    chart_format(output)
    need_plot()
    notes = Notes(on_page=False)
    recorded = [name for name in files if holds_records(Path(name))]
    texts = [name for name in files if name not in recorded]
    located = locate(_all(recorded, _good(read_files(texts, defaults, options), notes), notes, settings), statuses)
    notes.close()
    write_chart(draw_map(located, title or TITLE), output)
    for line in summary(located):
        say(line)
    say(f"written to {output}")
    return UNREADABLE if notes.unreadable else 0


def _all(recorded: Sequence[str], readings: Iterator[Reading], notes: Notes, settings: Settings) -> Iterator[Record]:
    for name in recorded:
        yield from _good(read_records(Path(name)), notes)
    first = next(readings, None)
    if first is not None:
        yield from _coded(first, readings, notes, settings)


def _coded(first: Reading, rest: Iterator[Reading], notes: Notes, settings: Settings) -> Iterator[Record]:
    from gestae.pipeline import Coder

    for record in Coder(settings, say).code_many(chain([first], rest)):
        notes.record(record)
        yield record


def _good(items: Iterable[Item | InputError], notes: Notes) -> Iterator[Item]:
    for item in items:
        if isinstance(item, InputError):
            notes.problem(item)
        else:
            yield item
