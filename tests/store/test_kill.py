"""A real run, killed at random moments and started again, leaves the store that an undisturbed one leaves.

Three times here; ``make soak`` sets ``GESTAE_SOAK`` to fifty.
"""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from gestae.errors import StoreError
from gestae.store import Mode, Store
from gestae.store.schema import DOCUMENT
from helpers.dump import dump

TRIALS = int(os.environ.get("GESTAE_SOAK", "3"))
DOCUMENTS = 120
AT_START = 0.2  # of the kills fall before the first document is stored
ENVIRONMENT = os.environ | {"GESTAE_BATCH_SIZE": "4"}
WHO = ("Greece", "The rebels", "Kenyan riot police", "France", "The prime minister", "Turkey's army")
DID = ("accused", "shelled", "threatened to attack", "met", "praised", "will send aid to", "refused to talk to")
WHOM = ("Syria", "the opposition", "striking teachers", "Cyprus", "its neighbours", "Mali")
WHEN = ("on Tuesday", "last week", "after talks in Geneva", "in May 2012", "near the border", "if the talks fail")


def write_corpus(path: Path) -> Path:
    """Short texts: each fifth one is a wire copy of the one before; one is French, one empty, one line is broken."""
    chance = random.Random(5)
    rows: list[dict[str, Any]] = []
    for number in range(DOCUMENTS):
        told = " ".join(
            f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHOM)} {chance.choice(WHEN)}." for _ in range(3)
        )
        text = rows[-1]["text"] if number % 5 == 4 else told
        source = "Daily Post" if number % 2 else "Morning Sun"
        rows.append({"id": f"d{number}", "text": text, "source": source, "published": f"2024-03-{1 + number // 30:02}"})
    rows[7]["text"], rows[11]["text"] = "Le président a parlé hier soir avec les ministres de la région.", "---"
    lines = [json.dumps(row) for row in rows]
    lines.insert(40, "{broken")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def start(corpus: Path, place: str, workers: int) -> "subprocess.Popen[bytes]":
    words = ("--chooser", "lexicon", "ingest", str(corpus), "--store", place, "--workers", str(workers))
    return subprocess.Popen(
        [sys.executable, "-m", "gestae", *words], env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def stored(place: str) -> int:
    """How many documents are there; 0 before there are tables."""
    try:
        with Store.open(place, Mode.READ) as store, store.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(DOCUMENT)).scalar_one())
    except (StoreError, DBAPIError):
        return 0


def kill_somewhere(process: "subprocess.Popen[bytes]", place: str, chance: random.Random) -> None:
    """Kill it at a moment that is drawn: while it starts, or when so many documents are stored and a little later."""
    if chance.random() < AT_START:
        time.sleep(chance.uniform(0.1, 3.0))
    else:
        wanted = stored(place) + chance.randrange(1, DOCUMENTS // 2)
        while process.poll() is None and stored(place) < wanted:
            time.sleep(0.02)
        time.sleep(chance.uniform(0.0, 0.2))
    process.kill()
    process.wait()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("kill") / "corpus.jsonl")


@pytest.fixture(scope="module")
def undisturbed(corpus: Path) -> dict[str, Any]:
    place = str(corpus.with_name("undisturbed.db"))
    assert start(corpus, place, 1).wait() == 1, "a line could not be read"
    with Store.open(place, Mode.READ) as store:
        found = dump(store)
    assert len(found["documents"]) == DOCUMENTS
    assert len(found["skipped"]) == 1
    return found


@pytest.fixture(params=range(TRIALS))
def trial(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[random.Random, str, int]:
    """The chances, the place and the workers of one trial: each third one on PostgreSQL, each second by two workers."""
    number: int = request.param
    place = request.getfixturevalue("postgres").database() if number % 3 == 2 else str(tmp_path / "killed.db")
    return random.Random(number), place, 1 + number % 2


def test_killed_runs_end_as_an_undisturbed_one(
    corpus: Path, undisturbed: dict[str, Any], trial: tuple[random.Random, str, int]
) -> None:
    chance, place, workers = trial
    for _ in range(chance.choice((1, 1, 2))):
        kill_somewhere(start(corpus, place, workers), place, chance)
        if stored(place):
            with Store.open(place, Mode.READ) as store:
                half = dump(store)["documents"]
            assert half.items() <= undisturbed["documents"].items(), "no document is stored in part"
    assert start(corpus, place, workers).wait() == 1
    with Store.open(place, Mode.READ) as store:
        found = dump(store)
        if store.engine.dialect.name == "sqlite":
            with store.reading() as connection:
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
                for index in ("text_words", "title_words", "evidence_words"):
                    # an index of words that does not agree with its table is an error here
                    with Store.open(place) as writer, writer.writing() as change:
                        change.exec_driver_sql(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
    differing = [
        key for key in undisturbed["documents"] if found["documents"].get(key) != undisturbed["documents"][key]
    ]
    assert [(found["documents"].get(key), undisturbed["documents"][key]) for key in differing[:1]] == []
    assert found == undisturbed


def test_running_it_again_changes_nothing(corpus: Path, undisturbed: dict[str, Any]) -> None:
    place = str(corpus.with_name("undisturbed.db"))
    assert start(corpus, place, 2).wait() == 1
    with Store.open(place, Mode.READ) as store:
        assert dump(store) == undisturbed
