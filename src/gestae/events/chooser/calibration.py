"""From a raw confidence to the share of events that were right at it: a rising table of steps."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Calibration:
    """Raw values, rising, and the confidence at each; between two of them the straight line holds."""

    raw: tuple[float, ...]
    confidence: tuple[float, ...]

    def of(self, raw: float) -> float:
        """The calibrated confidence, 0 to 1."""
        if not self.raw:
            return raw
        place = bisect_left(self.raw, raw)
        if place == 0:
            return self.confidence[0]
        if place == len(self.raw):
            return self.confidence[-1]
        low, high = self.raw[place - 1], self.raw[place]
        share = (raw - low) / (high - low) if high > low else 1.0
        return self.confidence[place - 1] + share * (self.confidence[place] - self.confidence[place - 1])

    def write(self, path: Path) -> None:
        """Write the steps, one a line."""
        lines = [f"{raw:.4f}\t{value:.4f}" for raw, value in zip(self.raw, self.confidence, strict=True)]
        path.write_text("\n".join(["raw\tconfidence", *lines]) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Calibration":
        """The steps of a file; none where there is no file."""
        if not path.is_file():
            return cls((), ())
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
        return cls(tuple(float(r[0]) for r in rows), tuple(float(r[1]) for r in rows))


def fitted(pairs: Sequence[tuple[float, bool]], groups: int = 20) -> Calibration:
    """Steps fitted to raw values and whether each event was right: means of equal groups, made to rise (pooled)."""
    ordered = sorted(pairs)
    size = max(1, len(ordered) // groups)
    pools: list[tuple[float, float, int]] = []
    for start in range(0, len(ordered), size):
        group = ordered[start : start + size]
        pools.append((sum(r for r, _ in group) / len(group), sum(ok for _, ok in group) / len(group), len(group)))
        while len(pools) > 1 and pools[-2][1] >= pools[-1][1]:
            (raw, right, count), (raw2, right2, count2) = pools[-2:]
            total = count + count2
            pools[-2:] = [((raw * count + raw2 * count2) / total, (right * count + right2 * count2) / total, total)]
    return Calibration(tuple(p[0] for p in pools), tuple(p[1] for p in pools))


def calibration_error(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """The expected calibration error: the mean gap between confidence and share right over bins, by their size."""
    error = 0.0
    for n in range(bins):
        held = [(c, ok) for c, ok in pairs if n / bins <= c < (n + 1) / bins or (n == bins - 1 and c == 1.0)]
        if held:
            error += abs(sum(c for c, _ in held) - sum(ok for _, ok in held)) / len(pairs)
    return error
