"""Which feeds a reading list in OPML names."""

from pathlib import Path
from xml.parsers import expat

from gestae.errors import InputError

LONGEST = 20_000_000


def read_opml(path: Path) -> dict[str, str | None]:
    """The addresses of a list's feeds, in order, with their titles.

    Entities are refused, so that a few bytes cannot stand for gigabytes or for other files.

    Raises:
        InputError: the file cannot be read, is no OPML or names no feed.
    """
    name = path.as_posix()
    try:
        if path.stat().st_size > LONGEST:
            raise InputError(name, f"larger than {LONGEST:,} bytes; no list of feeds is")
        content = path.read_bytes()
    except OSError as error:
        raise InputError(name, error.strerror or str(error)) from error
    feeds: dict[str, str | None] = {}
    roots: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        roots.append(tag.lower())
        if roots[0] != "opml":
            raise InputError(name, f"its outermost element is <{tag}>; wanted <opml>")
        given = {key.lower(): value.strip() for key, value in attributes.items()}
        if roots[-1] == "outline" and given.get("xmlurl"):
            feeds.setdefault(given["xmlurl"], given.get("title") or given.get("text") or None)

    def refuse(*_: object) -> None:
        raise InputError(name, "it declares entities, which no list of feeds needs")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise InputError(name, f"no OPML: {error}") from error
    if not feeds:
        raise InputError(name, "it names no feed; wanted <outline xmlUrl=...>")
    return feeds
