"""Rounds of watching: poll the feeds that are due, fetch the pages of new entries, hand the documents on."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NoReturn, Protocol

from gestae.reading import Reading
from gestae.watching.articles import Outcome, fetch_pages, outcome
from gestae.watching.book import Book, Entry, EntryState, stamp
from gestae.watching.clock import Clock
from gestae.watching.polls import fetch_feeds, poll_of
from gestae.watching.readers import Readers
from gestae.watching.schedule import Schedule
from gestae.watching.visit import Visitor

AT_ONCE = 32
SHORTEST_REST = 1.0
LONGEST_REST = 600.0


class Sink(Protocol):
    """Takes documents into the store, in one go."""

    def __call__(self, readings: Sequence[Reading]) -> None:
        """Take them."""
        ...


@dataclass(slots=True)
class Round:
    """What one round came to. ``waiting`` entries are left for later ones."""

    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    new: int = 0
    waiting: int = 0
    settled: Counter[EntryState] = field(default_factory=Counter)

    @property
    def idle(self) -> bool:
        """Whether nothing was to be done."""
        return self == Round(waiting=self.waiting)

    def line(self) -> str:
        """The round in one line."""
        polled = self.changed + self.unchanged + self.failed
        parts = [
            f"{polled} feed{'' if polled == 1 else 's'} polled "
            f"({self.changed} changed, {self.unchanged} unchanged, {self.failed} failed)",
            f"{self.new} new entries",
            f"{self.settled[EntryState.PAGE]} documents from pages",
            f"{self.settled[EntryState.FEED]} in the feed's own words",
            f"{self.settled[EntryState.GIVEN_UP]} given up",
            f"{self.waiting} left for later",
        ]
        return ", ".join(parts)


class Watch:
    """Watches feeds.

    Documents are handed on in small lots, and entries are settled only after the sink has taken their documents:
    whenever it is stopped, what was taken stays, and the rest is fetched the next time.

    Args:
        only: The feeds that are meant, by address; all in the book where there are none.
        per_host: Most pages of one host in one round.
    """

    def __init__(
        self,
        book: Book,
        visitor: Visitor,
        readers: Readers,
        sink: Sink,
        clock: Clock,
        say: Callable[[str], None],
        schedule: Schedule | None = None,
        only: Sequence[str] = (),
        per_host: int = 50,
    ) -> None:
        self._book, self._visitor, self._readers, self._sink = book, visitor, readers, sink
        self._clock, self._say, self._schedule = clock, say, schedule or Schedule()
        self._only, self._per_host = only, per_host

    def once(self) -> Round:
        """One round."""
        with asyncio.Runner() as runner:
            done = self._round(runner)
        if done.idle:
            due = self._book.next_due(self._only)
            self._say(f"nothing is due before {stamp(due) if due else 'feeds are added'}")
        return done

    def forever(self) -> NoReturn:
        """Round after round, until it is interrupted."""
        with asyncio.Runner() as runner:
            while True:
                self._round(runner)
                runner.run(self._clock.sleep(self._rest()))

    def _round(self, runner: asyncio.Runner) -> Round:
        done = Round()
        self._poll(runner, done)
        entries = self._book.waiting(self._clock.now(), self._per_host)
        for start in range(0, len(entries), AT_ONCE):
            self._take(runner, entries[start : start + AT_ONCE], done)
        done.waiting = self._book.count_waiting()
        if not done.idle:
            self._say(done.line())
        return done

    def _poll(self, runner: asyncio.Runner, done: Round) -> None:
        due = self._book.due(self._clock.now(), self._only)
        for start in range(0, len(due), AT_ONCE):
            feeds = due[start : start + AT_ONCE]
            for feed, answer in zip(feeds, runner.run(fetch_feeds(self._visitor, feeds)), strict=True):
                now = self._clock.now()
                poll, entries = poll_of(feed, answer, self._readers.feed, self._schedule, now)
                done.new += self._book.polled(poll, entries, now)
                if poll.problem:
                    done.failed += 1
                    again = stamp(poll.due)
                    self._say(f"{feed.url}: {poll.problem}; failures in a row: {poll.failures}, next try {again}")
                elif entries:
                    done.changed += 1
                else:
                    done.unchanged += 1

    def _take(self, runner: asyncio.Runner, entries: Sequence[Entry], done: Round) -> None:
        pages = runner.run(fetch_pages(self._visitor, entries))
        now = self._clock.now()
        outcomes = [
            outcome(entry, page, self._readers.page, self._schedule, now)
            for entry, page in zip(entries, pages, strict=True)
        ]
        readings = [each.reading for each in outcomes if each.reading is not None]
        if readings:
            self._sink(readings)
        self._book.settle((each.settlement for each in outcomes), now)
        for each in outcomes:
            self._tell(each)
            done.settled[each.settlement.state] += 1

    def _tell(self, outcome: Outcome) -> None:
        settled = outcome.settlement
        name = settled.entry.link or settled.entry.title or settled.entry.key
        if settled.state is EntryState.FEED:
            self._say(f"{name}: {settled.problem}; the feed's own words were taken")
        elif settled.state is EntryState.GIVEN_UP:
            self._say(f"{name}: {settled.problem}; given up")

    def _rest(self) -> float:
        due = self._book.next_due(self._only)
        left = LONGEST_REST if due is None else (due - self._clock.now()).total_seconds()
        return min(max(left, SHORTEST_REST), LONGEST_REST)
