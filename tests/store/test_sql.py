"""Queries in SQL read and do nothing else."""

from pathlib import Path

import pytest

from gestae.errors import QueryError
from gestae.store import Store
from gestae.store.filters import FILTERS
from gestae.store.sql import ask_sql
from gestae.store.views import QUERIES

PAGE = Path(__file__).parents[2] / "docs" / "asking.md"


def test_the_first_rows(any_store: Store) -> None:
    found = ask_sql(
        any_store.engine, "SELECT type, count(*) AS n FROM event_report WHERE first GROUP BY type ORDER BY type;", 2
    )
    assert (found.columns, found.rows, found.more) == (["type", "n"], [("ACCUSE", 1), ("ASSAULT", 2)], True)


@pytest.mark.parametrize("view", QUERIES)
def test_views_can_be_read_and_are_documented(any_store: Store, view: str) -> None:
    found = ask_sql(any_store.engine, f"SELECT * FROM {view}")
    page = PAGE.read_text(encoding="utf-8").partition(f"### `{view}`")[2].partition("###")[0]
    assert found.rows
    assert [name for name in found.columns if f"`{name}`" not in page] == []


def test_filters_are_documented() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for each in FILTERS:
        row = f"| `--{each.name.replace('_', '-')}` | {each.kind.wanted} | {each.help} | {', '.join(each.default)} |"
        assert row in page


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM event",
        "PRAGMA query_only=OFF",
        "SELECT 1; DELETE FROM event",
        "WITH gone AS (DELETE FROM event RETURNING id) SELECT * FROM gone",
        "SELECT nothing FROM event",
        "",
    ],
)
def test_what_does_not_read_is_refused(any_store: Store, query: str) -> None:
    with pytest.raises(QueryError):
        ask_sql(any_store.engine, query)
    assert ask_sql(any_store.engine, "SELECT count(*) FROM event").rows[0][0] > 0


@pytest.mark.parametrize(
    "query",
    [
        "SELECT hash FROM token",
        "SELECT count(*) FROM event WHERE uid IN (SELECT hash FROM token)",
        "SELECT count(*) FROM token",
        "WITH t AS (SELECT * FROM token) SELECT count(*) FROM t",
        "SELECT 'a' AS a UNION ALL SELECT name FROM token",
    ],
)
def test_tokens_are_not_read(any_store: Store, query: str) -> None:
    with pytest.raises(QueryError, match="can only read the documented tables and views"):
        ask_sql(any_store.engine, query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT query_to_xml('SELECT * FROM token', true, true, '')",
        "SELECT 1 WHERE (table_to_xml('token', true, true, '')::text)::int = 1",
        """SELECT U&"query_to\\005fxml"('SELECT * FROM token', true, true, '')""",
        "SELECT * FROM ts_stat('SELECT to_tsvector(hash) FROM token')",
        "SELECT pg_read_file/**/('PG_VERSION')",
        "SELECT set_config('role', 'postgres', true)",
        "SELECT passwd FROM pg_shadow",
        "EXPLAIN ANALYZE SELECT * FROM token",
    ],
)
def test_functions_that_reach_further_are_refused(any_store: Store, query: str) -> None:
    if any_store.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has none of these")
    with pytest.raises(QueryError, match="can only read the documented tables and views"):
        ask_sql(any_store.engine, query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT upper(title), length(title), coalesce(source, '?') FROM document WHERE title LIKE '%a%'",
        "WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM a WHERE x < 4) SELECT sum(x), avg(x) FROM a",
        "SELECT type, row_number() OVER (PARTITION BY quad ORDER BY type) FROM report WHERE actor_id IN (1, 2, 3)",
        "SELECT CAST(month AS numeric(10,2)), round(score * 2) FROM event_report WHERE first ORDER BY 1",
        "VALUES (1), (2)",
        "EXPLAIN SELECT * FROM event_report",
    ],
)
def test_whatever_only_reads_is_answered(any_store: Store, query: str) -> None:
    assert ask_sql(any_store.engine, query).columns


def test_a_query_ends_in_time(any_store: Store) -> None:
    endless = "WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM a) SELECT count(*) FROM a"
    with pytest.raises(QueryError, match=r"longer than 0\.2 seconds"):
        ask_sql(any_store.engine, endless, seconds=0.2)


def test_columns_of_one_name_are_told_apart(small_store: Store) -> None:
    assert ask_sql(small_store.engine, "SELECT 1 AS a, 2 AS a").columns == ["a", "a:2"]
