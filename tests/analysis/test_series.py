"""Months without gaps, and changes of course that were put into a series by hand."""

from collections.abc import Sequence
from types import SimpleNamespace

import numpy as np
import pytest

from gestae.analysis.changes import find_changes
from gestae.analysis.series import MOST_MONTHS, Month, Series, complete, month_at, table, told


def row(month: int | None, quads: tuple[int, int, int, int], score: float) -> SimpleNamespace:
    names = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
    return SimpleNamespace(month=month, score_sum=score, scored=sum(quads), **dict(zip(names, quads, strict=True)))


def of_levels(levels: Sequence[tuple[float, int]], events: int = 20, noise: float = 0.8) -> Series:
    """Months from January 2015 whose scores lie around the levels, each for so many months."""
    chance = np.random.default_rng(1)
    scores = [level + chance.normal(0, noise) for level, length in levels for _ in range(length)]
    months = [
        Month(month_at(2015 * 12 + n), (events, 0, 0, 0), score * events, events) for n, score in enumerate(scores)
    ]
    return Series(tuple(months))


def test_empty_months_are_there_and_events_without_a_date_are_counted() -> None:
    series = complete([row(202401, (1, 0, 0, 2), -9.0), row(202311, (2, 0, 0, 0), 5.0), row(None, (0, 1, 0, 0), 9.0)])
    assert [(month.name, month.events) for month in series.months] == [("2023-11", 2), ("2023-12", 0), ("2024-01", 3)]
    assert [month.mean for month in series.months] == [2.5, None, -3.0]
    assert (series.events, series.cooperative, series.undated) == (5, 3, 1)
    assert table(series)[2]["material_conflict"] == 2
    assert told(series) == (
        "5 events from 2023-11 to 2024-01, 60% of them cooperation; most in 2024-01 (3). "
        "The mean score of a month lies between -3.0 (2024-01) and 2.5 (2023-11)."
    )


def test_one_event_of_long_ago_does_not_stretch_the_axis() -> None:
    series = complete([row(120301, (1, 0, 0, 0), 1.0), row(202401, (1, 0, 0, 0), 1.0)])
    assert (len(series.months), series.early) == (MOST_MONTHS, 1)
    assert series.months[-1].name == "2024-01"


def test_changes_are_found_where_they_are_with_their_intervals_and_events() -> None:
    found = find_changes(of_levels([(3.0, 20), (-4.0, 18), (0.0, 22)]))
    assert [change.month for change in found.changes] == ["2016-09", "2018-03"]
    first = found.changes[0]
    assert first.earliest <= first.month <= first.latest
    assert (first.before.events, first.after.events) == (400, 360)
    assert first.shift == pytest.approx(-7.0, abs=0.6)
    assert [course.first for course in found.courses] == ["2015-01", "2016-09", "2018-03"]


def test_the_interval_is_wide_where_the_change_is_hard_to_see() -> None:
    def width(noise: float) -> int:
        (change,) = find_changes(of_levels([(2.0, 30), (-2.0, 30)], noise=noise)).changes
        return sum(change.earliest <= month.name <= change.latest for month in of_levels([(0, 60)]).months)

    assert width(0.3) <= 2 < width(2.0)


def test_a_level_that_keeps_has_no_change() -> None:
    found = find_changes(of_levels([(-1.0, 60)], noise=2.0))
    assert (found.changes, found.unknown, len(found.courses)) == ((), None, 1)
    assert find_changes(of_levels([(1.5, 30)], noise=0.0)).changes == ()


def test_a_single_loud_month_of_few_events_is_no_change() -> None:
    months = list(of_levels([(2.0, 40)]).months)
    months[20] = Month(months[20].name, (0, 0, 0, 1), -10.0, 1)
    assert find_changes(Series(tuple(months))).changes == ()


@pytest.mark.parametrize(("months", "events"), [(23, 20), (26, 1)])
def test_too_few_events_tell_nothing(months: int, events: int) -> None:
    found = find_changes(of_levels([(3.0, months // 2), (-3.0, months - months // 2)], events=events))
    assert found.changes == ()
    assert found.unknown is not None
    assert found.unknown.startswith("Too few events")


def test_the_same_series_gives_the_same_intervals() -> None:
    series = of_levels([(2.0, 30), (-1.0, 30)], noise=1.5)
    assert find_changes(series) == find_changes(series)
