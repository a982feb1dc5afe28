"""The lines of a file, plain or packed, with bounded memory; what cannot be read is told by its line."""

import bz2
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from gestae.errors import InputError
from gestae.knowledge.importing.report import Report

LONGEST = 1 << 26  # bytes of a line; longer ones are passed over without being held in memory
_STEP = 1 << 20
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"
_GZIP, _BZIP2 = b"\x1f\x8b", b"BZh"


def lines(path: Path, report: Report, longest: int = LONGEST) -> Iterator[tuple[int, str]]:
    """Number and text of each line that is UTF-8, without its line end.

    Raises:
        InputError: the file is missing, or no text in UTF-8 at all.
    """
    with _open(path) as file:
        number = 0
        while True:
            number += 1
            try:
                line, whole = _line(file, longest)
            except (EOFError, OSError, zlib.error) as error:
                report.problem(path, number, f"the file is damaged or ends early from here on ({error})")
                return
            if not line:
                return
            if number == 1:
                if line.startswith(_UTF_16):
                    raise InputError(str(path), "the file is UTF-16; save it as UTF-8")
                line = line.removeprefix(_BOM)
            if not whole:
                report.problem(path, number, f"the line is longer than {longest:,} bytes")
                continue
            try:
                yield number, line.decode("utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                report.problem(path, number, f"not UTF-8 at byte {error.start}; save the file as UTF-8")


def _open(path: Path) -> IO[bytes]:
    try:
        with path.open("rb") as file:
            head = file.read(3)
        if head.startswith(_GZIP):
            return cast(IO[bytes], gzip.open(path, "rb"))
        return bz2.open(path, "rb") if head.startswith(_BZIP2) else path.open("rb")
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error


def _line(file: IO[bytes], longest: int) -> tuple[bytes, bool]:
    """The next line, and whether all of it is there; the rest of one that is too long is read over."""
    line = file.readline(longest + 1)
    if len(line) <= longest:
        return line, True
    rest = line
    while rest and not rest.endswith(b"\n"):
        rest = file.readline(_STEP)
    return line[:1], False
