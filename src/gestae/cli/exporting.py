"""``gestae export`` and ``gestae hydrate``."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from gestae.cli import UNREADABLE
from gestae.cli.messages import count, say
from gestae.errors import InputError, QueryError
from gestae.reading import Defaults, read_files
from gestae.settings import Settings
from gestae.store.engine import Mode
from gestae.store.exporting.hydrate import hydrate
from gestae.store.exporting.packing import unpacked
from gestae.store.exporting.redact import Redaction
from gestae.store.exporting.run import Export, Rows, Target, export
from gestae.store.filters import read_filters
from gestae.store.panel import Shape
from gestae.store.store import Store

MOST_SHOWN = 10
Choice = TypeVar("Choice", bound=StrEnum)


def export_events(
    settings: Settings, filters: Mapping[str, object], words: tuple[str, str, str], folder: Path, panel: Shape
) -> int:
    """Write an export and tell what was written; ``words`` name the format, the shape and what is left out."""
    to, shape, redact = words
    wanted = Export(
        target=_chosen("to", Target, to),
        folder=folder,
        rows=_chosen("shape", Rows, shape),
        redaction=_chosen("redact", Redaction, redact),
        panel=panel,
        told={name: _told(value) for name, value in filters.items() if value},
    )
    asked = read_filters(filters)
    with Store.open(settings.store, Mode.READ) as store, store.reading() as connection:
        for written in export(connection, asked, wanted):
            say(f"{folder / written.path.name}: {count(written.rows, 'row')}")
    say(f"{folder / 'codebook.md'}")
    return 0


def hydrate_export(folder: Path, files: Sequence[str], out: Path) -> int:
    """Write the tables with their words; 1 where a text of the export was not among those given."""
    with unpacked(folder) as opened:
        found = hydrate(opened, _texts(files), out)
    say(f"{count(found.events, 'event')} with their words in {out}")
    for digest in found.missing[:MOST_SHOWN]:
        say(f"no text with the sha256 {digest}")
    if found.missing:
        say(f"{count(len(found.missing), 'text')} of the export not among those given; their words stay empty")
    return UNREADABLE if found.missing else 0


def _texts(files: Sequence[str]) -> Iterator[str]:
    for reading in read_files(files, Defaults()):
        if isinstance(reading, InputError):
            say(f"gestae: {reading}")
        else:
            yield reading.document.text


def _chosen(name: str, kind: type[Choice], value: str) -> Choice:
    if value not in set(kind):
        raise QueryError(f"{name}: {value!r}; wanted one of {', '.join(kind)}")
    return kind(value)


def _told(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(map(str, value if isinstance(value, list) else [value]))
