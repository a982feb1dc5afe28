"""The commands that fill a store, renew it and look things up in it."""

from enum import StrEnum
from typing import Annotated

import typer

from gestae.cli.options import Place, Workers, chosen
from gestae.cli.reading import FILES, Column, MaxMegabytes, MaxSeconds, Published, Source, reading_options


class Format(StrEnum):
    """What lists are printed as."""

    TABLE = "table"
    JSONL = "jsonl"


Shown = Annotated[
    Format | None, typer.Option("--format", help="table on a terminal, jsonl in a pipe, unless said here.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to ``gestae``."""
    app.command()(ingest)


def ingest(
    context: typer.Context,
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE", help=FILES)],
    store: Place = None,
    published: Published = None,
    source: Source = None,
    column: Column = None,
    max_megabytes: MaxMegabytes = None,
    max_seconds: MaxSeconds = None,
    workers: Workers = None,
) -> None:
    """Code documents and keep them in a store; run again, it goes on where it stopped and adds only what is new."""
    from gestae.cli.corpus import ingest_sources
    from gestae.reading import Defaults

    options = reading_options(column, max_megabytes, max_seconds)
    settings = chosen(context, store=store, workers=workers)
    raise typer.Exit(ingest_sources(sources, Defaults(published, source), options, settings))
