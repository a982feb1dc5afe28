from pathlib import Path

import pytest

from gestae.events.chooser.calibration import Calibration, calibration_error, fitted


def test_without_steps_a_confidence_stays_as_it_is() -> None:
    assert Calibration((), ()).of(0.3) == 0.3


@pytest.mark.parametrize(("raw", "wanted"), [(0.0, 0.2), (0.2, 0.2), (0.5, 0.5), (0.8, 0.8), (1.0, 0.8)])
def test_between_steps_the_line_holds_and_ends_are_flat(raw: float, wanted: float) -> None:
    assert Calibration((0.2, 0.8), (0.2, 0.8)).of(raw) == pytest.approx(wanted)


def test_fitted_steps_rise_where_the_shares_do_not() -> None:
    pairs = [(n / 100, (n * 7) % 10 < 10 - n // 10) for n in range(100)]
    steps = fitted(pairs, groups=10)
    assert list(steps.confidence) == sorted(steps.confidence)
    assert list(steps.raw) == sorted(steps.raw)


def test_steps_are_written_and_read(tmp_path: Path) -> None:
    steps = fitted([(0.1, False), (0.4, False), (0.6, True), (0.9, True)], groups=4)
    steps.write(tmp_path / "steps.tsv")
    assert Calibration.read(tmp_path / "steps.tsv").of(0.9) == pytest.approx(1.0)
    assert Calibration.read(tmp_path / "missing.tsv") == Calibration((), ())


def test_the_error_is_the_gap_between_confidence_and_share_right() -> None:
    assert calibration_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)]) == pytest.approx(0.0)
    assert calibration_error([(0.95, False), (0.05, True)]) == pytest.approx(0.95)
