"""One entry of the gazetteer, and the keys under which names are looked up."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from gestae.model import Place, PlaceLevel

SHORT_WORDS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "co": "county"}
DROPPED = dict.fromkeys(map(ord, "'’‘ʼʿʾ`´ʻ\"“”"))
SPLIT = dict.fromkeys(map(ord, ".-–‐_/,()"), " ")
PLAIN = {**DROPPED, **SPLIT}
LETTERS = {ord("ı"): "i", ord("ə"): "a", ord("ł"): "l", ord("ø"): "o", ord("đ"): "d", ord("ð"): "d", ord("æ"): "ae"}


class NameKind(IntEnum):
    """How a name belongs to an entry."""

    MAIN = 0
    ALTERNATIVE = 1
    ADJECTIVE = 2
    OWN = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer.

    ``id`` is the GeoNames id, or a negative number for an area that only the knowledge has.
    ``country`` is the two-letter code, ``country3`` the record's; ``admin1`` and ``admin2`` are
    codes ("US.TX", "US.TX.277"), the others are GeoNames' names of them.
    """

    id: int
    name: str
    level: PlaceLevel
    feature_code: str | None = None
    country: str | None = None
    country3: str | None = None
    admin1: str | None = None
    admin1_name: str | None = None
    admin2: str | None = None
    admin2_name: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0

    def place(self, confidence: float) -> Place:
        """The record of this entry."""
        return Place(
            geonameid=self.id if self.id > 0 else None,
            name=self.name,
            feature_code=self.feature_code,
            admin1=self.admin1_name,
            admin2=self.admin2_name,
            country=self.country3,
            latitude=self.latitude,
            longitude=self.longitude,
            level=self.level,
            confidence=round(confidence, 3),
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that a name may mean, and how the name belongs to it."""

    entry: Entry
    kind: NameKind


def name_key(name: str) -> str:
    """The form under which a name is stored and looked up: no case, accents, marks, hyphens; "St" is "saint".

    >>> name_key("St. Marys"), name_key("Deir ez-Zor"), name_key("Ḩalab")
    ('saint marys', 'deir ez zor', 'halab')
    """
    return join_words(plain_parts(name))


def plain_parts(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents and marks."""
    if text.isascii():
        plain = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text).casefold().translate(LETTERS)
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return tuple(plain.translate(PLAIN).split())


def join_words(parts: Sequence[str]) -> str:
    """The key of a name's plain words."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    words = [SHORT_WORDS.get(part, part) for part in parts]
    if words[0] == "the":
        del words[0]
    return " ".join(words)
