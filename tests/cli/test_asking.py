"""The commands that ask a store, on a small one."""

import csv
import io
import json
from pathlib import Path

import pytest
from sqlalchemy import select

from cli.conftest import Gestae
from gestae.store import Store
from gestae.store.schema import DOCUMENT, REPORT, STORY
from helpers.corpus import ENGINE, small_corpus


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "gestae.db"
    monkeypatch.setenv("GESTAE_STORE", str(place))
    with Store.open(place) as store:
        store.write(store.begin_run("ingest small", ENGINE), small_corpus())


@pytest.mark.usefixtures("stored")
def test_events_with_filters_limit_and_cursor(gestae: Gestae) -> None:
    ran = gestae("events", "--actor", "NRL", "--recipient", "SDR", "--limit", "2")
    assert [row["trigger"] for row in ran.rows] == ["threatened", "shell"]
    cursor = ran.err.split()[-1]
    ran = gestae("events", "--actor", "NRL", "--recipient", "SDR", "--after", cursor, "--context", "military")
    assert sorted(row["document"] for row in ran.rows) == ["wire-1", "wire-2"]
    assert ran.err == ""


@pytest.mark.usefixtures("stored")
def test_a_table_on_a_terminal(gestae: Gestae) -> None:
    ran = gestae("events", "--type", "COERCE", "--format", "table")
    assert "police" in ran.out
    assert "COERCE" in gestae("show", "march:e2", "--format", "table").out


@pytest.mark.usefixtures("stored")
def test_counts_and_panels(gestae: Gestae) -> None:
    ran = gestae("counts", "--by", "actor,month", "--actor", "NRL", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [(row["month"], row["events"]) for row in rows] == [("2024-03", "3"), ("2024-04", "2")]
    ran = gestae("panel", "--unit", "country", "--by", "week", "--units", "nrl", "--since", "2024-03-01")
    assert [row["events"] for row in ran.rows][:3] == [None, None, 2]


@pytest.mark.usefixtures("stored")
def test_nothing_found_says_why(gestae: Gestae) -> None:
    ran = gestae("events", "--actor", "NRX")
    assert (ran.code, ran.out) == (0, "")
    assert "did you mean NRL?" in ran.err
    assert "only actual, main events" in gestae("counts", "--type", "AID").err


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["events", "--status", "real"], "wanted one of actual"),
        (["events", "--format", "xml"], "is not one of 'table', 'jsonl', 'csv'"),
        (["counts", "--by", "colour"], "wanted one of actor"),
        (["show", "nothing"], "no event is called"),
        (["sql", "DROP TABLE event"], "a query begins with"),
    ],
)
def test_wrong_questions(gestae: Gestae, words: list[str], told: str) -> None:
    ran = gestae(*words)
    assert ran.code == 2
    assert told in ran.err


@pytest.mark.usefixtures("stored")
def test_one_event_and_a_query(gestae: Gestae) -> None:
    shown = json.loads(gestae("show", "wire-1:e3").out)
    assert (shown["event"]["type"], shown["quantities"][0]["high"]) == ("ASSAULT", 15)
    ran = gestae(
        "sql", "SELECT external_id, '=1+1' AS cell FROM document_report ORDER BY 1", "--limit", "1", "--format", "csv"
    )
    assert ran.out == "external_id,cell\nappeal,'=1+1\n"
    assert "there are more" in ran.err


@pytest.mark.usefixtures("stored")
def test_an_export_and_its_words_put_back(gestae: Gestae, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    ran = gestae("export", "--to", "csv", "--out", str(folder), "--redact", "spans", "--type", "COERCE")
    assert (ran.code, ran.out) == (0, "")
    assert "events.csv: 1 row" in ran.err
    text = next(d.text for d, _ in small_corpus() if d.id == "march")
    (tmp_path / "march.txt").write_text(text, encoding="utf-8")
    ran = gestae("hydrate", str(folder), str(tmp_path / "march.txt"), "--out", str(tmp_path / "back"))
    assert (ran.code, "1 event with their words" in ran.err) == (0, True)
    assert "The police arrested 30 students." in (tmp_path / "back" / "events.csv").read_text(encoding="utf-8")
    (tmp_path / "other.txt").write_text("Other words.", encoding="utf-8")
    ran = gestae("hydrate", str(folder), str(tmp_path / "other.txt"), "--out", str(tmp_path / "again"))
    assert (ran.code, "no text with the sha256" in ran.err) == (1, True)
    assert gestae("export", "--to", "xml", "--out", str(tmp_path / "x")).code == 2


@pytest.mark.usefixtures("stored")
def test_a_story_tells_who_was_first_and_who_asserts_attributes_or_denies(gestae: Gestae, tmp_path: Path) -> None:
    with Store.open(tmp_path / "gestae.db") as store, store.writing() as connection:
        connection.execute(STORY.insert().values(id=7, type_family="x", reports=2, documents=2, sources=2))
        told = select(DOCUMENT.c.id).where(DOCUMENT.c.external_id.in_(["wire-1", "wire-2"]))
        connection.execute(REPORT.update().where(REPORT.c.document_id.in_(told)).values(story_id=7))
    ran = gestae("stories", "7")
    outlets = list(dict.fromkeys(row["source"] for row in ran.rows))
    assert f"first told by {outlets[0]}, {ran.rows[0]['published']}" in ran.err
    stances = {row["stance"] for row in ran.rows}
    assert "attributes" in stances
    for stance in stances:
        (line,) = (line for line in ran.err.splitlines() if line.startswith(f"{stance}: "))
        assert all(row["source"] in line for row in ran.rows if row["stance"] == stance)
    assert "(said by " in ran.err


@pytest.mark.usefixtures("stored")
def test_no_story_is_explained_as_no_event_is(gestae: Gestae) -> None:
    assert "no event has the type 'NOPE'" in gestae("stories", "--type", "NOPE").err


@pytest.mark.usefixtures("stored")
def test_a_unit_that_nobody_bears_is_named(gestae: Gestae) -> None:
    ran = gestae("panel", "--units", "NRL,NRX,NRLL")
    assert "--units: no party has the country 'NRX'; did you mean NRL?" in ran.err
    assert "nobody in the store is called 'NRLL'" in ran.err
    assert gestae("panel", "--units", "NRL,ESM").err == ""
