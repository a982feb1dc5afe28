"""The commands that fill a store, renew it and look things up in it."""

from typing import Annotated

import typer

from gestae.cli.options import Format, Place, Workers, chosen
from gestae.cli.reading import FILES, Column, DayOrder, MaxMegabytes, MaxSeconds, Published, Source, reading_options


def register(app: typer.Typer) -> None:
    """Add the commands to ``gestae``."""
    for command in (ingest, recode, runs, diff, skipped, search):
        app.command()(command)


def ingest(
    context: typer.Context,
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE", help=FILES)],
    store: Place = None,
    published: Published = None,
    source: Source = None,
    column: Column = None,
    date_order: DayOrder = None,
    max_megabytes: MaxMegabytes = None,
    max_seconds: MaxSeconds = None,
    workers: Workers = None,
) -> None:
    """Code documents and keep them in a store; run again, it goes on where it stopped and adds only what is new."""
    from gestae.cli.corpus import ingest_sources
    from gestae.reading import Defaults

    options = reading_options(column, date_order, max_megabytes, max_seconds)
    settings = chosen(context, store=store, workers=workers)
    raise typer.Exit(ingest_sources(sources, Defaults(published, source), options, settings))


def recode(context: typer.Context, store: Place = None, workers: Workers = None) -> None:
    """Code again what was coded with another lexicon, knowledge, chooser, version or setting."""
    from gestae.cli.corpus import recode_store

    raise typer.Exit(recode_store(chosen(context, store=store, workers=workers)))


def runs(context: typer.Context, store: Place = None, format: Format = None) -> None:  # noqa: A002  # as elsewhere
    """List the coding runs: what each read and made, and how much of that is stale."""
    from gestae.cli.corpus_lists import show_runs

    raise typer.Exit(show_runs(chosen(context, store=store).store, format))


def diff(
    context: typer.Context,
    before: Annotated[str, typer.Argument(metavar="RUN", help="A run, by its name or a piece of that.")],
    after: Annotated[str, typer.Argument(metavar="RUN", help="A later one.")],
    store: Place = None,
    format: Format = None,  # noqa: A002  # as elsewhere
) -> None:
    """List the events added, lost and changed from one run to another, by cause."""
    from gestae.cli.corpus_lists import show_diff

    raise typer.Exit(show_diff(chosen(context, store=store).store, before, after, format))


def skipped(
    context: typer.Context,
    run: Annotated[str | None, typer.Option(metavar="RUN", help="Of this run only.")] = None,
    store: Place = None,
    format: Format = None,  # noqa: A002  # as elsewhere
) -> None:
    """List what was not coded, and why: unreadable, empty, in another language, failed."""
    from gestae.cli.corpus_lists import show_skipped

    raise typer.Exit(show_skipped(chosen(context, store=store).store, run, format))


def search(
    context: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="TEXT", help='Words, "words together", begin*, OR; after -- also -without.')
    ],
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="So many documents.")] = 20,
    newest: Annotated[bool, typer.Option("--newest", help="The newest first, not the best.")] = False,
    store: Place = None,
    format: Format = None,  # noqa: A002  # as elsewhere
) -> None:
    """Find documents by words of their text or title."""
    from gestae.cli.corpus_lists import show_hits

    raise typer.Exit(show_hits(chosen(context, store=store).store, " ".join(words), limit, newest, format))
