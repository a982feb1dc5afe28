"""Measuring confidence on sentences with known answers."""

import pytest

from gestae.events.confidence import ALWAYS
from gestae.notation import parse_example
from gestae.pipeline import Coder
from gestae.training.calibrate import Rated, crossed, fitted, outcomes
from gestae.training.data import Item


def items(*lines: str) -> list[Item]:
    return [Item("b", number, parse_example(line)) for number, line in enumerate(lines)]


def rated(composed: int, right: int, number: int) -> list[Rated]:
    return [Rated(f"{composed} {n}", {ALWAYS: 1.0, "composed": composed}, n < right) for n in range(number)]


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("[A:FRA.MIL French jets] {ASSAULT/aerial bombed} [R:SYR.MIL Syrian tanks].", True),
        ("[A:BFA.REB Jihadists] {ASSAULT/execute executed} [R:BFA.MIL captive soldiers].", True),
        ("[A:FRA.MIL French jets] {ASSAULT/aerial bombed} [R:IRQ.MIL Syrian tanks].", False),
        ("[R:FRA.MIL French jets] {ASSAULT/aerial bombed} [A:SYR.MIL Syrian tanks].", False),
        ("[A:FRA.MIL French jets] {SUPPORT bombed} [R:SYR.MIL Syrian tanks].", False),
    ],
    ids=["as marked", "a country left open is no error", "a wrong country", "sides swapped", "a wrong type"],
)
def test_an_event_is_right_in_type_and_parties(coder: Coder, line: str, right: bool) -> None:
    assert [r.right for r in outcomes(coder, items(line))] == [right]


def test_weights_give_the_shares_that_were_right() -> None:
    found = fitted([*rated(0, 900, 1000), *rated(1, 200, 1000)])
    assert found.of({ALWAYS: 1.0}) == pytest.approx(0.9, abs=0.03)
    assert found.of({ALWAYS: 1.0, "composed": 1.0}) == pytest.approx(0.2, abs=0.03)
    assert set(found.weights) == {ALWAYS, "composed"}


def test_nothing_measured_gives_no_weights() -> None:
    assert fitted([]).weights == {}


def test_crossed_confidence_is_near_the_share_right() -> None:
    assert crossed([*rated(0, 900, 1000), *rated(1, 200, 1000)]).error < 0.04
