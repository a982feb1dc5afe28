"""``gestae train``."""

from pathlib import Path
from typing import Annotated

import typer

from gestae.cli.options import chosen


def register(app: typer.Typer) -> None:
    """Add the command to ``gestae``."""
    app.command()(train)


def train(
    context: typer.Context,
    data: Annotated[list[Path], typer.Option(metavar="FOLDER", help="Annotated sentences; may be given again.")],
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the model is written.")],
    base: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Go on from the weights of an earlier training run.")
    ] = None,
    epochs: Annotated[int, typer.Option(min=1, help="How often each sentence is seen.")] = 6,
    seed: Annotated[int, typer.Option(help="The same seed and data give the same model.")] = 7,
    items: Annotated[int | None, typer.Option(min=1, help="Learn from so many items, drawn by chance.")] = None,
    hidden: Annotated[
        float, typer.Option(min=0, max=1, help="From which share of sentences the lexicon's proposals are hidden.")
    ] = 0.4,
) -> None:
    """Train a chooser's model on annotated sentences (needs the extra gestae[train])."""
    from gestae.cli.training import TrainingOptions, train_model

    options = TrainingOptions(data, out, base, epochs, seed, items, hidden)
    raise typer.Exit(train_model(options, chosen(context)))
