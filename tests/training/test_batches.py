"""What is changed in sentences before the network learns from them."""

import random

import numpy as np
import pytest

pytest.importorskip("torch")

from gestae.actors.view import Mention, MentionKind
from gestae.events.chooser.inputs import SentenceInput
from gestae.training.batches import exchanged
from gestae.training.fit import following

WORDS = ("Kenya", "accused", "the", "Somali", "army", "and", "him")
MENTIONS = (
    Mention(10, 11, 10, MentionKind.ACTOR, why="country/name"),
    Mention(12, 15, 14, MentionKind.ACTOR, why="agent/army"),
    Mention(16, 17, 16, MentionKind.ACTOR, why="pronoun"),
)
NONE = np.zeros((0, 0), np.float32)
SENTENCE = SentenceInput(0, WORDS, {10 + n: n for n in range(len(WORDS))}, (11,), MENTIONS, NONE, NONE)


def test_only_names_of_one_word_are_exchanged() -> None:
    seen = {exchanged(SENTENCE, ("Peru",), random.Random(seed)) for seed in range(50)}
    assert seen == {WORDS, ("Peru", *WORDS[1:])}


def test_without_names_nothing_changes() -> None:
    assert exchanged(SENTENCE, (), random.Random(1)) == WORDS


def test_an_average_starts_fast_and_then_follows_slowly() -> None:
    import torch

    follow = following(0.99)
    start, weights = torch.tensor(0.0), torch.tensor(1.0)
    assert float(follow(start, weights, 0)) == pytest.approx(0.9)
    assert float(follow(start, weights, 10_000)) == pytest.approx(0.01)
