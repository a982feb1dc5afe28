"""The commands that take events out of a store."""

from pathlib import Path
from typing import Annotated

import typer

from gestae.cli.asking_app import filtered
from gestae.cli.options import Place, chosen
from gestae.store.choices import Period, Side, Unique, UnitKind, Ways


def register(app: typer.Typer) -> None:
    """Add the commands to ``gestae``."""
    app.command()(filtered(export))
    app.command()(hydrate)


def export(
    context: typer.Context,
    filters: dict[str, object],
    to: Annotated[
        str, typer.Option(metavar="FORMAT", help="parquet, csv, jsonl, xlsx, graphml, gexf, geojson or polecat.")
    ],
    out: Annotated[
        Path, typer.Option(metavar="PLACE", help="A new folder, or a new .zip, for the files and their codebook.")
    ],
    store: Place = None,
    shape: Annotated[str, typer.Option(metavar="SHAPE", help="event, dyad or panel: what a row is.")] = "event",
    redact: Annotated[
        str, typer.Option(metavar="WHAT", help="Leave out: text, spans (all words), persons (their names), or none.")
    ] = "none",
    with_restricted: Annotated[
        bool, typer.Option("--with-restricted", help="Also rows imported under a licence that forbids to pass them on.")
    ] = False,
    unit: Annotated[UnitKind, typer.Option(help="Of a panel: what a row is about.")] = UnitKind.DYAD,
    by: Annotated[Period, typer.Option(help="Of a panel: length of a period.")] = Period.MONTH,
    units: Annotated[str | None, typer.Option(metavar="CODES", help="Of a panel: countries, such as FRA,RUS.")] = None,
    least: Annotated[int, typer.Option(min=1, metavar="N", help="Of a panel: all with so many events.")] = 1,
    side: Annotated[Side, typer.Option(help="Of a panel of countries.")] = Side.ACTOR,
    ways: Annotated[Ways, typer.Option(help="Of a panel of dyads.")] = Ways.DIRECTED,
    unique: Annotated[Unique, typer.Option(help="Of a panel: what counts once.")] = Unique.STORY,
) -> None:
    """Write events to files, with a codebook made from them."""
    from gestae.cli.exporting import export_events
    from gestae.store.panel import Shape

    codes = [code.strip().upper() for code in (units or "").split(",") if code.strip()]
    panel = Shape(unit, by, codes, least, side, ways, unique)
    given = filters if with_restricted else {**filters, "restricted": "no"}
    raise typer.Exit(export_events(chosen(context, store=store), given, (to, shape, redact), out, panel))


def hydrate(
    folder: Annotated[Path, typer.Argument(metavar="EXPORT", help="The folder or .zip of gestae export.")],
    texts: Annotated[list[str], typer.Argument(metavar="FILE", help="Your own texts, as gestae code reads them.")],
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the tables with their words are written.")],
) -> None:
    """Put words back into an export without them, from texts of your own; texts are matched by their hash."""
    from gestae.cli.exporting import hydrate_export

    raise typer.Exit(hydrate_export(folder, texts, out))
