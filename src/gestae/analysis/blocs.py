"""Blocs: groups whose members cooperate with each other more, and conflict with each other less, than chance has it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from gestae.analysis.ties import Tie

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

STARTS, SEED = 20, 7
EPSILON = 1e-12


def find_blocs(members: Sequence[str], ties: Sequence[Tie]) -> tuple[list[list[str]], float]:
    """Blocs, the largest first, and the signed modularity that they reach (at most 1).

    What is maximised is the modularity of a signed network (Gómez, Jensen and Arenas 2009): cooperation within
    blocs beyond what the members' totals lead to expect, less conflict within blocs beyond that. The search is
    that of Louvain (Blondel and others 2008): members move to the bloc that gains most, blocs are then moved as
    one, until nothing gains; the best of 20 orders drawn by chance is kept. The seed is fixed.
    """
    place = {code: number for number, code in enumerate(members)}
    weights = np.zeros((len(members), len(members)))
    for tie in ties:
        if tie.first in place and tie.second in place:
            weights[place[tie.first], place[tie.second]] = weights[place[tie.second], place[tie.first]] = tie.weight
    total = float(np.abs(weights).sum())
    if total == 0:
        return [[code] for code in members], 0.0
    gains = (_beyond_chance(np.maximum(weights, 0)) - _beyond_chance(np.maximum(-weights, 0))) / total
    chance = np.random.default_rng(SEED)
    best, reached = np.arange(len(members)), -np.inf
    for _ in range(STARTS):
        groups = _louvain(gains, chance)
        quality = float(gains[groups[:, None] == groups[None, :]].sum())
        if quality > reached + EPSILON:
            best, reached = groups, quality
    blocs = [[code for code in members if best[place[code]] == group] for group in np.unique(best)]
    return sorted(blocs, key=lambda bloc: (-len(bloc), bloc)), reached


def _beyond_chance(weights: "Matrix") -> "Matrix":
    """Weights less those that are expected from the members' totals."""
    total = float(weights.sum())
    strengths = weights.sum(axis=1)
    return weights - np.outer(strengths, strengths) / total if total else weights


def _louvain(gains: "Matrix", chance: np.random.Generator) -> "NDArray[np.int64]":
    """The group of each member."""
    groups = np.arange(len(gains))
    while True:
        moved = _moved(gains, chance)
        names, moved = np.unique(moved, return_inverse=True)
        groups = moved[groups]
        if len(names) == len(gains):
            return groups
        belongs = np.eye(len(names))[moved]
        gains = belongs.T @ gains @ belongs


def _moved(gains: "Matrix", chance: np.random.Generator) -> "NDArray[np.int64]":
    """Each member in turn goes where it gains most, until none gains."""
    size = len(gains)
    belongs = np.eye(size)
    groups = np.arange(size)
    changed = True
    while changed:
        changed = False
        for member in chance.permutation(size):
            belongs[member, groups[member]] = 0
            towards = gains[member] @ belongs
            target = int(np.argmax(towards))
            if towards[target] > towards[groups[member]] + EPSILON:
                groups[member], changed = target, True
            belongs[member, groups[member]] = 1
    return groups
