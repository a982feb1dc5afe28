"""``gestae token``: who may read a store from another machine."""

from typing import Annotated

import typer

from gestae.cli.options import Place, chosen


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Tokens for reading a store from another machine.", no_args_is_help=True)
    group.command()(create)
    group.command("list")(show)
    group.command()(revoke)
    app.add_typer(group, name="token")


def create(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Who will use it.")],
    store: Place = None,
) -> None:
    """Make a token and print it. It is shown this once; the store keeps its hash."""
    from gestae.store import Store
    from gestae.store.tokens import create_token

    with Store.open(chosen(context, store=store).store) as opened, opened.writing() as connection:
        typer.echo(create_token(connection, name))


def show(context: typer.Context, store: Place = None) -> None:
    """List the tokens, when each was made, and when it was revoked."""
    from gestae.cli.messages import printable
    from gestae.store import Store
    from gestae.store.engine import Mode
    from gestae.store.tokens import list_tokens

    with Store.open(chosen(context, store=store).store, Mode.READ) as opened, opened.reading() as connection:
        for each in list_tokens(connection):
            revoked = f"revoked {each['revoked_at']}" if each["revoked_at"] else "in use"
            typer.echo(printable(f"{each['name']}  made {each['created_at']}  {revoked}"))


def revoke(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The token's name.")],
    store: Place = None,
) -> None:
    """Let nobody in with a token any more."""
    from gestae.store import Store
    from gestae.store.tokens import revoke_token

    with Store.open(chosen(context, store=store).store) as opened, opened.writing() as connection:
        revoke_token(connection, name)
