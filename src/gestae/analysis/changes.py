"""Changes of course: where the level of a monthly score shifts, and how surely that is dated."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from gestae.analysis.series import Month, Series
from gestae.errors import InstallationError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

LEAST_MONTHS, LEAST_EVENTS = 24, 30
SHORTEST = 3  # months of a course
FULL = 10.0  # events at which a month counts half of what a month of very many does
PER_CHANGE = 3.0
DRAWS, SEED = 499, 7
LEVEL = 0.95
TO_DEVIATION = 1.4826  # from a median of absolute values to a standard deviation


@dataclass(frozen=True, slots=True)
class Course:
    """Months in which a score keeps its level; ``mean`` is weighted by what each month counts."""

    first: str
    last: str
    mean: float
    events: int


@dataclass(frozen=True, slots=True)
class Change:
    """The month in which a new course begins, and the interval that it lies in; both ends are months."""

    month: str
    earliest: str
    latest: str
    before: Course
    after: Course

    @property
    def shift(self) -> float:
        """By how much the mean score rises, or falls below 0."""
        return self.after.mean - self.before.mean


@dataclass(frozen=True, slots=True)
class Changes:
    """The courses of a series and the changes between them; ``unknown`` says why none can be told."""

    courses: tuple[Course, ...]
    changes: tuple[Change, ...]
    unknown: str | None = None


def find_changes(series: Series) -> Changes:
    """Changes in the level of the monthly mean score.

    The cost of a course is the weighted sum of squares around its mean, minimised by PELT (Killick, Fearnhead and
    Eckley 2012) with the penalty 3 σ² log n for each change, the leading term of the modified information criterion
    of Zhang and Siegmund (2007). Months without a scored event are left out. A month of n events weighs
    n / (n + 10): what a single event says is noisy, and months differ even where events are many. σ comes from
    the median of absolute differences between neighbouring months, which a few changes do not disturb.

    The interval of each change is that of a circular block bootstrap of the residuals (Hušková and Kirch 2008):
    between the changes beside it, 499 series are made of its two levels and blocks of n^(1/3) residuals, the
    change is sought again in each, and the middle 95 % of the months found are the interval. The seed is fixed.
    Month-to-month dependence that reaches further than that makes changes too many and intervals too short.

    Raises:
        InstallationError: ruptures is not installed.
    """
    months = [month for month in series.months if month.scored]
    events = sum(month.scored for month in months)
    if len(months) < LEAST_MONTHS or events < LEAST_EVENTS:
        return Changes((), (), _too_few(len(months), events))
    values = np.array([month.score_sum / month.scored for month in months])
    counts = np.array([month.scored for month in months], dtype=np.float64)
    weights = counts / (counts + FULL)
    starts = _starts(values, weights)
    bounds = [0, *starts, len(months)]
    spans = list(pairwise(bounds))
    courses = tuple(_course(months[a:b], values[a:b], weights[a:b]) for a, b in spans)
    fitted = np.concatenate([np.full(b - a, course.mean) for (a, b), course in zip(spans, courses, strict=True)])
    residuals = (values - fitted) * np.sqrt(weights)
    chance = np.random.default_rng(SEED)
    changes = []
    for at, before, after in zip(starts, courses, courses[1:], strict=False):
        begin, end = bounds[bounds.index(at) - 1], bounds[bounds.index(at) + 1]
        early, late = _interval(fitted[begin:end], residuals[begin:end], weights[begin:end], chance)
        changes.append(Change(months[at].name, months[begin + early].name, months[begin + late].name, before, after))
    return Changes(courses, tuple(changes))


def _too_few(months: int, events: int) -> str:
    return (
        f"Too few events to tell changes of course: {events:,} with a score in {months} months; "
        f"{LEAST_EVENTS} in {LEAST_MONTHS} months are needed."
    )


def _course(months: Sequence[Month], values: "Numbers", weights: "Numbers") -> Course:
    mean = float(np.average(values, weights=weights))
    return Course(months[0].name, months[-1].name, mean, sum(month.scored for month in months))


def _starts(values: "Numbers", weights: "Numbers") -> list[int]:
    """Where new courses begin."""
    try:
        import ruptures  # type: ignore[import-untyped]
    except ImportError as error:
        raise InstallationError('changes of course need ruptures: pip install "gestae[web]"') from error
    steps = np.diff(values) / np.sqrt(1 / weights[1:] + 1 / weights[:-1])
    spread = TO_DEVIATION * float(np.median(np.abs(steps)))
    if spread == 0:
        spread = float(np.std(steps))
    if spread == 0:
        return []
    penalty = PER_CHANGE * spread**2 * float(np.log(len(values)))
    search: Any = ruptures.Pelt(custom_cost=_weighted(weights), min_size=SHORTEST, jump=1)
    return [int(end) for end in search.fit(values).predict(pen=penalty)[:-1]]


def _weighted(weights: "Numbers") -> Any:
    """The cost of a segment: the weighted sum of squares around its weighted mean."""
    from ruptures.base import BaseCost  # type: ignore[import-untyped]

    class Weighted(BaseCost):  # type: ignore[misc]
        model = "weighted"
        min_size = SHORTEST

        def fit(self, signal: "Numbers") -> "Weighted":
            self.signal = signal
            values = signal.ravel()
            self.sums = [np.concatenate([[0.0], np.cumsum(weights * values**power)]) for power in range(3)]
            return self

        def error(self, start: int, end: int) -> float:
            whole, first, second = (float(each[end] - each[start]) for each in self.sums)
            return second - first**2 / whole

    return Weighted()


def _interval(
    fitted: "Numbers", residuals: "Numbers", weights: "Numbers", chance: np.random.Generator
) -> tuple[int, int]:
    """The first and the last position of the interval of the one change within these months."""
    length = len(fitted)
    block = max(2, round(length ** (1 / 3)))
    begins = chance.integers(0, length, size=(DRAWS, -(-length // block)))
    order = (begins[:, :, None] + np.arange(block)).reshape(DRAWS, -1)[:, :length] % length
    drawn = fitted + residuals[order] / np.sqrt(weights)
    found = _split(drawn, weights)
    low, high = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], method="nearest")
    actual = int(np.flatnonzero(np.diff(fitted))[0]) + 1
    return min(int(low), actual), max(int(high), actual)


def _split(series: "Numbers", weights: "Numbers") -> "NDArray[np.int64]":
    """Where each row of series is best split in two."""
    weight = np.cumsum(weights)[:-1]
    total = float(np.sum(weights))
    sums = np.cumsum(series * weights, axis=1)
    left, whole = sums[:, :-1], sums[:, -1:]
    gain = left**2 / weight + (whole - left) ** 2 / (total - weight)
    margin = min(SHORTEST, series.shape[1] // 2)
    gain[:, : margin - 1] = -np.inf
    gain[:, gain.shape[1] - margin + 1 :] = -np.inf
    best: NDArray[np.int64] = np.argmax(gain, axis=1) + 1
    return best
