"""The network: one encoder, small heads over it."""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from gestae.events.chooser.inputs import LEXICON_FEATURES, LEXICON_PAIR_FEATURES

HIDDEN = 384
CANDIDATE = 256
PAIR = 128
DROPOUT = 0.25


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many features go in and classes come out."""

    features: int
    pair_features: int
    types: int
    modes: int
    statuses: int
    roles: int = 3


class Network(nn.Module):
    """Encoder and heads; the inputs of several sentences lie flat beside each other.

    ``ids`` and ``mask`` are sentences by pieces; ``candidates`` (n, 2) sentence and piece; ``pool`` (mentions,
    pieces) the weights that average each mention's pieces, ``owner`` its sentence; ``pairs`` (m, 2) candidate and
    mention.
    """

    def __init__(self, encoder: nn.Module, sizes: Sizes) -> None:
        super().__init__()
        self.encoder = encoder
        self.candidate = nn.Sequential(nn.Linear(HIDDEN + sizes.features, CANDIDATE), nn.GELU(), nn.Dropout(DROPOUT))
        self.types = nn.Linear(CANDIDATE, sizes.types + 1)
        self.modes = nn.Linear(CANDIDATE, sizes.modes)
        self.status = nn.Linear(CANDIDATE, sizes.statuses)
        self.flags = nn.Linear(CANDIDATE, 2)
        self.left = nn.Linear(CANDIDATE, PAIR)
        self.right = nn.Linear(HIDDEN, PAIR)
        self.pair = nn.Sequential(
            nn.Linear(3 * PAIR + sizes.pair_features, PAIR),
            nn.GELU(),
            nn.Dropout(DROPOUT),
            nn.Linear(PAIR, sizes.roles),
        )
        self.relation = nn.Sequential(
            nn.Linear(3 * HIDDEN, CANDIDATE), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(CANDIDATE, sizes.types)
        )

    def forget_lexicon(self) -> None:
        """Give the lexicon's proposals no weight; where they are always hidden in training, it stays so."""
        with torch.no_grad():
            self.candidate[0].weight[:, HIDDEN : HIDDEN + len(LEXICON_FEATURES)] = 0
            self.pair[0].weight[:, 3 * PAIR : 3 * PAIR + len(LEXICON_PAIR_FEATURES)] = 0

    def encode(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Vectors of all pieces."""
        return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state

    def choose(
        self,
        hidden: Tensor,
        candidates: Tensor,
        features: Tensor,
        pool: Tensor,
        owner: Tensor,
        pairs: Tensor,
        pair_features: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Scores of candidates (type, mode, status, content and said) and of pairs (role)."""
        at = hidden[candidates[:, 0], candidates[:, 1]]
        candidate = self.candidate(torch.cat([at, features], dim=1))
        mention = self.right((hidden[owner] * pool.unsqueeze(2)).sum(dim=1))
        left, right = self.left(candidate)[pairs[:, 0]], mention[pairs[:, 1]]
        roles = self.pair(torch.cat([left, right, left * right, pair_features], dim=1))
        return self.types(candidate), self.modes(candidate), self.status(candidate), self.flags(candidate), roles

    def relate(self, hidden: Tensor, marks: Tensor) -> Tensor:
        """Scores of the relation between two marked parties; ``marks`` (n, 3): sentence, source mark, target mark."""
        row = marks[:, 0]
        whole, source, target = hidden[row, 0], hidden[row, marks[:, 1]], hidden[row, marks[:, 2]]
        return self.relation(torch.cat([whole, source, target], dim=1))


def pretrained(folder: Path) -> nn.Module:
    """The encoder as its package ships it, unpacked in ``folder``."""
    from transformers import BertModel
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    return BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager")
