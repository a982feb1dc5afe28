"""The quality gate: the lexicon's own example sentences are coded and scored against floors."""

import tomllib
from pathlib import Path

import pytest

from gestae.lexicon import Lexicon
from gestae.pipeline import Coder
from gestae.tables import DATA
from gestae.training.compare import Outcome, read_examples, run_examples, score

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["examples"]
FOLDERS = [DATA / "lexicon"]


@pytest.fixture(scope="module")
def outcomes(coder: Coder) -> list[Outcome]:
    return run_examples(coder, FOLDERS)


@pytest.mark.parametrize("measure", sorted(FLOORS))
def test_no_measure_falls_below_its_floor(outcomes: list[Outcome], measure: str) -> None:
    scores = score(outcomes)
    assert getattr(scores, measure) >= FLOORS[measure], scores


def test_every_frame_has_an_example(lexicon: Lexicon) -> None:
    shown = {row["frame"] for row, _ in read_examples(FOLDERS)}
    frames = {frame.id for rows in lexicon.frames.values() for frame in rows}
    assert sorted(frames - shown) == []


def test_examples_name_rows_that_exist(lexicon: Lexicon) -> None:
    ids = {r.id for table in (lexicon.frames, lexicon.operators) for rows in table.values() for r in rows}
    assert sorted({row["frame"] for row, _ in read_examples(FOLDERS)} - ids) == []


def test_there_are_frames_for_all_types_and_enough_of_them(lexicon: Lexicon) -> None:
    frames = {frame.id: frame for rows in lexicon.frames.values() for frame in rows}
    assert {frame.type for frame in frames.values()} == set(lexicon.types)
    assert len(frames) >= 200
