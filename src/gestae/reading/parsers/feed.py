"""RSS and Atom: the entries of a feed, markup taken off, by feedparser."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import feedparser  # type: ignore[import-untyped]
from lxml import html as lxml_html  # type: ignore[import-untyped]
from lxml.etree import ParserError  # type: ignore[import-untyped]

from gestae.errors import InputError

BLOCKS = ("p", "div", "br", "li", "h1", "h2", "h3", "h4", "blockquote", "tr")
BLANKS = re.compile(r"[^\S\n]+")
LINES = re.compile(r"\s*\n\s*")
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def extract(content: bytes, parameters: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """An object an entry: text, title, published, author, source, url, id.

    Links that are relative are so to the parameter ``url``, where the feed came from, if it is given.

    Raises:
        InputError: the bytes are no feed, or it defines entities of its own.
    """
    name = "feed"
    if ENTITY.search(content):
        raise InputError(
            name, "a feed that defines entities of its own, as only hostile files do; take the definitions out"
        )
    base = {"content-location": parameters["url"]} if parameters.get("url") else {}
    feed = feedparser.parse(BytesIO(content), response_headers=base)
    if not feed.version:
        raise InputError(name, "XML that is no RSS or Atom feed; save its text as .txt")
    for entry in feed.entries:
        bodies = [part.get("value", "") for part in entry.get("content", [])] or [entry.get("summary", "")]
        link = entry.get("link", "")
        link = link if link.startswith(("http://", "https://")) else None
        yield {
            "text": without_markup("\n".join(bodies)),
            "title": without_markup(entry.get("title", "")) or None,
            "published": _day(entry.get("published_parsed") or entry.get("updated_parsed")),
            "author": entry.get("author"),
            "source": without_markup(feed.feed.get("title", "")) or None,
            "url": link,
            "id": link or entry.get("id"),
        }


def without_markup(markup: str) -> str:
    """The words of an HTML fragment, a line a block."""
    if not markup.strip():
        return ""
    try:
        tree = lxml_html.fragment_fromstring(markup.replace("\0", ""), create_parent="div")
    except (ParserError, ValueError):
        return markup
    for element in list(tree.iter("script", "style")):
        element.drop_tree()
    for element in tree.iter(*BLOCKS):
        element.tail = "\n" + (element.tail or "")
        if element is not tree and element.tag != "br":
            element.text = "\n" + (element.text or "")
    return LINES.sub("\n", BLANKS.sub(" ", str(tree.text_content()))).strip()


def _day(when: Any) -> str | None:
    return f"{when.tm_year:04}-{when.tm_mon:02}-{when.tm_mday:02}" if when else None
