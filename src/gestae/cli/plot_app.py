"""``gestae plot``: pictures of a store, the same as the explorer's pages show."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gestae.cli.asking_app import filtered
from gestae.cli.options import Place, chosen


class Kind(StrEnum):
    """What is drawn; as ``analysis.pictures.PictureKind``, which takes longer to load."""

    TIMELINE = "timeline"
    DYAD = "dyad"
    NETWORK = "network"
    MAP = "map"
    MATRIX = "matrix"


class Ground(StrEnum):
    """The ground that a picture stands on."""

    LIGHT = "light"
    DARK = "dark"


def register(app: typer.Typer) -> None:
    """Add the command to ``gestae``."""
    app.command()(filtered(plot))


def plot(
    context: typer.Context,
    filters: dict[str, object],
    kind: Annotated[Kind, typer.Argument(help="What is drawn; a dyad takes --actor and --recipient.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The picture: .html (needs no network), .png, .svg.")
    ],
    store: Place = None,
    title: Annotated[str | None, typer.Option(metavar="WORDS", help="What stands above the picture.")] = None,
    theme: Annotated[Ground, typer.Option(help="A light or a dark ground.")] = Ground.LIGHT,
) -> None:
    """Draw the events of a store over time, between two parties, as a network, on a map, or who acts upon whom."""
    from gestae.cli.plotting import draw

    raise typer.Exit(draw(chosen(context, store=store), kind.value, output, title, theme.value, filters))
