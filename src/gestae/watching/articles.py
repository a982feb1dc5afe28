"""From an entry and its page to a document, or to what becomes of the entry without one."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx

from gestae.errors import InputError
from gestae.model import Document, Notice
from gestae.reading import Reading
from gestae.watching.book import Entry, EntryState, Settlement
from gestae.watching.charset import as_utf8
from gestae.watching.fetch import Wanted
from gestae.watching.problems import FetchError, Lasts, PostponedError
from gestae.watching.schedule import Schedule
from gestae.watching.visit import Visit, Visitor

PAGE = Wanted(frozenset(("text/html", "application/xhtml+xml")))
NO_TEXT = "no text was found on its page"
NO_LINK = "it names no page"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an entry, and its document if there is one."""

    settlement: Settlement
    reading: Reading | None = None


async def fetch_pages(visitor: Visitor, entries: Sequence[Entry]) -> list[Visit | FetchError]:
    """The pages of entries, or why there is none, in order."""

    async def fetch(entry: Entry) -> Visit | FetchError:
        if entry.link is None:
            return FetchError(entry.title or entry.key, NO_LINK, Lasts.LASTING)
        try:
            return await visitor.get(entry.link, PAGE)
        except FetchError as error:
            return error

    return await asyncio.gather(*map(fetch, entries))


def outcome(
    entry: Entry,
    page: Visit | FetchError,
    read_page: Callable[[bytes, str], Reading],
    schedule: Schedule,
    now: datetime,
) -> Outcome:
    """The page as a document; else a later try; else the feed's own words; else the entry is given up."""
    if isinstance(page, PostponedError):
        due = now + timedelta(seconds=page.retry_after or schedule.retry)
        return Outcome(Settlement(entry, EntryState.WAITING, entry.attempts, page.problem, due))
    attempts = entry.attempts + 1
    if isinstance(page, FetchError):
        problem = page.problem
        later = schedule.page_due(entry.key, now, attempts, page.retry_after)
        if page.lasts is Lasts.PASSING and later is not None:
            return Outcome(Settlement(entry, EntryState.WAITING, attempts, problem, later))
    else:
        found = _article(entry, page, read_page)
        if isinstance(found, Reading):
            return Outcome(Settlement(entry, EntryState.PAGE, attempts), found)
        problem = found
    if any(character.isalpha() for character in entry.text):
        return Outcome(Settlement(entry, EntryState.FEED, attempts, problem), _own_words(entry, problem))
    return Outcome(Settlement(entry, EntryState.GIVEN_UP, attempts, problem))


def _article(entry: Entry, page: Visit, read_page: Callable[[bytes, str], Reading]) -> Reading | str:
    reply = page.reply
    try:
        found = read_page(as_utf8(reply.body, reply.headers.get("content-type", "")), reply.url)
    except InputError as error:
        return error.problem
    document = found.document
    if not any(character.isalpha() for character in document.text):
        return NO_TEXT
    filled = {
        "id": reply.url,
        "url": reply.url,
        "title": document.title or entry.title,
        "published": entry.published or document.published,
        "source": _outlet(document.source, reply.url) or entry.source or document.source,
    }
    return Reading(document.model_copy(update=filled), found.notices)


def _outlet(source: str | None, url: str) -> str | None:
    """The outlet as its page names it; a mere host name is none, because the feed's title tells more."""
    return source if source and source.lower() not in httpx.URL(url).netloc.decode() else None


def _own_words(entry: Entry, problem: str) -> Reading:
    document = Document(
        id=entry.link or entry.key,
        text=entry.text,
        title=entry.title,
        published=entry.published,
        source=entry.source,
        url=entry.link,
    )
    message = f"The text is the feed's own, because the page could not be used: {problem}."
    return Reading(document, (Notice(code="feed-text", message=message),))
