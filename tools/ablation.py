"""What each part of choosing is worth: `python tools/ablation.py OUT [EPOCHS] [NAME...]`.

Trains a model a row of `TRAININGS` (those already in OUT are not trained again) and measures each, and the lexicon
alone, on the batches kept out of training. A model in OUT whose name ends in `-alone` chooses without the lexicon.
`gestae --model OUT/NAME` codes with any of them.
"""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from gestae.events.chooser.model import THRESHOLDS
from gestae.events.chooser.thresholds import Thresholds
from gestae.pipeline import Coder
from gestae.settings import ChooserKind, Settings
from gestae.training.compare import Compared, Scores, pairs_of, score
from gestae.training.data import Item
from gestae.training.fit import Schedule
from gestae.training.run import CARD, Material, prepared, train

DATA = Path(__file__).parents[1] / "training"
ALONE = Thresholds(keep=2.0, take=2.0, new=0.5)
SEED = 7


@dataclass(frozen=True, slots=True)
class Training:
    """One model: how many items it learns from (None for all) and how often the lexicon's proposals are hidden."""

    name: str
    items: int | None = None
    hidden: float = 0.4


TRAININGS = (
    Training("1000", 1000),
    Training("2000", 2000),
    Training("4000", 4000),
    Training("all"),
    Training("all-without-features", hidden=1.0),
)


def main(words: list[str]) -> None:
    out, epochs, chosen = Path(words[0]), int(words[1]) if words[1:] else 2, words[2:]
    coder = Coder(Settings(chooser=ChooserKind.LEXICON))
    material = prepared(coder, [DATA])
    print("| chooser | events F1 | with who | clean | roles | relations |\n|---|---|---|---|---|---|")
    tell("lexicon alone", measured(coder, material.kept_out))
    for training in TRAININGS:
        if not chosen or training.name in chosen:
            row(coder, material, training, out, epochs)


def row(coder: Coder, material: Material, training: Training, out: Path, epochs: int) -> None:
    """Train what is not there yet and tell how it does, with the lexicon and alone."""
    folder, alone = out / training.name, out / f"{training.name}-alone"
    if not (folder / CARD).is_file():
        learnt = material if training.items is None else material.only(training.items, SEED)
        train(coder, learnt, folder, Schedule(epochs=epochs, seed=SEED, hidden=training.hidden), warn)
    if not alone.is_dir():
        shutil.copytree(folder, alone)
        ALONE.write(alone / THRESHOLDS)
    for name, place in (("lexicon and model", folder), ("model alone", alone)):
        chooser = Coder(Settings(model=place))
        tell(f"{name}: {training.name}", measured(chooser, material.kept_out))


def measured(coder: Coder, items: tuple[Item, ...]) -> Scores:
    records = coder.code_many({"text": item.example.text} for item in items)
    return score([Compared(i.example, pairs_of(i.example, record)) for i, record in zip(items, records, strict=True)])


def tell(name: str, found: Scores) -> None:
    print(f"| {name} | {found.events:.3f} | {found.who:.3f} | {found.clean:.3f} |", flush=True)


def warn(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
