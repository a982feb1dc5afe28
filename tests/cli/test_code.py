import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def article(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_pipe_gets_json_lines(gestae: Any, article: Path, text: str) -> None:
    ran = gestae("code", str(article), "--published", "2024-03-16", "--source", "Wire")
    assert ran.code == 0
    assert len(ran.rows) == 1
    head = ran.rows[0]["document"]
    assert (head["text"], head["published"], head["source"]) == (text, "2024-03-16", "Wire")
    assert ran.rows[0]["events"][2]["date"]["from"] == "2024-03-13"


def test_no_text_leaves_only_the_text_out(gestae: Any, article: Path, text: str) -> None:
    whole = gestae("code", str(article)).rows[0]
    bare = gestae("code", str(article), "--no-text").rows[0]
    assert whole["document"].pop("text") == text
    assert bare == whole


def test_csv_has_a_row_for_each_main_event(gestae: Any, article: Path) -> None:
    ran = gestae("code", str(article), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [r["type"] for r in rows] == ["THREATEN", "ASSAULT", "REJECT"]
    assert rows[1]["evidence"] == "The army said rebels shelled Larnaca; the group denied it."
    assert rows[1]["attributed_to"] == "The army"
    assert rows[0]["actor_countries"] == "GRC"
    assert rows[0]["score"] == "-3.5"


def test_csv_without_text_has_no_evidence(gestae: Any, article: Path) -> None:
    ran = gestae("code", str(article), "--format", "csv", "--no-text")
    assert "evidence" not in ran.out.splitlines()[0].split(",")


def test_csv_cells_are_no_formulas(gestae: Any, tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "=1+1", "text": text, "title": "@SUM(A1)"}), encoding="utf-8")
    row = next(csv.DictReader(io.StringIO(gestae("code", str(path), "--format", "csv").out)))
    assert (row["document"], row["title"]) == ("'=1+1", "'@SUM(A1)")


def test_notices_are_told_and_are_no_failure(gestae: Any, tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    ran = gestae("code", str(path))
    assert ran.code == 0
    assert ran.rows[0]["document"]["notices"][0]["code"] == "empty"
    assert "The text is empty." in ran.err


def test_unreadable_inputs_are_named_and_the_rest_goes_on(gestae: Any, article: Path, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"id": "x", "text": ""}\nnonsense\n', encoding="utf-8")
    ran = gestae("code", str(tmp_path / "none.txt"), str(rows), str(article))
    assert ran.code == 1
    assert [r["document"]["id"] for r in ran.rows] == ["x", article.as_posix()]
    assert "none.txt: No such file" in ran.err
    assert "rows.jsonl: line 2: not JSON" in ran.err
    assert "2 inputs could not be read" in ran.err


def test_only_unreadable_inputs_print_nothing(gestae: Any, tmp_path: Path) -> None:
    ran = gestae("code", str(tmp_path / "none.txt"))
    assert (ran.code, ran.out) == (1, "")


@pytest.mark.parametrize(
    "words",
    [
        ["code"],
        ["code", "a.txt", "--format", "xml"],
        ["code", "a.txt", "--published", "soon"],
        ["code", "a.txt", "--min-confidence", "7"],
        ["unknown"],
    ],
)
def test_wrong_usage_ends_with_2(gestae: Any, words: list[str]) -> None:
    ran = gestae(*words)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err


def test_a_broken_setting_ends_with_2(gestae: Any, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GESTAE_BATCH_SIZE", "none")
    ran = gestae("code", str(article))
    assert ran.code == 2
    assert "GESTAE_BATCH_SIZE" in ran.err


def test_a_progress_bar_leaves_standard_output_alone(
    gestae: Any, tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), "text": text}) + "\n" for n in range(3)), encoding="utf-8")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    ran = gestae("code", str(path))
    assert [row["document"]["id"] for row in ran.rows] == ["0", "1", "2"]
    assert "coding" in ran.err


def test_corpora_are_coded_with_the_columns_asked_for(gestae: Any, tmp_path: Path, text: str) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f'words,day\n"{text}",13 March 2024\n', encoding="utf-8")
    (tmp_path / "pic.png").write_bytes(b"x")
    ran = gestae("code", str(tmp_path), "--column", "text=words", "--column", "published=day")
    assert ran.code == 1
    assert [(r["document"]["id"], r["document"]["published"]) for r in ran.rows] == [
        (f"{table.as_posix()}:2", "2024-03-13")
    ]
    assert "pic.png: a picture, no document; leave it out" in ran.err


def test_a_wrong_column_is_wrong_usage(gestae: Any, article: Path) -> None:
    assert gestae("code", str(article), "--column", "words=text").code == 2
