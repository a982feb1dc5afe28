"""What a reader is told: what to fill in, which columns to take, and where to stop."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from gestae.errors import InputError
from gestae.reading.dates import DateOrder

FIELDS = ("text", "title", "published", "author", "source", "url", "id")
MAX_BYTES = 64_000_000
MAX_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is filled in where a document does not say it itself."""

    published: date | None = None
    source: str | None = None


def _silent(message: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How files are read.

    ``columns`` maps a document's field to the column that holds it, as ``columns_from`` makes it. A document of more
    than ``max_bytes`` bytes, or whose extraction takes more than ``max_seconds`` seconds, is refused. ``say`` is told
    what a reader decided by itself (which columns it took) and what it passed over without loss. ``date_order`` reads
    dates such as 05/03/2017; without it a file's other dates may tell.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    max_bytes: int = MAX_BYTES
    max_seconds: float = MAX_SECONDS
    say: Callable[[str], None] = _silent
    date_order: DateOrder | None = None


def columns_from(words: Iterable[str]) -> dict[str, str]:
    """The mapping that ``--column text=body`` asks for.

    Raises:
        InputError: no ``=``, or a field that a document does not have.
    """
    found: dict[str, str] = {}
    for each in words:
        name, mark, column = (part.strip() for part in each.partition("="))
        if not mark or not column or name not in FIELDS:
            raise InputError(f"--column {each}", f"wanted FIELD=COLUMN, FIELD one of {', '.join(FIELDS)}")
        found[name] = column
    return found
