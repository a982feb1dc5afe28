"""Events page by page, as a frame, and one by one."""

from datetime import date

import pytest

from gestae.errors import QueryError
from gestae.store import Store
from gestae.store.ask import COLUMNS, page
from gestae.store.choices import Order
from gestae.store.filters import read_filters
from gestae.store.show import show_event


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("given", [{}, {"party": "NRL"}])
def test_pages_hold_every_event_once_in_the_order_of_one_page(
    any_store: Store, order: Order, given: dict[str, object]
) -> None:
    with any_store.reading() as connection:
        whole = page(connection, read_filters(given), 100, order=order)
        rows, after = [], None
        while True:
            part = page(connection, read_filters(given), 2, after, order)
            rows += part.rows
            after = part.after
            if after is None:
                break
    assert whole.after is None
    assert rows == whole.rows
    days = [row["day"] for row in rows]
    assert days == sorted(days, reverse=order is Order.NEWEST)


def test_events_without_a_day_come_last(any_store: Store) -> None:
    with any_store.writing() as connection:
        connection.exec_driver_sql("UPDATE report SET day = NULL WHERE type = 'COERCE'")
    with any_store.reading() as connection:
        for order in Order:
            rows, after = [], None
            while True:
                part = page(connection, read_filters({}), 5, after, order)
                rows += part.rows
                after = part.after
                if after is None:
                    break
            assert rows[-1]["type"] == "COERCE"
            assert len(rows) == 12


def test_a_cursor_that_no_page_gave_is_refused(small_store: Store) -> None:
    with small_store.reading() as connection, pytest.raises(QueryError, match="after: 'x'"):
        page(connection, read_filters({}), 2, "x")


def test_a_frame_has_typed_columns(any_store: Store) -> None:
    frame = any_store.events(actor="NRL", since=date(2024, 3, 20))
    assert frame.columns == list(COLUMNS)
    assert frame["trigger"].to_list() == ["shell", "threatened", "threatened Estmark"]
    first = frame.row(0, named=True)
    wanted = {
        "document": "attack",
        "published": date(2024, 3, 22),
        "day": date(2024, 3, 22),
        "actors": "Norland's army",
        "actor_countries": "NRL",
        "actor_sectors": "MIL",
        "recipient_names": "Free Hills Front",
        "attributed_to": "reportedly",
        "outcome": "attempted",
        "place": "Port Vale",
        "latitude": 12.5,
        "first": True,
        "historical": False,
        "evidence": "Norland's army reportedly tried to shell Port Vale.",
    }
    assert {name: first[name] for name in wanted} == wanted
    assert any_store.events(origin="gdelt").schema == frame.schema
    assert any_store.events(limit=2)["trigger"].to_list() == ["attacked", "attacked"]


def test_an_event_is_shown_with_its_passage_and_what_else_reports_it(any_store: Store) -> None:
    with any_store.reading() as connection:
        shown = show_event(connection, "wire-1:e3")
        again = show_event(connection, shown.event["uid"][:8])
    assert shown == again
    passage = shown.passage
    assert passage is not None
    marked = [(passage.text[m.start : m.end], m.kind) for m in passage.marks]
    assert marked == [("gunmen", "actor"), ("attacked", "trigger")]
    assert [row["document"] for row in shown.others] == ["wire-2"]
    assert [(q["kind"], q["low"], q["high"]) for q in shown.quantities] == [("killed", 12, 15)]
    assert [a["name"] for a in shown.attributions] == ["Ada Berg"]


def test_what_an_event_is_about_is_shown(small_store: Store) -> None:
    with small_store.reading() as connection:
        assert [row["trigger"] for row in show_event(connection, "wire-1:e1").about] == ["arming"]


@pytest.mark.parametrize("name", ["nothing", "wire-1:e9", "0", ""])
def test_an_event_that_is_not_there(small_store: Store, name: str) -> None:
    with small_store.reading() as connection, pytest.raises(QueryError, match="no event is called"):
        show_event(connection, name)
