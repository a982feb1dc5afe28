import io
import json
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestae.model import Document
from gestae.reading import Reading, read_files
from gestae.reading.rows import split_array


@pytest.mark.parametrize(
    "content",
    [
        '[{"text": "One."}, {"text": "Two, [three] }."}]',
        ' \n[\n{"text": "One."},\n{"text": "Two, [three] }."}\n]\n',
        '{"status": "ok", "articles": [{"body": "One."}, {"body": "Two, [three] }."}]}',
    ],
    ids=["array", "array on lines", "list in an object"],
)
def test_json_gives_a_document_an_element(shelf: Any, content: str) -> None:
    found = shelf.read(shelf.write("a.json", content))
    assert found == [Document(id="a.json:1", text="One."), Document(id="a.json:2", text="Two, [three] }.")]


def test_json_may_be_one_object_or_json_lines(shelf: Any) -> None:
    one = shelf.write("one.json", '{"text": "One.", "tags": [{"a": 1}]}')
    lines = shelf.write("lines.json", '{"text": "One."}\n{"text": "Two."}\n')
    long = shelf.write("long.json", f'{{"text": "{"x" * 100_000}"}}\n{{"text": "Two."}}\n')
    assert shelf.read(one) == [Document(id="one.json", text="One.", title=None)]
    assert [d.text for d in shelf.read(lines)] == ["One.", "Two."]
    assert [len(d.text) for d in shelf.read(long)] == [100_000, 4]


def test_a_malformed_element_is_named_and_the_rest_goes_on(shelf: Any) -> None:
    found = shelf.read(shelf.write("a.json", '[{"text": oops}, 3, {"text": "Three."}, {"text": "Fo'))
    assert found[0].startswith("a.json:1: not JSON")
    assert found[1] == 'a.json:2: a JSON int; wanted an object with "text"'
    assert found[2] == Document(id="a.json:3", text="Three.")
    assert found[3].startswith("a.json:4: longer than the limit for one document, or cut off")


def test_an_element_above_the_limit_is_named_and_the_rest_goes_on(shelf: Any) -> None:
    path = shelf.write("a.json", json.dumps([{"text": "One."}, {"text": "x" * 300_000}, {"text": "Three."}]))
    first, second, third = shelf.read(path, max_bytes=100_000)
    assert (first.text, third.text) == ("One.", "Three.")
    assert second.startswith("a.json:2: longer than the limit")


def test_a_line_above_the_limit_is_named_and_the_rest_goes_on(shelf: Any) -> None:
    path = shelf.write("a.jsonl", f'{{"text": "One."}}\n{{"text": "{"x" * 300}"}}\n{{"text": "Three."}}\n')
    first, second, third = shelf.read(path, max_bytes=100)
    assert (first.text, third.text) == ("One.", "Three.")
    assert second.startswith("a.jsonl: line 2: longer than the limit for one document")


def test_columns_of_json_lines_are_guessed_and_told(shelf: Any) -> None:
    path = shelf.write("a.jsonl", '{"headline": "A", "content": "One."}\n{"text": "Two.", "date": "20170503"}\n')
    first, second = shelf.read(path)
    assert (first.text, first.title, str(second.published)) == ("One.", "A", "2017-05-03")
    assert len(shelf.said) == 1
    assert "read text=content, title=headline (guessed" in shelf.said[0]


def test_a_guess_that_does_not_fit_is_no_error(shelf: Any) -> None:
    row = {"content": "One.", "subject": ["x"], "domain": 3, "guid": {"a": 1}, "date": [1], "link": None}
    assert shelf.read(shelf.write("a.jsonl", json.dumps(row))) == [Document(text="One.")]


VALUES = st.recursive(
    st.text(max_size=5) | st.integers() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(VALUES, min_size=1, max_size=4))
def test_an_array_is_split_where_its_elements_end(values: list[Any]) -> None:
    content = json.dumps(values).encode()
    assert [json.loads(element or b"") for element in split_array(io.BytesIO(content), 10**6)] == values


class Endless(io.RawIOBase):
    """A beginning and then the same row for ever."""

    def __init__(self, start: bytes, row: bytes) -> None:
        self._start, self._row = start, row

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        content = (self._start or self._row)[: len(buffer)]
        self._start = b""
        buffer[: len(content)] = content
        return len(content)


class Stdin:
    def __init__(self, stream: io.RawIOBase) -> None:
        self.buffer = stream


@pytest.mark.parametrize(
    ("start", "row"),
    [
        (b'{"text": "x"}\n', b'{"text": "x"}\n'),
        (b'[{"text": "x"},', b'{"text": "x"},'),
        (b"text,title\n", b"x,y\n"),
    ],
    ids=["JSON Lines", "JSON array", "CSV"],
)
def test_what_never_ends_is_read_row_by_row(monkeypatch: pytest.MonkeyPatch, start: bytes, row: bytes) -> None:
    from gestae.reading import ReadingOptions

    monkeypatch.setattr("sys.stdin", Stdin(Endless(start, row)))
    options = ReadingOptions(columns={"text": "text"})
    found = list(islice(read_files(["-"], None, options), 1_000))
    assert [r.document.text for r in found if isinstance(r, Reading)] == ["x"] * 1_000
