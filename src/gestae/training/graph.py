"""The network as it is shipped: for one sentence at a time, without what only batches need."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from gestae.training.network import HIDDEN, Network

HEADS = 12
WIDTH = HIDDEN // HEADS


class Layer(nn.Module):
    """One layer of the encoder over the pieces of one sentence; its answers are wanted for some of them only."""

    def __init__(self, layer: nn.Module) -> None:
        super().__init__()
        self.query, self.key, self.value = (
            layer.get_submodule(f"attention.self.{name}") for name in ("query", "key", "value")
        )
        self.joined, self.joined_norm = (layer.get_submodule(f"attention.output.{n}") for n in ("dense", "LayerNorm"))
        self.wide = layer.get_submodule("intermediate.dense")
        self.narrow, self.norm = (layer.get_submodule(f"output.{name}") for name in ("dense", "LayerNorm"))

    def forward(self, hidden: Tensor, wanted: Tensor) -> Tensor:
        """New vectors of the pieces ``wanted``, from those of all pieces."""
        query, key, value = (
            each(of).view(-1, HEADS, WIDTH)
            for each, of in ((self.query, wanted), (self.key, hidden), (self.value, hidden))
        )
        weights = torch.matmul(query.transpose(0, 1), key.permute(1, 2, 0)) / math.sqrt(WIDTH)
        seen = torch.matmul(weights.softmax(2), value.transpose(0, 1)).transpose(0, 1).reshape(-1, HIDDEN)
        attended = self.joined_norm(self.joined(seen) + wanted)
        answer: Tensor = self.norm(self.narrow(functional.gelu(self.wide(attended))) + attended)
        return answer


class Chooser(nn.Module):
    """Pieces and candidates in, scores out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        words = network.encoder.get_submodule("embeddings")
        self.words, self.kinds, self.places = (
            words.get_parameter(f"{name}_embeddings.weight") for name in ("word", "token_type", "position")
        )
        self.norm = words.get_submodule("LayerNorm")
        self.layers = nn.ModuleList(Layer(own) for own in network.encoder.get_submodule("encoder.layer").children())

    def forward(
        self,
        ids: Tensor,
        kept: Tensor,
        candidates: Tensor,
        features: Tensor,
        pool: Tensor,
        pairs: Tensor,
        pair_features: Tensor,
        marks: Tensor,
    ) -> tuple[Tensor, ...]:
        """Scores of one sentence; ``candidates``, the columns of ``pool`` and ``marks`` are places in ``kept``.

        ``kept`` are the pieces that anything is asked of, the mark of the whole sentence first; the last layer
        answers for them alone.
        """
        places = torch.cumsum(torch.ones_like(ids), 0) - 1
        hidden = self.norm(self.words[ids] + (self.places + self.kinds[0])[places])
        *first, last = self.layers
        for layer in first:
            hidden = layer(hidden, hidden)
        hidden = last(hidden, hidden[kept])[None]
        zeros = torch.zeros_like(candidates)
        owner = torch.zeros_like(pool[:, 0], dtype=torch.int64)
        scores = self.network.choose(
            hidden, torch.stack([zeros, candidates], dim=1), features, pool, owner, pairs, pair_features
        )
        row = torch.zeros_like(marks[:, :1])
        return (*scores, self.network.relate(hidden, torch.cat([row, marks], dim=1)))
