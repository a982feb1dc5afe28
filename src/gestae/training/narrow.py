"""A narrower network that says nearly the same: half of the units of each layer's wide part are left out.

The wide part's answers are a sum over its units. Those go first whose share the others can take over best, by least
squares over the vectors that sentences give (as in Optimal Brain Surgeon, Hassibi and Stork 1993); then the others'
weights are those that come nearest to the whole sum.
"""

import copy
from collections.abc import Iterable, Sequence

import torch
from torch import Tensor, nn

from gestae.training.batches import Batch
from gestae.training.network import Network

STEP = 64
RIDGE = 1e-3


def narrowed(network: Network, sentences: Sequence[Batch], units: int) -> Network:
    """A copy of the network with so many units in each layer's wide part.

    The layers follow each other, each fitted to what those before it now say of the sentences.
    """
    narrow: Network = copy.deepcopy(network)
    narrow.eval()
    with torch.no_grad():
        for layer in narrow.encoder.get_submodule("encoder.layer").children():
            _narrow(narrow, layer, sentences, units)
    return narrow


def _narrow(network: Network, layer: nn.Module, sentences: Iterable[Batch], number: int) -> None:
    wide, back = (_linear(layer, name) for name in ("intermediate.dense", "output.dense"))
    units = _seen(network, back, sentences)
    mean = units.mean(0)
    around = units - mean
    shared = (around.T @ around).double() / len(units)
    shared += torch.eye(len(shared), dtype=torch.double) * shared.diagonal().mean() * RIDGE
    wanted = shared @ back.weight.T.double()
    kept = kept_units(shared, wanted, number)
    weights = torch.linalg.solve(shared[kept][:, kept], wanted[kept]).float()
    layer.get_submodule("intermediate").dense = _made(wide.weight[kept], wide.bias[kept])
    layer.get_submodule("output").dense = _made(weights.T, back.bias + back.weight @ mean - mean[kept] @ weights)


def kept_units(shared: Tensor, wanted: Tensor, number: int) -> Tensor:
    """The units that together explain most of the variance of what all add up to.

    ``shared`` is the covariance of the units, ``wanted`` theirs with that sum.
    """
    kept = torch.arange(len(shared))
    while len(kept) > number:
        inverse = torch.linalg.inv(shared[kept][:, kept])
        weights = inverse @ wanted[kept]
        loss = (weights**2).sum(1) / inverse.diagonal()
        gone = min(STEP, len(kept) - number)
        kept = kept[loss.argsort()[gone:].sort().values]
    return kept


def _seen(network: Network, back: nn.Linear, sentences: Iterable[Batch]) -> Tensor:
    """What the units say of the pieces of all sentences."""
    found: list[Tensor] = []
    hook = back.register_forward_pre_hook(lambda _, given: found.append(given[0]))
    told = []
    for batch in sentences:
        network.encode(batch.ids, batch.mask)
        told.append(batch.mask.bool())
    hook.remove()
    return torch.cat([units[mask] for units, mask in zip(found, told, strict=True)])


def _linear(layer: nn.Module, name: str) -> nn.Linear:
    found = layer.get_submodule(name)
    assert isinstance(found, nn.Linear)
    return found


def _made(weight: Tensor, bias: Tensor) -> nn.Linear:
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.weight.copy_(weight)
    made.bias.copy_(bias)
    return made
