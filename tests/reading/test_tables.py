from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars
import pytest

from gestae.errors import InputError
from gestae.model import Document
from gestae.reading import columns_from
from gestae.reading.columns import find_columns


def test_rows_become_documents_and_the_guess_is_told_once(shelf: Any) -> None:
    shelf.write("t.csv", 'Headline,body,pubDate,Outlet,link\nTalks,"One,\ntwo.",3 May 2017,Post,u\n,Three.,,,\n')
    first, second = shelf.read(shelf.folder / "t.csv")
    assert first == Document(
        id="t.csv:2", text="One,\ntwo.", title="Talks", published=date(2017, 5, 3), source="Post", url="u"
    )
    assert second == Document(id="t.csv:3", text="Three.")
    (told,) = shelf.said
    assert told.endswith(
        "t.csv: read text=body, title=Headline, published=pubDate, source=Outlet, url=link "
        "(guessed; --column text=NAME takes another)"
    )


def test_columns_of_the_fields_own_names_need_no_word(shelf: Any) -> None:
    shelf.write("t.csv", "id,text,title,body\n7,One.,A,no\n")
    assert shelf.read(shelf.folder / "t.csv") == [Document(id="7", text="One.", title="A")]
    assert shelf.said == []


def test_the_column_asked_for_wins(shelf: Any) -> None:
    path = shelf.write("t.csv", "text,summary,date\nlong,Short.,2017-05-03\n")
    asked = columns_from(["text=summary", "title=text"])
    (found,) = shelf.read(path, columns=asked)
    assert (found.text, found.title, found.published) == ("Short.", "long", date(2017, 5, 3))


@pytest.mark.parametrize("asked", ["text", "words=body", "text=", "=body"])
def test_a_mapping_that_is_none_names_the_fields(asked: str) -> None:
    with pytest.raises(InputError, match="wanted FIELD=COLUMN, FIELD one of text, title"):
        columns_from([asked])


def test_two_fields_never_share_a_guessed_column() -> None:
    guesses = {"text": ["body"], "source": ["domain"], "url": ["domain", "link"]}
    found = find_columns(["body", "domain"], {}, guesses)
    assert dict(found.by_field) == {"text": "body", "source": "domain"}


def test_missing_columns_are_named_with_those_found(shelf: Any) -> None:
    path = shelf.write("t.csv", "headline,when\nx,y\n")
    assert shelf.read(path) == ["t.csv: no column for the text; found: headline, when; name it with --column text=NAME"]
    assert shelf.read(path, columns={"text": "words"}) == [
        "t.csv: no column 'words'; found: headline, when; correct --column"
    ]


def test_a_malformed_row_is_named_and_the_rest_goes_on(shelf: Any) -> None:
    rows = ["text,title", "One.,a", "two,b,c", '"Thr"ee.,c', "", "Four.,d", '"Five.,e', "Six.,f"]
    found = shelf.read(shelf.write("t.csv", "\n".join(rows)))
    assert [f if isinstance(f, str) else f.text for f in found] == [
        "One.",
        "t.csv:3: 3 cells where the first row names 2; is a quotation mark left open? mend the row",
        "t.csv:4: the row is malformed (',' expected after '\"'); is a quotation mark left open? mend the row",
        "Four.",
        "t.csv:7: the row is malformed (unexpected end of data); is a quotation mark left open? mend the row",
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.tsv", b"text\ttitle\nOne, two.\tK\xc3\xb6ln\n"),
        ("t.csv", b"text;title\r\nOne, two.;K\xc3\xb6ln\r\n"),
        ("t.csv", b'\xef\xbb\xbf"text","title"\n"One, two.",K\xc3\xb6ln\n'),
        ("t.csv", b'text,title\n"One, two.",K\xf6ln\n'),
        ("t.csv", 'text,title\n"One, two.",Köln\n'.encode("utf-16")),
    ],
    ids=["tabs", "semicolons", "byte-order mark", "Windows-1252", "UTF-16"],
)
def test_delimiters_and_encodings_are_recognised(shelf: Any, name: str, content: bytes) -> None:
    (found,) = shelf.read(shelf.write(name, content))
    assert (found.text, found.title) == ("One, two.", "Köln")


def test_a_row_above_the_limit_is_named(shelf: Any) -> None:
    path = shelf.write("t.csv", "text\nshort\n" + '"' + "line\n" * 50 + '"\nshort too\n')
    found = shelf.read(path, max_bytes=100)
    assert [f if isinstance(f, str) else f.text for f in found] == [
        "short",
        "t.csv:3: the row is longer than 100 characters; is a quotation mark left open? mend the row",
        "short too",
    ]


def test_an_empty_table_and_a_binary_one_are_named(shelf: Any) -> None:
    assert "an empty table" in shelf.read(shelf.write("t.csv", ""))[0]
    assert "a binary file" in shelf.read(shelf.write("t.csv", bytes(range(256))))[0]


def test_parquet_and_excel_give_the_same_documents(shelf: Any) -> None:
    frame = polars.DataFrame(
        {
            "body": ["One.", None, "Three."],
            "day": [date(2017, 5, 3), None, date(2018, 1, 2)],
            "doc_id": [11, 12, 13],
            "when": [datetime(2017, 5, 3, 10), None, None],  # noqa: DTZ001  # as in a sheet
        }
    )
    frame.write_parquet(shelf.folder / "t.parquet")
    frame.write_excel(shelf.folder / "t.xlsx")
    asked = {"published": "day"}
    parquet = shelf.read(shelf.folder / "t.parquet", columns=asked)
    excel = shelf.read(shelf.folder / "t.xlsx", columns=asked)
    good = [
        Document(id="11", text="One.", published=date(2017, 5, 3)),
        Document(id="13", text="Three.", published=date(2018, 1, 2)),
    ]
    assert parquet == [good[0], "t.parquet:2: nothing in the column 'body'", good[1]]
    assert excel == [good[0], "t.xlsx:3: nothing in the column 'body'", good[1]]


def test_every_sheet_of_a_workbook_is_read(shelf: Any) -> None:
    from xlsxwriter import Workbook

    path = Path(shelf.folder / "t.xlsx")
    with Workbook(path) as book:
        polars.DataFrame({"text": ["One."]}).write_excel(book, "north")
        polars.DataFrame({"other": ["x"]}).write_excel(book, "south")
    found = shelf.read(path)
    assert found[0] == Document(id="t.xlsx#north:2", text="One.")
    assert found[1].startswith("t.xlsx#south: no column for the text; found: other")


@pytest.mark.parametrize("name", ["t.parquet", "t.xlsx", "t.xls"])
def test_a_broken_file_is_named(shelf: Any, name: str) -> None:
    (found,) = shelf.read(shelf.write(name, b"PAR1 and then nothing that makes sense"))
    assert found.startswith(f"{name}: ")
