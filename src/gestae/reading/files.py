"""Files, standard input and JSON Lines as readings; what cannot be read becomes an error in its place."""

import itertools
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from gestae.errors import InputError
from gestae.model import Notice
from gestae.reading.fields import Reading, document_from
from gestae.reading.lines import STDIN, objects

JSON_LINES = frozenset({".jsonl", ".ndjson"})
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
KNOWN_BINARIES = {b"%PDF-": "a PDF file", b"PK\x03\x04": "a ZIP archive or office file", b"\x1f\x8b": "a gzip file"}
CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
SAMPLE = 65_536
MOST_CONTROL = 0.01


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is filled in where a document does not say it itself."""

    published: date | None = None
    source: str | None = None


def read_files(names: Iterable[str], defaults: Defaults | None = None) -> Iterator[Reading | InputError]:
    """Documents in order: one a text file, one a line of ``.jsonl``; ``-`` is standard input, text or JSON Lines."""
    for name in names:
        if name == STDIN:
            readings = _read_stdin(sys.stdin.buffer)
        elif Path(name).suffix.lower() in JSON_LINES:
            readings = _read_json_lines(Path(name))
        else:
            readings = iter([_read_text(Path(name))])
        for reading in readings:
            yield reading if isinstance(reading, InputError) else _filled(reading, defaults or Defaults())


def decode(content: bytes, name: str) -> tuple[str, tuple[Notice, ...]]:
    """A file's bytes as text, byte-order mark and line ends kept.

    Raises:
        InputError: the bytes are no text.
    """
    if content.startswith(UTF_16):
        encoding = "utf-16-le" if content.startswith(UTF_16[0]) else "utf-16-be"
        return content.decode(encoding, "replace"), (_decoded("UTF-16"),)
    for magic, kind in KNOWN_BINARIES.items():
        if content.startswith(magic):
            raise InputError(name, f"{kind}, no text; save the article as plain text")
    sample = content[:SAMPLE]
    if b"\0" in content or len(sample) - len(sample.translate(None, CONTROL)) > MOST_CONTROL * len(sample):
        raise InputError(name, "a binary file, no text; save the article as plain text (UTF-8)")
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), (_decoded("Windows-1252, because it is not UTF-8"),)


def _decoded(encoding: str) -> Notice:
    return Notice(code="decoded", message=f"The file was read as {encoding}.")


def _read_text(path: Path) -> Reading | InputError:
    name = path.as_posix()
    try:
        return _text_reading(path.read_bytes(), name, name)
    except IsADirectoryError:
        return InputError(name, "a folder; name the files in it")
    except OSError as error:
        return InputError(name, error.strerror or str(error))
    except InputError as error:
        return error


def _text_reading(content: bytes, name: str, identifier: str | None) -> Reading:
    text, notices = decode(content, name)
    reading = document_from({"id": identifier, "text": text}, name)
    return Reading(reading.document, notices + reading.notices)


def _read_json_lines(path: Path) -> Iterator[Reading | InputError]:
    try:
        with path.open("rb") as lines:
            yield from _row_readings(lines, path.as_posix())
    except OSError as error:
        yield InputError(path.as_posix(), error.strerror or str(error))


def _read_stdin(stream: BinaryIO) -> Iterator[Reading | InputError]:
    first = stream.readline()
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b'{"'):
        yield from _row_readings(itertools.chain([first], stream), "standard input")
        return
    try:
        yield _text_reading(first + stream.read(), "standard input", None)
    except InputError as error:
        yield error


def _row_readings(lines: Iterable[bytes], source: str) -> Iterator[Reading | InputError]:
    for name, row in objects(lines, source):
        try:
            yield row if isinstance(row, InputError) else document_from(row, name)
        except InputError as error:
            yield error


def _filled(reading: Reading, defaults: Defaults) -> Reading:
    document = reading.document
    missing = {
        key: value
        for key, value in (("published", defaults.published), ("source", defaults.source))
        if value is not None and getattr(document, key) is None
    }
    return Reading(document.model_copy(update=missing), reading.notices) if missing else reading
