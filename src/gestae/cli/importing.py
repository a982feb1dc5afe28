"""``gestae import``: events of other data sets into a store, with progress and a line at the end."""

import sys
from collections.abc import Sequence
from pathlib import Path

from gestae.cli import UNREADABLE
from gestae.cli.messages import SHOWN, count, say
from gestae.errors import InputError
from gestae.settings import Settings
from gestae.store import Store


class Teller:
    """Names the first bad rows, says what each file is taken for, and counts on."""

    def __init__(self, *, guessed: bool) -> None:
        self._guessed, self._problems = guessed, 0

    def problem(self, error: InputError) -> None:
        """Name a bad row or file, as long as there are few."""
        self._problems += 1
        if self._problems <= SHOWN:
            say(f"gestae: {error}")
        elif self._problems == SHOWN + 1:
            say("  further bad rows are only counted")

    def file(self, name: str, origin: str) -> None:
        """Say what a file is taken for, where it was not told."""
        if self._guessed:
            say(f"{name}: read as {origin}, by its layout")

    def stored(self, documents: int) -> None:
        """Count on, on a terminal."""
        if sys.stderr.isatty():
            print(f"\r{documents:,} reports", end="", file=sys.stderr, flush=True)


def import_sources(files: Sequence[Path], origin: str | None, settings: Settings) -> int:
    """Fill the store; 1 where a row or file could not be used."""
    with Store.open(settings.store) as store:
        from gestae.store.importing.report import Origin
        from gestae.store.importing.run import Told, import_files
        from gestae.store.importing.tools import load_tools

        teller = Teller(guessed=origin is None)
        told = Told(teller.problem, teller.file, lambda tally: teller.stored(tally.new + tally.known))
        done = import_files(store, files, load_tools(settings), Origin(origin) if origin else None, told)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    tally = done.tally
    parts = [count(tally.new, "new report"), count(tally.events, "event"), f"{tally.known:,} stored before"]
    say(", ".join([*parts, count(done.bad, "bad row or file") if done.bad else "no bad rows"]))
    for reason, number in done.left_out.most_common():
        say(f"  left out: {count(number, 'row')}: {reason}")
    return UNREADABLE if done.bad else 0
