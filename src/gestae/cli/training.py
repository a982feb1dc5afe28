"""``gestae train``: a chooser's model of one's own."""

from pathlib import Path

from gestae.cli.messages import say
from gestae.errors import InstallationError
from gestae.settings import Settings


def train_model(data: list[Path], out: Path, base: Path | None, epochs: int, seed: int, settings: Settings) -> int:
    """Train and say what came of it; the exit code.

    Raises:
        InstallationError: the extra ``train`` is not installed.
        DataError: a line of the data cannot be read.
    """
    from dataclasses import replace

    from gestae.pipeline import Coder
    from gestae.settings import ChooserKind

    try:
        from gestae.training.fit import Schedule
        from gestae.training.run import train
    except ImportError as error:
        raise InstallationError(f"training needs more packages ({error.name}): pip install 'gestae[train]'") from error
    coder = Coder(replace(settings, chooser=ChooserKind.LEXICON))
    card = train(coder, data, out, Schedule(epochs=epochs, seed=seed), say, base)
    say(f"The model is in {out}; use it with --model {out}. Kept out: " + ", ".join(card.kept_out))
    return 0
