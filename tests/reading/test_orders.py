"""Dates of which day and month could change places: what was said, or what other dates of the file show."""

from datetime import date

import pytest

from gestae.model import Document
from gestae.reading.dates import DateOrder
from gestae.reading.orders import MOST_HELD
from reading.conftest import FIRST, Shelf


def days(shelf: Shelf, *written: str, name: str = "t.csv", **options: DateOrder) -> list[date | None]:
    """The dates of a table's documents; texts are told apart by their rows."""
    rows = "".join(f'"{FIRST} {number}",{each}\n' for number, each in enumerate(written))
    found = shelf.read(shelf.write(name, "text,published\n" + rows), **options)
    assert [each.text for each in found if isinstance(each, Document)] == [f"{FIRST} {n}" for n in range(len(written))]
    return [each.published for each in found if isinstance(each, Document)]


@pytest.mark.parametrize(("order", "month"), [(DateOrder.DMY, 3), (DateOrder.MDY, 5)])
def test_an_order_that_was_said_holds(shelf: Shelf, order: DateOrder, month: int) -> None:
    day = 8 - month
    assert days(shelf, "05/03/2017", "25/03/2017", date_order=order) == [date(2017, month, day), date(2017, 3, 25)]
    assert shelf.said == []


@pytest.mark.parametrize(("telling", "first", "other"), [("25/03/2017", "day", "mdy"), ("03/25/2017", "month", "dmy")])
def test_one_date_tells_of_those_before_and_after(shelf: Shelf, telling: str, first: str, other: str) -> None:
    month = 3 if first == "day" else 5
    read = date(2017, month, 8 - month)
    assert days(shelf, "05/03/2017", "", telling, "05/03/2017") == [read, None, date(2017, 3, 25), read]
    (said,) = shelf.said
    assert f"{telling} shows that the {first} comes first" in said
    assert f"--date-order {other}" in said


def test_without_a_telling_date_nothing_is_guessed(shelf: Shelf) -> None:
    assert days(shelf, "05/03/2017", "06/04/2017") == [None, None]


def test_two_orders_in_a_file_end_the_guessing(shelf: Shelf) -> None:
    assert days(shelf, "25/03/2017", "03/25/2017", "05/03/2017") == [date(2017, 3, 25), date(2017, 3, 25), None]
    assert "contradicts" in shelf.said[-1]


def test_waiting_has_an_end(shelf: Shelf) -> None:
    found = days(shelf, *["05/03/2017"] * MOST_HELD, "25/03/2017", "05/03/2017")
    assert found == [None] * MOST_HELD + [date(2017, 3, 25), None]


def test_files_are_settled_apart(shelf: Shelf) -> None:
    archive = shelf.zipped(
        {"a.csv": f"text,published\n{FIRST},25/03/2017", "b.csv": f"text,published\n{FIRST},05/03/2017"}
    )
    found = shelf.read(shelf.write("a.zip", archive))
    assert [each.published for each in found if isinstance(each, Document)] == [date(2017, 3, 25), None]


def test_the_notice_names_the_remedy(shelf: Shelf) -> None:
    from gestae.reading import Reading, read_files

    path = shelf.write("t.csv", f"text,published\n{FIRST},05/03/2017\n")
    (found,) = read_files([str(path)])
    assert isinstance(found, Reading)
    assert "--date-order dmy reads the day first" in found.notices[0].message
