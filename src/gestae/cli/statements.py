"""``gestae statements``: who said what about whom, as a page or as rows."""

import sys
from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from gestae.cli.coding import Output, Write, Writers, plain_stdout
from gestae.cli.messages import count, printable
from gestae.cli.wording import STANCES, who
from gestae.model import Record, SpeechKind
from gestae.records.statements import StatementRow, statement_rows

NOBODY = "somebody"
INDENT = "  "
DEEPEST = 4


def page(record: Record) -> Iterator[RenderableType]:
    """What is printed for one document: a row a statement, those reported by another one beneath it."""
    rows = list(statement_rows(record))
    head = record.document
    yield Rule(Text(printable(head.title or head.id)[:100], style="bold"), align="left", characters="─")
    table = Table(box=None, pad_edge=False, expand=True, header_style="dim")
    for name, ratio in (("who", 3), ("says", 2), ("what", 6), ("about", 3)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for row in rows:
        table.add_row(_speaker(row, _depth(row, rows)), _says(row), _content(row), Text(_about(row), style="magenta"))
    if rows:
        yield table
    for notice in head.notices:
        yield Text(f"Note: {printable(notice.message)}", style="yellow")
    yield Text(count(len(rows), "statement"), style="dim")


def _depth(row: StatementRow, rows: list[StatementRow]) -> int:
    above = {r.id: r.within for r in rows}
    depth, holder = 0, row.within
    while holder is not None and depth < DEEPEST:
        depth, holder = depth + 1, above.get(holder)
    return depth


def _speaker(row: StatementRow, depth: int) -> Text:
    name = who([row.speaker]) if row.speaker else NOBODY
    return Text(INDENT * depth + printable(name), style="cyan")


def _says(row: StatementRow) -> Text:
    """The cue, what it makes of the content, and who is spoken to."""
    cue = " ".join(row.cue.text.split()) if row.cue else ""
    said = Text(printable(cue), style="bold")
    if row.stance is not None:
        said.append(f" ({STANCES[row.stance]})", style="dim")
    if row.addressee is not None:
        said.append(f" to {printable(' '.join(row.addressee.text.split()))}", style="default")
    return said


def _content(row: StatementRow) -> Text:
    words = " … ".join(" ".join(c.text.split()) for c in row.content)
    return Text(printable(f"“{words}”" if row.kind is SpeechKind.DIRECT else words))


def _about(row: StatementRow) -> str:
    events = ", ".join(f"{e.type} {e.id}" for e in row.events)
    return printable("; ".join(filter(None, (who(row.about), events))))


def _page_writer(output: Output) -> Write:
    console = Console(highlight=False, markup=False, emoji=False)

    def write(record: Record) -> None:
        for part in page(record):
            console.print(part)

    return write


def _row_writer(output: Output) -> Write:
    plain_stdout()

    def write(record: Record) -> None:
        for row in statement_rows(record):
            sys.stdout.write(row.model_dump_json(by_alias=True) + "\n")

    return write


WRITERS: Writers = {"table": _page_writer, "jsonl": _row_writer}
