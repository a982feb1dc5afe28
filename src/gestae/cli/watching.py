"""``gestae watch``: feeds into a store, round by round."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from gestae.cli import UNREADABLE
from gestae.cli.messages import say
from gestae.errors import InputError, InstallationError
from gestae.settings import Settings

if TYPE_CHECKING:
    from gestae.pipeline import Coder
    from gestae.reading import Reading
    from gestae.store import Store

NEEDED = ("httpx", "protego", "feedparser", "trafilatura", "sqlalchemy")
NAME = "Gestae"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be watched, and how."""

    feeds: Sequence[str]
    once: bool = False
    minutes: float = 30.0
    delay: float = 2.0
    contact: str | None = None
    private: bool = False


class Taker:
    """Codes documents into a store; the coder is made when the first come."""

    def __init__(self, store: "Store", settings: Settings) -> None:
        self._store, self._settings = store, settings

    def __call__(self, readings: "Sequence[Reading]") -> None:
        """Take them, as a run of their own."""
        from gestae.store.context import Contexts
        from gestae.store.ingest import Ingest

        Ingest(self._store, self._coder, Contexts(self._coder).of, "watch").run(readings)

    @cached_property
    def _coder(self) -> "Coder":
        from gestae.pipeline import Coder

        return Coder(self._settings, say)


def watch_feeds(wish: Wish, settings: Settings) -> int:
    """Watch until it is interrupted, or for one round: then 1 where a feed failed.

    Raises:
        InputError: a reading list cannot be read, or an address is none of the web.
        InstallationError: a package is missing.
    """
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise InstallationError(f"watching needs {', '.join(missing)}: pip install 'gestae[corpus]'")
    from gestae.reading import Helpers
    from gestae.store import Store
    from gestae.watching.addresses import CheckedBackend, Reach
    from gestae.watching.book import Book
    from gestae.watching.clock import SystemClock
    from gestae.watching.fetch import Fetcher
    from gestae.watching.readers import Readers
    from gestae.watching.run import Watch
    from gestae.watching.schedule import Schedule
    from gestae.watching.visit import Manners, Visitor

    feeds, clock = _feeds(wish.feeds), SystemClock()
    reach = Reach.ANY if wish.private else Reach.PUBLIC
    visitor = Visitor(Fetcher(CheckedBackend(reach), agent(wish.contact)), clock, Manners(NAME, wish.delay))
    with Store.open(settings.store) as store, Helpers() as helpers:
        book = Book(store.engine)
        book.follow(feeds, clock.now())
        if book.next_due() is None:
            raise InputError(settings.store, "no feeds in the store; name some, or a reading list in OPML")
        watch = Watch(
            book,
            visitor,
            Readers(helpers),
            Taker(store, settings),
            clock,
            say,
            Schedule(interval=wish.minutes * 60),
            tuple(feeds),
        )
        try:
            if wish.once:
                return UNREADABLE if watch.once().failed else 0
            watch.forever()
        except KeyboardInterrupt:
            say("stopped; what was taken is in the store, the rest is fetched the next time")
            raise


def agent(contact: str | None) -> str:
    """What the watcher calls itself.

    Raises:
        InputError: the contact cannot stand in a header.
    """
    told = f"{NAME}/{version('gestae')}"
    if contact is None:
        return told
    if not contact.isascii() or not contact.isprintable():
        raise InputError(f"--contact {contact!r}", "wanted plain letters, such as an address for mail")
    return f"{told} (+{contact})"


def _feeds(given: Sequence[str]) -> dict[str, str | None]:
    """The feeds by address, with the titles that reading lists give."""
    from gestae.watching.fetch import web_address
    from gestae.watching.opml import read_opml

    found: dict[str, str | None] = {}
    for each in given:
        if "://" in each:
            found.setdefault(str(web_address(each)), None)
        else:
            found |= {url: title for url, title in read_opml(Path(each)).items() if url not in found}
    return found
