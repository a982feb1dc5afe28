"""The gazetteer's index: shipped packed, unpacked once into a cache folder.

It is written under another name and moved into place, so that two processes may unpack at once and no
reader sees half of it.
"""

import hashlib
import os
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gestae.errors import InstallationError
from gestae.tables import DATA, read_table

PACKED = DATA / "places" / "index.sqlite.z"
LABEL = DATA / "places" / "index.tsv"
COLUMNS = ("made_from", "bytes", "sha256")
PARTS = 100_000  # the index keeps latitude and longitude in these parts of a degree


@dataclass(frozen=True, slots=True)
class Label:
    """What the shipped index was made from, its size in bytes when unpacked, and its hash."""

    made_from: str
    size: int
    sha256: str

    @property
    def version(self) -> str:
        """What the index is made from, with the start of its hash."""
        return f"{self.made_from}+{self.sha256[:8]}"


def read_label(path: Path = LABEL) -> Label:
    """The label of the shipped index.

    Raises:
        DataError: the label cannot be used.
    """
    row = next(iter(read_table(path, COLUMNS)))
    if not row["bytes"].isdecimal():
        raise row.error(f"bytes is {row['bytes']!r}; allowed: a whole number")
    return Label(row["made_from"], int(row["bytes"]), row["sha256"])


def unpacked_index(cache: Path, label: Label, on_build: Callable[[str], None], packed: Path = PACKED) -> Path:
    """The index in a cache folder, unpacked there first where it is missing or cut short.

    ``on_build`` is told of the unpacking.

    Raises:
        InstallationError: the cache folder cannot be written to, or the shipped index is damaged.
    """
    path = cache / f"places-{label.sha256[:16]}.sqlite"
    if path.is_file() and path.stat().st_size == label.size:
        return path
    on_build(f"unpacking the index of places, once: {path}")
    content = _unpacked(packed, label)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=cache)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(path)
    except OSError as error:
        raise InstallationError(
            f"the index of places cannot be written to {cache} ({error.strerror}); "
            "set GESTAE_CACHE to a folder that can"
        ) from error
    return path


def _unpacked(packed: Path, label: Label) -> bytes:
    remedy = "install gestae again"
    try:
        content = zlib.decompress(packed.read_bytes(), bufsize=label.size)
    except (OSError, zlib.error) as error:
        raise InstallationError(f"the index of places cannot be read ({packed}: {error}); {remedy}") from error
    if hashlib.sha256(content).hexdigest() != label.sha256:
        raise InstallationError(f"the index of places is damaged ({packed}); {remedy}")
    return content
