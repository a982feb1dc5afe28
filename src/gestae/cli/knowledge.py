"""``gestae knowledge search`` and ``import``: who is known, and actors of one's own."""

import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gestae.cli import UNREADABLE
from gestae.cli.messages import count, printable, say
from gestae.settings import Settings
from gestae.tables import with_own

if TYPE_CHECKING:
    from gestae.knowledge import Found
    from gestae.knowledge.importing import Import

TABLE, JSONL = "table", "jsonl"
HEADINGS = ("name", "entity", "country", "sectors", "office", "matched", "source")


def search_names(name: str, on: date | None, form: str | None, settings: Settings) -> int:
    """Print everybody who bears the name: a table on a terminal, one JSON object a line in a pipe."""
    from gestae.knowledge import load_knowledge, look_up, suggest

    knowledge = load_knowledge(with_own("knowledge", settings.knowledge))
    found = look_up(knowledge, name, on)
    if (form or (TABLE if sys.stdout.isatty() else JSONL)) == TABLE:
        if found:
            _print_table(found)
    else:
        for one in found:
            told = {"matched": one.matched, "source": one.source or None, "as_of": one.as_of or None}
            print(json.dumps({**one.actor.model_dump(mode="json"), **told}, ensure_ascii=False))
    if found:
        return 0
    near = suggest(knowledge, name)
    say(f"gestae: nobody is known as {name!r}; a folder of your own can add rows (--knowledge FOLDER)")
    if near:
        say(f"Did you mean {', '.join(near)}?")
    return UNREADABLE


def import_actors(job: "Import") -> int:
    """Write the overlay; name each row that could not be used; 0 where all could."""
    from gestae.knowledge.importing import import_file

    report = import_file(job, lambda problem: say(f"gestae: {problem}"))
    for table, number in sorted(report.rows.items()):
        print(f"{job.into / table}: {count(number, 'row')}")
    if report.linked:
        say(f"{count(report.linked, 'actor')} known before, now with what the file tells of them")
    if report.passed:
        say(f"{count(report.passed, 'entry').replace('entrys', 'entries')} passed over: nobody of politics")
    if not report.rows:
        say(f"gestae: nothing in {job.path} could be used; is it the right --format?")
    if report.left:
        say(f"{count(report.left, 'problem')}: what they name was left out")
    return UNREADABLE if report.left or not report.rows else 0


def _print_table(found: Sequence["Found"]) -> None:
    console = Console(highlight=False, markup=False, emoji=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in HEADINGS:
        table.add_column(heading, overflow="fold")
    for one in found:
        who = one.actor
        cells = (
            who.name,
            who.entity,
            who.country,
            "|".join(who.sectors),
            who.office,
            ", ".join(one.matched),
            ", ".join(filter(None, (one.source, one.as_of))),
        )
        table.add_row(*(Text(printable(cell or "")) for cell in cells))
    console.print(table)
