import json
from pathlib import Path
from typing import Any


def write(path: Path, *rows: object) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_actor_rows_are_answered_in_order(gestae: Any, tmp_path: Path) -> None:
    rows = write(
        tmp_path / "a.jsonl", {"id": "a", "text": "police", "date": "2024-06-25"}, {"id": "b"}, {"id": "c", "text": "x"}
    )
    ran = gestae("actor", "--jsonl", rows)
    assert ran.code == 1
    assert [r["id"] for r in ran.rows] == ["a", "c"]
    assert ran.rows[0]["name"] == "police 2024-06-25 None"
    assert "line 2" in ran.err


def test_an_actor_phrase_is_answered(gestae: Any) -> None:
    ran = gestae("actor", "riot police", "--date", "2024-06-25")
    assert ran.code == 0
    assert ran.rows[0] == {
        "country": "KEN",
        "sector": "COP",
        "sectors": ["COP"],
        "entity": None,
        "name": "riot police 2024-06-25 None",
        "office": None,
        "wikidata": None,
    }


def test_place_rows_and_names(gestae: Any, tmp_path: Path) -> None:
    rows = write(tmp_path / "p.jsonl", {"id": "p", "text": "In Paris.", "start": 3, "end": 8})
    assert gestae("place", "--jsonl", rows).rows[0]["name"] == "Paris"
    assert gestae("place", "Paris").rows[0]["name"] == "Paris"
    assert gestae("place", "Paris", "--text", "She flew to Paris.").rows[0]["name"] == "Paris"
    missing = gestae("place", "Paris", "--text", "She flew to Rome.")
    assert missing.code == 1
    assert "'Paris': does not stand in" in missing.err


def test_relation_rows_and_sentences(gestae: Any, tmp_path: Path) -> None:
    row = {"id": "r", "text": "France left.", "source": {"start": 0, "end": 6}, "target": None}
    ran = gestae("relate", "--jsonl", write(tmp_path / "r.jsonl", row))
    assert ran.rows == [{"id": "r", "type": None, "modes": [], "confidence": 0.0, "why": "(0, 6) None"}]
    ran = gestae("relate", "France thanked Germany.", "--source", "France", "--target", "Germany")
    assert ran.rows[0]["why"] == "(0, 6) (15, 22)"


def test_without_words_or_rows_the_usage_is_told(gestae: Any) -> None:
    for command in ("actor", "place", "relate"):
        ran = gestae(command)
        assert ran.code == 2
    assert 'name the party that acts: --source "France"' in gestae("relate", "France left.").err


def test_a_missing_file_of_rows_is_named(gestae: Any, tmp_path: Path) -> None:
    ran = gestae("actor", "--jsonl", str(tmp_path / "none.jsonl"))
    assert (ran.code, ran.out) == (1, "")
    assert "No such file" in ran.err
