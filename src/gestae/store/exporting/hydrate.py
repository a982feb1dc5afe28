"""Words put back into an export that was made without them, from texts of one's own."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gestae.errors import InputError
from gestae.records.frames import safe_cell
from gestae.store.keys import text_hash

SPANS = "spans.csv"
EVENTS = "events.csv"
PARTICIPANTS = "participants.csv"


@dataclass(frozen=True, slots=True)
class Hydrated:
    """How many events got their words back, and the hashes of texts that were not among those given."""

    events: int
    missing: tuple[str, ...]


def hydrate(folder: Path, texts: Iterable[str], out: Path) -> Hydrated:
    """Write ``events.csv`` and ``participants.csv`` with their words to another folder.

    Raises:
        InputError: the folder holds no export as CSV with a table of spans, or the other is the same.
    """
    if out.resolve() == folder.resolve():
        raise InputError(str(out), "name another folder than the export's")
    by_hash = {text_hash(text): text for text in texts}
    spans = {row["uid"]: row for row in _read(folder / SPANS)}
    missing = tuple(sorted({row["sha256"] for row in spans.values()} - by_hash.keys()))
    out.mkdir(parents=True, exist_ok=True)
    events = _read(folder / EVENTS)
    found = 0
    for row in events:
        span = spans.get(row["uid"])
        text = by_hash.get(span["sha256"]) if span else None
        if span is None or text is None:
            continue
        found += 1
        if span["trigger_field"] != "title":
            row["trigger"] = _cut(text, span, "trigger")
            row["evidence"] = _cut(text, span, "sentence")
    parties = _read(folder / PARTICIPANTS)
    for party in parties:
        span = spans.get(party["uid"])
        text = by_hash.get(span["sha256"]) if span else None
        if text is not None and party["text_field"] != "title":
            party["text"] = _cut(text, party, "text")
    _write(out / EVENTS, events)
    _write(out / PARTICIPANTS, parties)
    return Hydrated(found, missing)


def _cut(text: str, row: Mapping[str, str], name: str) -> str:
    start, end = row[f"{name}_start"], row[f"{name}_end"]
    return text[int(start) : int(end)] if start and end else ""


def _read(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        raise InputError(str(path), "wanted an export made by gestae export --to csv --shape event") from error


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(rows[0] if rows else ())
        writer.writerows([safe_cell(cell) for cell in row.values()] for row in rows)
