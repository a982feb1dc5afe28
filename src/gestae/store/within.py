"""Questions to a store that have to be answered in a time."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from gestae.errors import TooLongError

STEPS = 10_000  # of SQLite's machine between two looks at the clock


@contextmanager
def within(connection: Connection, seconds: float) -> Iterator[Connection]:
    """The connection, whose queries are stopped when the time is over.

    Raises:
        TooLongError: the time was over.
    """
    raw = connection.connection.driver_connection
    until = time.monotonic() + seconds
    if isinstance(raw, sqlite3.Connection):
        raw.set_progress_handler(lambda: time.monotonic() > until, STEPS)
    else:
        connection.execute(text(f"SET LOCAL statement_timeout = {int(seconds * 1000)}"))
    try:
        yield connection
    except DBAPIError as error:
        if time.monotonic() < until:
            raise
        raise TooLongError(f"this takes longer than {seconds:g} seconds; ask for less") from error
    finally:
        if isinstance(raw, sqlite3.Connection):
            raw.set_progress_handler(None, 0)
