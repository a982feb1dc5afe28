"""What is remembered between polls, on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from gestae.store import Store
from gestae.watching.book import Book, EntryState, NewEntry, Poll, Settlement

from .build import START

LATER = START + timedelta(hours=1)


@pytest.fixture
def book(store_place: str) -> Iterator[Book]:
    with Store.open(store_place) as store:
        yield Book(store.engine)


def entry(key: str, host: str | None = "a.example") -> NewEntry:
    return NewEntry(key, host, f"https://{host}/{key}", "Talks", date(2024, 3, 5), "Herald", "words")


def test_feeds_and_entries_are_remembered(book: Book) -> None:
    assert book.next_due() is None
    book.follow({"http://a.example/feed": "A", "http://b.example/feed": None}, START)
    book.follow({"http://a.example/feed": "again"}, LATER)
    first, second = book.due(START)
    assert [feed.url for feed in book.due(START, ["http://b.example/feed"])] == [second.url]
    poll = Poll(first, LATER, "http://a.example/new", '"1"', "Tue", "A", failures=2, problem="late")
    assert book.polled(poll, [entry("1"), entry("2"), entry("1"), entry("3", "b.example")], START) == 3
    assert book.polled(poll, [entry("1"), entry("4", None)], START) == 1
    assert book.due(START) == [second]
    assert book.due(LATER)[1] == replace(first, location="http://a.example/new", etag='"1"', modified="Tue", failures=2)
    assert [each.key for each in book.waiting(START, per_host=1)] == ["1", "3", "4"]
    assert [each.key for each in book.waiting(START, per_host=9)] == ["1", "3", "4", "2"]


def test_settled_entries_do_not_come_again(book: Book) -> None:
    book.follow({"http://a.example/feed": None}, START)
    (feed,) = book.due(START)
    book.polled(Poll(feed, LATER, feed.url), [entry("1"), entry("2"), entry("3")], START)
    one, two, three = book.waiting(START, 9)
    assert (one.text, one.published, one.attempts) == ("words", date(2024, 3, 5), 0)
    settlements = [
        Settlement(one, EntryState.PAGE, 1),
        Settlement(two, EntryState.WAITING, 1, "late", LATER),
        Settlement(three, EntryState.GIVEN_UP, 1, "gone"),
    ]
    book.settle(settlements, START)
    assert book.waiting(START, 9) == []
    assert [(each.key, each.text, each.attempts) for each in book.waiting(LATER, 9)] == [("2", "words", 1)]
    assert (book.count_waiting(), book.next_due()) == (1, LATER)
    assert book.polled(Poll(feed, LATER, feed.url), [entry("1"), entry("3")], LATER) == 0
