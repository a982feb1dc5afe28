"""The shipped model at work: one run of the encoder a sentence, on one thread."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gestae.errors import InstallationError
from gestae.events.chooser.inputs import CANDIDATE_FEATURES, PAIR_FEATURES, TYPES, Matrix, SentenceInput
from gestae.events.chooser.pieces import OPEN_TARGET, PieceReader, Pieces, with_marks
from gestae.events.chooser.thresholds import Thresholds
from gestae.events.confidence import Calibration
from gestae.model import EventType

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

NETWORK, TOKENIZER, MODES, CALIBRATION = "chooser.onnx", "tokenizer.json", "modes.txt", "calibration.tsv"
THRESHOLDS = "thresholds.tsv"
KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Scores:
    """Probabilities for one sentence.

    ``types`` has a row a candidate: no event, then the 16 types; ``modes`` each mode of all types; ``status`` the four
    of ``Status``; ``content`` and ``said`` one number a candidate; ``roles`` (candidates, mentions, 3): neither,
    actor, recipient.
    """

    types: Matrix
    modes: Matrix
    status: Matrix
    content: Matrix
    said: Matrix
    roles: Matrix


class ChooserModel:
    """A network with its tokenizer, from a folder with ``chooser.onnx``, ``tokenizer.json`` and ``modes.txt``."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read before it is needed.

        Raises:
            InstallationError: a file of the model is missing.
        """
        for name in (NETWORK, TOKENIZER, MODES):
            if not (folder / name).is_file():
                raise InstallationError(
                    f"the chooser's model lacks {folder / name}; reinstall gestae, or choose --chooser lexicon"
                )
        self.folder = folder

    @cached_property
    def sha256(self) -> str:
        """``sha256:`` over the network and the tables that go with it."""
        digest = hashlib.sha256((self.folder / NETWORK).read_bytes())
        for table in self._tables:
            digest.update(table.name.encode() + b"\0" + table.read_bytes())
        return f"sha256:{digest.hexdigest()}"

    @cached_property
    def modes(self) -> tuple[str, ...]:
        """Modes as ``TYPE/mode`` in the order of the network's scores."""
        return tuple((self.folder / MODES).read_text(encoding="utf-8").split())

    @cached_property
    def calibration(self) -> Calibration:
        """What the signs of an event are worth, where it was measured."""
        return Calibration.read(t for t in self._tables if t.name == CALIBRATION)

    @cached_property
    def thresholds(self) -> Thresholds:
        """Where its word counts against the lexicon's."""
        return Thresholds.read(self.folder / THRESHOLDS)

    @property
    def _tables(self) -> list[Path]:
        return [path for name in (CALIBRATION, THRESHOLDS) if (path := self.folder / name).is_file()]

    @cached_property
    def _reader(self) -> PieceReader:
        return PieceReader.open(self.folder / TOKENIZER)

    @cached_property
    def _session(self) -> "InferenceSession":
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        path = self.folder / NETWORK
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        if KEPT not in [given.name for given in session.get_inputs()]:
            raise InstallationError(f"{path} was made by an earlier gestae; train it again (gestae train)")
        return session

    def weigh(self, sentence: SentenceInput) -> Scores:
        """The probabilities of a sentence's candidates and pairs."""
        pieces = self._reader.read(sentence.words)
        place = sentence.word_of
        count, mentions = len(sentence.candidates), len(sentence.mentions)
        pool = np.zeros((max(mentions, 1), len(pieces.ids)), np.float32)
        for row, mention in enumerate(sentence.mentions):
            pool[row] = averaging(pieces, [place[i] for i in range(mention.start, mention.end) if i in place])
        pairs = np.indices((count, max(mentions, 1))).reshape(2, -1).T
        candidates = pieces.first[[place[i] for i in sentence.candidates]]
        kept = np.unique(np.concatenate([[0], candidates, pool.nonzero()[1]]))
        features = sentence.pairs if mentions else np.zeros((count, 1, sentence.pairs.shape[2]), np.float32)
        types, modes, status, flags, roles, _ = self._session.run(
            None,
            {
                "ids": pieces.ids,
                KEPT: kept,
                "candidates": np.searchsorted(kept, candidates),
                "features": sentence.features,
                "pool": pool[:, kept],
                "pairs": pairs,
                "pair_features": features.reshape(-1, features.shape[2]),
                "marks": np.zeros((1, 2), np.int64),
            },
        )
        flags = 1 / (1 + np.exp(-flags))
        return Scores(
            softmax(types),
            softmax(modes),
            softmax(status),
            flags[:, 0],
            flags[:, 1],
            softmax(roles).reshape(count, -1, roles.shape[1])[:, :mentions],
        )

    def relation(
        self, words: Sequence[str], source: tuple[int, int], target: tuple[int, int] | None
    ) -> dict[EventType, float]:
        """How likely each type is as what the source does to the target; slices are of the words."""
        marked, opening = with_marks(words, source, target)
        pieces = self._reader.read(marked)
        marks = [pieces.first[opening], pieces.first[marked.index(OPEN_TARGET)] if target is not None else 0]
        kept = np.unique([0, *marks])
        *_, scores = self._session.run(
            None,
            {
                "ids": pieces.ids,
                KEPT: kept,
                "candidates": np.zeros(1, np.int64),
                "features": np.zeros((1, len(CANDIDATE_FEATURES)), np.float32),
                "pool": np.zeros((1, len(kept)), np.float32),
                "pairs": np.zeros((1, 2), np.int64),
                "pair_features": np.zeros((1, len(PAIR_FEATURES)), np.float32),
                "marks": np.searchsorted(kept, marks)[None],
            },
        )
        return dict(zip(TYPES, softmax(scores)[0].tolist(), strict=True))


def averaging(pieces: Pieces, words: Sequence[int]) -> NDArray[np.float32]:
    """Weights that average the pieces of some words."""
    row = np.zeros(len(pieces.ids), np.float32)
    for word in words:
        row[pieces.first[word] : pieces.last[word]] = 1
    total = row.sum()
    return row / total if total else row


def softmax(scores: NDArray[np.float32]) -> Matrix:
    """Scores to probabilities along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Matrix = raised / raised.sum(axis=-1, keepdims=True)
    return shares
