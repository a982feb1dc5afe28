"""The network as it is shipped says what the fitted one says."""

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

import torch
from transformers import BertConfig, BertModel

from gestae.training.graph import Chooser
from gestae.training.network import HIDDEN, Network, Sizes

KEPT = torch.tensor([0, 2, 3, 5])
FIRST, SECOND = 1, 3


def test_one_sentence_gets_the_same_scores() -> None:
    torch.manual_seed(5)
    config = BertConfig(
        vocab_size=50,
        hidden_size=HIDDEN,
        num_hidden_layers=2,
        num_attention_heads=12,
        intermediate_size=8,
        attn_implementation="eager",
    )
    sizes = Sizes(features=2, pair_features=2, types=3, modes=4, statuses=4)
    network = Network(BertModel(config, add_pooling_layer=False), sizes).eval()
    ids = torch.tensor([2, 7, 9, 11, 8, 13, 3])
    features, pair_features = torch.rand(1, 2), torch.rand(1, 2)
    pairs, pool = torch.tensor([[0, 0]]), torch.tensor([[0.0, 0.0, 0.5, 0.5]])
    with torch.no_grad():
        *scores, relations = Chooser(network)(
            ids,
            KEPT,
            torch.tensor([FIRST]),
            features,
            pool,
            pairs,
            pair_features,
            torch.tensor([[FIRST, SECOND]]),
        )
        hidden = network.encode(ids[None], torch.ones(1, len(ids), dtype=torch.int64))
        whole = torch.zeros(1, len(ids)).index_copy(1, KEPT, pool)
        candidates = torch.stack([torch.tensor([0]), KEPT[[FIRST]]], dim=1)
        wanted = network.choose(hidden, candidates, features, whole, torch.tensor([0]), pairs, pair_features)
        marks = torch.tensor([[0, int(KEPT[FIRST]), int(KEPT[SECOND])]])
        assert torch.allclose(relations, network.relate(hidden, marks), atol=1e-4)
    for own, other in zip(scores, wanted, strict=True):
        assert torch.allclose(own, other, atol=1e-4)
