"""Files of other data sets into the store, batch by batch; what is there already adds nothing."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gestae.errors import InputError
from gestae.store.importing.acled import read_acled
from gestae.store.importing.gdelt import columns_of, read_gdelt
from gestae.store.importing.icews import read_icews
from gestae.store.importing.lines import Table, open_tables
from gestae.store.importing.polecat import read_polecat
from gestae.store.importing.report import Origin, Report, imported
from gestae.store.importing.tools import LeftOut, Read, Tools
from gestae.store.store import Store
from gestae.store.write import Tally, write_imported

BATCH = 1_000
READERS: dict[Origin, Read] = {
    Origin.GDELT: read_gdelt,
    Origin.ICEWS: read_icews,
    Origin.POLECAT: read_polecat,
    Origin.ACLED: read_acled,
}
NEEDED = {
    Origin.ICEWS: ("Event ID", "Event Date", "CAMEO Code", "Source Name", "Target Name"),
    Origin.POLECAT: ("Event ID", "Event Date", "Event Type", "Actor Name", "Recipient Name"),
    Origin.ACLED: ("event_id_cnty", "event_date", "sub_event_type", "actor1"),
}


def _ignore(*_: object) -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told what goes on: problems as they come, the origin of each file, the sum after each batch."""

    problem: Callable[[InputError], None] = _ignore
    file: Callable[[str, Origin], None] = _ignore
    stored: Callable[[Tally], None] = _ignore


@dataclass(slots=True)
class Sum:
    """What an import came to. ``bad`` rows or files could not be used; ``left_out`` counts rows by reason."""

    tally: Tally = field(default_factory=Tally)
    bad: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def import_files(
    store: Store, files: Sequence[Path], tools: Tools, origin: Origin | None = None, told: Told | None = None
) -> Sum:
    """Read files, plain, gzipped or zipped, into the store. Without ``origin`` the layout of each tells it.

    Batches are transactions, so that an import that was stopped can be started again.
    """
    done, listener = Sum(), told or Told()
    run = store.begin_run(f"import {' '.join(path.name for path in files)}"[:200])
    reports = _reports(files, tools, origin, done, listener)
    while batch := list(itertools.islice(reports, BATCH)):
        with store.writing() as connection:
            done.tally += write_imported(connection, run, [imported(report, tools.lexicon) for report in batch])
        listener.stored(done.tally)
    store.finish_run(run)
    return done


def _reports(files: Iterable[Path], tools: Tools, origin: Origin | None, done: Sum, told: Told) -> Iterator[Report]:
    """The reports of all files; problems are told and counted on the way."""
    for path in files:
        for table in open_tables(path):
            for found in _found(table, tools, origin, told):
                if isinstance(found, Report):
                    yield found
                elif isinstance(found, LeftOut):
                    done.left_out[found.reason] += 1
                else:
                    done.bad += 1
                    told.problem(found)


def _found(
    table: Table | InputError, tools: Tools, origin: Origin | None, told: Told
) -> Iterator[Report | InputError | LeftOut]:
    try:
        if isinstance(table, InputError):
            raise table
        if not table.first.strip():
            raise InputError(table.name, "an empty file")
        kind = origin or guess(table)
        _check(table, kind)
        told.file(table.name, kind)
        yield from READERS[kind](table, tools)
    except InputError as error:
        yield error


def guess(table: Table) -> Origin:
    """The origin that a file's first line shows.

    Raises:
        InputError: it is that of none.
    """
    for origin, columns in NEEDED.items():
        if _holds(table, columns):
            return origin
    cells = table.first.rstrip("\r\n").split("\t")
    if columns_of(len(cells)) and (cells[0].isdigit() or cells[0] == "GLOBALEVENTID"):
        return Origin.GDELT
    problem = f"its first line is that of no data set that can be imported; wanted {', '.join(Origin)} (--from)"
    raise InputError(table.name, problem)


def _check(table: Table, origin: Origin) -> None:
    needed = NEEDED.get(origin, ())
    if needed and not _holds(table, needed):
        raise InputError(table.name, f"its header is not that of {origin.value}; wanted at least {', '.join(needed)}")


def _holds(table: Table, columns: Sequence[str]) -> bool:
    mark = "\t" if "\t" in table.first else ";" if table.first.count(";") > table.first.count(",") else ","
    return set(columns) <= {cell.strip().strip('"') for cell in table.first.split(mark)}
