"""Confidence made honest: what the signs of an event are worth, measured where the answers are known."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gestae.events.chooser.model import CALIBRATION
from gestae.events.confidence import ALWAYS, SIGNS, Calibration, calibration_error, signs_of
from gestae.language.parse import parse_documents
from gestae.model import Document, Event, EventRole
from gestae.notation import Example, ExampleEvent, PartyRole
from gestae.pipeline import Coder
from gestae.records.build import RecordBuilder
from gestae.settings import ChooserKind, Settings
from gestae.training.compare import pairs_of
from gestae.training.data import Item

PENALTY = 30.0
STEPS = 30
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Rated:
    """A main event's signs and whether it is right; ``text`` is the item that it was found in."""

    text: str
    signs: dict[str, float]
    right: bool


@dataclass(frozen=True, slots=True)
class Reliability:
    """How confidence and being right agree: each event rated by weights fitted without its part of the items."""

    pairs: tuple[tuple[float, bool], ...]

    @property
    def error(self) -> float:
        """The expected calibration error."""
        return calibration_error(self.pairs)

    def told(self) -> str:
        """In one line."""
        share = sum(right for _, right in self.pairs) / max(1, len(self.pairs))
        return f"{len(self.pairs)} events, {share:.2f} of them right: calibration error {self.error:.3f}"


def outcomes(coder: Coder, items: Sequence[Item]) -> Iterator[Rated]:
    """The main events that the coder finds in annotated sentences."""
    builder = RecordBuilder(coder.lexicon, coder.engine, min_confidence=0.0)
    documents = [Document(text=item.example.text) for item in items]
    for item, parsed in zip(items, parse_documents(coder.nlp, documents), strict=True):
        parts = coder.parts(parsed)
        drafts = {name: parts.drafts.all[index] for index, name in builder.ids(parts).items()}
        for pair in pairs_of(item.example, builder.build(parts)):
            if pair.found is not None and pair.found.role is EventRole.MAIN:
                right = pair.wanted is not None and parties_right(item.example, pair.wanted, pair.found)
                yield Rated(item.example.text, signs_of(drafts[pair.found.id], parts.mentions), right)


def parties_right(example: Example, wanted: ExampleEvent, found: Event) -> bool:
    """Are actors and recipients right in all that the event says of them?

    Each country has to be that of a marked party. Where the event leaves a country open, as a single sentence often
    must, the party has to be the marked one by its words.
    """
    for role, parties in ((PartyRole.ACTOR, found.actors), (PartyRole.RECIPIENT, found.recipients)):
        marked = [p for p in example.parties_of(wanted.number, role) if p.country]
        named = {p.country for p in parties if p.country}
        open_ = [p for p in parties if not p.country]
        if not named <= {p.country for p in marked}:
            return False
        missing = (p for p in marked if p.country not in named)
        if not all(any(o.start < p.end and p.start < o.end for o in open_) for p in missing):
            return False
    return True


def fitted(rated: Sequence[Rated]) -> Calibration:
    """Weights by logistic regression with a penalty on large ones; signs that never vary get none."""
    table = np.array([[r.signs.get(sign, 0.0) for sign in SIGNS] for r in rated]).reshape(-1, len(SIGNS))
    right = np.array([r.right for r in rated], float)
    varied = np.flatnonzero(table.std(axis=0) > 0) if len(rated) else np.array([], int)
    if not len(rated):
        return Calibration()
    mean, spread = table[:, varied].mean(axis=0), table[:, varied].std(axis=0)
    weights = _regression(np.column_stack([np.ones(len(rated)), (table[:, varied] - mean) / spread]), right)
    slopes = weights[1:] / spread
    named = {SIGNS[place]: float(slope) for place, slope in zip(varied, slopes, strict=True)}
    return Calibration({ALWAYS: float(weights[0] - slopes @ mean), **named})


def _regression(table: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Newton's method; the first column is the constant and goes without penalty."""
    weights = np.zeros(table.shape[1])
    penalty = np.full(table.shape[1], PENALTY)
    penalty[0] = 1e-3
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-table @ weights))
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(penalty)
        weights += np.linalg.solve(curve, table.T @ (right - chance) - penalty * weights)
    return weights


def crossed(rated: Sequence[Rated]) -> Reliability:
    """Each event's confidence by weights fitted to the other nine tenths of the items."""
    parts = [zlib.crc32(r.text.encode()) % FOLDS for r in rated]
    folds = [fitted([r for r, part in zip(rated, parts, strict=True) if part != fold]) for fold in range(FOLDS)]
    return Reliability(tuple((folds[part].of(r.signs), r.right) for r, part in zip(rated, parts, strict=True)))


def calibrate(settings: Settings, folder: Path, items: Iterable[Item]) -> Reliability:
    """Measure a model on items that it has not learnt and write its calibration."""
    (folder / CALIBRATION).unlink(missing_ok=True)
    return calibrated(Coder(replace(settings, chooser=ChooserKind.MODEL, model=folder)), items, folder / CALIBRATION)


def calibrated(coder: Coder, items: Iterable[Item], path: Path) -> Reliability:
    """Measure what the signs of a coder's events are worth and write it."""
    rated = list(outcomes(coder, list(items)))
    fitted(rated).write(path)
    return crossed(rated)
