from datetime import UTC, date, datetime

import pytest

from gestae.errors import InputError
from gestae.reading.fields import document_from, read_date, without_surrogates


def test_a_row_with_all_fields_becomes_a_document() -> None:
    row = {"id": 7, "text": "Talks began.", "title": "Talks", "published": "2017-05-30", "source": "Wire", "url": "u"}
    reading = document_from(row)
    document = reading.document
    assert (document.id, document.text, document.title) == ("7", "Talks began.", "Talks")
    assert (document.published, document.source, document.url) == (date(2017, 5, 30), "Wire", "u")
    assert reading.notices == ()


def test_nulls_empty_strings_and_other_fields_are_passed_over() -> None:
    row = {"text": "Talks began.", "title": None, "published": "", "source": "", "lang": "en"}
    document = document_from(row).document
    assert (document.title, document.published, document.source, document.id) == (None, None, None, None)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({}, 'no "text"; found: nothing'),
        ({"body": "x"}, 'no "text"; found: body'),
        ({"text": None}, 'no "text"'),
        ({"text": 3}, "text is int; wanted a string"),
        ({"text": "x", "title": ["x"]}, "title is list; wanted a string"),
        ({"text": "x", "id": 1.5}, "id is 1.5; wanted a string or a whole number"),
        ({"text": "x", "id": True}, "id is True"),
    ],
)
def test_a_malformed_row_is_named(row: dict[str, object], says: str) -> None:
    with pytest.raises(InputError) as caught:
        document_from(row, "news.jsonl: line 3")
    assert str(caught.value).startswith("news.jsonl: line 3: ")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "value",
    [
        "2017-05-30",
        "2017-05-30T23:59:00Z",
        "2017-05-30 08:15:26.34-05",
        date(2017, 5, 30),
        datetime(2017, 5, 30, 1, tzinfo=UTC),
    ],
)
def test_dates_and_time_stamps_are_read(value: object) -> None:
    assert read_date(value) == (date(2017, 5, 30), "")


@pytest.mark.parametrize(
    ("value", "told"),
    [("Ada Quill", "Ada Quill"), (["A. Quill", " B. Ink"], "A. Quill, B. Ink"), (7, None), ("", None)],
)
def test_an_author_of_any_kind_is_no_error(value: object, told: str | None) -> None:
    assert document_from({"text": "Talks began.", "author": value}).document.author == told


def test_a_date_that_cannot_be_read_is_null_with_a_notice() -> None:
    reading = document_from({"text": "Talks began.", "published": "last spring"})
    assert reading.document.published is None
    assert [n.code for n in reading.notices] == ["unreadable-date"]
    assert "'last spring'" in reading.notices[0].message


def test_lone_surrogates_are_replaced_one_for_one_and_noticed() -> None:
    reading = document_from({"text": "a\ud800b 😀\udfff", "title": "fine"})
    assert reading.document.text == "a\ufffdb 😀\ufffd"
    assert [n.code for n in reading.notices] == ["replaced-characters"]


def test_sound_text_is_left_alone() -> None:
    text = "\ufeffA line\r\nand another 😀"
    assert without_surrogates(text) is text
