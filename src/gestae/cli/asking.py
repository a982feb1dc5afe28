"""``gestae events``, ``counts``, ``panel`` and ``sql``: questions to a store, answered as rows."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from gestae.cli.messages import count, say
from gestae.cli.options import Form
from gestae.cli.rows import form_of, print_rows
from gestae.settings import Settings
from gestae.store.choices import Order, Unique
from gestae.store.engine import Mode
from gestae.store.filters import read_filters
from gestae.store.store import Store

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from gestae.store.filters import Asked
    from gestae.store.panel import Shape

SHOWN = ("day", "type", "mode", "actors", "recipients", "status", "attributed_to", "place", "source", "uid")
Filters = Mapping[str, object]


def list_events(
    settings: Settings, filters: Filters, limit: int, after: str | None, order: Order, form: Form | None
) -> int:
    """Print a page of events; say how to go on where there are more."""
    from gestae.store.ask import COLUMNS, page

    shape, asked = form_of(form), read_filters(filters)
    with Store.open(settings.store, Mode.READ) as store, store.reading() as connection:
        found = page(connection, asked, limit, after, order)
        print_rows(found.rows, list(COLUMNS), shape, SHOWN)
        if not found.rows:
            _nothing(connection, asked)
    if found.after is not None:
        say(f"{count(len(found.rows), 'event')} shown, there are more: --limit N, or go on with --after {found.after}")
    return 0


def print_counts(settings: Settings, filters: Filters, by: Sequence[str], unique: Unique, form: Form | None) -> int:
    """Print how many events there are."""
    from gestae.store.counts import columns_of, count_events

    shape, asked = form_of(form), read_filters(filters)
    with Store.open(settings.store, Mode.READ) as store, store.reading() as connection:
        rows = count_events(connection, by, asked, unique)
        print_rows(rows, list(columns_of(by)), shape)
        if not sum(row["events"] for row in rows):
            _nothing(connection, asked)
    return 0


def print_panel(settings: Settings, filters: Filters, wanted: "Shape", form: Form | None) -> int:
    """Print a panel; say what it leaves out."""
    from gestae.store.hints import hints
    from gestae.store.panel import build_panel

    shape, asked = form_of(form), read_filters(filters)
    with Store.open(settings.store, Mode.READ) as store, store.reading() as connection:
        found = build_panel(connection, wanted, asked)
        print_rows(found.rows, list(found.columns), shape)
        if not found.rows:
            _nothing(connection, asked)
        for line in hints(connection, read_filters({"party": wanted.units})):
            say(line.replace("party", "--units", 1))
    if found.outside:
        say(f"{count(found.outside, 'event')} left out: no document of their {wanted.by.value} was coded")
    return 0


def run_sql(settings: Settings, query: str, limit: int, seconds: float, form: Form | None) -> int:
    """Print what a query gives."""
    from gestae.store.sql import ask_sql

    shape = form_of(form)
    with Store.open(settings.store, Mode.READ) as store:
        found = ask_sql(store.engine, query, limit, seconds)
    names = found.columns
    print_rows([dict(zip(names, row, strict=True)) for row in found.rows], names, shape)
    if found.more:
        say(f"{count(limit, 'row')} shown, there are more: --limit N")
    return 0


def _nothing(connection: "Connection", asked: "Asked") -> None:
    """Why nothing may have been found."""
    from gestae.store.hints import hints

    told = list(hints(connection, asked))
    for line in told:
        say(line)
    if not told:
        say("no event matches; unless said otherwise only actual, main events that are not historical do")
