"""Queries in SQL that can read and nothing else, within a time and a number of rows."""

import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, InvalidRequestError, ResourceClosedError, StatementError

from gestae.errors import QueryError
from gestae.store import allowed

STEPS = 10_000  # of SQLite's machine between two looks at the clock
BEGINNINGS = ("select", "with", "values", "explain")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave; ``more`` where rows were left out."""

    columns: Sequence[str]
    rows: Sequence[tuple[Any, ...]]
    more: bool


def ask_sql(engine: Engine, query: str, limit: int = 1000, seconds: float = 30.0) -> Answer:
    """The first rows of one query.

    Raises:
        QueryError: the query is none, is more than one, changes something, has an error, or took too long.
    """
    words = query.strip().rstrip(";").strip()
    if not words.lower().startswith(BEGINNINGS):
        raise QueryError(f"a query begins with one of {', '.join(BEGINNINGS).upper()}")
    asked = _sqlite if engine.dialect.name == "sqlite" else _postgresql
    with engine.connect() as connection:
        try:
            return asked(connection, words, limit, seconds)
        except (DBAPIError, StatementError, InvalidRequestError, ResourceClosedError, sqlite3.Error) as error:
            raise QueryError(_told(error, seconds)) from error
        finally:
            connection.rollback()


def _sqlite(connection: Connection, words: str, limit: int, seconds: float) -> Answer:
    raw = connection.connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        raise TypeError(raw)
    until = time.monotonic() + seconds
    connection.exec_driver_sql("SELECT 1")  # begins the transaction before the guard stands
    raw.set_progress_handler(lambda: time.monotonic() > until, STEPS)
    raw.set_authorizer(allowed.on_sqlite)
    try:
        cursor = raw.execute(words)
        columns = [column[0] for column in cursor.description or ()]
        return _first(columns, cursor.fetchmany(limit + 1), limit)
    finally:
        raw.set_authorizer(None)
        raw.set_progress_handler(None, 0)


def _postgresql(connection: Connection, words: str, limit: int, seconds: float) -> Answer:
    connection.execute(text("SET TRANSACTION READ ONLY"))
    connection.execute(text(f"SET LOCAL statement_timeout = {int(seconds * 1000)}"))
    driver = connection.connection.driver_connection
    if driver is None:
        raise TypeError(driver)
    with driver.cursor() as cursor:
        try:
            allowed.check_on_postgresql(connection, words)
            cursor.execute(words.encode(), prepare=True)  # the protocol of prepared statements takes one alone
            columns = [column.name for column in cursor.description or ()]
            return _first(columns, cursor.fetchmany(limit + 1), limit)
        except driver_errors() as error:
            raise QueryError(_told(error, seconds)) from error


def driver_errors() -> type[Exception]:
    """All errors of PostgreSQL's driver."""
    import psycopg

    return psycopg.Error


def _first(columns: Sequence[str], rows: Sequence[tuple[Any, ...]], limit: int) -> Answer:
    return Answer(_distinct(columns), [tuple(row) for row in rows[:limit]], len(rows) > limit)


def _distinct(columns: Sequence[str]) -> list[str]:
    """Names that several columns bear get numbers."""
    names: list[str] = []
    for column in columns:
        again = sum(name == column or name.startswith(f"{column}:") for name in names)
        names.append(f"{column}:{again + 1}" if again else column)
    return names


def _told(error: BaseException, seconds: float) -> str:
    words = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    if "interrupted" in words or "statement timeout" in words:
        return f"the query took longer than {seconds:g} seconds; narrow it, or raise --seconds"
    if "not authorized" in words or "prohibited" in words or "read-only" in words:
        return f"a query can only read the documented tables and views ({words})"
    return words
