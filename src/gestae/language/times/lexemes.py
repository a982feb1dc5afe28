"""Pieces of text for the grammar of time expressions, cut finer and more evenly than the parser's tokens.

The parser's tokens keep "mid-2014", "3–7" or "Nov.6" whole and cut "Wed." in two, so the grammar reads
the characters of a sentence itself and its finds are mapped back to tokens.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

PIECE = re.compile(
    r"""(?P<iso>(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-]))
    |(?P<dmy>(?<!\d)\d{1,2}([/.-])\d{1,2}\3\d{4}(?!\d))
    |(?P<clock>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?=\s?(?:[ap]\.?m\b|[A-Z]{3}\b))|\d{1,2}:\d{2}(?::\d{2})?)
    |(?P<named>(?<![\d/])9/11(?![\d/]))
    |(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)
    |(?P<decade>\b\d{3}0['’]?s\b|['’‘]?\b\d0s\b)
    |(?P<nth>\d{1,2}(?:st|nd|rd|th)\b)
    |(?P<quarter>[Qq][1-4]\b)
    |(?P<number>\d+)
    |(?P<word>[^\W\d_]+)
    |(?P<genitive>['’]s\b)
    |(?P<mark>\S)""",
    re.VERBOSE,
)


class Piece(NamedTuple):
    """A stretch of characters ``start`` to ``end``; ``form`` is the alternative of the pattern that took it."""

    lower: str
    start: int
    end: int
    form: str
    capital: bool


def pieces(text: str, offset: int = 0) -> Iterator[Piece]:
    """Cut a text; ``offset`` is added to all positions."""
    for found in PIECE.finditer(text):
        words = found.group()
        yield Piece(
            words.lower().replace("’", "'"),
            found.start() + offset,
            found.end() + offset,
            found.lastgroup or "mark",
            words[0].isupper(),
        )
