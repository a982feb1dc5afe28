"""Numbers in words and digits, read from a sequence of lower-case words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gestae.tables import Row, read_table, table_files

LONGEST = 12


class NumberKind(StrEnum):
    """What a number word does in a number."""

    SMALL = "small"
    TEEN = "teen"
    TENS = "tens"
    SCALE = "scale"
    GROUP = "group"
    SUFFIX = "suffix"
    ARTICLE = "article"
    NONE = "none"
    VAGUE = "vague"
    SOME = "some"
    PART = "part"


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A number word with its bounds; None where open."""

    kind: NumberKind
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from words ``start`` to ``end`` (exclusive) and its bounds.

    ``spelled`` tells vague words ("dozens") from those that name a figure.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    vague: bool = False


@dataclass(frozen=True)
class NumberWords:
    """Number words by their (first) word; phrases of several words come longest first."""

    words: Mapping[str, NumberWord]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], NumberWord], ...]]


def load_number_words(folders: Iterable[Path]) -> NumberWords:
    """Read the table ``numbers`` of each folder, later ones over earlier ones.

    Raises:
        DataError: a row has an unknown kind or a bound that is no number.
    """
    words: dict[str, NumberWord] = {}
    phrases: dict[str, dict[tuple[str, ...], NumberWord]] = {}
    for path in table_files(folders, "numbers"):
        for row in read_table(path, ("word", "kind", "low", "high")):
            kind = NumberKind(row.one_of("kind", NumberKind))
            word = NumberWord(kind, _bound(row, "low"), _bound(row, "high"))
            parts = tuple(row["word"].split())
            if len(parts) == 1:
                words[parts[0]] = word
            else:
                phrases.setdefault(parts[0], {})[parts] = word
    longest_first = {
        first: tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))
        for first, found in phrases.items()
    }
    return NumberWords(words, longest_first)


def _bound(row: Row, column: str) -> float | None:
    if not row[column]:
        return None
    try:
        return float(row[column])
    except ValueError as error:
        raise row.error(f"{column} is {row[column]!r}; wanted a number or nothing") from error


def digits_value(word: str) -> float | None:
    """The value of "12", "3,000" or "2.5"; None if the word is no number of this form."""
    if not word[:1].isdigit() or len(word) > 18:
        return None
    plain = word.replace(",", "") if _grouped(word) else word
    if not plain.isascii():
        return None
    whole, _, fraction = plain.partition(".")
    if not whole.isdigit() or (fraction and not fraction.isdigit()) or plain.endswith("."):
        return None
    return float(plain)


def _grouped(word: str) -> bool:
    first, *rest = word.partition(".")[0].split(",")
    return bool(rest) and len(first) <= 3 and all(len(group) == 3 for group in rest)


def read_number(words: Sequence[str], start: int, table: NumberWords) -> Number | None:
    """The longest number that begins at a word, or None."""
    for parts, word in table.phrases.get(words[start], ()):
        if tuple(words[start : start + len(parts)]) == parts:
            return Number(start, start + len(parts), word.low, word.high, vague=True)
    first = table.words.get(words[start])
    if first is not None and first.kind in {NumberKind.VAGUE, NumberKind.NONE}:
        return Number(start, start + 1, first.low, first.high, vague=first.kind is NumberKind.VAGUE)
    return _figure(words, start, table)


def _figure(words: Sequence[str], start: int, table: NumberWords) -> Number | None:
    total = current = 0.0
    end = start
    last: NumberKind | None = None
    position = start
    while position < min(len(words), start + LONGEST):
        text = words[position]
        if text == "-" and last is NumberKind.TENS:
            position += 1
            continue
        digits = digits_value(text)
        word = table.words.get(text)
        if digits is not None:
            if last is not None:
                break
            current, last = digits, NumberKind.TEEN
        elif word is None:
            glued = _glued(text, table) if last is None else None
            if glued is None:
                break
            current, last = glued, NumberKind.SCALE
        elif text == "and" or not _follows(word.kind, last):
            break
        elif word.kind in {NumberKind.SCALE, NumberKind.GROUP, NumberKind.SUFFIX}:
            if (word.low or 0) >= 1000:
                total, current = total + max(current, 1) * (word.low or 0), 0.0
            else:
                current = max(current, 1) * (word.low or 0)
            last = NumberKind.SCALE
        else:
            current, last = current + (word.low or 0), word.kind
        position += 1
        if last is not NumberKind.ARTICLE:
            end = position
        if position + 1 < len(words) and words[position] == "and" and last is NumberKind.SCALE:
            after = table.words.get(words[position + 1])
            if (
                after is not None
                and after.kind in {NumberKind.SMALL, NumberKind.TEEN, NumberKind.TENS}
                and current % 100 == 0
            ):
                position += 1
    if end == start:
        return None
    return Number(start, end, total + current, total + current)


def _follows(kind: NumberKind, last: NumberKind | None) -> bool:
    match kind:
        case NumberKind.SMALL:
            return last in {None, NumberKind.TENS, NumberKind.SCALE}
        case NumberKind.TEEN | NumberKind.TENS:
            return last in {None, NumberKind.SCALE}
        case NumberKind.ARTICLE:
            return last is None
        case NumberKind.SCALE | NumberKind.GROUP | NumberKind.SUFFIX:
            return last is not None
        case _:
            return False


def _glued(text: str, table: NumberWords) -> float | None:
    """The value of "3m", "5bn" or "20k"."""
    size = len(text)
    for cut in range(max(1, size - 3), size):
        word = table.words.get(text[cut:])
        value = digits_value(text[:cut])
        if word is not None and value is not None and word.kind in {NumberKind.SCALE, NumberKind.SUFFIX}:
            return value * (word.low or 0)
    return None
