"""``gestae watch``: its arguments and their help."""

from typing import Annotated

import typer

from gestae.cli.options import Place, Workers, chosen


def register(app: typer.Typer) -> None:
    """Add the command to ``gestae``."""
    app.command()(watch)


def watch(
    context: typer.Context,
    feeds: Annotated[
        list[str] | None,
        typer.Argument(metavar="FEEDS.opml|URL", help="Feeds to watch; without any, all that the store knows."),
    ] = None,
    store: Place = None,
    once: Annotated[bool, typer.Option("--once", help="One round, then stop: for cron.")] = False,
    interval: Annotated[
        float, typer.Option(min=1, metavar="MINUTES", help="Time between two polls of a feed that answers.")
    ] = 30.0,
    delay: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="Pause between two requests to the same host.")
    ] = 2.0,
    contact: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Address or page by which outlets can reach you.")
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from private networks and this machine as well.")
    ] = False,
    workers: Workers = None,
) -> None:
    """Watch RSS and Atom feeds: fetch what is new, code it and keep it in a store."""
    from gestae.cli.watching import Wish, watch_feeds

    settings = chosen(context, store=store, workers=workers)
    wish = Wish(feeds or [], once=once, minutes=interval, delay=delay, contact=contact, private=allow_private)
    raise typer.Exit(watch_feeds(wish, settings))
