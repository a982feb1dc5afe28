"""Confidence made honest: measured on sentences kept out of training."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gestae.events.chooser.calibration import Calibration, calibration_error, fitted
from gestae.events.chooser.model import CALIBRATION
from gestae.model import EventRole
from gestae.pipeline import Coder
from gestae.settings import ChooserKind, Settings
from gestae.training.compare import pairs_of
from gestae.training.data import Item

Pairs = list[tuple[float, bool]]


@dataclass(frozen=True, slots=True)
class Reliability:
    """How confidence and being right agree: events, the calibration error before and after (halves crossed)."""

    events: int
    raw: float
    calibrated: float

    def told(self) -> str:
        """In one line."""
        return f"{self.events} events kept out: calibration error {self.raw:.3f}, calibrated {self.calibrated:.3f}"


def outcomes(coder: Coder, items: Sequence[Item]) -> Pairs:
    """The confidence of each main event and whether its type, actors and recipients are right."""
    records = coder.code_many({"text": item.example.text} for item in items)
    return [
        (pair.found.confidence, pair.wanted is not None and pair.who)
        for item, record in zip(items, records, strict=True)
        for pair in pairs_of(item.example, record)
        if pair.found is not None and pair.found.role is EventRole.MAIN
    ]


def calibrate(settings: Settings, folder: Path, items: Sequence[Item]) -> Reliability:
    """Measure a model's raw confidence on items it has not learnt and write its calibration."""
    path = folder / CALIBRATION
    path.unlink(missing_ok=True)
    pairs = outcomes(Coder(replace(settings, chooser=ChooserKind.MODEL, model=folder)), items)
    fitted(pairs).write(path)
    return Reliability(len(pairs), calibration_error(pairs), _crossed(pairs))


def _crossed(pairs: Pairs) -> float:
    """The error of a calibration on the half that it was not fitted to."""
    halves = (pairs[::2], pairs[1::2])
    steps: tuple[Calibration, ...] = tuple(fitted(half) for half in halves)
    crossed = [(steps[1 - n].of(raw), right) for n, half in enumerate(halves) for raw, right in half]
    return calibration_error(crossed)
