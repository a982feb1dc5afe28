"""Full text, the same on both databases."""

import pytest
from sqlalchemy import select

from gestae.errors import InputError
from gestae.store import Store
from gestae.store.schema import EVENT
from gestae.store.search import Order, count, events_with, search


def found(store: Store, words: str, order: Order = Order.BEST) -> list[str]:
    with store.reading() as connection:
        hits = search(connection, words, order=order)
        assert count(connection, words) == len(hits)
    return [hit.external_id or "" for hit in hits]


@pytest.mark.parametrize(
    ("words", "documents"),
    [
        ("students", {"march"}),
        ("student march", {"march"}),
        ("students aid", set()),
        ("students OR aid", {"march", "plan", "appeal"}),
        ("aid -agency", {"plan"}),
        ('"aid agency"', {"appeal"}),
        ('"agency aid"', set()),
        ("bloom*", {"garden"}),
        ("convoy", {"wire-1", "wire-2"}),
        ("spring", {"garden"}),
        ("thousands", {"march"}),
        ("envoy's \" ' ) ( NEAR", set()),
        ("parlé", {"french"}),
    ],
)
def test_words(any_store: Store, words: str, documents: set[str]) -> None:
    assert set(found(any_store, words)) == documents


def test_order(any_store: Store) -> None:
    newest = found(any_store, "Norland", Order.NEWEST)
    assert newest[0] == "threat"
    assert found(any_store, "sanctions OR border")[0] == "threat", "words of the title go first"


def test_snippet(any_store: Store) -> None:
    with any_store.reading() as connection:
        hit = search(connection, "arrest", marks=("<", ">"))[0]
    assert "The police <arrested> 30 students" in hit.snippet


def test_evidence(any_store: Store) -> None:
    query = select(EVENT.c.trigger).where(events_with("police", any_store.engine.dialect.name))
    with any_store.reading() as connection:
        assert connection.execute(query).scalars().all() == ["arrested"]


@pytest.mark.parametrize("words", ["", "  ", "-without", "a OR -b", "...", '""'])
def test_nothing_asked(small_store: Store, words: str) -> None:
    with small_store.reading() as connection, pytest.raises(InputError, match="no word"):
        search(connection, words)
