"""What encoding the bytes of a page are in, whatever its headers claim; all is handed on as UTF-8."""

import codecs
import re

HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
BEGINNING = 2_048
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
LAST = "cp1252"
NEVER = frozenset(("punycode", "idna", "utf-7", "unicode_escape", "raw_unicode_escape", "unicode-escape"))
LATIN_1 = frozenset(("iso8859-1", "ascii"))


def as_utf8(body: bytes, content_type: str) -> bytes:
    """The page in UTF-8, with its own declaration changed to match.

    A byte-order mark goes before all, then UTF-8 wherever the bytes are UTF-8, then what the header and the page
    declare, as far as the bytes can be read so; Windows-1252 is what is left. Latin-1 is read as Windows-1252, as
    browsers do.

    Args:
        body: The page.
        content_type: The Content-Type header.
    """
    for mark, encoding in MARKS:
        if body.startswith(mark):
            return _declared(body.decode(encoding, "replace"))
    if _decoded(body, "utf-8") is not None:
        return body if _declaration(body) in {None, "utf-8"} else _declared(body.decode())
    header = HEADER.search(content_type)
    for claimed in (header.group(1) if header else None, _declaration(body)):
        text = _decoded(body, claimed) if claimed else None
        if text is not None:
            return _declared(text)
    return _declared(body.decode(LAST, "replace"))


def _decoded(body: bytes, encoding: str) -> str | None:
    try:
        name = codecs.lookup(encoding).name
        return None if name in NEVER else body.decode(LAST if name in LATIN_1 else name)
    except (LookupError, ValueError):
        return None


def _declaration(body: bytes) -> str | None:
    found = DECLARED.search(body[:BEGINNING])
    return found.group(1).decode("ascii", "replace").lower() if found else None


def _declared(text: str) -> bytes:
    body = text.encode("utf-8", "replace")
    found = DECLARED.search(body[:BEGINNING])
    return body if found is None else body[: found.start(1)] + b"utf-8" + body[found.end(1) :]
