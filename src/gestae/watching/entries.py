"""What a feed's entries are to the watcher: which page each names, and how it is known again."""

import hashlib
import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

from gestae.model import Document
from gestae.watching.book import NewEntry
from gestae.watching.fetch import web_address
from gestae.watching.problems import FetchError

MOST_ENTRIES = 1_000
MOST_WORDS = 200_000
TRACKING = re.compile(r"utm_\w+|at_\w+|fbclid|gclid|mc_[ce]id|cmp|ns_\w+", re.IGNORECASE)


def new_entries(documents: Sequence[Document], base: str) -> list[NewEntry]:
    """The first thousand entries of a feed.

    Args:
        documents: What the reading room makes of the feed.
        base: The feed's own address, for links that are relative to it.
    """
    return [_entry(document, base) for document in documents[:MOST_ENTRIES]]


def _entry(document: Document, base: str) -> NewEntry:
    link, host = None, None
    if document.url:
        try:
            url = web_address(document.url, base)
        except FetchError:
            pass
        else:
            link, host = str(url), url.netloc.decode()
    words = document.text[:MOST_WORDS]
    known_by = _plain(link) if link else f"{base} {document.id or words + (document.title or '')}"
    return NewEntry(
        key=hashlib.sha256(known_by.encode("utf-8", "replace")).hexdigest(),
        host=host,
        link=link,
        title=document.title,
        published=document.published,
        source=document.source,
        text=words,
    )


def _plain(link: str) -> str:
    """The link without the marks that tell an outlet where its readers came from."""
    page, mark, query = link.partition("?")
    if not mark:
        return link
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if not TRACKING.fullmatch(name)]
    return f"{page}?{urlencode(kept)}" if kept else page
