"""``gestae runs``, ``diff``, ``skipped`` and ``search``: lists of what a store holds."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from gestae.cli.coding import plain_stdout
from gestae.cli.messages import count, printable, say
from gestae.store.diff import by_cause
from gestae.store.engine import Mode
from gestae.store.search import Order
from gestae.store.search import count as count_hits
from gestae.store.search import search as find
from gestae.store.store import Store

Row = Mapping[str, Any]
LONGEST = 60


def show_runs(place: str, shown: str | None) -> int:
    """All runs, the last one last."""
    with Store.open(place, Mode.READ) as store:
        found = store.runs()
    columns = ("run_id", "command", "started_at", "finished_at", "documents", "events", "skipped", "stale")
    print_rows(found, columns, shown)
    return 0


def show_skipped(place: str, run: str | None, shown: str | None) -> int:
    """What was not coded."""
    with Store.open(place, Mode.READ) as store:
        found = store.not_coded(run)
    print_rows(found, ("name", "status", "problem", "run_id"), shown)
    return 0


def show_diff(place: str, before: str, after: str, shown: str | None) -> int:
    """Changes, and on standard error how many there are by cause."""
    with Store.open(place, Mode.READ) as store:
        found = store.diff(before, after)
    rows = [asdict(change) | {"kind": change.kind.value} for change in found]
    if on_page(shown):
        for row in rows:
            row["causes"], row["documents"] = ", ".join(row["causes"]), ", ".join(row["documents"])
            row["fields"] = "; ".join(f"{name}: {_short(a)} → {_short(b)}" for name, (a, b) in row["fields"].items())
    print_rows(rows, ("kind", "causes", "documents", "type", "trigger", "before", "after", "fields"), shown)
    for (cause, kind), number in sorted(by_cause(found).items()):
        say(f"{cause}: {count(number, 'event')} {kind.value}")
    return 0


def show_hits(place: str, words: str, limit: int, newest: bool, shown: str | None) -> int:
    """Documents with the words, and on standard error how many there are."""
    with Store.open(place, Mode.READ) as store, store.reading() as connection:
        found = find(connection, words, order=Order.NEWEST if newest else Order.BEST, limit=limit)
        total = count_hits(connection, words)
    rows = [asdict(hit) for hit in found]
    print_rows(rows, ("external_id", "published", "source", "title", "snippet"), shown)
    say(f"{count(total, 'document')}")
    return 0


def on_page(shown: str | None) -> bool:
    """Whether a table is wanted: said so, or on a terminal."""
    return (shown or ("table" if sys.stdout.isatty() else "jsonl")) == "table"


def print_rows(rows: Iterable[Row], columns: Sequence[str], shown: str | None) -> None:
    """The rows as JSON Lines, or as a table of some columns."""
    if not on_page(shown):
        plain_stdout()
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*("" if row[name] is None else printable(str(row[name])) for name in columns))
    Console(highlight=False, markup=False, emoji=False).print(table)


def _short(value: object) -> str:
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
