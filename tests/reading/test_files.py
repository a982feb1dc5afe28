import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from gestae.errors import InputError
from gestae.reading import Defaults, Reading, read_files


def one(path: Path, defaults: Defaults | None = None) -> Reading | InputError:
    found = list(read_files([str(path)], defaults))
    assert len(found) == 1
    return found[0]


def read(path: Path, defaults: Defaults | None = None) -> Reading:
    found = one(path, defaults)
    assert isinstance(found, Reading)
    return found


def problem(path: Path) -> str:
    found = one(path)
    assert isinstance(found, InputError)
    return str(found)


def test_byte_order_mark_and_line_ends_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfOne\r\ntwo\rthree\n")
    document = read(path).document
    assert document.text == "\ufeffOne\r\ntwo\rthree\n"
    assert document.id == path.as_posix()


def test_an_empty_file_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    assert read(path).document.text == ""


def test_other_encodings_are_read_with_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Köln “talks”".encode("cp1252"))
    assert read(path).document.text == "Köln “talks”"
    assert "Windows-1252" in read(path).notices[0].message
    path.write_bytes("Köln".encode("utf-16"))
    assert read(path).document.text == "\ufeffKöln"
    assert "UTF-16" in read(path).notices[0].message


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"GIF89a\x00\x01", "a binary file"),
        (b"Talks began.\x00", "a binary file"),
        (bytes(range(1, 32)) * 10, "a binary file"),
        (b"%PDF-1.7\n", "a PDF file"),
        (b"PK\x03\x04abc", "a ZIP archive"),
    ],
)
def test_binary_files_are_named(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert says in problem(path)
    assert problem(path).startswith(path.as_posix())


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    assert "No such file" in problem(tmp_path / "none.txt")
    assert "a folder" in problem(tmp_path)
    assert "No such file" in problem(tmp_path / "none.jsonl")


def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = ['{"id": "a", "text": "One."}', "{oops", "", "[1]", '{"id": "b"}', '{"id": "c", "text": "Two."}']
    path.write_text("\n".join(lines), encoding="utf-8")
    found = list(read_files([str(path)]))
    names = [r.document.id if isinstance(r, Reading) else str(r).partition(": ")[2] for r in found]
    assert names[0] == "a"
    assert names[1].startswith("line 2: not JSON")
    assert names[2].startswith("line 4: a JSON list")
    assert names[3] == 'line 5: no "text"; found: id'
    assert names[4] == "c"


def test_lines_that_are_no_text_or_nested_too_deeply_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "\xff"}\n{"text": ' + b"[" * 200_000 + b'\n{"text": "fine"}\n')
    found = list(read_files([str(path)]))
    assert "not UTF-8 at byte" in str(found[0])
    assert "line 2" in str(found[1])
    assert isinstance(found[2], Reading)


def test_defaults_fill_only_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [{"text": "One.", "published": "2020-01-02"}, {"text": "Two.", "source": "Own"}]
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    found = list(read_files([str(path)], Defaults(date(2021, 5, 6), "Wire")))
    told = [(r.document.published, r.document.source) for r in found if isinstance(r, Reading)]
    assert told == [(date(2020, 1, 2), "Wire"), (date(2021, 5, 6), "Own")]


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (b"Talks began.\nThey ended.", ["Talks began.\nThey ended."]),
        (b'{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        (b"{not json} is how it starts.", ["{not json} is how it starts."]),
        (b"", [""]),
    ],
)
def test_standard_input_is_text_or_json_lines(
    monkeypatch: pytest.MonkeyPatch, content: bytes, texts: list[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    found = list(read_files(["-"]))
    assert [r.document.text for r in found if isinstance(r, Reading)] == texts
    assert all(isinstance(r, Reading) and r.document.id is None for r in found)
