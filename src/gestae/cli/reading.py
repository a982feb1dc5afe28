"""The options of all commands that read documents."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from gestae.reading import ReadingOptions

FILES = "Files of any format that is read, folders, patterns, or - for standard input."
MEGABYTE = 1_000_000


def day(value: str) -> date:
    """The day that an argument names."""
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise typer.BadParameter(f"{value!r} is no date; wanted one such as 2017-05-30") from error


Published = Annotated[
    date | None,
    typer.Option(parser=day, metavar="DATE", help="Publication date of documents that name none, as 2017-05-30."),
]
Source = Annotated[str | None, typer.Option(metavar="NAME", help="Source of documents that name none.")]
Column = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="Which column of a table holds a field, as text=body; may be given more than once. Guessed without it.",
    ),
]
DayOrder = Annotated[
    str | None,
    typer.Option(
        "--date-order",
        metavar="dmy|mdy",
        help="How 05/03/2017 is read: dmy, day first; mdy, month first. Without it the file's other dates tell.",
    ),
]
MaxMegabytes = Annotated[
    float | None, typer.Option(min=0.001, metavar="N", help="Documents above this size are refused. [64]")
]
MaxSeconds = Annotated[
    float | None, typer.Option(min=0.1, metavar="N", help="A page or PDF that takes longer to parse is given up. [60]")
]


def reading_options(
    columns: list[str] | None,
    order: str | None = None,
    megabytes: float | None = None,
    seconds: float | None = None,
) -> "ReadingOptions":
    """What the options say; what a reader decides by itself is told on standard error.

    Raises:
        typer.BadParameter: a column is not given as FIELD=NAME, or no such order of dates.
    """
    from gestae.cli.messages import say
    from gestae.errors import InputError
    from gestae.reading.dates import DateOrder
    from gestae.reading.options import MAX_BYTES, MAX_SECONDS, ReadingOptions, columns_from

    try:
        chosen = columns_from(columns or ())
    except InputError as error:
        raise typer.BadParameter(str(error)) from error
    if order and order not in set(DateOrder):
        raise typer.BadParameter(f"--date-order {order}: wanted {' or '.join(DateOrder)}")
    most = int(megabytes * MEGABYTE) if megabytes else MAX_BYTES
    return ReadingOptions(chosen, most, seconds or MAX_SECONDS, say, DateOrder(order) if order else None)
