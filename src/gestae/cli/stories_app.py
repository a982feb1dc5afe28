"""``gestae stories``: one event in many reports."""

from typing import Annotated

import typer

from gestae.cli.corpus_app import Shown, format_name
from gestae.cli.options import Place, chosen

Least = Annotated[int, typer.Option("--documents", min=1, metavar="N", help="Stories that so many documents tell.")]
Most = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Most stories to list.")]


def register(app: typer.Typer) -> None:
    """Add the command to ``gestae``."""
    app.command()(stories)


def stories(
    context: typer.Context,
    story: Annotated[int | None, typer.Argument(metavar="STORY", help="The number of one, to see its reports.")] = None,
    text: Annotated[str | None, typer.Option(metavar="WORDS", help="Words of a document's text or title.")] = None,
    actor: Annotated[list[str] | None, typer.Option(metavar="WHO", help="FRA, org:nato, or a name.")] = None,
    type_: Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help="Such as ASSAULT.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="First day of events.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day of events.")] = None,
    documents: Least = 2,
    limit: Most = 50,
    store: Place = None,
    format: Shown = None,  # noqa: A002  # as elsewhere
) -> None:
    """List events that several documents tell: how many assert, attribute and deny each; or one with its reports."""
    from gestae.cli.stories import list_them, show_one

    place = chosen(context, store=store).store
    if story is not None:
        raise typer.Exit(show_one(place, story, format_name(format)))
    given = {"text": text, "party": actor, "type": type_, "since": since, "until": until, "status": "any"}
    raise typer.Exit(list_them(place, given, documents, limit, format_name(format)))
