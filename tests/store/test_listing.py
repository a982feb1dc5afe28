"""Documents and statements a page at a time, and questions that take too long, on either database."""

import pytest
from sqlalchemy import text

from gestae.errors import QueryError, TooLongError
from gestae.store import Store
from gestae.store.filters import read_filters
from gestae.store.listing import list_documents, list_statements
from gestae.store.within import within

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


def test_documents_by_their_filters(any_store: Store) -> None:
    with any_store.reading() as connection:
        asked = read_filters({"source": "City Herald", "published_until": "2024-03-31"})
        found = list_documents(connection, asked, 2)
        assert [row["document"] for row in found.rows] == ["march", "plan"]
        assert found.after is None
        first = list_documents(connection, asked, 1)
        assert list_documents(connection, asked, 1, first.after).rows == found.rows[1:]


def test_statements_by_their_speaker(any_store: Store) -> None:
    with any_store.reading() as connection:
        for speaker in ("nrl", "person:ada-berg", "ada berg"):
            rows = list_statements(connection, read_filters({}), 10, speaker=speaker).rows
            assert {row["document"] for row in rows} <= {"wire-1", "wire-2"}
            assert rows
        assert not list_statements(connection, read_filters({}), 10, speaker="SDR").rows
        with pytest.raises(QueryError, match="after"):
            list_statements(connection, read_filters({}), 10, "x")


def test_a_question_is_stopped(any_store: Store) -> None:
    with any_store.reading() as connection, pytest.raises(TooLongError, match="longer"), within(connection, 0.2):
        connection.execute(text(ENDLESS))
    with any_store.reading() as connection, within(connection, 5):
        assert connection.execute(text("SELECT 1")).scalar() == 1
