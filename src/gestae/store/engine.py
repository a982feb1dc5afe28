"""Connections to SQLite and PostgreSQL: readers see a moment of the store, one writer writes at a time."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gestae.errors import InstallationError, StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

POSTGRESQL = ("postgresql://", "postgres://", "postgresql+psycopg://")
WAIT_SECONDS = 60  # for another process that writes
WRITES = "gestae_writes"


class Mode(StrEnum):
    """What a store is opened for; a reader neither makes a store nor changes one."""

    READ = "read"
    WRITE = "write"


SQLITE_PRAGMAS: Mapping[Mode, Sequence[str]] = {
    Mode.WRITE: (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=NORMAL",
        "PRAGMA foreign_keys=ON",
        "PRAGMA cache_size=-65536",  # KiB
        "PRAGMA mmap_size=1073741824",
        "PRAGMA temp_store=MEMORY",
    ),
    Mode.READ: (  # there are many readers at once, each with memory of its own
        "PRAGMA cache_size=-16384",
        "PRAGMA temp_store=MEMORY",
        "PRAGMA query_only=ON",
    ),
}


def connect(place: str | Path, mode: Mode) -> "Engine":
    """The SQLAlchemy engine of a store: a file of SQLite, or ``postgresql://...``. Tables are left as they are.

    Raises:
        StoreError: there is nothing to read, or no connection can be made.
        InstallationError: psycopg is not installed.
    """
    import sqlalchemy

    name = str(place)
    engine = _postgresql(name, mode) if name.startswith(POSTGRESQL) else _sqlite(Path(name), mode)
    try:
        with engine.connect():
            pass
    except sqlalchemy.exc.DBAPIError as error:
        engine.dispose()
        raise StoreError(f"{_shown(name)}: {str(error.orig).strip()}") from error
    return engine


@contextmanager
def writing(engine: "Engine") -> Iterator["Connection"]:
    """A transaction that may write: all of it is kept, or nothing. Others that write wait for their turn."""
    with writers(engine).begin() as connection:
        yield connection


def writers(engine: "Engine") -> "Engine":
    """The same connections, set for writing. On PostgreSQL a writer has to see what was written while it waited."""
    level = {"isolation_level": "READ COMMITTED"} if engine.dialect.name == "postgresql" else {}
    return engine.execution_options(**{WRITES: True}, **level)


def analyse(connection: "Connection") -> None:
    """Let the database look at its tables' sizes, so that it plans its queries well."""
    from sqlalchemy import text

    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA analysis_limit=1000"))
    connection.execute(text("ANALYZE"))


def _shown(name: str) -> str:
    """The place without a password."""
    if not name.startswith(POSTGRESQL):
        return name
    from sqlalchemy import make_url

    return make_url(name).render_as_string(hide_password=True)


def _sqlite(path: Path, mode: Mode) -> "Engine":
    from sqlalchemy import URL, create_engine, event

    if mode is Mode.READ and not path.is_file():
        raise StoreError(f"{path}: no store is there; gestae ingest SOURCE --store {path} makes one")
    if mode is Mode.WRITE and not path.parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}")
    engine = create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False}
    )

    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        for pragma in SQLITE_PRAGMAS[mode]:
            connection.execute(pragma)

    def begin(connection: "Connection") -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine


def _postgresql(name: str, mode: Mode) -> "Engine":
    from sqlalchemy import create_engine, event, make_url, text

    try:
        import psycopg  # noqa: F401  # looked for here, so that the error names the remedy
    except ImportError as error:
        raise InstallationError("PostgreSQL needs psycopg: pip install 'gestae[postgres]'") from error
    url = make_url(name).set(drivername="postgresql+psycopg")
    options = {"options": "-c default_transaction_read_only=on"} if mode is Mode.READ else {}
    engine = create_engine(url, connect_args=options, isolation_level="REPEATABLE READ", pool_pre_ping=True)

    def begin(connection: "Connection") -> None:
        if connection.get_execution_options().get(WRITES):
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('gestae ' || current_schema()))"))

    event.listen(engine, "begin", begin)
    return engine
