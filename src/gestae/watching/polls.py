"""Polling feeds: asking for what is new, and when to ask again."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from gestae.errors import InputError
from gestae.model import Document
from gestae.watching.book import Feed, NewEntry, Poll
from gestae.watching.charset import as_utf8
from gestae.watching.entries import new_entries
from gestae.watching.fetch import Wanted
from gestae.watching.problems import FetchError, PostponedError
from gestae.watching.schedule import Schedule
from gestae.watching.visit import Visit, Visitor

FEED = Wanted(size=10_000_000)
LONGEST_MARK = 500


async def fetch_feeds(visitor: Visitor, feeds: Sequence[Feed]) -> list[Visit | FetchError]:
    """The feeds as they are now, or why they cannot be had, in order."""

    async def fetch(feed: Feed) -> Visit | FetchError:
        try:
            return await visitor.get(feed.location, FEED, _conditions(feed))
        except FetchError as error:
            return error

    return await asyncio.gather(*map(fetch, feeds))


def poll_of(
    feed: Feed,
    answer: Visit | FetchError,
    read_feed: Callable[[bytes, str], Iterable[Document]],
    schedule: Schedule,
    now: datetime,
) -> tuple[Poll, list[NewEntry]]:
    """What a poll came to, with the entries that the feed lists now."""
    if isinstance(answer, PostponedError):
        later = now + timedelta(seconds=answer.retry_after or schedule.retry)
        return Poll(feed, later, feed.location, feed.etag, feed.modified, None, feed.failures, answer.problem), []
    if isinstance(answer, FetchError):
        return _failed(feed, answer.problem, answer.retry_after, schedule, now), []
    location = answer.moved or feed.location
    due = schedule.feed_due(feed.url, now, failures=0)
    if answer.unchanged:
        return Poll(feed, due, location, feed.etag, feed.modified), []
    reply = answer.reply
    try:
        documents = list(read_feed(as_utf8(reply.body, reply.headers.get("content-type", "")), reply.url))
    except InputError as error:
        return _failed(feed, error.problem, None, schedule, now), []
    etag, modified = (_mark(reply.headers.get(name)) for name in ("etag", "last-modified"))
    title = next((document.source for document in documents if document.source), None)
    return Poll(feed, due, location, etag, modified, title), new_entries(documents, reply.url)


def _conditions(feed: Feed) -> dict[str, str]:
    given = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
    return {name: value for name, value in given.items() if value}


def _failed(feed: Feed, problem: str, asked: float | None, schedule: Schedule, now: datetime) -> Poll:
    failures = feed.failures + 1
    due = schedule.feed_due(feed.url, now, failures, asked)
    return Poll(feed, due, feed.location, feed.etag, feed.modified, None, failures, problem)


def _mark(value: str | None) -> str | None:
    """A header that will be sent back, unless it could not be."""
    return value if value and len(value) <= LONGEST_MARK and value.isascii() and value.isprintable() else None
