"""HTML: the main text of a page with its title, date, author, outlet and address, by trafilatura."""

from collections.abc import Iterator
from typing import Any

from trafilatura import bare_extraction
from trafilatura.settings import Document
from trafilatura.utils import load_html

from gestae.errors import InputError

LARGEST = 20_000_000
MOST_LINKED = 0.8


def extract(content: bytes, parameters: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One object: text, title, published, author, source, url.

    Raises:
        InputError: the page is too large, is no HTML, or has no main text.
    """
    name = "page"
    if len(content) > LARGEST:
        raise InputError(
            name, f"a page of {len(content) // 1_000_000:,} MB; pages of up to 20 MB are read; save its text as .txt"
        )
    tree = load_html(decoded(content))
    if tree is None:
        raise InputError(name, "no HTML that can be parsed; save its text as .txt")
    links = {_folded(str(link.text_content())) for link in tree.iter("a")}
    found = bare_extraction(
        tree,
        url=parameters.get("url"),
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if not isinstance(found, Document) or not found.text or _linked(found.text, links) > MOST_LINKED:
        raise InputError(
            name, "a page without a main text (a list of links, or text made by scripts); save its text as .txt"
        )
    yield {
        "text": without_title(found.text, found.title or ""),
        "title": found.title,
        "published": found.date,
        "author": found.author,
        "source": found.sitename or found.hostname,
        "url": parameters.get("url") or found.url,
    }


def _linked(text: str, links: set[str]) -> float:
    """The share of a text whose lines are nothing but links; all of an empty one."""
    lines = [line for line in map(_folded, text.split("\n")) if line]
    return sum(len(line) for line in lines if line in links) / max(1, sum(map(len, lines))) if lines else 1.0


def _folded(words: str) -> str:
    return " ".join(words.split())


def without_title(text: str, title: str) -> str:
    """The text without a first line that only repeats the title."""
    first, _, rest = text.partition("\n")
    return rest if rest.strip() and _folded(first) == _folded(title) else text


def decoded(content: bytes) -> bytes | str:
    """A page with a UTF-16 mark as text; of others the parser reads the charset."""
    return content.decode("utf-16", "replace") if content.startswith((b"\xff\xfe", b"\xfe\xff")) else content
