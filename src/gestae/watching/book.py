"""What is remembered of feeds and entries between polls, in the store."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import Engine, RowMapping, func, select

from gestae.store.engine import writing
from gestae.store.feeds import FEED, FEED_ENTRY

STAMP = "%Y-%m-%dT%H:%M:%SZ"


class EntryState(StrEnum):
    """What became of an entry."""

    WAITING = "waiting"
    PAGE = "page"
    FEED = "feed"
    GIVEN_UP = "given-up"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it stands in the book."""

    id: int
    url: str
    location: str
    etag: str | None
    modified: str | None
    failures: int


@dataclass(frozen=True, slots=True)
class Poll:
    """What a poll came to. ``title``, ``etag``, ``modified`` are of the last answer; ``problem`` why none came."""

    feed: Feed
    due: datetime
    location: str
    etag: str | None = None
    modified: str | None = None
    title: str | None = None
    failures: int = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry as a feed gives it. ``text`` are the feed's own words."""

    key: str
    host: str | None
    link: str | None
    title: str | None
    published: date | None
    source: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Entry(NewEntry):
    """An entry in the book."""

    id: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of an entry; ``due`` is when a waiting one is tried again."""

    entry: Entry
    state: EntryState
    attempts: int
    problem: str | None = None
    due: datetime | None = None


class Book:
    """Reads and writes the tables ``feed`` and ``feed_entry``; each call is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def follow(self, feeds: Mapping[str, str | None], now: datetime) -> None:
        """Add feeds, by address with a title where one is known; those that are there stay as they are."""
        with writing(self._engine) as connection:
            known = set(connection.scalars(select(FEED.c.url)))
            rows = [
                {
                    "url": url,
                    "location": url,
                    "title": title,
                    "failures": 0,
                    "due_at": stamp(now),
                    "added_at": stamp(now),
                }
                for url, title in feeds.items()
                if url not in known
            ]
            if rows:
                connection.execute(FEED.insert(), rows)

    def due(self, now: datetime, only: Sequence[str] = ()) -> list[Feed]:
        """The feeds whose time has come, the longest waiting first; ``only`` names those that are meant, if not all."""
        chosen = select(FEED).where(FEED.c.due_at <= stamp(now)).order_by(FEED.c.due_at, FEED.c.id)
        with self._engine.connect() as connection:
            rows = connection.execute(chosen).mappings().all()
        return [_feed(row) for row in rows if not only or row["url"] in only]

    def next_due(self, only: Sequence[str] = ()) -> datetime | None:
        """When something is to be done next: a feed to be polled or a waiting entry to be tried; None without feeds."""
        waiting = select(func.min(FEED_ENTRY.c.due_at)).where(FEED_ENTRY.c.state == EntryState.WAITING.value)
        with self._engine.connect() as connection:
            feeds = connection.execute(select(FEED.c.url, FEED.c.due_at)).all()
            entry = connection.scalar(waiting)
        times = [due for url, due in feeds if not only or url in only]
        times += [entry] if entry and times else []
        return datetime.strptime(min(times), STAMP).replace(tzinfo=UTC) if times else None

    def polled(self, poll: Poll, entries: Iterable[NewEntry], now: datetime) -> int:
        """Note a poll and the entries that were not known; how many those are."""
        found = {entry.key: entry for entry in entries}
        values: dict[str, object] = {
            "location": poll.location,
            "etag": poll.etag,
            "modified": poll.modified,
            "failures": poll.failures,
            "problem": poll.problem,
            "polled_at": stamp(now),
            "due_at": stamp(poll.due),
        }
        if poll.title:
            values["title"] = poll.title
        with writing(self._engine) as connection:
            connection.execute(FEED.update().where(FEED.c.id == poll.feed.id).values(values))
            known = set(connection.scalars(select(FEED_ENTRY.c.key).where(FEED_ENTRY.c.key.in_(found))))
            rows = [_row(entry, poll.feed, now) for key, entry in found.items() if key not in known]
            if rows:
                connection.execute(FEED_ENTRY.insert(), rows)
        return len(rows)

    def waiting(self, now: datetime, per_host: int) -> list[Entry]:
        """Entries whose time has come, at most so many of each host, hosts taking turns, older entries first."""
        place = func.row_number().over(partition_by=FEED_ENTRY.c.host, order_by=FEED_ENTRY.c.id).label("place")
        ready = (FEED_ENTRY.c.state == EntryState.WAITING.value) & (FEED_ENTRY.c.due_at <= stamp(now))
        ranked = select(FEED_ENTRY, place).where(ready).subquery()
        chosen = select(ranked).where(ranked.c.place <= per_host).order_by(ranked.c.place, ranked.c.id)
        with self._engine.connect() as connection:
            return [_entry(row) for row in connection.execute(chosen).mappings()]

    def settle(self, settlements: Iterable[Settlement], now: datetime) -> None:
        """Note what became of entries; the words of those that are done with are dropped."""
        with writing(self._engine) as connection:
            for each in settlements:
                values: dict[str, object] = {
                    "state": each.state.value,
                    "attempts": each.attempts,
                    "problem": each.problem,
                    "due_at": stamp(each.due or now),
                }
                if each.state is not EntryState.WAITING:
                    values["text"] = None
                connection.execute(FEED_ENTRY.update().where(FEED_ENTRY.c.id == each.entry.id).values(values))

    def count_waiting(self) -> int:
        """How many entries wait, now or for a later try."""
        counted = select(func.count()).where(FEED_ENTRY.c.state == EntryState.WAITING.value)
        with self._engine.connect() as connection:
            return connection.scalar(counted) or 0


def stamp(time: datetime) -> str:
    """A time as the store writes it, in UTC."""
    return time.astimezone(UTC).strftime(STAMP)


def _row(entry: NewEntry, feed: Feed, now: datetime) -> dict[str, object]:
    return {
        "feed_id": feed.id,
        "key": entry.key,
        "host": entry.host,
        "link": entry.link,
        "title": entry.title,
        "published": entry.published,
        "source": entry.source,
        "text": entry.text,
        "state": EntryState.WAITING.value,
        "attempts": 0,
        "due_at": stamp(now),
        "seen_at": stamp(now),
    }


def _feed(row: RowMapping) -> Feed:
    return Feed(row["id"], row["url"], row["location"], row["etag"], row["modified"], row["failures"])


def _entry(row: RowMapping) -> Entry:
    return Entry(
        key=row["key"],
        host=row["host"],
        link=row["link"],
        title=row["title"],
        published=row["published"],
        source=row["source"],
        text=row["text"] or "",
        id=row["id"],
        attempts=row["attempts"],
    )
