"""PDF: the text of its pages, lines joined to paragraphs, by PDFium."""

import re
from collections.abc import Iterator
from typing import Any

from pypdfium2 import PdfDocument, PdfiumError  # type: ignore[import-untyped]

from gestae.errors import InputError

SOFT_HYPHEN = re.compile("\xad\\s*")
LINE_END_HYPHEN = re.compile("[\x02\ufffe]\\s*")  # what PDFium gives for a hyphen at a line's end
DIVIDED_WORD = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
HYPHENATED_WORD = re.compile(r"(?<=\w)-\n(?=\w)")
ENDS = (".", "!", "?", ":", "”", '"', "’")
FULL = 0.7


def extract(content: bytes, parameters: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One object: text, title, author; a PDF's own dates tell when the file was made, not when it was published.

    Raises:
        InputError: the file is encrypted, broken, or holds no text.
    """
    name = "pdf"
    try:
        document = PdfDocument(content)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError(name, "a PDF that needs a password; save it without one") from error
        raise InputError(name, f"a PDF that cannot be opened ({error}); print it to a new PDF") from error
    pages, most, length = [], parameters["max_bytes"], 0
    for page in document:
        pages.append(paragraphs(page.get_textpage().get_text_range()))
        length += len(pages[-1])
        if length > most:
            raise InputError(name, f"a PDF with more than {most:,} characters; cut it")
    text = "\n\n".join(page for page in pages if page)
    if not text.strip():
        raise InputError(name, "a PDF without text (scanned pages); run text recognition (OCR) over it first")
    known = document.get_metadata_dict(skip_empty=True)
    yield {"text": text, "title": known.get("Title"), "author": known.get("Author")}


def paragraphs(text: str) -> str:
    """A page's text with its broken lines joined.

    A paragraph ends at a blank line, or where a line ends a sentence well before the width of its neighbours. Words
    divided by a soft hyphen, or by a hyphen between two small letters at a line's end, are joined.
    """
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")]
    pieces = LINE_END_HYPHEN.sub("-\n", "\n".join(lines)).split("\n")
    width = max(map(len, pieces), default=0)
    made: list[str] = []
    current: list[str] = []
    for line in [*pieces, ""]:
        current.append(line)
        if not line or (line.endswith(ENDS) and len(line) < FULL * width):
            made.append(_joined("\n".join(current).strip()))
            current = []
    return "\n".join(part for part in made if part)


def _joined(lines: str) -> str:
    whole = DIVIDED_WORD.sub("", SOFT_HYPHEN.sub("", lines))
    return HYPHENATED_WORD.sub("-", whole).replace("\n", " ")
