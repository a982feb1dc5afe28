"""Pages, PDF files and feeds, each parsed by the helper."""

import email
import email.policy
from collections.abc import Iterator
from contextlib import ExitStack
from email.message import EmailMessage

from gestae.errors import InputError
from gestae.reading.fields import Reading, document_from
from gestae.reading.helper import Helpers, need
from gestae.reading.job import Found, Job
from gestae.reading.options import ReadingOptions
from gestae.reading.sources import Source


def read_html(source: Source, job: Job) -> Iterator[Found]:
    """The article of a page."""
    yield _page(source.whole(job.options.max_bytes), source.url, source, job)


def read_saved_page(source: Source, job: Job) -> Iterator[Found]:
    """The article of a page that a browser saved in one file (MHTML).

    Raises:
        InputError: no page is in it.
    """
    message = email.message_from_bytes(source.whole(job.options.max_bytes), policy=email.policy.default)
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            url = str(part.get("Content-Location") or message.get("Snapshot-Content-Location") or "") or None
            if isinstance(content, bytes):
                yield _page(_marked(content, part), url, source, job)
                return
    raise InputError(source.name, "a saved page without HTML in it; save the page again as .html")


def _page(content: bytes, url: str | None, source: Source, job: Job) -> Reading:
    reading = page_document(content, url, source.name, job.options, job.helpers)
    return Reading(reading.document.model_copy(update={"id": source.identifier}), reading.notices)


def _marked(content: bytes, part: EmailMessage) -> bytes:
    """The page in UTF-8 where its part names another charset."""
    charset = str(part.get_content_charset() or "utf-8")
    try:
        return content.decode(charset).encode()
    except (LookupError, ValueError):
        return content


def read_pdf(source: Source, job: Job) -> Iterator[Found]:
    """The text of a PDF file."""
    need("pypdfium2")
    content = source.whole(job.options.max_bytes)
    for found in job.helpers.ask("pdf", source.name, job.options, content, max_bytes=job.options.max_bytes):
        yield document_from({"id": source.identifier, "url": source.url, **found}, source.name)


def read_feed(source: Source, job: Job) -> Iterator[Found]:
    """The entries of a feed."""
    yield from feed_entries(source.whole(job.options.max_bytes), source.name, job.options, job.helpers)


def page_document(
    content: bytes,
    url: str | None,
    name: str,
    options: ReadingOptions | None = None,
    helpers: Helpers | None = None,
) -> Reading:
    """The article of an HTML page. ``url`` is where it came from; ``name`` stands in errors and becomes its id.

    Who parses many pages makes one ``Helpers`` for all of them and closes it in the end.

    Raises:
        InputError: the page has no main text, is too large, or takes too long.
        InstallationError: trafilatura is not installed.
    """
    need("trafilatura")
    with ExitStack() as stack:
        crew = helpers or stack.enter_context(Helpers())
        (found,) = crew.ask("page", name, options or ReadingOptions(), content, url=url)
    return document_from({"id": name, **found}, name)


def feed_entries(
    content: bytes, name: str, options: ReadingOptions | None = None, helpers: Helpers | None = None
) -> Iterator[Reading | InputError]:
    """The entries of an RSS or Atom feed in its order: id and url are the entry's link, source the feed's title.

    Raises:
        InputError: the bytes are no feed, or take too long.
        InstallationError: feedparser is not installed.
    """
    need("feedparser")
    with ExitStack() as stack:
        crew = helpers or stack.enter_context(Helpers())
        for number, found in enumerate(crew.ask("feed", name, options or ReadingOptions(), content), 1):
            entry = f"{name}: entry {number}"
            if not found["text"]:
                yield InputError(entry, "an entry without text; read the page that it links to")
                continue
            try:
                yield document_from({**found, "id": found["id"] or f"{name}:{number}"}, entry)
            except InputError as error:
                yield error
