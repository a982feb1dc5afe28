"""Names of people, places, bodies and numbers, found in all sentences at once.

spaCy's recognizer walks from token to token. Outside a name, however, its step depends on the token alone, and no name
goes beyond its sentence: the steps outside names are one product of matrices, and the names that they begin grow side
by side.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

FACTORY = "gestae_names"
RECOGNIZER = "ner"
ENTITIES = "doc.ents"
FEATURES = 3  # the token, the first of the open name, the token before
OUTSIDE, BEGIN, IN, LAST, UNIT = "OBILU"
ANYWHERE, ON_BLANK, AT_END = range(3)
TOGETHER = 8  # documents, few enough for the processor's cache
Numbers = NDArray[np.int64]
Scores = NDArray[np.float32]


@Language.factory(FACTORY)
def make_names(nlp: Language, name: str) -> "Names":
    """The component that stands for a pipeline's recognizer."""
    recognizer: Any = nlp.get_pipe(RECOGNIZER)
    return Names(recognizer)


def find_names_together(nlp: Language) -> None:
    """Put the quick search in the place of a recognizer that takes its best step each time and has no one before it."""
    finders = [name for name in nlp.pipe_names if ENTITIES in nlp.get_pipe_meta(name).assigns]
    if finders == [RECOGNIZER] and _replaceable(nlp.get_pipe(RECOGNIZER)):
        nlp.add_pipe(FACTORY, after=RECOGNIZER)
        nlp.disable_pipe(RECOGNIZER)


def _replaceable(recognizer: Any) -> bool:
    if type(recognizer) is not EntityRecognizer or recognizer.cfg["beam_width"] != 1 or recognizer.postprocesses:
        return False
    model = recognizer.model
    lower = model.get_ref("lower")
    plain = model.attrs["has_upper"] and not model.attrs["unseen_classes"]
    return bool(plain and lower.get_dim("nF") == FEATURES and lower.get_dim("nP") > 1)


class Names:
    """Gives parsed documents the names that a recognizer would find."""

    def __init__(self, recognizer: EntityRecognizer) -> None:
        model: Any = recognizer.model
        moves: Any = recognizer.moves
        self._vectors, self._lower, self._upper = (model.get_ref(name) for name in ("tok2vec", "lower", "upper"))
        steps = [moves.get_class_name(number).partition("-") for number in range(moves.n_moves)]
        self._labels = [label for _, _, label in steps]
        self._kinds = np.array([kind for kind, _, _ in steps])
        places = {(kind, label): number for number, (kind, _, label) in enumerate(steps)}
        self._going_on = np.array([places.get((IN, label), 0) for label in self._labels])
        self._ending = np.array([places.get((LAST, label), 0) for label in self._labels])
        named = np.array([bool(label) for label in self._labels])
        outside, begin, unit = self._kinds == OUTSIDE, named & (self._kinds == BEGIN), named & (self._kinds == UNIT)
        allowed = np.stack([outside | begin | unit, outside, outside | unit])
        self._forbidden = np.where(allowed, 0, -np.inf).astype(np.float32)

    def __call__(self, doc: Doc) -> Doc:
        """Set a document's names in place."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = TOGETHER) -> Iterator[Doc]:
        """Set the names of documents in place, some at a time."""
        waiting = iter(stream)
        while docs := list(islice(waiting, min(batch_size, TOGETHER))):
            if any(map(len, docs)):
                self._find(docs)
            yield from docs

    def _find(self, docs: Sequence[Doc]) -> None:
        features = self._lower.predict(self._vectors.predict(docs))
        blank = np.concatenate([doc.to_array("IS_SPACE") for doc in docs]).astype(bool)
        last = np.concatenate([_ends(doc) for doc in docs])
        steps = self._steps_outside(features, np.where(blank, ON_BLANK, np.where(last, AT_END, ANYWHERE)))
        begins = np.flatnonzero(self._kinds[steps] == BEGIN)
        units = np.flatnonzero(self._kinds[steps] == UNIT)
        ends = dict(zip(begins.tolist(), self._grown(features, begins, steps[begins], last).tolist(), strict=True))
        ends |= {token: token + 1 for token in units.tolist()}
        starts = sorted(ends)
        place = offset = reached = 0
        for doc in docs:
            names = []
            while place < len(starts) and starts[place] < offset + len(doc):
                start = starts[place]
                place += 1
                if start >= reached:
                    reached = ends[start]
                    names.append(Span(doc, start - offset, reached - offset, label=self._labels[steps[start]]))
            doc.set_ents(names)
            offset += len(doc)

    def _steps_outside(self, features: Scores, states: Numbers) -> Numbers:
        """The best step at each token if no name is open there."""
        scores = self._scores(features[1:, 0] + features[0, 1] + features[0, 2])
        found: Numbers = np.argmax(scores + self._forbidden[states], axis=1)
        return found

    def _grown(self, features: Scores, begins: Numbers, steps: Numbers, last: NDArray[np.bool_]) -> Numbers:
        """Where each name that begins would end."""
        ends = np.zeros_like(begins)
        open_, token = np.arange(len(begins)), begins + 1
        while len(open_):
            start, step = begins[open_], steps[open_]
            scores = self._scores(features[token + 1, 0] + features[start + 1, 1] + features[token, 2])
            rows = np.arange(len(open_))
            closed = last[token] | (scores[rows, self._ending[step]] > scores[rows, self._going_on[step]])
            ends[open_[closed]] = token[closed] + 1
            open_, token = open_[~closed], token[~closed] + 1
        return ends

    def _scores(self, summed: Scores) -> Scores:
        """The scores of all steps from the summed features of each state."""
        scores: Scores = self._upper.predict((summed + self._lower.get_param("b")).max(axis=-1))
        return scores


def _ends(doc: Doc) -> NDArray[np.bool_]:
    """Is each token the last of its sentence?"""
    last = np.ones(len(doc), bool)
    last[:-1] = doc.to_array("SENT_START")[1:] == 1
    return last
