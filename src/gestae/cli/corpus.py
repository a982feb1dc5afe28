"""``gestae ingest`` and ``gestae recode``: documents into a store, with progress and a line at the end."""

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gestae.cli import UNREADABLE
from gestae.cli.messages import SHOWN, count, say
from gestae.cli.progress import bar, total_of
from gestae.errors import InputError
from gestae.model import Record
from gestae.reading import Defaults, ReadingOptions
from gestae.settings import Settings
from gestae.store.ingest import Listener, Outcome
from gestae.store.store import Store

if TYPE_CHECKING:
    from rich.progress import Progress


class Teller(Listener):
    """Moves a progress bar, names what could not be read, and counts notices."""

    def __init__(self, bar: "Progress | None" = None) -> None:
        self._bar = bar
        self._codes: Counter[str] = Counter()
        self._first: dict[str, str] = {}
        self.started = time.monotonic()
        self.unreadable = 0

    def problem(self, error: InputError) -> None:
        """Name the first few; all are kept in the store."""
        self.unreadable += 1
        if self.unreadable <= SHOWN:
            say(f"gestae: {error}")
        self._move(1)

    def passed(self, documents: int) -> None:
        """They count for the bar."""
        self._move(documents)

    def coded(self, record: Record) -> None:
        """Its notices are counted; the first of each kind is kept as an example."""
        for notice in record.document.notices:
            self._codes[notice.code] += 1
            self._first.setdefault(notice.code, f"{record.document.id[:60]}: {notice.message}")
        self._move(1)

    def expected(self, documents: int) -> None:
        """The bar's length."""
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], total=documents)

    def renewed(self, outcome: Outcome) -> None:
        """What came of renewing, on standard error."""
        tally, seconds = outcome.tally, time.monotonic() - self.started
        if outcome.run_id is None:
            say("nothing is stale")
            return
        say(f"{count(tally.changed, 'document')} renewed, {count(tally.events, 'event')} in {seconds:.1f} s")
        say(f"  run {outcome.run_id}")

    def ingested(self, outcome: Outcome) -> None:
        """What came of ingesting, on standard error."""
        tally, seconds = outcome.tally, time.monotonic() - self.started
        done = tally.new + tally.changed
        parts = [count(tally.new, "new document")]
        parts += [f"{tally.changed:,} changed"] if tally.changed else []
        parts += [f"{tally.known:,} stored before", f"{self.unreadable:,} skipped", count(tally.events, "event")]
        rate = f" ({done / seconds:.1f} documents a second)" if done and seconds else ""
        say(f"{', '.join(parts)} in {seconds:.1f} s{rate}")
        for code, number in self._codes.items():
            say(f"  {code}: {count(number, 'document')}, such as {self._first[code]}")
        if outcome.run_id:
            say(f"  run {outcome.run_id}")

    def _move(self, documents: int) -> None:
        if self._bar is not None:
            self._bar.advance(self._bar.task_ids[0], documents)


def recode_store(settings: Settings) -> int:
    """Renew the store."""
    with Store.open(settings.store) as store, teller(None) as told:
        outcome = store.recode(settings, listener=told, say=say)
    told.renewed(outcome)
    return 0


def ingest_sources(sources: Sequence[str], defaults: Defaults, options: ReadingOptions, settings: Settings) -> int:
    """Fill the store; 1 where an input could not be read."""
    with Store.open(settings.store) as store, teller(total_of(sources)) as told:
        outcome = store.ingest(sources, settings, defaults=defaults, options=options, listener=told, say=say)
    told.ingested(outcome)
    return UNREADABLE if told.unreadable else 0


@contextmanager
def teller(total: int | None) -> Iterator[Teller]:
    """A teller, with a bar on a terminal: documents, rate and time left."""
    if not sys.stderr.isatty():
        yield Teller()
        return
    with bar(total) as progress:
        yield Teller(progress)
