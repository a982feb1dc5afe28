"""Which runs of words could be place names: capitalised, up to ``LONGEST`` words, looked up all at once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gestae.places.entry import join_words, plain_parts

LONGEST = 6
LONGEST_WORD = 40
CONNECTORS = frozenset(
    {"of", "the", "and", "de", "del", "della", "di", "da", "do", "dos", "das", "la", "le", "les", "los", "el", "al"}
    | {"an", "as", "ad", "ar", "ash", "du", "des", "d", "l", "e", "y", "am", "im", "der", "den", "und", "bei", "sur"}
    | {"sous", "upon", "under", "on", "by", "in", "ez", "es", "et", "en", "na", "nad", "pod"}
)
ARTICLES = frozenset({"The", "THE", "A", "An"})
JOINERS = frozenset({"-", "–", "‐", "'", "’", "."})
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W\d_]{2,})*\.?|[^\w\s]|\n\s*\n")
LAST_DOT = re.compile(r"[^\W\d_][^\W_]{3,}\.$|\d\.$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark with its character slice; ``stop`` says that no name reaches across its front."""

    text: str
    start: int
    end: int
    stop: bool = False


def plain_words(text: str) -> Iterator[Word]:
    """Cut a text into words without a language model; a full stop stays with short words ("St.", "Ala.")."""
    stop = True
    for found in WORD.finditer(text):
        word, start, end = found.group(), found.start(), found.end()
        if word.isspace():
            stop = True
            continue
        if word.endswith(".") and len(word) > 1 and LAST_DOT.search(word):
            yield Word(word[:-1], start, end - 1, stop)
            yield Word(".", end - 1, end)
            stop = True
            continue
        yield Word(word, start, end, stop)
        stop = word in {"!", "?"}


def grams(words: Sequence[Word]) -> dict[str, list[tuple[int, int]]]:
    """Look-up keys of all runs that could be names, with the slices of ``words`` where each stands."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    cache: dict[str, tuple[str, ...]] = {}
    for first, word in enumerate(words):
        if not starts_name(word.text) or word.text in ARTICLES:
            continue
        parts: list[str] = []
        for last in range(first, min(first + LONGEST, len(words))):
            text = words[last].text
            if last > first and (words[last].stop or not _continues(text)):
                break
            if text not in cache:
                cache[text] = plain_parts(text)
            parts += cache[text]
            if text[0].isalnum() and text not in CONNECTORS:
                key = join_words(parts)
                if key:
                    found[key].append((first, last + 1))
    return found


def starts_name(text: str) -> bool:
    """Whether a word begins with a capital letter."""
    return text[0].isupper() and len(text) <= LONGEST_WORD


def _continues(text: str) -> bool:
    return (text[0].isupper() and len(text) <= LONGEST_WORD) or text in CONNECTORS or text in JOINERS


def spans_by_start(known: Iterable[tuple[str, tuple[int, int]]]) -> dict[int, list[tuple[int, str]]]:
    """Known names by their first word: ends, longest first, with the key."""
    by_start: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for key, (first, last) in known:
        by_start[first].append((last, key))
    for ends in by_start.values():
        ends.sort(reverse=True)
    return by_start
