from pathlib import Path

import pytest

from gestae.errors import DataError
from gestae.events.chooser.thresholds import Thresholds


def test_thresholds_are_written_and_read(tmp_path: Path) -> None:
    wanted = Thresholds(keep=2.0, party=0.25)
    wanted.write(tmp_path / "thresholds.tsv")
    assert Thresholds.read(tmp_path / "thresholds.tsv") == wanted


def test_without_a_file_the_usual_ones_hold(tmp_path: Path) -> None:
    assert Thresholds.read(tmp_path / "thresholds.tsv") == Thresholds()


@pytest.mark.parametrize(
    ("row", "message"),
    [("kept\t0.5", "row 2: threshold is 'kept'; allowed: "), ("keep\thigh", "'high' is no number")],
)
def test_a_broken_row_is_named(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "thresholds.tsv").write_text(f"threshold\tvalue\n{row}\n", encoding="utf-8")
    with pytest.raises(DataError, match=message):
        Thresholds.read(tmp_path / "thresholds.tsv")
