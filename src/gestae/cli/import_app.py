"""``gestae import``: its arguments and their help."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gestae.cli.options import Place, chosen


class From(StrEnum):
    """Data sets that can be imported."""

    GDELT = "gdelt"
    ICEWS = "icews"
    POLECAT = "polecat"
    ACLED = "acled"


def register(app: typer.Typer) -> None:
    """Add the command to ``gestae``."""
    app.command("import")(import_events)


def import_events(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Exports, plain, .gz or .zip.")],
    origin: Annotated[
        From | None, typer.Option("--from", help="Data set that the files come from; else their layout tells.")
    ] = None,
    store: Place = None,
) -> None:
    """Put the events of GDELT, ICEWS, POLECAT or ACLED into a store, beside Gestae's own."""
    from gestae.cli.importing import import_sources

    raise typer.Exit(import_sources(files, origin.value if origin else None, chosen(context, store=store)))
