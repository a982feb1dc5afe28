"""What leaves a store, read back."""

import csv
import json
import os
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import networkx
import polars
import pytest

from gestae.errors import InputError, QueryError
from gestae.store import Store
from gestae.store.exporting.files import TableFormat, read_table
from gestae.store.exporting.hydrate import hydrate
from gestae.store.exporting.packing import unpacked
from gestae.store.exporting.polecat import columns
from gestae.store.exporting.redact import Redaction
from gestae.store.exporting.run import Export, Rows, Target, export
from gestae.store.filters import read_filters
from gestae.store.panel import Shape
from gestae.store.schema import EVENT, PARTICIPANT
from helpers.corpus import small_corpus

SCRIPT = Path(__file__).parents[2] / "examples" / "panel.R"
PAGE = Path(__file__).parents[2] / "docs" / "exporting.md"
HYDRATED = {
    "events": ("trigger", "evidence", "actors", "recipients"),
    "participants": ("text",),
    "quantities": ("text",),
    "statements": ("cue", "content"),
    "conditions": ("if_text", "then_text"),
}
TABLES = sorted("attributions conditions documents events participants quantities spans statements stories".split())


def made(store: Store, folder: Path, target: Target, filters: dict[str, Any] | None = None, **more: Any) -> Path:
    with store.reading() as connection:
        export(connection, read_filters(filters or {}), Export(target, folder, **more))
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def objects(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def test_flat_tables_on_both_databases(any_store: Store, tmp_path: Path) -> None:
    folder = made(any_store, tmp_path / "out", Target.CSV)
    assert sorted(path.stem for path in folder.glob("*.csv")) == TABLES
    events, participants = rows(folder / "events.csv"), rows(folder / "participants.csv")
    assert len(events) == 12
    assert {row["uid"] for row in participants} <= {row["uid"] for row in events}
    assert len(rows(folder / "documents.csv")) == 12
    assert {(row["kind"], row["high"]) for row in rows(folder / "quantities.csv")} >= {("killed", "15.0")}


def test_the_codebook_tells_variables_values_and_engine(small_store: Store, tmp_path: Path) -> None:
    folder = made(small_store, tmp_path / "out", Target.JSONL, {"actor": "NRL"})
    page = (folder / "codebook.md").read_text(encoding="utf-8")
    engine, score, head = "lexicon sha256:lexicon", "| `score` | float | 7 |", "## events\n\n7 rows."
    for words in ("ACCUSE 2", "THREATEN 2", "## How to cite", engine, score, head):
        assert words in page


@pytest.mark.parametrize("target", [Target.PARQUET, Target.JSONL, Target.XLSX])
def test_every_table_format_holds_the_same(small_store: Store, tmp_path: Path, target: Target) -> None:
    path = made(small_store, tmp_path / "out", target) / f"events.{target}"
    frame = {
        Target.PARQUET: lambda: polars.read_parquet(path),
        Target.JSONL: lambda: polars.DataFrame(
            [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
        ),
        Target.XLSX: lambda: polars.read_excel(path),
    }[target]()
    wanted = small_store.events()
    assert frame.columns == wanted.columns
    assert frame["uid"].to_list() == wanted["uid"].to_list()
    if target is not Target.JSONL:
        assert frame["day"].to_list() == wanted["day"].to_list()


def test_dyads_are_pairs_with_weights(small_store: Store, tmp_path: Path) -> None:
    pairs = rows(
        made(small_store, tmp_path / "out", Target.CSV, {"type": "REQUEST,CONSULT"}, rows=Rows.DYAD) / "dyads.csv"
    )
    assert [(p["actor_country"], p["recipient_country"], p["weight"], p["mutual"]) for p in pairs] == [
        ("NRL", "ESM", "0.5", "TRUE"), ("ESM", "NRL", "0.5", "TRUE"),
        ("NRL", "ESM", "0.5", "TRUE"), ("ESM", "NRL", "0.5", "TRUE"),
        ("", "NRL", "0.5", "FALSE"), ("", "SDR", "0.5", "FALSE"),
    ]  # fmt: skip


def test_a_panel_leaves_cells_empty_where_nothing_was_coded(small_store: Store, tmp_path: Path) -> None:
    shape = Shape(units=["NRL", "SDR"])
    folder = made(small_store, tmp_path / "out", Target.CSV, {"since": date(2024, 2, 1)}, rows=Rows.PANEL, panel=shape)
    assert [row["events"] for row in rows(folder / "panel.csv")] == ["", "2", "1", "", "0", "0"]


@pytest.mark.parametrize("target", [Target.GRAPHML, Target.GEXF])
def test_a_network_reads_back(small_store: Store, tmp_path: Path, target: Target) -> None:
    path = made(small_store, tmp_path / "out", target) / f"network.{target}"
    graph = networkx.read_graphml(path) if target is Target.GRAPHML else networkx.read_gexf(path)
    edge = graph.edges["country:NRL", "country:SDR"]
    assert (edge["events"], edge["verbal_conflict"]) == (3, 3)
    assert (edge["first_day"], edge["last_day"]) == ("2024-03-11", "2024-04-05")
    assert graph.nodes["country:NRL"]["country"] == "NRL"


def test_places_as_geojson(small_store: Store, tmp_path: Path) -> None:
    told = json.loads((made(small_store, tmp_path / "out", Target.GEOJSON) / "events.geojson").read_text())
    assert len(told["features"]) == 8
    assert told["features"][0]["geometry"] == {"type": "Point", "coordinates": [44.1, 12.5]}


def test_polecat_holds_offices_districts_and_the_words_of_places(small_store: Store, tmp_path: Path) -> None:
    office = {"office": "foreign-minister"}
    with small_store.writing() as connection:
        connection.execute(PARTICIPANT.update().values(office))
        connection.execute(EVENT.update().values(admin2="Vale District", place_text="the port"))
    path = made(small_store, tmp_path / "out", Target.POLECAT, {"type": "ASSAULT", "actor": "NRL"}) / "events.tsv"
    head, first = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    told = dict(zip(head, first, strict=True))
    names = ("Actor Title", "Recipient Title", "District", "Raw Placename")
    assert [told[name] for name in names] == ["foreign-minister"] * 2 + ["Vale District", "the port"]
    hidden = made(small_store, tmp_path / "hidden", Target.CSV, redaction=Redaction.PERSONS)
    offices = {row["actor_entities"]: row["actor_offices"] for row in rows(hidden / "events.csv")}
    assert offices["org:norland-army"] == "foreign-minister"
    assert offices[""] == ""


def test_polecat_columns(small_store: Store, tmp_path: Path) -> None:
    path = made(small_store, tmp_path / "out", Target.POLECAT, {"type": "ASSAULT", "actor": "NRL"}) / "events.tsv"
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    assert lines[0] == columns()
    told = dict(zip(*lines, strict=True))
    wanted = {
        "Event Type": "ASSAULT",
        "Event Mode": "heavy-weapons",
        "Quad Code": "MATERIAL CONFLICT",
        "Actor Country": "NRL",
        "Primary Actor Sector": "MIL",
        "Recipient Name": "Free Hills Front",
        "City": "Port Vale",
    }
    assert {name: told[name] for name in wanted} == wanted
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in columns() if f"`{name}`" not in page] == []


def everything(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name != "documents.csv")


def test_without_texts_no_sentence_leaves(small_store: Store, tmp_path: Path) -> None:
    told = everything(made(small_store, tmp_path / "out", Target.CSV, redaction=Redaction.TEXT))
    assert "said gunmen attacked" not in told
    assert "gunmen" in told


def test_without_spans_no_words_leave_and_hydrate_puts_them_back(small_store: Store, tmp_path: Path) -> None:
    folder = made(small_store, tmp_path / "out", Target.CSV, redaction=Redaction.SPANS)
    told = everything(folder)
    for words in ("gunmen", "reportedly", "convoy", "threatened to", "accuses"):
        assert words not in told
    texts = [document.text for document, _ in small_corpus() if document.id != "march"]
    found = hydrate(folder, texts, tmp_path / "back")
    whole = {row["uid"]: row for row in rows(made(small_store, tmp_path / "whole", Target.CSV) / "events.csv")}
    for row in rows(tmp_path / "back" / "events.csv"):
        if row["document"] != "march":
            assert (row["trigger"], row["evidence"]) == (whole[row["uid"]]["trigger"], whole[row["uid"]]["evidence"])
    assert found.events == 10
    assert len(found.missing) == 1


@pytest.mark.parametrize("form", TableFormat)
@pytest.mark.parametrize("redaction", [Redaction.SPANS, Redaction.TEXT, Redaction.PERSONS])
def test_hydrate_restores_all_tables_of_each_format(
    small_store: Store, tmp_path: Path, form: TableFormat, redaction: Redaction
) -> None:
    place = made(small_store, tmp_path / "out.zip", Target(form.value), redaction=redaction)
    made(small_store, tmp_path / "whole", Target(form.value))
    texts = [document.text for document, _ in small_corpus()]
    with unpacked(place) as folder:
        assert hydrate(folder, texts, tmp_path / "back").missing == ()
    for name, words in HYDRATED.items():
        table, wanted = (read_table(tmp_path / of / f"{name}.{form}", form).rows for of in ("back", "whole"))
        assert any(row[word] for row in wanted for word in words) or name == "conditions"
        for row, other in zip(table, wanted, strict=True):
            in_title = other.get("text_field") == "title" or other.get("trigger_field") == "title"
            assert in_title or {word: row[word] for word in words} == {word: other[word] for word in words}


def test_hydrate_says_what_it_takes(small_store: Store, tmp_path: Path) -> None:
    dyads = made(small_store, tmp_path / "out", Target.CSV, rows=Rows.DYAD)
    with pytest.raises(InputError, match="--shape event --to one of parquet, csv"):
        hydrate(dyads, [], tmp_path / "back")
    (tmp_path / "no.zip").write_text("no")
    for name in ("no.zip", "nothing"):
        with pytest.raises(InputError, match="of an export"), unpacked(tmp_path / name):
            pass


@pytest.mark.parametrize("target", Target)
def test_an_export_in_one_file(small_store: Store, tmp_path: Path, target: Target) -> None:
    place = made(small_store, tmp_path / "new" / "out.zip", target)
    folder = made(small_store, tmp_path / "out", target)
    with zipfile.ZipFile(place) as archive:
        assert sorted(archive.namelist()) == sorted(path.name for path in folder.iterdir())
    assert [path.name for path in place.parent.iterdir()] == ["out.zip"]
    with pytest.raises(QueryError, match="is there already"):
        made(small_store, place, target)


def test_without_persons_nobody_is_named(small_store: Store, tmp_path: Path) -> None:
    told = everything(made(small_store, tmp_path / "out", Target.CSV, redaction=Redaction.PERSONS))
    assert "Berg" not in told
    assert "berg" not in told
    assert "org:norland-army" in told


def test_restricted_rows_stay_unless_asked_for(small_store: Store, tmp_path: Path) -> None:
    with small_store.writing() as connection:
        connection.exec_driver_sql("UPDATE document SET restricted = 1 WHERE external_id = 'attack'")
    kept = rows(made(small_store, tmp_path / "out", Target.CSV, {"restricted": "no"}) / "events.csv")
    assert "attack" not in {row["document"] for row in kept}
    assert len(kept) == 11


def test_cells_are_no_formulas(small_store: Store, tmp_path: Path) -> None:
    with small_store.writing() as connection:
        connection.exec_driver_sql("UPDATE document SET title = '=1+1'")
    assert rows(made(small_store, tmp_path / "out", Target.CSV) / "events.csv")[0]["title"] == "'=1+1"


def test_a_folder_that_holds_something_is_left_alone(small_store: Store, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(QueryError, match="holds something already"):
        made(small_store, tmp_path, Target.CSV)


@pytest.fixture
def rscript() -> str:
    found = shutil.which("Rscript")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("Rscript is not installed; on Debian: apt-get install r-base-core")
        pytest.skip("Rscript is not installed")
    return found


def test_base_r_reads_an_export(small_store: Store, tmp_path: Path, rscript: str) -> None:
    folder = made(small_store, tmp_path / "out", Target.CSV)
    ran = subprocess.run([rscript, "--vanilla", SCRIPT, folder], capture_output=True, text=True, check=True)
    lines = [line.split() for line in ran.stdout.splitlines()]
    assert lines[:3] == [["events", "12", "first", "9"], ["days", "2024-03-10", "2024-04-05"], ["nested", "0"]]
    assert lines[3] == ["participants", str(len(rows(folder / "participants.csv")))]
    assert "NRL 2024-04 2" in {" ".join(line[1:]) for line in lines}
