"""What makes entries of a feed's bytes and an article of a page's, by the parsers of the reading room."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gestae.errors import InputError
from gestae.model import Document
from gestae.reading import Helpers, Reading, ReadingOptions, document_from, page_document

PAGE = re.compile(rb"<(?:!doctype\s+html|html|body)\b", re.IGNORECASE)
FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
LINK = re.compile(rb"<link\b[^>]{0,1000}>", re.IGNORECASE)
FEED_TYPE = re.compile(rb"""type\s*=\s*["']?application/(?:rss|atom)\+xml""", re.IGNORECASE)
ADDRESS = re.compile(rb"""href\s*=\s*["']?([^"'\s>]{1,500})""", re.IGNORECASE)
ROOT, BEGINNING = 2_000, 100_000
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Readers:
    """Reads feeds and pages in processes of their own, which ``helpers`` keeps and ends."""

    helpers: Helpers
    options: ReadingOptions = field(default_factory=ReadingOptions)

    def feed(self, content: bytes, name: str) -> Iterator[Document]:
        """The entries of a feed; the text is the feed's own and may be empty, an entry that is broken is passed over.

        Raises:
            InputError: the bytes are no feed.
        """
        root = content[:ROOT]
        if PAGE.search(root) and not FEED.search(root):
            raise InputError(name, _page_problem(content[:BEGINNING]))
        for found in self.helpers.ask("feed", name, self.options, content, url=name):
            try:
                yield document_from(found, name).document
            except InputError:
                continue

    def page(self, content: bytes, url: str) -> Reading:
        """The article of a page.

        Raises:
            InputError: there is none, or the page takes too long to read.
        """
        return page_document(content, url, url, self.options, self.helpers)


def _page_problem(beginning: bytes) -> str:
    named = [ADDRESS.search(link) for link in LINK.findall(beginning) if FEED_TYPE.search(link)]
    feeds = [found.group(1).decode("utf-8", "replace") for found in named[:MOST_NAMED] if found]
    return f"a page, no feed; it names the feed {' or '.join(feeds)}" if feeds else "a page, no feed"
