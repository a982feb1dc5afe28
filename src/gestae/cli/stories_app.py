"""``gestae stories``: one event in many reports."""

from typing import Annotated

import typer

from gestae.cli.asking_app import filtered
from gestae.cli.options import Format, Place, chosen

Least = Annotated[int, typer.Option("--documents", min=1, metavar="N", help="Stories that so many documents tell.")]
Most = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Most stories to list.")]


def register(app: typer.Typer) -> None:
    """Add the commands to ``gestae``."""
    app.command()(filtered(stories))


def stories(
    context: typer.Context,
    filters: dict[str, object],
    number: Annotated[
        int | None, typer.Argument(metavar="STORY", help="The number of one, to see its reports.")
    ] = None,
    documents: Least = 2,
    limit: Most = 50,
    store: Place = None,
    format: Format = None,  # noqa: A002  # as elsewhere
) -> None:
    """List events that several documents tell: how many assert, attribute and deny each; or one with its reports."""
    from gestae.cli.stories import list_them, show_one

    place = chosen(context, store=store).store
    if number is not None:
        raise typer.Exit(show_one(place, number, format))
    raise typer.Exit(list_them(place, filters, documents, limit, format))
