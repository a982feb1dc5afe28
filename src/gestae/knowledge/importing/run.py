"""One import from beginning to end: the format of a file, what is known before, and the folder that is written."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain
from pathlib import Path

from gestae.errors import DataError, InputError
from gestae.knowledge.importing.actors import write_entries
from gestae.knowledge.importing.codes import load_codes
from gestae.knowledge.importing.dictionary import entries
from gestae.knowledge.importing.overlay import Overlay, replacing
from gestae.knowledge.importing.report import Report
from gestae.knowledge.importing.scribe import Scribe
from gestae.knowledge.importing.sheet import Sheet
from gestae.knowledge.importing.sources import lines
from gestae.knowledge.importing.wikidata import write_dump
from gestae.knowledge.load import build_knowledge, read_facts
from gestae.tables import DATA, folder_hash

_PACKED = frozenset((".gz", ".bz2"))


class Format(StrEnum):
    """What a file that is imported holds."""

    DICTIONARY = "dictionary"
    CSV = "csv"
    TSV = "tsv"
    WIKIDATA = "wikidata"


@dataclass(frozen=True, slots=True)
class Import:
    """What is imported, and where to.

    ``folders`` hold what is known before, the shipped tables first; ``codes`` is a folder of code tables laid over
    ``data/importing``; ``source`` and ``as_of`` go into every row that does not tell its own. Without a ``format`` the
    file's name and beginning tell it.
    """

    path: Path
    into: Path
    folders: Sequence[Path]
    codes: Path | None = None
    format: Format | None = None
    source: str | None = None
    as_of: date | None = None


def import_file(job: Import, tell: Callable[[str], None]) -> Report:
    """Write the tables; ``tell`` gets each row that could not be used, as it comes.

    Raises:
        InputError: the file cannot be read at all, or the folder not be written.
        DataError: a table of what is known before, or of codes, is broken.
    """
    report = Report(tell)
    found = lines(job.path, report)
    first = next(found, (1, ""))
    try:
        with replacing(job.into, _stem(job.path)):
            _import(job, chain([first], found), first[1], report)
    except OSError as error:
        raise InputError(str(error.filename or job.into), error.strerror or str(error)) from error
    return report


def _import(job: Import, found: Iterable[tuple[int, str]], first: str, report: Report) -> None:
    folders = [*job.folders, *([job.into] if job.into not in job.folders else [])]
    facts = read_facts(folders, _stop)
    known = build_knowledge(facts, folder_hash(folders))
    source, as_of = job.source or job.path.name, job.as_of.isoformat() if job.as_of else ""
    overlay = Overlay(job.into, _stem(job.path), report)
    scribe = Scribe(job.path, source, known, overlay, report)
    kind = job.format or _format(job.path, first)
    try:
        if kind in (Format.CSV, Format.TSV):
            delimiter = "\t" if kind is Format.TSV else _delimiter(first)
            Sheet(job.path, source, as_of, known, facts, overlay).read(found, delimiter)
            return
        codes = load_codes([DATA / "importing", *([job.codes] if job.codes else [])], known)
        if kind is Format.WIKIDATA:
            write_dump(found, codes, scribe, as_of)
        else:
            told = entries(found, lambda row, problem: report.problem(job.path, row, problem))
            write_entries(told, codes, scribe, as_of)
    finally:
        overlay.close()


def _stem(path: Path) -> str:
    """The name of an import's own files: ``phoenix.actors.txt`` writes ``phoenix-actors-txt.tsv``."""
    return re.sub(r"\W+", "-", path.name.lower()).strip("-") or "import"


def _stop(error: DataError) -> None:
    raise error


def _format(path: Path, first: str) -> Format:
    """By the file's last name part; a file of another name is a dump where it begins as one."""
    suffixes = [s.lower() for s in path.suffixes if s.lower() not in _PACKED]
    last = suffixes[-1].removeprefix(".") if suffixes else ""
    if last in (Format.CSV, Format.TSV):
        return Format(last)
    dump = last in ("json", "ndjson", "jsonl") or first.strip() == "[" or first.lstrip("[ ").startswith('{"')
    return Format.WIKIDATA if dump else Format.DICTIONARY


def _delimiter(header: str) -> str:
    """Comma, or semicolon where the header has more of those."""
    return max((",", ";"), key=header.count)
