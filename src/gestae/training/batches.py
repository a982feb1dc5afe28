"""Sentences laid flat beside each other, as the network takes them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from gestae.events.chooser.inputs import LEXICON_FEATURES, LEXICON_PAIR_FEATURES, SentenceInput
from gestae.events.chooser.model import averaging
from gestae.events.chooser.pieces import OPEN_TARGET, PieceReader, Pieces, with_marks
from gestae.training.align import Instance

FROM_LEXICON = "lexicon-"
NAMED = ("country/", "capital", "entity/", "name")
EXCHANGED = 0.25
WITHOUT_TARGET = 0.1


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs and answers of several sentences; see ``Network`` for the shapes."""

    ids: Tensor
    mask: Tensor
    candidates: Tensor
    features: Tensor
    pool: Tensor
    owner: Tensor
    pairs: Tensor
    pair_features: Tensor
    marks: Tensor
    types: Tensor
    modes: Tensor
    status: Tensor
    flags: Tensor
    roles: Tensor
    relations: Tensor


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with two parties marked, and what the first does to the second."""

    pieces: Pieces
    source: int
    target: int
    type: int


def marked(instance: Instance, reader: PieceReader, rng: random.Random) -> Marked | None:
    """One of the sentence's relations, drawn by chance."""
    if not instance.relations:
        return None
    source, target, type_ = rng.choice(instance.relations)
    place = instance.input.word_of

    def slice_of(number: int) -> tuple[int, int]:
        mention = instance.input.mentions[number]
        words = [place[i] for i in range(mention.start, mention.end) if i in place]
        return words[0], words[-1] + 1

    with_target = rng.random() > WITHOUT_TARGET
    words, opening = with_marks(instance.input.words, slice_of(source), slice_of(target) if with_target else None)
    pieces = reader.read(words)
    second = int(pieces.first[words.index(OPEN_TARGET)]) if with_target else 0
    return Marked(pieces, int(pieces.first[opening]), second, type_)


def batches(
    instances: Sequence[Instance], reader: PieceReader, size: int, rng: random.Random, hidden: float | None = None
) -> Iterator[Batch]:
    """Batches of sentences of like length; those to learn from in random order.

    To learn from are those with a share ``hidden``: the lexicon's proposals are hidden from that share of the
    sentences, and from all of its own examples, for which it was written; some names are exchanged for others.
    """
    order = list(range(len(instances)))
    if hidden is not None:
        rng.shuffle(order)
        order.sort(key=lambda i: len(instances[i].input.words) // 6)
    names = names_of(instances) if hidden is not None else ()
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    if hidden is not None:
        rng.shuffle(groups)
    for group in groups:
        chosen = [instances[i] for i in group]
        blind = [hidden is not None and (i.batch.startswith(FROM_LEXICON) or rng.random() < hidden) for i in chosen]
        words = [exchanged(i.input, names, rng) for i in chosen]
        yield _batch(chosen, words, blind, reader, rng)


def names_of(instances: Sequence[Instance]) -> tuple[str, ...]:
    """All names of one word that are mentions, as often as they occur."""
    return tuple(i.input.words[place] for i in instances for place in _names(i.input))


def exchanged(input_: SentenceInput, names: Sequence[str], rng: random.Random) -> tuple[str, ...]:
    """A sentence's words, some of its names of one word exchanged: what happens does not hang on whose name it is."""
    words = list(input_.words)
    if names:
        for place in _names(input_):
            if rng.random() < EXCHANGED:
                words[place] = rng.choice(names)
    return tuple(words)


def _names(input_: SentenceInput) -> Iterator[int]:
    for mention in input_.mentions:
        if mention.end - mention.start == 1 and mention.why.startswith(NAMED):
            yield input_.word_of[mention.start]


def _batch(
    chosen: Sequence[Instance],
    words: Sequence[Sequence[str]],
    blind: Sequence[bool],
    reader: PieceReader,
    rng: random.Random,
) -> Batch:
    pieces = [reader.read(own) for own in words]
    relations = [m for i in chosen if (m := marked(i, reader, rng)) is not None]
    rows = [p.ids for p in pieces] + [m.pieces.ids for m in relations]
    longest = max(len(r) for r in rows)
    ids, mask = np.zeros((len(rows), longest), np.int64), np.zeros((len(rows), longest), np.int64)
    for n, row in enumerate(rows):
        ids[n, : len(row)], mask[n, : len(row)] = row, 1
    candidates: list[tuple[int, int]] = []
    pairs: list[tuple[int, int]] = []
    owner: list[int] = []
    features, pool, pair_features = [], [], []
    for n, (instance, read, hidden) in enumerate(zip(chosen, pieces, blind, strict=True)):
        first_candidate, first_mention = len(candidates), len(owner)
        place = instance.input.word_of
        candidates += [(n, int(read.first[place[t]])) for t in instance.input.candidates]
        own, own_pairs = instance.input.features, instance.input.pairs
        if hidden:
            own, own_pairs = own.copy(), own_pairs.copy()
            own[:, : len(LEXICON_FEATURES)] = 0
            own_pairs[:, :, : len(LEXICON_PAIR_FEATURES)] = 0
        features.append(own)
        for mention in instance.input.mentions:
            share = averaging(read, [place[i] for i in range(mention.start, mention.end) if i in place])
            pool.append(np.pad(share, (0, longest - len(share))))
            owner.append(n)
        count, mentions = len(instance.input.candidates), len(instance.input.mentions)
        pairs += [(first_candidate + c, first_mention + m) for c in range(count) for m in range(mentions)]
        pair_features.append(own_pairs.reshape(count * mentions, own_pairs.shape[2]))
    first = len(chosen)
    return Batch(
        ids=torch.from_numpy(ids),
        mask=torch.from_numpy(mask),
        candidates=torch.tensor(candidates, dtype=torch.int64),
        features=torch.from_numpy(np.concatenate(features)),
        pool=torch.from_numpy(np.stack(pool)) if pool else torch.zeros(0, longest),
        owner=torch.tensor(owner, dtype=torch.int64),
        pairs=torch.tensor(pairs, dtype=torch.int64).reshape(-1, 2),
        pair_features=torch.from_numpy(np.concatenate(pair_features)),
        marks=torch.tensor(
            [(first + n, m.source, m.target) for n, m in enumerate(relations)], dtype=torch.int64
        ).reshape(-1, 3),
        types=_joined([i.types for i in chosen]),
        modes=_joined([i.modes for i in chosen]),
        status=_joined([i.status for i in chosen]),
        flags=torch.stack([_joined([i.content for i in chosen]), _joined([i.said for i in chosen])], dim=1),
        roles=_joined([i.roles.reshape(-1) for i in chosen]),
        relations=torch.tensor([m.type for m in relations], dtype=torch.int64),
    )


def _joined(parts: Sequence[np.ndarray]) -> Tensor:
    return torch.from_numpy(np.concatenate(parts))
