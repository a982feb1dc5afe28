import sys
from pathlib import Path
from typing import Any

import pytest

from gestae.model import Record


def test_a_map_of_records(gestae: Any, record: Record, tmp_path: Path) -> None:
    placed = record.model_dump(by_alias=True, mode="json")
    for event in placed["events"]:
        if event["place"]:
            event["place"] |= {"latitude": 34.9, "longitude": 33.6, "level": "city"}
    rows = tmp_path / "records.jsonl"
    rows.write_text(Record.model_validate(placed).model_dump_json(by_alias=True) + "\n{}\n", encoding="utf-8")
    ran = gestae("map", str(rows), "-o", str(tmp_path / "map.svg"), "--title", "Cyprus in March")
    assert ran.code == 1
    assert "records.jsonl: line 2: no record: document: Field required" in ran.err
    assert "1 event at a known place, from 1 document" in ran.err
    picture = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "Cyprus in March" in picture
    assert "Larnaca" in picture
    assert "Not shown: 1 event without a place" in picture


def test_texts_are_coded_first(gestae: Any, text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    ran = gestae("map", str(tmp_path / "a.txt"), "-o", str(tmp_path / "map.svg"), "--status", "negated")
    assert ran.code == 0
    assert "Not shown: 1 event without a place" in ran.err


def test_wrong_formats_and_missing_packages_are_told(
    gestae: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = gestae("map", "a.jsonl", "-o", str(tmp_path / "map.pdf"))
    assert ran.code == 1
    assert "a chart is written as .html, .png, .svg" in ran.err
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    ran = gestae("map", "a.jsonl", "-o", str(tmp_path / "map.png"))
    assert ran.code == 3
    assert 'pip install "gestae[plot]"' in ran.err
