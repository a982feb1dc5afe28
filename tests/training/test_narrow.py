"""Leaving out units that the others can stand for, and the network for one sentence at a time."""

from types import SimpleNamespace

import pytest

pytest.importorskip("torch")

import torch
from torch import Tensor, nn

from gestae.training.batches import Batch
from gestae.training.narrow import STEP, narrowed
from gestae.training.network import Network, Sizes

COPIED = 2 * STEP
UNITS = 2 * COPIED
NONE = torch.zeros(0)


class Layer(nn.Module):
    """A wide part whose last half repeats the first, and what it adds up to."""

    def __init__(self) -> None:
        super().__init__()
        self.intermediate, self.output = nn.Module(), nn.Module()
        self.intermediate.dense, self.output.dense = nn.Linear(3, UNITS), nn.Linear(UNITS, 3)
        with torch.no_grad():
            for part in (self.intermediate.dense.weight, self.intermediate.dense.bias):
                part[COPIED:] = part[:COPIED]

    def forward(self, hidden: Tensor) -> Tensor:
        answer: Tensor = self.output.dense(torch.tanh(self.intermediate.dense(hidden)))
        return answer


class Encoder(nn.Module):
    """One layer, named as in the real one; a piece's number is its vector."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = nn.Module()
        self.encoder.layer = nn.ModuleList([Layer()])

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> SimpleNamespace:
        assert attention_mask.shape == input_ids.shape
        hidden = torch.stack([torch.sin(input_ids), torch.cos(input_ids), torch.sin(3.0 * input_ids)], dim=2)
        return SimpleNamespace(last_hidden_state=self.encoder.get_submodule("layer.0")(hidden))


def batch() -> Batch:
    ids = torch.arange(40).reshape(2, 20)
    return Batch(ids, torch.ones_like(ids), *(NONE for _ in range(13)))


def width(network: Network) -> int:
    dense = network.encoder.get_submodule("encoder.layer.0.intermediate.dense")
    assert isinstance(dense, nn.Linear)
    return dense.out_features


def test_units_that_repeat_others_are_left_out_without_loss() -> None:
    torch.manual_seed(3)
    network, given = Network(Encoder(), Sizes(2, 2, 2, 2, 2)).eval(), batch()
    narrow = narrowed(network, [given], COPIED)
    assert (width(network), width(narrow)) == (UNITS, COPIED)
    with torch.no_grad():
        before, after = (each.encode(given.ids, given.mask) for each in (network, narrow))
    assert torch.allclose(before, after, atol=0.1 * float(before.std()))


def test_a_narrower_network_says_less_of_what_the_whole_said() -> None:
    torch.manual_seed(3)
    network, given = Network(Encoder(), Sizes(2, 2, 2, 2, 2)).eval(), batch()
    with torch.no_grad():
        whole = network.encode(given.ids, given.mask)
        far = [float((narrowed(network, [given], n).encode(given.ids, given.mask) - whole).norm()) for n in (2, COPIED)]
    assert far[0] > far[1]
