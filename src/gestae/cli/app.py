"""The commands, their arguments and their help; the work is done in this folder's other modules."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gestae.cli.groups import GROUPS
from gestae.cli.options import chosen
from gestae.cli.reading import (
    FILES,
    Column,
    DayOrder,
    MaxMegabytes,
    MaxSeconds,
    Published,
    Source,
    day,
    reading_options,
)
from gestae.settings import ChooserKind, load_settings

app = typer.Typer(
    help="Political events from news: who did what to whom, whether it happened, and who says so.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
lexicon_app = typer.Typer(help="The tables of what words mean as events.", no_args_is_help=True)
knowledge_app = typer.Typer(help="The tables of who is who.", no_args_is_help=True)
app.add_typer(lexicon_app, name="lexicon")
app.add_typer(knowledge_app, name="knowledge")


class Format(StrEnum):
    """What ``gestae code`` prints."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class SearchFormat(StrEnum):
    """What ``gestae knowledge search`` prints."""

    TABLE = "table"
    JSONL = "jsonl"


class ImportFormat(StrEnum):
    """What ``gestae knowledge import`` reads."""

    DICTIONARY = "dictionary"
    CSV = "csv"
    TSV = "tsv"
    WIKIDATA = "wikidata"


class RowFormat(StrEnum):
    """What ``gestae statements`` prints."""

    TABLE = "table"
    JSONL = "jsonl"


class Happened(StrEnum):
    """What ``gestae map`` shows: how real the text says an event is."""

    ACTUAL = "actual"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(version("gestae"))
        raise typer.Exit


Rows = Annotated[
    Path | None, typer.Option("--jsonl", metavar="FILE", help="Rows to answer, one JSON object a line; - for stdin.")
]
On = Annotated[
    date | None, typer.Option("--date", parser=day, metavar="DATE", help="Day on which it is asked, as 2017-05-30.")
]
OVERLAY = "tables laid over the shipped ones."
Folder = Annotated[Path | None, typer.Argument(help="A folder of your own, laid over the shipped tables.")]


