"""``gestae plot`` on a small store."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from gestae.cli.app import app
from gestae.errors import GestaeError, QueryError
from gestae.store import Store


def plot(store: Store, *words: str) -> str:
    ran = CliRunner().invoke(app, ["plot", *words, "--store", str(store.engine.url.database)])
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["timeline"], "events from 2024-03 to 2024-04"),
        (["dyad", "--actor", "NRL", "--recipient", "SDR"], "NRL towards SDR: 3 events"),
        (["network", "--type", "THREATEN"], "3 countries with 2 events among them"),
        (["map", "--country", "SDR"], "3 events at a known place"),
        (["matrix", "--theme", "dark"], "directed pairs of countries"),
    ],
)
def test_a_picture_is_drawn_and_told(small_store: Store, tmp_path: Path, words: list[str], told: str) -> None:
    output = tmp_path / "picture.svg"
    assert told in plot(small_store, *words, "-o", str(output))
    assert output.read_text(encoding="utf-8").startswith("<svg")


def test_a_dyad_needs_two_and_a_file_a_known_ending(small_store: Store, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="recipient: a dyad has one actor and one recipient"):
        plot(small_store, "dyad", "--actor", "NRL", "-o", str(tmp_path / "d.png"))
    with pytest.raises(GestaeError, match=r"\.html, \.png, \.svg"):
        plot(small_store, "map", "-o", str(tmp_path / "map.pdf"))
