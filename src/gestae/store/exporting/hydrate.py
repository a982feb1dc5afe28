"""Words put back into an export that was made without them, from texts of one's own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gestae.errors import InputError
from gestae.records.frames import joined
from gestae.store.exporting.files import TableFormat, read_table, write_table
from gestae.store.keys import text_hash

SPANS, EVENTS, PARTIES, DOCUMENTS = "spans", "events", "participants", "documents"
# the words that each table holds, as the columns of their offsets begin
OF_EVENTS: Mapping[str, Sequence[str]] = {"participants": ("text",), "quantities": ("text",)}
OF_DOCUMENTS: Mapping[str, Sequence[str]] = {
    "statements": ("cue", "content"),
    "conditions": ("if", "then"),
}  # what the offsets begin with
TITLE = "title"
SIDES = {"actor": "actors", "recipient": "recipients", "ordered_by": "ordered_by", "via": "via"}
Cells = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Hydrated:
    """How many events got their words back, and the hashes of texts that were not among those given."""

    events: int
    missing: tuple[str, ...]


def hydrate(folder: Path, texts: Iterable[str], out: Path) -> Hydrated:
    """Write all tables of an export to another folder, in the same format, with the words that have offsets.

    Words of titles, and those that no offsets tell of (objects, dates and places in words), stay empty.

    Raises:
        InputError: the folder holds no export with a table of spans, or the other is the same.
    """
    if out.resolve() == folder.resolve():
        raise InputError(str(out), "name another folder than the export's")
    form = _format(folder)
    tables = {path.stem: read_table(path, form) for path in sorted(folder.glob(f"*.{form}"))}
    by_hash = {text_hash(text): text for text in texts}
    spans = {row["uid"]: row for row in tables[SPANS].rows}
    by_event = {uid: by_hash.get(span["sha256"]) for uid, span in spans.items()}
    by_document = _texts_of(tables[DOCUMENTS].rows, by_hash)
    for name, words in OF_EVENTS.items():
        for row in tables[name].rows:
            _fill(row, by_event.get(row["uid"]), words)
    for name, words in OF_DOCUMENTS.items():
        for row in tables[name].rows:
            _fill(row, by_document.get(row["document"]), words)
    found = _fill_events(tables[EVENTS].rows, tables[PARTIES].rows, spans, by_event)
    out.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        write_table(out / f"{name}.{form}", table.columns, table.rows, form)
    return Hydrated(found, tuple(sorted({span["sha256"] for span in spans.values()} - by_hash.keys())))


def _format(folder: Path) -> TableFormat:
    """How the tables of the export were written."""
    for form in TableFormat:
        if all((folder / f"{name}.{form}").is_file() for name in (SPANS, EVENTS, DOCUMENTS, *OF_EVENTS, *OF_DOCUMENTS)):
            return form
    wanted = ", ".join(TableFormat)
    raise InputError(str(folder), f"wanted a folder or .zip of gestae export --shape event --to one of {wanted}")


def _texts_of(documents: Iterable[Cells], by_hash: Mapping[str, str]) -> dict[str, str | None]:
    """The text of each document by its own id; of an id that several texts have, none."""
    hashes: dict[str, set[str]] = {}
    for row in documents:
        hashes.setdefault(row["external_id"], set()).add(row["sha256"])
    return {name: by_hash.get(min(of)) for name, of in hashes.items() if len(of) == 1 and None not in of}


def _fill_events(
    events: Iterable[Cells], parties: Iterable[Cells], spans: Mapping[str, Cells], texts: Mapping[str, str | None]
) -> int:
    sides: dict[tuple[str, str, str], dict[Any, str | None]] = {}
    for party in parties:  # those of copies of a text stand there again
        sides.setdefault((party["uid"], party["event"], party["role"]), {})[party["position"]] = party["text"]
    found = 0
    for row in events:
        text, span = texts.get(row["uid"]), spans.get(row["uid"])
        if text is None or span is None:
            continue
        found += 1
        for role, column in SIDES.items():
            row[column] = joined(sides.get((row["uid"], row["event"], role), {}).values()) or row[column]
        if span["trigger_field"] != TITLE:
            row["trigger"] = _cut(text, span, "trigger")
            row["evidence"] = _cut(text, span, "sentence")
    return found


def _fill(row: Cells, text: str | None, names: Iterable[str]) -> None:
    if text is None or row.get("text_field") == TITLE:
        return
    for name in names:
        column = f"{name}_text" if f"{name}_text" in row else name
        row[column] = _cut(text, row, name)


def _cut(text: str, row: Cells, name: str) -> str | None:
    start, end = row[f"{name}_start"], row[f"{name}_end"]
    return None if start in (None, "") or end in (None, "") else text[int(start) : int(end)]
