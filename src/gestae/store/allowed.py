"""What a query in SQL may read: the store's tables and views, and nothing that lets somebody in."""

import re
import sqlite3
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, text

from gestae.errors import QueryError
from gestae.store.schema import METADATA, TOKEN
from gestae.store.views import QUERIES
from gestae.store.words import INDEXES

TABLES = frozenset(METADATA.tables) - {TOKEN.name}
SHADOWS = ("", "_data", "_idx", "_content", "_docsize", "_config")  # of a table of words on SQLite
ON_SQLITE = TABLES.union(
    QUERIES, (name + end for name in INDEXES for end in SHADOWS), ("", "sqlite_master", "json_each", "json_tree")
)
ACTIONS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
EXPLAIN = re.compile(r"explain\b\s*(\([^)]*\))?\s*((analyze|analyse|verbose)\b\s*)*", re.IGNORECASE)
HIDING = re.compile(r"_to_xml|\bu&[\"']", re.IGNORECASE)  # run queries while they are planned; spell names otherwise
QUOTED = re.compile(r"'(?:[^']|'')*'")
CALLED = re.compile(r'(?:"([^"]+)"|\b([a-z_][a-z0-9_$]*))\(')
HARMLESS = ["random"]
OWN_SCHEMA = text("SELECT current_schema()")
REACHING = text(
    "SELECT proname FROM pg_proc WHERE proname = ANY(:names) AND proname <> ALL(:harmless) "
    "AND (provolatile = 'v' OR pronamespace <> 'pg_catalog'::regnamespace) LIMIT 1"
)


def on_sqlite(action: int, table: str | None, column: str | None, *_: str | None) -> int:
    """What SQLite asks of each thing that a query does; rows that are only counted have no column."""
    reads = action == sqlite3.SQLITE_READ and (table in ON_SQLITE or (not column and table != TOKEN.name))
    return sqlite3.SQLITE_OK if reads or action in ACTIONS else sqlite3.SQLITE_DENY


def check_on_postgresql(connection: Connection, words: str) -> None:
    """Look at the plan of a query, in which views are taken apart: tables of the store, and functions that only reckon.

    Raises:
        QueryError: it reads something else, or calls a function that may.
    """
    hiding = HIDING.search(words)
    if hiding:
        raise _refused(hiding[0])
    driver: Any = connection.connection.driver_connection
    explained = f"EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) {EXPLAIN.sub('', words, count=1)}"
    with driver.cursor() as cursor:
        cursor.execute(explained.encode(), prepare=True)
        (plan,) = cursor.fetchone()
    own, called = connection.execute(OWN_SCHEMA).scalar(), set()
    for node in _nodes(plan):
        relation = node.get("Relation Name")
        if relation and (relation not in TABLES or node.get("Schema") != own):
            raise _refused(relation)
        texts = (QUOTED.sub("''", value) for value in _texts(node))
        called |= {quoted or plain for told in texts for quoted, plain in CALLED.findall(told)}
    found = connection.execute(REACHING, {"names": sorted(called), "harmless": HARMLESS}).scalar()
    if found:
        raise _refused(found)


def _nodes(part: Any) -> Iterator[dict[str, Any]]:
    """All steps of a plan."""
    if isinstance(part, dict):
        yield part
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for each in inner:
        yield from _nodes(each)


def _texts(node: dict[str, Any]) -> Iterator[str]:
    """What a step reckons, as PostgreSQL writes it."""
    for value in node.values():
        yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str))


def _refused(what: str) -> QueryError:
    return QueryError(f"a query can only read the documented tables and views, not {what}")
