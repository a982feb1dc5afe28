"""What every reader of a format takes and gives."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gestae.errors import InputError
from gestae.reading.fields import Reading
from gestae.reading.helper import Helpers
from gestae.reading.options import ReadingOptions
from gestae.reading.sources import Source

Found = Reading | InputError | Source


@dataclass(frozen=True, slots=True)
class Job:
    """What is common to all files of a run."""

    options: ReadingOptions
    helpers: Helpers


Read = Callable[[Source, Job], Iterator[Found]]
