"""``gestae code`` and ``gestae explain``: documents in, records out."""

import csv
import io
import itertools
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gestae.cli import UNREADABLE
from gestae.cli.messages import Notes, say
from gestae.cli.progress import bar, total_of
from gestae.errors import InputError
from gestae.model import Record
from gestae.reading import Defaults, Reading, ReadingOptions, read_files
from gestae.records.frames import COLUMNS, event_rows, safe_cell
from gestae.settings import Settings

Write = Callable[[Record], None]


@dataclass(frozen=True, slots=True)
class Output:
    """``format`` is table, jsonl or csv; None lets the place decide: table on a terminal, else jsonl."""

    format: str | None = None
    with_text: bool = True


Writers = Mapping[str, Callable[[Output], Write]]


def code_files(
    files: Sequence[str],
    defaults: Defaults,
    output: Output,
    settings: Settings,
    writers: Writers | None = None,
    options: ReadingOptions | None = None,
) -> int:
    """Code all documents, print their records or what ``writers`` make of them; 1 where an input could not be read.

    Raises:
        InstallationError: the language model is missing.
        DataError: a table of lexicon or knowledge is broken.
    """
    chosen = output.format or ("table" if sys.stdout.isatty() else "jsonl")
    notes = Notes(on_page=chosen == "table")
    readings = _readable(read_files(files, defaults, options), notes)
    first = next(readings, None)
    if first is not None:
        from gestae.pipeline import Coder

        write = (writers or WRITERS)[chosen](output)
        documents = _tracked(itertools.chain([first], readings), files)
        for record in Coder(settings, say).code_many(documents):
            notes.record(record)
            write(record)
    notes.close()
    return UNREADABLE if notes.unreadable else 0


def _readable(readings: Iterable[Reading | InputError], notes: Notes) -> Iterator[Reading]:
    for reading in readings:
        if isinstance(reading, InputError):
            notes.problem(reading)
        else:
            yield reading


def _tracked(readings: Iterator[Reading], files: Sequence[str]) -> Iterator[Reading]:
    """The readings, with a progress bar where a person waits and the records go elsewhere."""
    total = total_of(files)
    if sys.stdout.isatty() or not sys.stderr.isatty() or total == 1:
        yield from readings
        return
    with bar(total) as progress:
        for reading in readings:
            yield reading
            progress.advance(progress.task_ids[0])


def _table_writer(output: Output) -> Write:
    from rich.console import Console

    from gestae.cli.table import print_record

    console = Console(highlight=False, markup=False, emoji=False)
    return lambda record: print_record(console, record if output.with_text else without_text(record))


def _json_writer(output: Output) -> Write:
    plain_stdout()
    excluded = None if output.with_text else {"document": {"text"}}

    def write(record: Record) -> None:
        sys.stdout.write(record.model_dump_json(by_alias=True, exclude=excluded) + "\n")

    return write


def _csv_writer(output: Output) -> Write:
    plain_stdout()
    columns = [name for name in COLUMNS if output.with_text or name != "evidence"]
    rows = csv.DictWriter(sys.stdout, columns, extrasaction="ignore", lineterminator="\n")
    rows.writeheader()

    def write(record: Record) -> None:
        rows.writerows({name: safe_cell(cell) for name, cell in row.items()} for row in event_rows(record))

    return write


def plain_stdout() -> None:
    """UTF-8 and bare line feeds, whatever the machine."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")


WRITERS: Writers = {"table": _table_writer, "jsonl": _json_writer, "csv": _csv_writer}


def without_text(record: Record) -> Record:
    """The record without the document's text; the words of spans stay."""
    return record.model_copy(update={"document": record.document.model_copy(update={"text": None})})


def explain_file(
    file: str, event: str | None, defaults: Defaults, settings: Settings, options: ReadingOptions | None = None
) -> int:
    """Print how the events of one document came to be."""
    reading = next(read_files([file], defaults, options), None)
    if reading is None:
        say(f"gestae: {file}: no document in it")
        return UNREADABLE
    if isinstance(reading, InputError):
        raise reading
    from rich.console import Console

    from gestae.cli.trace import print_explanation
    from gestae.pipeline import Coder

    explanation = Coder(settings, say).explain(reading, event)
    print_explanation(Console(highlight=False, markup=False, emoji=False), explanation)
    return 0
