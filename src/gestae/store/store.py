"""The store as the rest of the program sees it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import select

from gestae.errors import StoreError
from gestae.model import Document, DocumentHead, Engine, Record
from gestae.reading.fields import Reading
from gestae.reading.options import Defaults, ReadingOptions
from gestae.settings import Settings, load_settings
from gestae.store import migrations, runs
from gestae.store.choices import Order, Unique
from gestae.store.engine import Mode, analyse, connect, writing
from gestae.store.filters import read_filters
from gestae.store.keys import context_hash
from gestae.store.rows import unpack
from gestae.store.runs import Run
from gestae.store.schema import CODING, DOCUMENT, SOURCE_TEXT
from gestae.store.write import Coded, Tally, write_batch

if TYPE_CHECKING:
    import polars
    from sqlalchemy import Connection
    from sqlalchemy import Engine as Connections

    from gestae.store.diff import Change
    from gestae.store.ingest import Ingest, Listener, Outcome
    from gestae.store.panel import Shape

Pair = tuple[Reading | Document, Record]


def open_store(place: str | Path, mode: Mode = Mode.WRITE) -> "Store":
    """A store in a file of SQLite, or in PostgreSQL by ``postgresql://user@host/name``; made if it is to be written.

    Raises:
        StoreError: there is nothing to read, it was made by another version, or no connection can be made.
        InstallationError: a library that it needs is not installed.
    """
    connections = connect(place, mode)
    try:
        _arrange(connections, str(place), mode)
    except BaseException:
        connections.dispose()
        raise
    return Store(connections, mode)


class Store:
    """Documents, codings and events in a database. Made by ``Store.open``; closed by ``with`` or ``close``."""

    def __init__(self, connections: "Connections", mode: Mode) -> None:
        self.engine = connections
        self.mode = mode

    @classmethod
    def open(cls, place: str | Path, mode: Mode = Mode.WRITE) -> "Store":
        """See ``open_store``."""
        return open_store(place, mode)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator["Connection"]:
        """A connection that sees the store as it is at its first query; a writer does not stop it."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator["Connection"]:
        """A transaction that may write: all of it is kept, or nothing.

        Raises:
            StoreError: the store was opened for reading.
        """
        if self.mode is Mode.READ:
            raise StoreError("the store was opened for reading; open it with Mode.WRITE")
        with writing(self.engine) as connection:
            yield connection

    def begin_run(self, command: str, engine: Engine | None = None, settings: Mapping[str, Any] | None = None) -> Run:
        """Start a run, or go on with an interrupted one of the same command and engine."""
        with self.writing() as connection:
            return runs.begin(connection, command, version("gestae"), engine, settings)

    def finish_run(self, run: Run) -> None:
        """Note that the run is complete."""
        with self.writing() as connection:
            runs.finish(connection, run)

    def write(self, run: Run, batch: Iterable[Coded | Pair]) -> Tally:
        """Store documents with their records in one transaction; what is stored already adds nothing."""
        items = [each if isinstance(each, Coded) else _coded(*each) for each in batch]
        with self.writing() as connection:
            return write_batch(connection, run, items)

    def ingest(
        self,
        sources: Iterable[str],
        settings: Settings | None = None,
        *,
        defaults: Defaults | None = None,
        options: ReadingOptions | None = None,
        listener: "Listener | None" = None,
        say: Callable[[str], None] | None = None,
    ) -> "Outcome":
        """Read, code and store files, folders, patterns or ``-``; what is stored already adds nothing.

        ``settings`` are those of the coder (``workers`` among them), without them the environment's and
        ``gestae.toml``'s; ``listener`` is told of progress, ``say`` of what is made ready at the first use.

        Raises:
            InstallationError: the language model, or what a format needs, is not installed.
            DataError: a table of lexicon or knowledge is broken.
        """
        from gestae.reading.files import read_files

        names = list(sources)
        told = [f"{key}={value}" for key, value in asdict(defaults or Defaults()).items() if value is not None]
        job = self._job(" ".join(["ingest", *names, *told]), settings, listener, say)
        return job.run(read_files(names, defaults, options))

    def recode(
        self,
        settings: Settings | None = None,
        *,
        listener: "Listener | None" = None,
        say: Callable[[str], None] | None = None,
    ) -> "Outcome":
        """Code again what another engine coded: another lexicon, knowledge, chooser, version or setting.

        Raises:
            InstallationError: the language model is not installed.
            DataError: a table of lexicon or knowledge is broken.
        """
        from gestae.store.recode import COMMAND, recode

        return recode(self._job(COMMAND, settings, listener, say))

    def _job(
        self,
        command: str,
        settings: Settings | None,
        listener: "Listener | None",
        say: Callable[[str], None] | None,
    ) -> "Ingest":
        from gestae.pipeline import Coder
        from gestae.store.context import Contexts
        from gestae.store.ingest import Ingest

        coder = Coder(settings or load_settings(), say)
        return Ingest(self, coder, Contexts(coder).of, command, listener)

    def diff(self, before: str, after: str) -> list["Change"]:
        """The events added, lost and changed between two runs, named by their ``run_id`` or a piece of it.

        Raises:
            StoreError: no run, or several, have the name.
        """
        from gestae.store.diff import diff

        with self.reading() as connection:
            return list(diff(connection, before, after))

    def runs(self) -> list[dict[str, Any]]:
        """All runs in order: what each was, made and was made by."""
        with self.reading() as connection:
            return runs.listed(connection)

    def not_coded(self, run_id: str | None = None) -> list[dict[str, Any]]:
        """What could not be read, and the documents with nothing to code, each with the reason."""
        with self.reading() as connection:
            return runs.not_coded(connection, run_id)

    def tidy(self) -> None:
        """Let the database look at the tables' sizes, so that it plans its queries well; done after each run."""
        with self.writing() as connection:
            analyse(connection)

    def record(self, document: int | str) -> Record:
        """The whole record of a document, by its row's id, or by its key, its own id or its URL.

        Raises:
            StoreError: no such document, or it was imported and has no record.
        """
        by = (
            DOCUMENT.c.id == document
            if isinstance(document, int)
            else (DOCUMENT.c.key == document) | (DOCUMENT.c.external_id == document) | (DOCUMENT.c.url == document)
        )
        query = (
            select(DOCUMENT, SOURCE_TEXT.c.text, CODING.c.record)
            .outerjoin(SOURCE_TEXT, SOURCE_TEXT.c.id == DOCUMENT.c.text_id)
            .outerjoin(CODING, CODING.c.id == DOCUMENT.c.coding_id)
        )
        with self.reading() as connection:
            row = connection.execute(query.where(by).order_by(DOCUMENT.c.id).limit(1)).first()
        if row is None:
            raise StoreError(f"{document}: no such document in the store")
        if row.record is None:
            raise StoreError(f"{document}: imported from {row.origin}, which gives no record")
        record = unpack(row.record)
        told = {"id": row.external_id, "text": row.text, "source": row.source, "url": row.url}
        head = DocumentHead(**{**dict(record.document), **told})
        return record.model_copy(update={"document": head})

    def events(self, *, limit: int | None = None, order: Order = Order.OLDEST, **filters: object) -> "polars.DataFrame":
        """Events as a frame, a row for each event as a document reports it: ``store.events(actor="FRA")``.

        ``filters`` are those of ``filters.FILTERS``; several values are alternatives: ``type=["THREATEN", "COERCE"]``.

        Raises:
            QueryError: an unknown filter, or a value that it does not take.
            InstallationError: polars is not installed.
        """
        from gestae.store import ask

        asked = read_filters(filters)
        with self.reading() as connection:
            if limit is not None:
                return ask.to_frame(ask.page(connection, asked, limit, order=order).rows)
            return ask.to_frame(ask.stream(connection, asked, order))

    def counts(
        self, by: str | Sequence[str] = (), *, unique: Unique = Unique.STORY, **filters: object
    ) -> "polars.DataFrame":
        """How many events by some of ``choices.DIMENSION_NAMES``: ``store.counts(["actor", "month"], quad=...)``.

        Raises:
            QueryError: an unknown dimension or filter, or a value that it does not take.
            InstallationError: polars is not installed.
        """
        from gestae.store import ask, counts

        names, asked = [by] if isinstance(by, str) else list(by), read_filters(filters)
        with self.reading() as connection:
            return ask.to_frame(counts.count_events(connection, names, asked, unique), counts.columns_of(names))

    def panel(self, shape: "Shape | None" = None, **filters: object) -> "polars.DataFrame":
        """Every unit in every period; see ``panel.build_panel``.

        Raises:
            QueryError: an unknown filter, a value that it does not take, or too many rows.
            InstallationError: polars is not installed.
        """
        from gestae.store import ask
        from gestae.store.panel import Shape, build_panel

        with self.reading() as connection:
            panel = build_panel(connection, shape or Shape(), read_filters(filters))
        return ask.to_frame(panel.rows, panel.columns)


def _coded(item: Reading | Document, record: Record) -> Coded:
    document = item.document if isinstance(item, Reading) else item
    return Coded(document, record, context_hash(document))


def _arrange(connections: "Connections", place: str, mode: Mode) -> None:
    """Bring the tables up to date, or refuse a store whose tables are not."""
    newest = migrations.STEPS[-1].number
    with connections.connect() as connection:
        found = migrations.version(connection)
    if found > newest:
        raise StoreError(f"{place}: made by a later version of Gestae; install that one")
    if found < newest and mode is Mode.READ:
        raise StoreError(
            f"{place}: no store"
            if found == 0
            else f"{place}: its tables are older; gestae ingest brings them up to date"
        )
    for step in migrations.STEPS[found:]:
        with writing(connections) as connection:
            if migrations.version(connection) < step.number:
                migrations.take(step, connection)
