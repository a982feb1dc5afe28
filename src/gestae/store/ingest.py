"""Documents into a store: what is there already is passed over, the rest is coded and stored batch by batch.

Each batch is one transaction, so a run that is stopped at any moment leaves whole documents; the same command goes
on where it stopped, because what was stored is passed over.
"""

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Protocol

from sqlalchemy import select

from gestae.errors import InputError
from gestae.model import Document, Engine, Record
from gestae.reading.fields import Reading
from gestae.settings import Settings
from gestae.store import runs
from gestae.store.context import Context
from gestae.store.keys import document_key, text_hash
from gestae.store.runs import Run
from gestae.store.schema import CODING, DOCUMENT, SOURCE_TEXT
from gestae.store.store import Store
from gestae.store.stories.link import link
from gestae.store.write import Coded, Tally, write_batch

NOT_KEPT = ("cache", "batch_size", "workers", "store")
Found = Reading | InputError
Version = tuple[str, str | None, date | None]


class Codes(Protocol):
    """The part of ``gestae.Coder`` that ingesting needs."""

    settings: Settings

    @property
    def engine(self) -> Engine:
        """What makes the records."""

    def code_many(self, documents: Iterable[Reading]) -> Iterator[Record]:
        """Records in order."""


class Listener:
    """Is told what goes on; each of its methods may be overridden."""

    def expected(self, documents: int) -> None:
        """So many documents are to be coded; told where that is known before."""

    def problem(self, error: InputError) -> None:
        """Something could not be read."""

    def passed(self, documents: int) -> None:
        """So many documents are stored already."""

    def coded(self, record: Record) -> None:
        """A record was made."""

    def stored(self, tally: Tally) -> None:
        """A batch was stored."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did; ``run_id`` is None where nothing was to be done."""

    run_id: str | None
    tally: Tally
    skipped: int


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A document on its way to the store; ``coded`` by its own record, or else by that of an earlier one."""

    document: Document
    context: Context
    coded: bool


class Ingest:
    """One run of documents into a store. ``contexts`` tells what a document's coding depends on besides its text."""

    def __init__(
        self,
        store: Store,
        coder: Codes,
        contexts: Callable[[Document], Context],
        command: str,
        listener: Listener | None = None,
    ) -> None:
        self.store = store
        self.coder = coder
        self.contexts = contexts
        self.command = command
        self.listener = listener or Listener()
        self._run: Run | None = None
        self._tally = Tally()
        self._skipped = 0
        self._problems: list[InputError] = []
        self._waiting: deque[_Waiting] = deque()
        self._ready: list[Coded] = []
        self._sent: set[tuple[str, str]] = set()
        self._seen: dict[str, Version] = {}

    def run(self, readings: Iterable[Found]) -> Outcome:
        """Read, code and store everything; the run is marked as finished in the end.

        Raises:
            InstallationError: the language model is missing.
            DataError: a table of lexicon or knowledge is broken.
            StoreError: the store cannot be written.
        """
        new = self._unknown(readings)
        first = next(new, None)
        if first is not None:
            self._code(self._unsent(itertools.chain([first], new)))
        return self._finished()

    def renew(self, readings: Iterable[Reading]) -> Outcome:
        """Code documents that are stored already; they get what the coder makes of them now."""
        stream = iter(readings)
        first = next(stream, None)
        if first is not None:
            self._code(self._unsent(itertools.chain([first], stream)))
        return self._finished()

    def mark_stale(self) -> int:
        """Mark what another engine coded; the number of such codings."""
        with self.store.writing() as connection:
            return runs.mark_stale(connection, self.coder.engine)

    def _finished(self) -> Outcome:
        self._flush()
        with self.store.writing() as connection:
            link(connection)
            if self._run is None:
                runs.finish_left(connection, self.command)
            else:
                runs.finish(connection, self._run)
        if self._tally.new or self._tally.changed:
            self.store.tidy()
        return Outcome(self._run.run_id if self._run else None, self._tally, self._skipped)

    def _code(self, documents: Iterator[Reading]) -> None:
        self._begun()
        self.store.engine.dispose()  # processes that are started now must not share its connections
        records = self.coder.code_many(documents)
        try:
            for record in records:
                self._ready.append(_coded(self._waiting.popleft(), record))
                self.listener.coded(record)
                self._let_through()
            self._let_through()
        except KeyboardInterrupt:
            self._flush()
            raise

    def _let_through(self) -> None:
        """Documents at the head of the line that wait for no record of their own."""
        while self._waiting and not self._waiting[0].coded:
            self._ready.append(_coded(self._waiting.popleft(), None))
            self.listener.passed(1)
        if len(self._ready) >= self.coder.settings.batch_size:
            self._flush()

    def _flush(self) -> None:
        """Store what is ready, in one transaction."""
        if self._problems and self._run is None:
            with self.store.reading() as connection:
                self._problems = runs.new_problems(connection, self._problems)
        if not self._ready and not self._problems:
            return
        batch, problems = self._ready, self._problems
        with self.store.writing() as connection:
            self._run = self._run or self._begin(connection)
            tally = write_batch(connection, self._run, batch)
            skipped = runs.skip(connection, self._run, problems)
        self._ready, self._problems = [], []
        for item in batch:
            self._sent.discard((text_hash(item.document.text), item.context))
            self._seen.pop(document_key(item.document), None)
        self._tally += tally
        self._skipped += skipped
        self.listener.stored(self._tally)

    def _begun(self) -> Run:
        if self._run is None:
            with self.store.writing() as connection:
                self._run = self._begin(connection)
        return self._run

    def _begin(self, connection: Any) -> Run:
        engine = self.coder.engine
        runs.mark_stale(connection, engine)
        return runs.begin(connection, self.command, engine.gestae, engine, kept_settings(self.coder.settings))

    def _unknown(self, readings: Iterable[Found]) -> Iterator[Reading]:
        """Readings that are not stored yet, looked up batch by batch."""
        stream = iter(readings)
        while batch := list(itertools.islice(stream, self.coder.settings.batch_size)):
            documents = []
            for reading in batch:
                if isinstance(reading, InputError):
                    self._problems.append(reading)
                    self.listener.problem(reading)
                else:
                    documents.append(reading)
            yield from self._new_of(documents)

    def _new_of(self, readings: Sequence[Reading]) -> Iterator[Reading]:
        keys = [document_key(reading.document) for reading in readings]
        known = dict(self._stored(keys)) | {key: self._seen[key] for key in keys if key in self._seen}
        passed = 0
        for key, reading in zip(keys, readings, strict=True):
            version = _version(reading.document)
            if known.get(key) == version:
                passed += 1
                continue
            known[key] = self._seen[key] = version
            yield reading
        if passed:
            self._tally += Tally(known=passed)
            self.listener.passed(passed)

    def _stored(self, keys: Sequence[str]) -> Mapping[str, Version]:
        query = (
            select(DOCUMENT.c.key, SOURCE_TEXT.c.sha256, DOCUMENT.c.title, DOCUMENT.c.published)
            .join(SOURCE_TEXT, SOURCE_TEXT.c.id == DOCUMENT.c.text_id)
            .where(DOCUMENT.c.key.in_(keys))
        )
        with self.store.reading() as connection:
            return {row.key: (row.sha256, row.title, row.published) for row in connection.execute(query)}

    def _unsent(self, readings: Iterator[Reading]) -> Iterator[Reading]:
        """The readings that need a record of their own; all of them go into the line."""
        for reading in readings:
            context = self.contexts(reading.document)
            key = (text_hash(reading.document.text), context.hash)
            shared = key in self._sent or self._has_coding(*key)
            self._waiting.append(_Waiting(reading.document, context, not shared))
            self._let_through()
            if not shared:
                self._sent.add(key)
                yield reading

    def _has_coding(self, digest: str, context: str) -> bool:
        run = self._begun()
        query = (
            select(CODING.c.id)
            .join(SOURCE_TEXT, SOURCE_TEXT.c.id == CODING.c.text_id)
            .where(
                SOURCE_TEXT.c.sha256 == digest, CODING.c.context_hash == context, CODING.c.engine_id == run.engine_id
            )
        )
        with self.store.reading() as connection:
            return connection.execute(query).first() is not None


def kept_settings(settings: Settings) -> dict[str, Any]:
    """The settings that are noted with a run."""
    return {name: None if v is None else str(v) for name, v in asdict(settings).items() if name not in NOT_KEPT}


def _version(document: Document) -> Version:
    return text_hash(document.text), document.title, document.published


def _coded(waiting: _Waiting, record: Record | None) -> Coded:
    return Coded(waiting.document, record, waiting.context.hash, waiting.context.outlet_country)
