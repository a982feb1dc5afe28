"""``gestae runs``, ``diff``, ``skipped`` and ``search``: lists of what a store holds."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from gestae.cli.messages import count, say
from gestae.cli.options import Form
from gestae.cli.rows import form_of, print_rows
from gestae.store.diff import by_cause
from gestae.store.engine import Mode
from gestae.store.search import Order
from gestae.store.search import count as count_hits
from gestae.store.search import search as find
from gestae.store.store import Store

Row = Mapping[str, Any]
LONGEST = 60


def show_runs(place: str, form: Form | None) -> int:
    """All runs, the last one last."""
    with Store.open(place, Mode.READ) as store:
        found = store.runs()
    columns = ("run_id", "command", "started_at", "finished_at", "documents", "events", "skipped", "stale")
    _listed(found, columns, form)
    return 0


def show_skipped(place: str, run: str | None, form: Form | None) -> int:
    """What was not coded."""
    with Store.open(place, Mode.READ) as store:
        found = store.not_coded(run)
    _listed(found, ("name", "status", "problem", "run_id"), form)
    return 0


def show_diff(place: str, before: str, after: str, form: Form | None) -> int:
    """Changes, and on standard error how many there are by cause."""
    with Store.open(place, Mode.READ) as store:
        found = store.diff(before, after)
    rows = [asdict(change) | {"kind": change.kind.value} for change in found]
    if form_of(form) is not Form.JSONL:
        for row in rows:
            row["causes"], row["documents"] = ", ".join(row["causes"]), ", ".join(row["documents"])
            row["fields"] = "; ".join(f"{name}: {_short(a)} → {_short(b)}" for name, (a, b) in row["fields"].items())
    _listed(rows, ("kind", "causes", "documents", "type", "trigger", "before", "after", "fields"), form)
    for (cause, kind), number in sorted(by_cause(found).items()):
        say(f"{cause}: {count(number, 'event')} {kind.value}")
    if not found:
        say("the same events in both")
    return 0


def show_hits(place: str, words: str, limit: int, newest: bool, form: Form | None) -> int:
    """Documents with the words, and on standard error how many there are."""
    with Store.open(place, Mode.READ) as store, store.reading() as connection:
        found = find(connection, words, order=Order.NEWEST if newest else Order.BEST, limit=limit)
        total = count_hits(connection, words)
    rows = [asdict(hit) for hit in found]
    _listed(rows, ("external_id", "published", "source", "title", "snippet"), form)
    say(f"{count(total, 'document')}")
    return 0


def _listed(rows: Sequence[Row], shown: Sequence[str], form: Form | None) -> None:
    """All columns of the rows, or on a page those ``shown``."""
    print_rows(rows, list(rows[0]) if rows else shown, form_of(form), shown)


def _short(value: object) -> str:
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
