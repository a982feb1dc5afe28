"""``gestae sample``, ``validate`` and ``reviews``: how right the machine is, by what people say."""

from enum import StrEnum
from typing import Annotated

import typer

from gestae.cli.asking_app import filtered
from gestae.cli.options import Format, Place, chosen


class Reviews(StrEnum):
    """What reviews leave as."""

    ITEMS = "items"
    GOLD = "gold"


def register(app: typer.Typer) -> None:
    """Add the commands to ``gestae``."""
    app.command()(filtered(sample))
    for command in (validate, reviews):
        app.command()(command)


def sample(
    context: typer.Context,
    filters: dict[str, object],
    by: Annotated[str, typer.Option(metavar="KIND", help="What the events are divided by: type, quad, source ...")] = (
        "type"
    ),
    each: Annotated[int, typer.Option(min=1, metavar="N", help="So many events of every kind.")] = 20,
    seed: Annotated[int, typer.Option(metavar="N", help="The same seed draws the same events.")] = 1,
    store: Place = None,
    format: Format = None,  # noqa: A002  # as elsewhere
) -> None:
    """Draw events to be checked by hand: so many of each kind, at random."""
    from gestae.cli.reviewing import show_sample

    raise typer.Exit(show_sample(chosen(context, store=store).store, filters, by, each, seed, format))


def validate(context: typer.Context, store: Place = None, format: Format = None) -> None:  # noqa: A002  # as elsewhere
    """Tell precision, recall, confusion and agreement from the reviews in a store, with 95 % intervals."""
    from gestae.cli.reviewing import show_validation

    raise typer.Exit(show_validation(chosen(context, store=store).store, format))


def reviews(
    context: typer.Context,
    to: Annotated[Reviews, typer.Option(help="items: sentences for gestae train; gold: labelled documents.")] = (
        Reviews.ITEMS
    ),
    store: Place = None,
) -> None:
    """Print what people said of events, as training items or as labelled documents."""
    from gestae.cli.reviewing import print_reviews

    raise typer.Exit(print_reviews(chosen(context, store=store).store, gold=to is Reviews.GOLD))
