"""The worked example of a user's own event type runs as its page says."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent.parent / "examples" / "own-ontology"


def test_the_tables_of_the_example_are_sound(gestae: Any) -> None:
    ran = gestae("lexicon", "check", str(FOLDER))
    assert (ran.code, ran.err) == (0, "")


def test_every_sentence_of_the_example_comes_out_as_marked(gestae: Any) -> None:
    ran = gestae("lexicon", "test", str(FOLDER))
    assert ran.code == 0
    scores = dict(line.split() for line in ran.out.splitlines())
    assert {name: float(scores[name]) for name in ("events", "who", "modes", "clean")} == {
        "events": 1.0,
        "who": 1.0,
        "modes": 1.0,
        "clean": 1.0,
    }


def test_a_text_is_coded_with_the_new_type(gestae: Any, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("India bought missiles from Russia.", encoding="utf-8")
    ran = gestae("--lexicon", str(FOLDER), "code", str(article), "--format", "jsonl")
    (event,) = json.loads(ran.out)["events"]
    assert (event["type"], event["modes"], event["quad"]) == ("ARMS_TRANSFER", ["sale"], "material cooperation")
    assert [event[side][0]["country"] for side in ("actors", "recipients")] == ["RUS", "IND"]


def test_a_type_that_no_table_knows_is_named(gestae: Any, tmp_path: Path) -> None:
    rows = "frame\tsentence\nx/y\t[A:FRA France] {DANCE danced}.\n"
    (tmp_path / "examples.tsv").write_text(rows, encoding="utf-8")
    ran = gestae("lexicon", "check", str(tmp_path))
    assert ran.code == 1
    assert "examples.tsv: row 2: 'DANCE' is no event type; known: ACCUSE" in ran.err