@app.callback()
def settings_of(
    context: typer.Context,
    settings: Annotated[Path | None, typer.Option(metavar="FILE", help="Settings instead of gestae.toml here.")] = None,
    lexicon: Annotated[Path | None, typer.Option(metavar="FOLDER", help=f"Lexicon {OVERLAY}")] = None,
    knowledge: Annotated[Path | None, typer.Option(metavar="FOLDER", help=f"Knowledge {OVERLAY}")] = None,
    language_model: Annotated[str | None, typer.Option(metavar="NAME", help="Installed spaCy pipeline.")] = None,
    chooser: Annotated[
        ChooserKind | None, typer.Option(help="Who chooses among an event's candidates; model unless said here.")
    ] = None,
    model: Annotated[Path | None, typer.Option(metavar="FOLDER", help="A chooser's model of your own.")] = None,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Political events from news: who did what to whom, whether it happened, and who says so."""
    context.obj = load_settings(
        {
            "lexicon": lexicon,
            "knowledge": knowledge,
            "language_model": language_model,
            "chooser": chooser,
            "model": model,
        },
        file=settings,
    )


@app.command()
def code(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE", help=FILES)],
    format: Annotated[  # noqa: A002  # the option's name is the contract's
        Format | None, typer.Option(help="table on a terminal, jsonl in a pipe, unless said here.")
    ] = None,
    published: Published = None,
    source: Source = None,
    column: Column = None,
    date_order: DayOrder = None,
    max_megabytes: MaxMegabytes = None,
    max_seconds: MaxSeconds = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave the document's text out of the record.")] = False,
    min_confidence: Annotated[
        float | None, typer.Option(min=0.0, max=1.0, help="Leave out main events below this confidence.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes that share the documents; one without it.")
    ] = None,
) -> None:
    """Code news articles: print the events in them."""
    from gestae.cli.coding import Output, code_files
    from gestae.reading import Defaults

    settings = chosen(context)
    if min_confidence is not None:
        settings = replace(settings, min_confidence=min_confidence)
    if workers is not None:
        settings = replace(settings, workers=workers)
    output = Output(format.value if format else None, with_text=not no_text)
    options = reading_options(column, date_order, max_megabytes, max_seconds)
    raise typer.Exit(code_files(files, Defaults(published, source), output, settings, options=options))


@app.command()
def explain(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file whose first document is explained, or - .")],
    event: Annotated[str | None, typer.Argument(metavar="[EVENT]", help="Only this event, such as e2.")] = None,
    published: Published = None,
    source: Source = None,
    column: Column = None,
    date_order: DayOrder = None,
) -> None:
    """Show how events came to be, step by step."""
    from gestae.cli.coding import explain_file
    from gestae.reading import Defaults

    options = reading_options(column, date_order)
    raise typer.Exit(explain_file(file, event, Defaults(published, source), chosen(context), options))


@app.command(name="map")
def map_(
    context: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Records of gestae code (.jsonl), or what gestae code reads.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The picture: .html (needs no network), .png, .svg.")
    ],
    title: Annotated[str | None, typer.Option(metavar="WORDS", help="What stands above the map.")] = None,
    status: Annotated[
        list[Happened] | None, typer.Option(help="Show events of this status; may be given more than once. [actual]")
    ] = None,
    published: Published = None,
    source: Source = None,
    column: Column = None,
    date_order: DayOrder = None,
) -> None:
    """Draw the events on a map of the world."""
    from gestae.cli.maps import map_files
    from gestae.model import Status
    from gestae.reading import Defaults

    statuses = [Status(each.value) for each in status or [Happened.ACTUAL]]
    defaults, options = Defaults(published, source), reading_options(column, date_order)
    raise typer.Exit(map_files(files, output, title, statuses, defaults, chosen(context), options))


@app.command()
def statements(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE", help=FILES)],
    format: Annotated[  # noqa: A002  # named as in gestae code
        RowFormat | None, typer.Option(help="table on a terminal, jsonl in a pipe, unless said here.")
    ] = None,
    published: Published = None,
    source: Source = None,
    column: Column = None,
    date_order: DayOrder = None,
) -> None:
    """List who said, thought, wanted or denied what, and about whom."""
    from gestae.cli.coding import Output, code_files
    from gestae.cli.statements import WRITERS
    from gestae.reading import Defaults

    output = Output(format.value if format else None)
    options = reading_options(column, date_order)
    raise typer.Exit(code_files(files, Defaults(published, source), output, chosen(context), WRITERS, options))


@app.command()
def actor(
    context: typer.Context,
    phrase: Annotated[str | None, typer.Argument(help='Words for somebody, such as "Kenyan riot police".')] = None,
    jsonl: Rows = None,
    on: On = None,
    text: Annotated[str | None, typer.Option(help="The passage that the phrase comes from.")] = None,
) -> None:
    """Say who a phrase denotes on a day: country, sectors, entity."""
    from gestae.cli import queries

    settings = chosen(context)
    if jsonl is not None:
        raise typer.Exit(queries.answer_actors(jsonl, settings))
    raise typer.Exit(queries.show_actor(_given(phrase), text, on, settings))


@app.command()
def place(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help='A place name, such as "Paris".')] = None,
    jsonl: Rows = None,
    text: Annotated[str | None, typer.Option(help="A passage that holds the name; it helps to choose.")] = None,
    source: Annotated[str | None, typer.Option(help="Where the passage was published.")] = None,
) -> None:
    """Say where a place name lies."""
    from gestae.cli import queries

    settings = chosen(context)
    if jsonl is not None:
        raise typer.Exit(queries.answer_places(jsonl, settings))
    raise typer.Exit(queries.show_place(_given(name), text, source, settings))


@app.command()
def relate(
    context: typer.Context,
    sentence: Annotated[str | None, typer.Argument(help="A sentence with two parties.")] = None,
    jsonl: Rows = None,
    source: Annotated[str | None, typer.Option(help="Words of the one who acts.")] = None,
    target: Annotated[str | None, typer.Option(help="Words of the one who is acted upon.")] = None,
) -> None:
    """Say what the first party of a sentence does to the second."""
    from gestae.cli import queries

    settings = chosen(context)
    if jsonl is not None:
        raise typer.Exit(queries.answer_relations(jsonl, settings))
    if source is None:
        raise typer.BadParameter('name the party that acts: --source "France"')
    raise typer.Exit(queries.show_relation(_given(sentence), source, target, settings))


def _given(words: str | None) -> str:
    if not words:
        raise typer.BadParameter("give some words, or rows with --jsonl FILE")
    return words


@app.command()
def doctor(context: typer.Context) -> None:
    """Say what is installed, and what to do about what is not."""
    from gestae.cli.doctor import examine

    raise typer.Exit(examine(chosen(context)))


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    import json

    from gestae.model import Record

    print(json.dumps(Record.model_json_schema(by_alias=True, mode="serialization"), indent=2))


for group in GROUPS:
    group.register(app)


@lexicon_app.command("check")
def lexicon_check(folder: Folder = None) -> None:
    """Check the lexicon's rows and example sentences."""
    from gestae.cli.tables import check_lexicon_tables

    raise typer.Exit(check_lexicon_tables(folder))


@knowledge_app.command("check")
def knowledge_check(folder: Folder = None) -> None:
    """Check the knowledge's rows."""
    from gestae.cli.tables import check_knowledge_tables

    raise typer.Exit(check_knowledge_tables(folder))


@knowledge_app.command("search")
def knowledge_search(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A name, such as Merkel, or the domain of an outlet.")],
    on: On = None,
    format: Annotated[  # noqa: A002  # as in gestae code
        SearchFormat | None, typer.Option(help="table on a terminal, jsonl in a pipe, unless said here.")
    ] = None,
) -> None:
    """Look up who bears a name: country, sectors, office on the day."""
    from gestae.cli.knowledge import search_names

    raise typer.Exit(search_names(name, on, format.value if format else None, chosen(context)))


@knowledge_app.command("import")
def knowledge_import(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A dictionary, a sheet or a dump, plain, .gz or .bz2.")],
    into: Annotated[Path, typer.Option(metavar="FOLDER", help="The folder of knowledge tables that is written.")],
    format: Annotated[  # noqa: A002  # as in gestae code
        ImportFormat | None,
        typer.Option(
            help="dictionary (PETRARCH, Phoenix), csv or tsv with the project's columns, wikidata (a JSON dump); "
            "without it the file's name and beginning tell."
        ),
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="Source of the rows; else the file's name.")
    ] = None,
    as_of: Annotated[
        date | None, typer.Option(parser=day, metavar="DATE", help="Day up to which the file's facts were checked.")
    ] = None,
    codes: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Tables roles, countries or classes over the shipped codes.")
    ] = None,
) -> None:
    """Turn actors of your own into a folder of knowledge tables."""
    from gestae.cli.knowledge import import_actors
    from gestae.knowledge.importing import Format as Kind
    from gestae.knowledge.importing import Import
    from gestae.tables import with_own

    kind = Kind(format.value) if format else None
    job = Import(file, into, with_own("knowledge", chosen(context).knowledge), codes, kind, source, as_of)
    raise typer.Exit(import_actors(job))


@lexicon_app.command("test")
def lexicon_test(
    context: typer.Context,
    folder: Folder = None,
    failures: Annotated[
        bool, typer.Option("--failures", help="Show the sentences that did not come out right.")
    ] = False,
) -> None:
    """Code the lexicon's example sentences and score them against their marks."""
    from gestae.cli.tables import run_lexicon_examples

    raise typer.Exit(run_lexicon_examples(folder, chosen(context), show_failures=failures))
