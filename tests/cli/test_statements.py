from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from gestae.cli.statements import page
from gestae.model import Record, Span
from gestae.records.statements import statement_rows


def span(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


@pytest.fixture
def told(record: Record, text: str) -> Record:
    """The sample record with the army's words about the rebels, and an attack that nobody is named for."""
    army = {**span(text, "The army"), "sector": "MIL", "sectors": ["MIL"]}
    rebels = {"sector": "REB", "sectors": ["REB"], "mentions": [span(text, "rebels")]}
    group = {"sector": "REB", "sectors": ["REB"], "mentions": [span(text, "the group")]}
    said = {"id": "s1", "speaker": army, "cue": span(text, "said"), "content": [span(text, "rebels shelled Larnaca")]}
    inner = {"id": "s2", "content": [span(text, "shelled")], "kind": "direct", "within": "s1"}
    fields = record.model_dump(by_alias=True, mode="json")
    soldiers = {"sector": "MIL", "sectors": ["MIL"], "mentions": [span(text, "The army")]}
    statements = [{**said, "kind": "indirect", "stance": "report"}, inner]
    fields |= {"statements": statements, "actors": [soldiers, rebels, group]}
    return Record.model_validate(fields)


def test_a_row_has_its_sentence_whom_it_is_about_and_the_events_told(told: Record) -> None:
    first, second = statement_rows(told)
    assert (first.sentence, [a.text for a in first.about], [e.id for e in first.events]) == (1, ["rebels"], ["e3"])
    assert (second.within, second.about, [e.type for e in second.events]) == ("s1", (), ["ASSAULT"])


def test_the_speaker_is_not_among_those_spoken_about(told: Record, text: str) -> None:
    statement = told.statements[0]
    itself = statement.model_copy(update={"content": (Span(**span(text, "The army")), *statement.content)})
    row = next(statement_rows(told.model_copy(update={"statements": (itself,)})))
    assert [a.text for a in row.about] == ["rebels"]


def test_the_page_tells_who_says_what_about_whom(told: Record) -> None:
    console = Console(width=160, record=True, color_system=None, file=StringIO())
    for part in page(told):
        console.print(part)
    lines = [" ".join(line.split()) for line in console.export_text().splitlines()]
    assert "The army (MIL) said (says) rebels shelled Larnaca rebels (REB); ASSAULT e3" in lines
    assert "somebody “shelled” ASSAULT e3" in lines
    assert lines[-1] == "2 statements"


def test_a_document_without_statements_says_so(gestae: Any, tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert gestae("statements", str(path), "--format", "table").out.splitlines()[-1] == "0 statements"
    assert gestae("statements", str(path)).out == ""


def test_unreadable_inputs_are_named(gestae: Any, tmp_path: Path) -> None:
    ran = gestae("statements", str(tmp_path / "none.txt"))
    assert (ran.code, ran.out) == (1, "")
    assert "none.txt: No such file" in ran.err
