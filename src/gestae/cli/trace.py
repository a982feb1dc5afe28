"""``gestae explain`` on the page: each event's sentence, then the steps that led to it."""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gestae.cli.messages import printable
from gestae.records.explain import Explanation, Trace


def print_explanation(console: Console, explanation: Explanation) -> None:
    """Print all traces and, where there are none, why."""
    for trace in explanation.traces:
        console.print(Text(f"{trace.event.id}  {trace.event.type}  «{printable(trace.event.trigger.text)}»", "bold"))
        console.print(Padding(_steps(trace), (0, 0, 1, 2)))
    for notice in explanation.record.document.notices:
        console.print(Text(f"Note: {printable(notice.message)}", style="yellow"))


def _steps(trace: Trace) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=2, overflow="fold", style="dim")
    table.expand = True
    for step in trace.steps:
        table.add_row(step.stage, Text(printable(step.found)), Text(printable(step.why)))
    return table
