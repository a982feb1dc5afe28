"""``gestae ingest`` and the lists of what a store holds."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gestae.store import Store
from gestae.store.ingest import Ingest
from helpers.coder import StubCoder, context
from helpers.corpus import ENGINE

Run = Callable[..., Any]
ATTACK = {"id": "a", "text": "Norland attacked Sudria."}


@pytest.fixture
def place(small_store: Store) -> str:
    return str(small_store.engine.url.database)


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> StubCoder:
    """The coder of all stores."""
    coder = StubCoder()
    monkeypatch.setattr(
        Store, "_job", lambda store, command, settings, listener, say: Ingest(store, coder, context, command, listener)
    )
    return coder


def write(path: Path, *rows: dict[str, Any] | str) -> str:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows), encoding="utf-8")
    return str(path)


def test_ingest_says_what_it_did(gestae: Run, stub: StubCoder, tmp_path: Path) -> None:
    corpus = write(
        tmp_path / "c.jsonl", {"id": "a", "text": "Norland attacked Sudria."}, {"id": "b", "text": "Calm."}, "{"
    )
    store = str(tmp_path / "new.db")
    first = gestae("ingest", corpus, "--store", store)
    assert (first.code, first.out) == (1, "")
    assert "c.jsonl: line 3: not JSON" in first.err
    assert "2 new documents, 0 stored before, 1 skipped, 1 event in " in first.err
    again = gestae("ingest", corpus, "--store", store)
    assert "0 new documents, 2 stored before, 1 skipped, 0 events in " in again.err
    assert stub.asked == ["a", "b"]


def test_recode_says_what_it_renewed(gestae: Run, stub: StubCoder, tmp_path: Path) -> None:
    corpus, store = (
        write(tmp_path / "c.jsonl", {"id": "a", "text": "Norland attacked Sudria."}),
        str(tmp_path / "new.db"),
    )
    gestae("ingest", corpus, "--store", store)
    assert gestae("recode", "--store", store).err == "nothing is stale\n"
    stub.engine = ENGINE.model_copy(update={"lexicon": "sha256:later"})
    stub.types = {"attacked": "THREATEN"}
    assert "1 document renewed, 1 event in " in gestae("recode", "--store", store).err
    first, second = gestae("runs", "--store", store).rows
    assert (first["documents"], second["command"], second["stale"]) == (1, "recode", 0)
    diff = gestae("diff", first["run_id"], second["run_id"], "--store", store)
    assert [(r["kind"], r["causes"], r["fields"]["type"]) for r in diff.rows] == [
        ("changed", ["lexicon"], ["ASSAULT", "THREATEN"])
    ]
    assert diff.err == "lexicon: 1 event changed\n"
    table = gestae("diff", first["run_id"], second["run_id"], "--store", store, "--format", "table")
    same = gestae("diff", first["run_id"], first["run_id"], "--store", store)
    assert (same.rows, same.err.splitlines()[-1]) == ([], "the same events in both")
    assert "attacked" in table.out


def test_skipped_names_the_reason(gestae: Run, place: str) -> None:
    found = [(r["name"], r["status"], r["problem"][:19]) for r in gestae("skipped", "--store", place).rows]
    assert found == [("french", "foreign", "The text seems to b"), ("blank", "empty", "The text holds no w")]


def test_search(gestae: Run, place: str) -> None:
    ran = gestae("search", "spring", "flowers", "--store", place)
    assert [(r["external_id"], r["published"]) for r in ran.rows] == [("garden", "2024-04-06")]
    assert ran.err == "1 document\n"
    newest = gestae("search", "Norland", "--newest", "--limit", "1", "--store", place)
    assert [r["external_id"] for r in newest.rows] == ["threat"]
    assert "garden" in gestae("search", "spring", "--store", place, "--format", "table").out


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("runs", "--store", "none.db"), "none.db: no store is there"),
        (("diff", "x", "y"), "x: no run has that name; runs: 2"),
        (("search", "..."), "no word to search for"),
    ],
)
def test_what_cannot_be_answered_says_why(gestae: Run, place: str, words: tuple[str, ...], problem: str) -> None:
    ran = gestae(*words, *(() if "--store" in words else ("--store", place)))
    assert (ran.code, problem in ran.err) == (1, True)
