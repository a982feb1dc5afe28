"""Records that were written before, read back from JSON Lines."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from gestae.errors import InputError
from gestae.model import Record
from gestae.reading.lines import read_objects

SCHEMA = Record.model_fields["schema_"].default


def holds_records(path: Path) -> bool:
    """Whether the first object of a JSON Lines file is a record."""
    if path.suffix.lower() != ".jsonl":
        return False
    first = next(iter(read_objects(path)), None)
    return first is not None and isinstance(first[1], dict) and first[1].get("schema") == SCHEMA


def read_records(path: Path) -> Iterator[Record | InputError]:
    """The records of a file, each bad line as the error that names it."""
    for name, row in read_objects(path):
        if isinstance(row, InputError):
            yield row
            continue
        try:
            yield Record.model_validate(row)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, first["loc"]))
            yield InputError(name, f"no record: {where}: {first['msg']}")
