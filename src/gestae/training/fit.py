"""Fitting the network, and its figures on sentences kept out of training."""

import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import torch
from torch import nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel

from gestae.events.chooser.pieces import PieceReader
from gestae.training.align import IGNORED, Instance
from gestae.training.batches import Batch, batches
from gestae.training.network import Network


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast the network learns.

    ``average`` is how slowly the averaged weights, which are the ones kept, follow those of each step.
    ``hidden`` is the share of sentences from which the lexicon's proposals are hidden; with 1 the network does without.
    Afterwards ``units`` of each layer's wide part are kept and settle in ``settling`` epochs more.
    """

    epochs: int = 6
    settling: int = 2
    units: int = 768
    batch: int = 24
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    warm_up: float = 0.1
    hidden: float = 0.4
    average: float = 0.998
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures on sentences kept out: F1 of triggers by type and of roles, accuracies from 0 to 1."""

    types: float
    found: float
    modes: float
    status: float
    content: float
    said: float
    roles: float
    relations: float

    def told(self) -> str:
        """All in one line."""
        return " ".join(f"{name} {value:.3f}" for name, value in asdict(self).items())


def loss_of(network: Network, batch: Batch) -> torch.Tensor:
    """The sum of the heads' losses."""
    hidden = network.encode(batch.ids, batch.mask)
    types, modes, status, flags, roles = network.choose(
        hidden, batch.candidates, batch.features, batch.pool, batch.owner, batch.pairs, batch.pair_features
    )
    events = batch.types > 0
    loss = functional.cross_entropy(types, batch.types, ignore_index=IGNORED)
    for scores, wanted, weight in ((modes, batch.modes, 0.3), (status, batch.status, 0.5), (roles, batch.roles, 1.0)):
        if (wanted != IGNORED).any():
            loss = loss + weight * functional.cross_entropy(scores, wanted, ignore_index=IGNORED)
    if events.any():
        loss = loss + 0.3 * functional.binary_cross_entropy_with_logits(flags[events], batch.flags[events].float())
    if len(batch.marks):
        loss = loss + 0.7 * functional.cross_entropy(network.relate(hidden, batch.marks), batch.relations)
    return loss


def fit(
    network: Network,
    learning: Sequence[Instance],
    testing: Sequence[Instance],
    reader: PieceReader,
    schedule: Schedule,
    tell: Callable[[str], None],
    keep: Callable[[nn.Module], None],
) -> Figures:
    """Fit the network in place, ``keep`` its weights after each epoch; the figures on the sentences kept out."""
    torch.manual_seed(schedule.seed)
    rng = random.Random(schedule.seed)
    if schedule.hidden >= 1:
        network.forget_lexicon()
    encoder = list(network.encoder.parameters())
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": schedule.encoder_rate}, {"params": heads, "lr": schedule.head_rate}],
        weight_decay=0.01,
    )
    steps = schedule.epochs * math.ceil(len(learning) / schedule.batch)
    warm = max(1, int(steps * schedule.warm_up))
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
    )
    averaged = AveragedModel(network, avg_fn=following(schedule.average))
    start = time.perf_counter()
    for epoch in range(schedule.epochs):
        network.train()
        total = 0.0
        for batch in batches(learning, reader, schedule.batch, rng, schedule.hidden):
            optimizer.zero_grad()
            with torch.autocast("cpu", torch.bfloat16):
                loss = loss_of(network, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            averaged.update_parameters(network)
            plan.step()
            total += loss.item()
        figures = test(averaged.module, testing, reader, schedule)
        tell(
            f"epoch {epoch + 1}: loss {total * schedule.batch / len(learning):.3f}, {figures.told()}, "
            f"{time.perf_counter() - start:.0f} s"
        )
        keep(averaged.module)
    network.load_state_dict(averaged.module.state_dict())
    return test(network, testing, reader, schedule)


def following(slowly: float) -> Callable[[torch.Tensor, torch.Tensor, torch.Tensor | int], torch.Tensor]:
    """How an average takes up the next weights: fast in the first steps, then by the share that ``slowly`` leaves."""

    def followed(average: torch.Tensor, weights: torch.Tensor, steps: torch.Tensor | int) -> torch.Tensor:
        return average + (weights - average) * max(1 - slowly, 9 / (10 + int(steps)))

    return followed


def test(network: Network, testing: Sequence[Instance], reader: PieceReader, schedule: Schedule) -> Figures:
    """The figures on sentences kept out."""
    with torch.no_grad():
        return _test(network, testing, reader, schedule)


def _test(network: Network, testing: Sequence[Instance], reader: PieceReader, schedule: Schedule) -> Figures:
    network.eval()
    counts = {name: [0, 0, 0] for name in ("types", "found", "roles")}
    right = {name: [0, 0] for name in ("modes", "status", "content", "said", "relations")}
    for batch in batches(testing, reader, schedule.batch, random.Random(schedule.seed)):
        hidden = network.encode(batch.ids, batch.mask)
        types, modes, status, flags, roles = network.choose(
            hidden, batch.candidates, batch.features, batch.pool, batch.owner, batch.pairs, batch.pair_features
        )
        known = batch.types != IGNORED
        guess, wanted = types.argmax(1)[known], batch.types[known]
        _count(counts["types"], guess, wanted)
        _count(counts["found"], (guess > 0).long(), (wanted > 0).long())
        asked = batch.roles != IGNORED
        _count(counts["roles"], roles.argmax(1)[asked], batch.roles[asked])
        events = batch.types > 0
        for name, scores, answer in (("modes", modes, batch.modes), ("status", status, batch.status)):
            _right(right[name], scores.argmax(1), answer, answer != IGNORED)
        for column, name in enumerate(("content", "said")):
            _right(right[name], (flags[:, column] > 0).long(), batch.flags[:, column], events)
        if len(batch.marks):
            answer = batch.relations
            _right(right["relations"], network.relate(hidden, batch.marks).argmax(1), answer, answer >= 0)
    shares = {name: r / n if n else 0.0 for name, (r, n) in right.items()}
    return Figures(**shares, **{name: _f1(*c) for name, c in counts.items()})


def _count(cell: list[int], guess: torch.Tensor, wanted: torch.Tensor) -> None:
    hit = int(((guess == wanted) & (wanted > 0)).sum())
    cell[0] += hit
    cell[1] += int((guess > 0).sum()) - hit
    cell[2] += int((wanted > 0).sum()) - hit


def _right(cell: list[int], guess: torch.Tensor, wanted: torch.Tensor, where: torch.Tensor) -> None:
    cell[0] += int((guess[where] == wanted[where]).sum())
    cell[1] += int(where.sum())


def _f1(hit: int, extra: int, missed: int) -> float:
    return 2 * hit / (2 * hit + extra + missed) if hit + extra + missed else 0.0
