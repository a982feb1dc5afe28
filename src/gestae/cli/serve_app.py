"""``gestae serve``: the explorer over a store."""

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(serve)


def serve(
    context: typer.Context,
    store: Annotated[str, typer.Option(metavar="STORE", help="File of the store, or postgresql://...")] = "gestae.db",
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65535)] = 8000,
) -> None:
    """Show a store in the browser: events, actors, dyads, networks, maps, stories, search, review."""
    from gestae.cli.serving import run

    run(store, host, port, context.obj)
