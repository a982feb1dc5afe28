"""Names as sequences of words, so that spelling and tokenisation do not matter, and an index over them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gestae.knowledge.facts import Fact

BARRIER = "\0"
_ACRONYM = 7  # letters; longer names in capitals are found in any case
_PARTS = re.compile(r"'s(?![^\W_])|[^\W_](?:[^\W_]|\.(?=[^\W_]))*|&", re.UNICODE)
_MARKS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae"}
)


class Word(NamedTuple):
    """A word in its normal form, and as it is written (without dots)."""

    norm: str
    form: str


def words(text: str) -> list[Word]:
    """The words of a name: accents, dots, hyphens and case do not count; a possessive ``'s`` is a word of its own.

    >>> [w.norm for w in words("the U.S.'s Saint-Étienne")]
    ['the', 'us', "'s", 'saint', 'etienne']
    """
    if not text.isascii():
        text = text.translate(_MARKS)
        if not text.isascii():
            text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
            text = "".join(c for c in text if not unicodedata.combining(c))
    return [Word("and" if p == "&" else p.replace(".", "").lower(), p.replace(".", "")) for p in _PARTS.findall(text)]


class Entry(NamedTuple):
    """A fact under one of its names; an ``exact`` name is found only so written."""

    fact: Fact
    name: str
    exact: bool


class NameIndex:
    """Longest match of names over words by hash."""

    def __init__(self) -> None:
        self._facts: dict[str, list[Entry]] = {}
        self._longest: dict[str, int] = {}

    def add(self, name: str, fact: Fact, exact: bool = False) -> None:
        """Put a fact under a name; an exact one, or a short one all in capitals, is found only so written."""
        key = name_key(name)
        if not key:
            return
        entry = Entry(fact, name, exact or (name.isupper() and len(key) <= _ACRONYM))
        entries = self._facts.get(key)
        if entries is None:
            self._facts[key] = [entry]
            first, _, rest = key.partition(" ")
            length = rest.count(" ") + 2 if rest else 1
            if self._longest.get(first, 0) < length:
                self._longest[first] = length
        elif all(e.fact is not fact or e.name != name for e in entries):
            entries.append(entry)

    def get(self, name: str) -> list[Fact]:
        """All facts under a name, whatever its case."""
        return list(dict.fromkeys(e.fact for e in self._facts.get(name_key(name), ())))

    def entries(self, name: str) -> list[Entry]:
        """All facts under a name with the spelling that each is known by."""
        return list(self._facts.get(name_key(name), ()))

    def keys(self) -> Iterable[str]:
        """All names in their normal form."""
        return self._facts.keys()

    def longest(self, text: Sequence[Word], at: int, loose: bool = False) -> tuple[int, list[Fact]]:
        """How many words from ``at`` on are a name, and what it names; (0, []) where none is.

        ``loose`` lets names be written in small letters.
        """
        limit = self._longest.get(text[at].norm, 0)
        for length in range(min(limit, len(text) - at), 0, -1):
            part = text[at : at + length]
            entries = self._facts.get(" ".join(w.norm for w in part))
            if entries:
                facts = [e.fact for e in entries if _fits(e, part, loose)]
                if facts:
                    return length, list(dict.fromkeys(facts))
        return 0, []


def name_key(name: str) -> str:
    """The words of a name in their normal form, without a leading article."""
    key = name.lower()
    if not (key.isascii() and key.replace(" ", "").isalpha()):
        key = " ".join(w.norm for w in words(name))
    return key.removeprefix("the ")


def _fits(entry: Entry, part: Sequence[Word], loose: bool) -> bool:
    """A word with a capital in the name needs one in the text; an exact name its very letters."""
    if not entry.exact and (loose or entry.name.islower()):
        return True
    forms = [w.form for w in words(entry.name)][-len(part) :]
    if entry.exact:
        return all(form == word.form for form, word in zip(forms, part, strict=True))
    return not any(form[0].isupper() and word.form[0].islower() for form, word in zip(forms, part, strict=True))
