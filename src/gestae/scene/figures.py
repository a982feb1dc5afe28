"""Numbers in running text with their bounds and the noun that they count."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from gestae.language.times.numbers import Number, NumberKind, NumberWords, digits_value, read_number
from gestae.language.view import Parsed

AT_LEAST = (
    ("at", "least"),
    ("more", "than"),
    ("no", "fewer", "than"),
    ("no", "less", "than"),
    ("upwards", "of"),
    ("over",),
)
AT_MOST = (
    ("at", "most"),
    ("no", "more", "than"),
    ("fewer", "than"),
    ("less", "than"),
    ("up", "to"),
    ("as", "many", "as"),
    ("under",),
)
ABOUT = (("about",), ("around",), ("some",), ("nearly",), ("almost",), ("roughly",), ("approximately",), ("estimated",))
FRONTS = (*AT_LEAST, *AT_MOST, *ABOUT, ("a",), ("an",), ("the",), ("another",))
JOINTS = frozenset({"to", "-", "–", "and", "or"})
NO_COUNTS = frozenset({"%", "percent", "per", "-"})
PARTS = frozenset({("of", "them"), ("of", "whom"), ("of", "these"), ("of", "those")})
NOBODY = frozenset({"one", "body"})
YEARLY = frozenset({"in", "since", "by", "until", "from", "of", "during", "and", "early", "late"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A number from token ``number``; its phrase is the slice with what qualifies it.

    ``head`` is the token that stands for the counted in the sentence ("dozens" of protesters), ``noun`` what they are.
    """

    number: int
    start: int
    end: int
    low: float | None
    high: float | None
    head: int
    noun: int


def find_figures(parsed: Parsed, table: NumberWords) -> Iterator[Figure]:
    """All counts of a document in order; dates, ages and shares are none."""
    doc = parsed.doc
    words = [token.lower_ for token in doc]
    for sentence in parsed.sentences:
        at = sentence.start
        while at < sentence.end:
            word = words[at]
            if not word[0].isdigit() and word not in table.words and word not in table.phrases:
                at += 1
                continue
            figure = _figure_at(doc, words, at, sentence.start, sentence.end, table)
            if figure is None:
                at += 1
                continue
            yield figure
            at = max(figure.end, at + 1)


def _figure_at(doc: Doc, words: Sequence[str], at: int, first: int, last: int, table: NumberWords) -> Figure | None:
    number = _number(words, at, last, table)
    if number is None or (number.low is None and number.high is None) or _is_year(words, at, first, number):
        return None
    low, high, end = number.low, number.high, number.end
    if end + 1 < last and words[end] in JOINTS:
        other = _number(words, end + 1, last, table)
        if other is not None and not other.vague and _is_range(words, at, first, end, number, other):
            high, end = other.high, other.end
    if end < last and words[end] in NO_COUNTS:
        return None
    if tuple(words[end : end + 2]) in PARTS or _is_share(words, at, end, first, last, table):
        return None
    start = at
    if start > first and low is not None and high is not None and _halves(words[start - 1], table):
        low, high, start = low / 2, high / 2, start - 1
    bare = low, high
    while start > first and doc[start - 1].is_currency:
        start -= 1
    while (front := _front(words, start, first)) is not None:
        start -= len(front)
        if front in AT_LEAST:
            high = None
        elif front in AT_MOST:
            low = None
    if start > first and words[start - 1] in {"between", "from"} and bare[0] != bare[1]:
        start -= 1
    if words[end : end + 2] == ["or", "more"]:
        high, end = None, end + 2
    head = _head(doc, at, end)
    return Figure(at, start, end, low, high, head.i, _counted(head, end).i)


def _number(words: Sequence[str], at: int, last: int, table: NumberWords) -> Number | None:
    word = words[at]
    for dash in ("–", "-"):
        low, found, high = word.partition(dash)
        first, second = digits_value(low), digits_value(high)
        if found and first is not None and second is not None:
            return Number(at, at + 1, first, second)
    entry = table.words.get(word)
    if entry is not None and entry.kind is NumberKind.NONE:
        return Number(at, at + 1 + (at + 1 < last and words[at + 1] in NOBODY), 0, 0)
    number = read_number(words, at, table)
    return number if number is not None and number.end <= last else None


def _is_year(words: Sequence[str], at: int, first: int, number: Number) -> bool:
    plain = words[at].isdigit() and len(words[at]) == 4 and number.end == at + 1
    return plain and "1900" <= words[at] <= "2100" and at > first and words[at - 1] in YEARLY


def _halves(word: str, table: NumberWords) -> bool:
    """As in "half a million"."""
    entry = table.words.get(word)
    return entry is not None and entry.kind is NumberKind.PART


def _is_share(words: Sequence[str], at: int, end: int, first: int, last: int, table: NumberWords) -> bool:
    """Is the number either of those in "seven in ten people"?"""
    if words[end : end + 1] == ["in"] and end + 1 < last and words[end + 1] in table.words:
        return True
    return at - 2 >= first and words[at - 1] == "in" and words[at - 2] in table.words


def _is_range(words: Sequence[str], at: int, first: int, joint: int, low: Number, high: Number) -> bool:
    if low.vague or low.low is None or high.high is None or low.low >= high.high:
        return False
    if words[joint] == "and":
        return at > first and words[at - 1] == "between"
    return words[joint] != "or" or high.high - low.low <= max(2, low.low)


def _front(words: Sequence[str], start: int, first: int) -> tuple[str, ...] | None:
    for front in FRONTS:
        begin = start - len(front)
        if begin >= first and tuple(words[begin:start]) == front:
            return front
    return None


def _head(doc: Doc, at: int, end: int) -> Token:
    """The noun that a number goes with; the number itself where it stands for the counted."""
    token = doc[end - 1]
    for word in doc[at:end]:
        if not at <= word.head.i < end or word.head.i == word.i:
            token = word
    if token.dep_ in {"nummod", "det", "quantmod", "amod", "compound"} and token.head.i >= end:
        token = token.head
        while token.dep_ == "compound" and token.head.i > token.i:
            token = token.head
    return token


def _counted(head: Token, end: int) -> Token:
    """What stands after "dozens of", else the head."""
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i <= end:
            return next((noun for noun in child.children if noun.dep_ == "pobj" and noun.pos_ != "PRON"), head)
    return head
