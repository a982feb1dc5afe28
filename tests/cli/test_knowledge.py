from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples" / "own-knowledge"


def test_a_name_is_searched_in_the_knowledge(gestae: Any) -> None:
    ran = gestae("knowledge", "search", "NATO")
    assert (ran.code, ran.err) == (0, "")
    assert ran.rows[0]["entity"] == "org:nato"
    assert ran.rows[0]["matched"]
    assert ran.rows[0]["source"]


def test_the_day_decides_the_office(gestae: Any) -> None:
    offices = [
        gestae("knowledge", "search", "Angela Merkel", "--date", d).rows[0]["office"]
        for d in ("2015-01-01", "2023-01-01")
    ]
    assert offices[1] is None
    assert offices[0]


def test_nobody_found_says_who_could_be_meant(gestae: Any) -> None:
    ran = gestae("knowledge", "search", "Nobody Whatsoever")
    assert (ran.code, ran.out) == (1, "")
    assert "nobody is known as 'Nobody Whatsoever'" in ran.err
    assert "Did you mean Angela Merkel?" in gestae("knowledge", "search", "Angela Merkl").err


def test_a_table_can_be_asked_for(gestae: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    ran = gestae("knowledge", "search", "NATO", "--format", "table")
    assert ran.code == 0
    assert ran.out.split()[:4] == ["name", "entity", "country", "sectors"]
    assert "org:nato" in ran.out


def test_own_actors_are_imported_and_found(gestae: Any, tmp_path: Path) -> None:
    own = str(tmp_path / "own")
    ran = gestae("knowledge", "import", str(EXAMPLES / "river.actors.txt"), "--into", own, "--as-of", "2024-06-01")
    assert (ran.code, ran.err) == (0, "")
    assert "entities: 3 rows" in ran.out
    for file in ("people.csv", "river.agents.txt"):
        assert gestae("knowledge", "import", str(EXAMPLES / file), "--into", own).code == 0
    assert gestae("knowledge", "check", own).code == 0
    found = gestae("--knowledge", own, "knowledge", "search", "Okonjo", "--date", "2022-01-01").rows
    assert [(f["entity"], f["sector"], f["source"]) for f in found] == [
        ("person:daria-okonjo", "GOV", "river.actors.txt")
    ]
    found = gestae("--knowledge", own, "knowledge", "search", "Malongo", "--date", "2024-01-01").rows
    assert found[0]["office"] == "leader of the Sennar Accord"


def test_what_a_dump_lacks_is_told_and_the_exit_code_says_so(gestae: Any, tmp_path: Path) -> None:
    own = str(tmp_path / "own")
    ran = gestae("knowledge", "import", str(EXAMPLES / "dump.json"), "--into", own)
    assert ran.code == 1
    assert "dump.json: row 11: Q900000023 has no English label" in ran.err
    assert "1 problem: what they name was left out" in ran.err
    found = gestae("--knowledge", own, "knowledge", "search", "Amara Deng-Lual", "--date", "2019-01-01").rows
    assert (found[0]["office"], found[0]["wikidata"]) == ("Minister of Irrigation", "Q900000020")


@pytest.mark.parametrize(("file", "says"), [("none.txt", "No such file"), ("odd.csv", "wanted the columns of one of")])
def test_a_file_that_cannot_be_imported_is_named(gestae: Any, tmp_path: Path, file: str, says: str) -> None:
    (tmp_path / "odd.csv").write_text("colour\nred\n", encoding="utf-8")
    ran = gestae("knowledge", "import", str(tmp_path / file), "--into", str(tmp_path / "own"))
    assert ran.code == 1
    assert file in ran.err
    assert says in ran.err


def test_a_file_with_nothing_in_it_is_told(gestae: Any, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("# nothing\n", encoding="utf-8")
    ran = gestae("knowledge", "import", str(tmp_path / "x.txt"), "--into", str(tmp_path / "own"))
    assert ran.code == 1
    assert "nothing in" in ran.err


def test_a_folder_of_knowledge_that_is_none_is_named(gestae: Any, tmp_path: Path) -> None:
    none = str(tmp_path / "none")
    for words in (("search", "NATO"), ("import", str(EXAMPLES / "people.csv"), "--into", str(tmp_path / "own"))):
        ran = gestae("--knowledge", none, "knowledge", *words)
        assert ran.code == 2
        assert f"knowledge is {none!r}; wanted a folder of tables" in ran.err
