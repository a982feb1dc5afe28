"""A named stream of bytes, wherever it comes from, that cannot be made to fill memory or disk."""

import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from gestae.errors import InputError

WARC_GZ = ".warc.gz"  # packed record by record and read as it is
HEAD = 8_192
BUFFER = 65_536
MOST_UNPACKED = 200  # bytes out for one byte in, above which nobody packs news
COPIED = 1_000_000
MOST_SPOOLED = 4_000_000_000
REMEDY = "raise the limit with --max-megabytes, or cut the file"


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to read. ``name`` stands in errors, ``identifier`` becomes the document's id where nothing else does.

    ``depth`` counts the archives around it; ``unpacked`` says that only a compression was taken off. ``url`` is where
    the bytes came from, if that is known. ``suffix`` is the ending that tells the format, where the name does not.
    """

    name: str
    stream: io.BufferedReader
    identifier: str | None
    path: Path | None = None
    depth: int = 0
    unpacked: bool = False
    url: str | None = None
    suffix: str | None = None

    @property
    def ending(self) -> str:
        """The ending that tells the format, in small letters, such as ``.html``; may be empty."""
        if self.suffix is not None:
            return self.suffix
        return WARC_GZ if self.name.lower().endswith(WARC_GZ) else PurePosixPath(self.name).suffix.lower()

    @property
    def head(self) -> bytes:
        """The first bytes, which stay unread."""
        return self.stream.peek(HEAD)[:HEAD]

    def whole(self, limit: int) -> bytes:
        """All bytes.

        Raises:
            InputError: there are more than ``limit``.
        """
        content = self.stream.read(limit + 1)
        if len(content) > limit:
            raise too_long(self.name, limit)
        return content


def too_long(name: str, limit: int) -> InputError:
    """The error of a document above the limit."""
    return InputError(name, f"longer than {megabytes(limit)}, the limit for one document; {REMEDY}")


def megabytes(number: int) -> str:
    """A number of bytes in words."""
    return f"{number / 1_000_000:,.0f} MB" if number >= 1_000_000 else f"{number:,} bytes"


def buffered(stream: Any) -> io.BufferedReader:
    """A stream whose beginning can be looked at."""
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream, BUFFER)


def hostile(number: int) -> str:
    """What is said of a small file that unpacks to a huge one."""
    return f"unpacks to {megabytes(number)} or more, as only hostile files do; unpack it by hand if it is yours"


class Unpacking(io.RawIOBase):
    """What comes out of a compressed stream, as long as it stays in proportion to what went in.

    ``packed`` tells how many bytes went in so far; ``free`` bytes may come out in any case.
    """

    def __init__(self, stream: BinaryIO, name: str, packed: Callable[[], int], free: int) -> None:
        self._stream, self._name, self._packed, self._free = stream, name, packed, free
        self._out = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read on.

        Raises:
            InputError: far more came out than went in.
        """
        content = self._stream.read(len(buffer))
        self._out += len(content)
        if self._out > self._free + MOST_UNPACKED * self._packed():
            raise InputError(self._name, hostile(self._out))
        buffer[: len(content)] = content
        return len(content)

    def close(self) -> None:
        """Close the stream beneath as well."""
        self._stream.close()
        super().close()


@contextmanager
def on_disk(source: Source) -> Iterator[Path]:
    """The path of the source's bytes: its own, or that of a temporary copy.

    Raises:
        InputError: the copy would take too much room.
    """
    if source.path is not None and source.path.is_file():
        yield source.path
        return
    with tempfile.TemporaryDirectory(prefix="gestae-") as folder:
        path = Path(folder) / f"copy{source.ending}"
        with path.open("wb") as copy:
            while content := source.stream.read(COPIED):
                if copy.tell() + len(content) > MOST_SPOOLED:
                    raise InputError(source.name, f"longer than {megabytes(MOST_SPOOLED)}; unpack it and name the file")
                copy.write(content)
        yield path
