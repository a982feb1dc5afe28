"""JSON Lines: one object a line, each bad line named by its number while the rest goes on."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

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


def objects(lines: Iterable[bytes], source: str) -> Iterator[tuple[str, dict[str, Any] | InputError]]:
    """Objects of the lines; blank lines are passed over, a byte-order mark at the start is taken off."""
    for number, line in enumerate(lines, 1):
        content = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not content.strip():
            continue
        name = f"{source}: line {number}"
        try:
            row = json.loads(content)
        except (ValueError, RecursionError) as error:
            yield name, InputError(name, f"not JSON ({_reason(error)})")
            continue
        if isinstance(row, dict):
            yield name, row
        else:
            yield name, InputError(name, f'a JSON {type(row).__name__}; wanted an object with "text"')


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno}"
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8 at byte {error.start}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)
