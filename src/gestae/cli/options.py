"""What commands of all groups share."""

from dataclasses import replace
from enum import StrEnum
from typing import Annotated

import typer

from gestae.settings import Settings


class Form(StrEnum):
    """What rows are printed as."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


Format = Annotated[
    Form | None, typer.Option("--format", help="A table on a terminal, jsonl in a pipe, unless said here.")
]
Place = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="PLACE", help="The store: a file, or postgresql://user@host/name. [setting store: gestae.db]"
    ),
]
Workers = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Processes that share the documents; one without it.")
]


def chosen(context: typer.Context, *, store: str | None = None, workers: int | None = None) -> Settings:
    """The settings that ``gestae`` was started with, with what the command was told over them."""
    found = context.obj
    if not isinstance(found, Settings):
        raise TypeError(found)
    return replace(found, store=store or found.store, workers=workers or found.workers)
