"""JSON and JSON Lines: an object a document, taken from the stream one by one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from gestae.errors import InputError
from gestae.reading.columns import ColumnFinder, json_reading
from gestae.reading.fields import Reading
from gestae.reading.job import Found, Job
from gestae.reading.lines import bounded, objects, parsed
from gestae.reading.sources import Source

BLANK = b" \t\r\n"
MARK = b"\xef\xbb\xbf"
CHUNK = 65_536
TOKEN = re.compile(rb'["\\\[\]{},]')


def read_json_lines(source: Source, job: Job) -> Iterator[Found]:
    """A document a line; a bad line is named by its number and the rest goes on."""
    lines = bounded(source.stream, job.options.max_bytes)
    yield from _readings(objects(lines, source.name), ColumnFinder(source.name, job.options))


def read_json(source: Source, job: Job) -> Iterator[Found]:
    """The documents of a JSON array, of the one list in a JSON object, or the object itself; else JSON Lines."""
    start = source.head.removeprefix(MARK).lstrip(BLANK)
    if start.startswith(b"["):
        yield from _array(source, job)
        return
    first, _, rest = start.partition(b"\n")
    if rest.lstrip(BLANK).startswith(b"{") and isinstance(parsed(first, source.name), dict):
        yield from read_json_lines(source, job)
        return
    content = source.whole(job.options.max_bytes).removeprefix(MARK)
    found = parsed(content, source.name)
    if isinstance(found, InputError):
        lines = content.split(b"\n")
        if len(lines) > 1 and isinstance(parsed(lines[0], source.name), dict):  # a first line longer than the sample
            yield from _readings(objects(lines, source.name), ColumnFinder(source.name, job.options))
        else:
            yield found
        return
    yield from _readings(_of_object(found, source), ColumnFinder(source.name, job.options), source.identifier)


def _of_object(found: dict[str, Any], source: Source) -> Iterator[tuple[str, dict[str, Any] | InputError]]:
    lists = [value for value in found.values() if isinstance(value, list) and any(isinstance(v, dict) for v in value)]
    if isinstance(found.get("text"), str) or len(lists) != 1:
        yield source.name, found
        return
    for number, row in enumerate(lists[0], 1):
        name = f"{source.name}:{number}"
        yield name, row if isinstance(row, dict) else InputError(name, f"a JSON {type(row).__name__}, no object")


def _array(source: Source, job: Job) -> Iterator[Found]:
    elements = split_array(source.stream, job.options.max_bytes)
    rows = ((f"{source.name}:{n}", _element(e, f"{source.name}:{n}")) for n, e in enumerate(elements, 1))
    yield from _readings(rows, ColumnFinder(source.name, job.options), source.identifier)


def _element(element: bytes | None, name: str) -> dict[str, Any] | InputError:
    if element is None:
        return InputError(name, "longer than the limit for one document, or cut off; raise the limit or mend the file")
    return parsed(element, name)


def _readings(
    rows: Iterable[tuple[str, dict[str, Any] | InputError]], finder: ColumnFinder, identifier: str | None = None
) -> Iterator[Reading | InputError]:
    """Documents of rows; where ``identifier`` is given, a row without an id is known by its name."""
    for name, row in rows:
        try:
            if isinstance(row, InputError):
                yield row
                continue
            reading = json_reading(row, name, finder)
            if identifier is not None and reading.document.id is None:
                reading = replace(reading, document=reading.document.model_copy(update={"id": name}))
            yield reading
        except InputError as error:
            yield error


def split_array(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The elements of the JSON array that a stream holds, each as bytes; None for one longer than ``limit``.

    Brackets and quotation marks alone are looked at, so that a malformed element does not spoil those after it.
    """
    depth, quoted, kept, at, over = 0, False, bytearray(), 0, False
    while chunk := stream.read(CHUNK):
        kept += chunk
        while match := TOKEN.search(kept, at):
            token, at = match[0], match.end()
            if token == b"\\":
                at += 1
            elif token == b'"':
                quoted = not quoted
            elif quoted:
                continue
            elif token in (b"[", b"{"):
                depth += 1
                if depth == 1:
                    del kept[:at]
                    at = 0
            elif token in (b"]", b"}"):
                depth -= 1
            if not quoted and ((depth == 1 and token == b",") or (depth == 0 and token in (b"]", b"}"))):
                element = bytes(kept[: at - 1]).strip(BLANK)
                if over or element or token == b",":
                    yield None if over or len(element) > limit else element
                del kept[:at]
                at, over = 0, False
                if depth == 0:
                    return
        at = max(at, len(kept))  # one more where a backslash ended the chunk
        if len(kept) > limit:
            at, over = at - len(kept), True
            kept.clear()
    if depth > 0:
        yield None
