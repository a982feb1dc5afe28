"""JSON Lines: one object a line, each bad line named by its number while the rest goes on."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from gestae.errors import InputError

STDIN = "-"


def read_objects(path: Path) -> Iterator[tuple[str, dict[str, Any] | InputError]]:
    """Objects of a file (``-``: standard input) with the name of their line, or the error in place of one."""
    if str(path) == STDIN:
        yield from objects(sys.stdin.buffer, "standard input")
        return
    try:
        with path.open("rb") as lines:
            yield from objects(lines, str(path))
    except OSError as error:
        yield str(path), InputError(str(path), error.strerror or str(error))


def bounded(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """Lines of at most ``limit`` bytes; None in place of a longer one, which is passed over without being kept."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(65_536)
        yield None


def objects(lines: Iterable[bytes | None], source: str) -> Iterator[tuple[str, dict[str, Any] | InputError]]:
    """Objects of the lines; blank lines are passed over, a byte-order mark at the start is taken off.

    None stands for a line that was too long to be kept.
    """
    for number, line in enumerate(lines, 1):
        if line is None:
            name = f"{source}: line {number}"
            yield name, InputError(name, "longer than the limit for one document; cut the text or raise the limit")
            continue
        content = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not content.strip():
            continue
        name = f"{source}: line {number}"
        yield name, parsed(content, name)


def parsed(content: bytes, name: str) -> dict[str, Any] | InputError:
    """The JSON object of some bytes, or why they are none."""
    try:
        row = json.loads(content)
    except (ValueError, RecursionError) as error:
        return InputError(name, f"not JSON ({_reason(error)})")
    if isinstance(row, dict):
        return row
    return InputError(name, f'a JSON {type(row).__name__}; wanted an object with "text"')


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno}"
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8 at byte {error.start}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)
