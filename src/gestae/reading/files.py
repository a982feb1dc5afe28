"""Files, folders, patterns and standard input as readings; what cannot be read becomes an error in its place."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from gestae.errors import GestaeError, InputError
from gestae.reading.fields import Reading
from gestae.reading.folders import is_pattern, matching, walk
from gestae.reading.formats import read_source
from gestae.reading.helper import Helpers
from gestae.reading.job import Job
from gestae.reading.lines import STDIN
from gestae.reading.options import Defaults, ReadingOptions
from gestae.reading.orders import settled
from gestae.reading.sources import Source, buffered


def read_files(
    names: Iterable[str], defaults: Defaults | None = None, options: ReadingOptions | None = None
) -> Iterator[Reading | InputError]:
    """Documents in order, one by one: of files of all formats, folders, patterns, and ``-``, standard input.

    Raises:
        InstallationError: a file needs a package that is not installed.
    """
    with Helpers() as helpers:
        job = Job(options or ReadingOptions(), helpers)
        for name in names:
            for reading in _named(name, job):
                yield reading if isinstance(reading, InputError) else _filled(reading, defaults or Defaults())


def _named(name: str, job: Job) -> Iterator[Reading | InputError]:
    try:
        if name == STDIN:
            yield from _read(Source("standard input", buffered(sys.stdin.buffer), None), job)
        elif is_pattern(name):
            found = matching(name)
            if not found:
                yield InputError(name, "no file has such a name; patterns take *, ?, [] and **")
            for path in found:
                yield from _at(path, job)
        else:
            yield from _at(Path(name), job)
    except (OSError, ValueError) as error:  # a name that the system refuses
        yield InputError(name, str(error))


def _at(path: Path, job: Job) -> Iterator[Reading | InputError]:
    if not path.is_dir():
        yield from _file(path, job)
        return
    for found in walk(path):
        if isinstance(found, InputError):
            yield found
        else:
            yield from _file(found, job)


def _file(path: Path, job: Job) -> Iterator[Reading | InputError]:
    name = path.as_posix()
    try:
        with path.open("rb") as stream:
            yield from _read(Source(name, stream, name, path), job)
    except OSError as error:
        yield InputError(name, error.strerror or str(error))


def _read(source: Source, job: Job) -> Iterator[Reading | InputError]:
    """The documents of a source and of those in it; whatever goes wrong is an error that names it."""
    try:
        for found in settled(read_source(source, job), source.name, job.options):
            if isinstance(found, Source):
                yield from _read(found, job)
            else:
                yield found
    except InputError as error:
        yield error
    except GestaeError:
        raise
    except Exception as error:  # a parser that breaks on one file must not cost the others
        yield InputError(source.name, f"cannot be read ({type(error).__name__}: {str(error)[:200]})")


def _filled(reading: Reading, defaults: Defaults) -> Reading:
    document = reading.document
    missing = {
        key: value
        for key, value in (("published", defaults.published), ("source", defaults.source))
        if value is not None and getattr(document, key) is None
    }
    return replace(reading, document=document.model_copy(update=missing)) if missing else reading
