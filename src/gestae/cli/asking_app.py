"""The commands that ask a store."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from gestae.cli.options import Format, Place, chosen
from gestae.store.choices import DIMENSION_NAMES, Order, Period, Side, Unique, UnitKind, Ways
from gestae.store.filters import FILTERS, Filter

PREFIX = "filter_"  # sets the filters apart from what a command takes besides
COMMAS = "; several with commas between"
By = Annotated[
    str | None,
    typer.Option(metavar="NAMES", help=f"{', '.join(DIMENSION_NAMES)}{COMMAS}."),
]
Once = Annotated[Unique, typer.Option(help="What counts once; without a story, the same words published on a day.")]


def register(app: typer.Typer) -> None:
    """Add the commands to ``gestae``."""
    for command in (events, counts, panel):
        app.command()(filtered(command))
    app.command()(show)
    app.command()(sql)


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """The command with an option for each filter of the table; it gets their values as ``filters``."""
    signature = inspect.signature(command)
    own = [p for p in signature.parameters.values() if p.kind is not inspect.Parameter.VAR_KEYWORD]

    def run(**values: Any) -> None:
        given = {each.name: values.pop(PREFIX + each.name) for each in FILTERS}
        command(**values, filters=given)

    options = [_option(each) for each in FILTERS]
    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [p.replace(kind=keyword) for p in own if p.name != "filters"] + options
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    return run


def _option(each: Filter) -> inspect.Parameter:
    default = f" [{', '.join(each.default)}]" if each.default else ""
    name = f"--{each.name.replace('_', '-')}"
    option = typer.Option(name, metavar=each.kind.metavar, help=each.help + default, show_default=False)
    kind = Annotated[list[str] | None, option]
    return inspect.Parameter(PREFIX + each.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)


def events(
    context: typer.Context,
    filters: dict[str, object],
    store: Place = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Most events that are printed.")] = 100,
    after: Annotated[
        str | None, typer.Option(metavar="CURSOR", help="Go on where an earlier list ended; it says how.")
    ] = None,
    order: Annotated[Order, typer.Option(help="By the day of events.")] = Order.NEWEST,
    format: Format = None,  # noqa: A002  # as in gestae code
) -> None:
    """List events: who did what to whom, each as a document reports it."""
    from gestae.cli.asking import list_events

    raise typer.Exit(list_events(chosen(context, store=store), filters, limit, after, order, format))


def counts(
    context: typer.Context,
    filters: dict[str, object],
    by: By = None,
    store: Place = None,
    unique: Once = Unique.STORY,
    format: Format = None,  # noqa: A002  # as in gestae code
) -> None:
    """Count events, by what is named; actual, main and not historical ones, once a story, unless said otherwise."""
    from gestae.cli.asking import print_counts

    names = [name.strip() for name in (by or "").split(",") if name.strip()]
    raise typer.Exit(print_counts(chosen(context, store=store), filters, names, unique, format))


def panel(
    context: typer.Context,
    filters: dict[str, object],
    store: Place = None,
    unit: Annotated[UnitKind, typer.Option(help="What a row is about.")] = UnitKind.DYAD,
    by: Annotated[Period, typer.Option(help="Length of a period; a week is named by its Monday.")] = Period.MONTH,
    units: Annotated[str | None, typer.Option(metavar="CODES", help=f"Countries, such as FRA,RUS{COMMAS}.")] = None,
    least: Annotated[int, typer.Option(min=1, metavar="N", help="Without --units: all with so many events.")] = 1,
    side: Annotated[Side, typer.Option(help="Of a country: its own acts, or those aimed at it.")] = Side.ACTOR,
    ways: Annotated[Ways, typer.Option(help="Whether both directions of a dyad are one row.")] = Ways.DIRECTED,
    unique: Once = Unique.STORY,
    format: Format = None,  # noqa: A002  # as in gestae code
) -> None:
    """A complete panel: 0 where documents were coded and nothing was found, empty where none were coded."""
    from gestae.cli.asking import print_panel
    from gestae.store.panel import Shape

    codes = [code.strip().upper() for code in (units or "").split(",") if code.strip()]
    shape = Shape(unit, by, codes, least, side, ways, unique)
    raise typer.Exit(print_panel(chosen(context, store=store), filters, shape, format))


def show(
    context: typer.Context,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="A uid or its beginning, or DOCUMENT:e1.")],
    store: Place = None,
    format: Format = None,  # noqa: A002  # as in gestae code
) -> None:
    """Show one event with the passage that tells it, its parties, its sources and other reports of it."""
    from gestae.cli.showing import print_event

    raise typer.Exit(print_event(chosen(context, store=store), event, format))


def sql(
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="QUERY", help='One query, such as "SELECT count(*) FROM event".')],
    store: Place = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Most rows that are printed.")] = 1000,
    seconds: Annotated[float, typer.Option(min=0.1, help="Longest that the query may take.")] = 30.0,
    format: Format = None,  # noqa: A002  # as in gestae code
) -> None:
    """Ask a store in SQL; nothing can be changed. Views and columns: docs/asking.md."""
    from gestae.cli.asking import run_sql

    raise typer.Exit(run_sql(chosen(context, store=store), query, limit, seconds, format))
