"""``gestae train``: a chooser's model of one's own."""

from dataclasses import dataclass, replace
from pathlib import Path

from gestae.cli.messages import say
from gestae.errors import InstallationError
from gestae.settings import Settings


@dataclass(frozen=True, slots=True)
class TrainingOptions:
    """What the command line says of a training run; ``items`` None for all, ``hidden`` a share from 0 to 1."""

    data: list[Path]
    out: Path
    base: Path | None
    epochs: int
    seed: int
    items: int | None
    hidden: float


def train_model(options: TrainingOptions, settings: Settings) -> int:
    """Train and say what came of it; the exit code.

    Raises:
        InstallationError: the extra ``train`` is not installed.
        DataError: a line of the data cannot be read.
        InputError: a folder holds no items, or the base no weights.
    """
    from gestae.pipeline import Coder
    from gestae.settings import ChooserKind

    try:
        from gestae.training.fit import Schedule
        from gestae.training.run import prepared, train
    except ImportError as error:
        raise InstallationError(f"training needs more packages ({error.name}): pip install 'gestae[train]'") from error
    coder = Coder(replace(settings, chooser=ChooserKind.LEXICON))
    material = prepared(coder, options.data)
    if options.items is not None:
        material = material.only(options.items, options.seed)
    schedule = Schedule(epochs=options.epochs, seed=options.seed, hidden=options.hidden)
    card = train(coder, material, options.out, schedule, say, options.base)
    say(f"The model is in {options.out}; use it with --model {options.out}. Kept out: " + ", ".join(card.kept_out))
    return 0
