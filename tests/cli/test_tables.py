from pathlib import Path
from typing import Any


def test_the_shipped_tables_are_sound(gestae: Any) -> None:
    for kind in ("lexicon", "knowledge"):
        ran = gestae(kind, "check")
        assert (ran.code, ran.err) == (0, "")
        assert "no errors" in ran.out
        assert "sha256:" in ran.out


def test_a_bad_row_of_an_own_folder_is_named(gestae: Any, tmp_path: Path) -> None:
    (tmp_path / "types.tsv").write_text("type\tquad\tscore\tcameo\tdescription\nDANCE\t\t\t\t\n", encoding="utf-8")
    (tmp_path / "examples.tsv").write_text("frame\tsentence\nx\t[A:FRA France {AID helped}.\n", encoding="utf-8")
    ran = gestae("lexicon", "check", str(tmp_path))
    assert ran.code == 1
    assert "types.tsv: row 2: quad is ''; allowed: material conflict" in ran.err
    assert "examples.tsv: row 2" in ran.err
    assert "rows cannot be used" in ran.err


def test_a_folder_without_tables_is_a_wrong_usage(gestae: Any, tmp_path: Path) -> None:
    assert gestae("lexicon", "check", str(tmp_path / "none")).code == 2
    ran = gestae("knowledge", "check", str(tmp_path))
    assert ran.code == 2
    assert "holds no .tsv tables" in ran.err


def test_a_type_that_no_table_knows_is_named(gestae: Any, tmp_path: Path) -> None:
    rows = "frame\tsentence\nx/y\t[A:FRA France] {DANCE danced}.\n"
    (tmp_path / "examples.tsv").write_text(rows, encoding="utf-8")
    ran = gestae("lexicon", "check", str(tmp_path))
    assert ran.code == 1
    assert "examples.tsv: row 2: 'DANCE' is no event type; known: ACCUSE" in ran.err
