"""Known names in a document: the longest matches over its words, each with the facts it may stand for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc, Token

from gestae.knowledge import CountryName, Entity, EntityKind, Knowledge, NameKind, Title, Word, words
from gestae.knowledge.facts import Fact
from gestae.knowledge.words import BARRIER
from gestae.model import PlaceLevel
from gestae.places.view import PlaceName, Places

_PARTS = frozenset((PlaceLevel.ADMIN1, PlaceLevel.ADMIN2, PlaceLevel.CITY))
_HYPHENS = frozenset("-‐‑–/")
_BREAK = Word(BARRIER, BARRIER)


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found at a token slice.

    ``linked`` names stand in "X-backed", "pro-X" or "ethnic X" and own nothing; ``single`` is the word where there is
    only one, ``bare`` whether that stands with a capital and no article, ``ruling`` whether an office or a
    government is the bearer's: "President X", "the X administration".
    """

    start: int
    end: int
    facts: tuple[Fact, ...]
    linked: bool = False
    single: str | None = None
    bare: bool = False
    ruling: bool = False


class Scan:
    """All hits of a document, in order; ``at`` gives the hit that covers a token."""

    def __init__(self, doc: Doc, knowledge: Knowledge, on: date | None, loose: bool = False) -> None:
        self.doc = doc
        self.hits: list[Hit] = []
        self.at: dict[int, Hit] = {}
        text, token_of = _flatten(doc)
        position = 0
        while position < len(text):
            length, found = knowledge.names.longest(text, position, loose)
            if not length:
                position += 1
                continue
            start, end = token_of[position], token_of[position + length - 1] + 1
            facts = tuple(f for f in found if not isinstance(f, CountryName) or _alive(f, on))
            if facts and _sound(doc, start, end, facts):
                single = text[position].form if length == 1 else None
                linked = _linked(doc, text, token_of, position, length, knowledge)
                bare = single is not None and _bare(doc[start])
                ruling = end < len(doc) and doc[end].lower_ in knowledge.word_classes["ruling"]
                hit = Hit(start, end, facts, linked, single, bare, ruling or self._titled(start))
                self.hits.append(hit)
                for token in range(start, end):
                    self.at[token] = hit
            position += length

    def _titled(self, start: int) -> bool:
        """Whether the title of somebody in office stands before a name."""
        before = self.at.get(start - 1)
        return before is not None and any(isinstance(f, Title) and f.sectors[:1] == ("GOV",) for f in before.facts)

    def yield_to(self, places: Places, classes: Mapping[str, frozenset[str]], on: date | None) -> None:
        """Forget countries and capitals whose names are those of places elsewhere: "New Jersey", "Niger State"."""
        for hit in tuple(self.hits):
            if self._division(hit, classes["division"], classes["namesake"]):
                self._put(hit, tuple(f for f in hit.facts if not isinstance(f, CountryName)))
        for place in places.names:
            named = self.at.get(place.head)
            if named is not None and place.place.level in _PARTS and place.place.country is not None:
                self._put(named, tuple(f for f in named.facts if not self._elsewhere(f, named, place, classes, on)))

    def _division(self, hit: Hit, divisions: frozenset[str], namesakes: frozenset[str]) -> bool:
        """Whether a country's name is another place's: "Niger State", "New Jersey", not "Iran State Television"."""
        if not any(isinstance(f, CountryName) and f.kind is NameKind.NAME for f in hit.facts):
            return False
        before = self.doc[hit.start - 1] if hit.start else None
        if before is not None and before.text.istitle() and before.lower_ in namesakes and not before.is_sent_start:
            return True
        after = self.doc[hit.end : hit.end + 2]
        capital = len(after) > 0 and after[0].text.istitle() and after[0].lower_ in divisions
        return capital and (len(after) == 1 or after[1].pos_ != "PROPN")

    def _elsewhere(
        self, fact: Fact, hit: Hit, place: PlaceName, classes: Mapping[str, frozenset[str]], on: date | None
    ) -> bool:
        """Whether a fact is a country where the text means a place in another; "South Lebanon" is in Lebanon."""
        if not isinstance(fact, CountryName) or fact.kind not in (NameKind.NAME, NameKind.CAPITAL):
            return False
        if fact.code == place.place.country or fact.dated(on):
            return False
        first = self.doc[place.start].lower_
        return place.start >= hit.start or place.place.level is PlaceLevel.ADMIN1 or first not in classes["direction"]

    def _put(self, hit: Hit, facts: tuple[Fact, ...]) -> None:
        """Let a hit have other facts, or be gone where none is left."""
        if facts == hit.facts:
            return
        other = replace(hit, facts=facts)
        at = self.hits.index(hit)
        self.hits[at : at + 1] = [other] if facts else []
        for token in range(hit.start, hit.end):
            if facts:
                self.at[token] = other
            else:
                del self.at[token]


def _flatten(doc: Doc) -> tuple[list[Word], list[int]]:
    """The words of all tokens, and the token that each came from; other marks than hyphens part names."""
    cache: dict[int, Sequence[Word]] = {}
    text: list[Word] = []
    token_of: list[int] = []
    for token in doc:
        parts = cache.get(token.orth)
        if parts is None:
            written = token.text
            parts = words(written)
            if not parts and written not in _HYPHENS and written not in ("'", "’"):
                parts = (_BREAK,)
            cache[token.orth] = parts
        for part in parts:
            text.append(part)
            token_of.append(token.i)
    return text, token_of


def _alive(name: CountryName, on: date | None) -> bool:
    """A name that is bound to a period is not read outside of it, unless it is that of a former state."""
    if name.kind in (NameKind.CAPITAL, NameKind.SEAT):
        return name.period.holds(on)
    return name.period.holds(on) or name.kind is not NameKind.NAME or name.period.end is not None


def _linked(
    doc: Doc, text: Sequence[Word], token_of: Sequence[int], at: int, length: int, knowledge: Knowledge
) -> bool:
    """Whether a hyphen ties the name to a word that makes it somebody else's: "X-backed", "pro-X"."""
    after, before = at + length, at - 1
    if (
        after < len(text)
        and text[after].norm in knowledge.word_classes["linked"]
        and _tied(doc, token_of[after - 1], token_of[after])
    ):
        return True
    if before < 0:
        return False
    return any(text[before].norm in knowledge.word_classes[name] for name in ("against", "ethnic"))


def _bare(token: Token) -> bool:
    """Whether a word is written as a name alone: with a capital, first in its phrase."""
    if not token.text[:1].isupper():
        return False
    return token.i == 0 or token.nbor(-1).pos_ not in ("DET", "ADJ", "PROPN", "NOUN", "PRON")


def _tied(doc: Doc, left: int, right: int) -> bool:
    return left == right or (right - left == 2 and doc[left + 1].text in _HYPHENS) or not doc[left].whitespace_


def _sound(doc: Doc, start: int, end: int, facts: Sequence[Fact]) -> bool:
    """A country or a surname inside a longer personal name is not meant."""
    first: Token = doc[start]
    last: Token = doc[end - 1]
    inside = first.ent_type_ == "PERSON" and (
        (first.ent_iob_ == "I" and doc[start - 1].ent_type_ == "PERSON")
        or (end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].pos_ == "PROPN")
    )
    if not inside:
        return True
    if any(isinstance(f, Title) for f in facts):
        return True
    if all(isinstance(f, CountryName) and f.kind in (NameKind.NAME, NameKind.CAPITAL) for f in facts):
        return False
    people = [f for f in facts if isinstance(f, Entity) and f.kind is EntityKind.PERSON]
    if people and first.ent_iob_ == "I":
        before = words(doc[start - 1].text)
        names = {w.norm for f in people for w in words(f.name)}
        return bool(before) and (before[-1].norm in names or doc[start - 1].pos_ != "PROPN" or last.i < start)
    return True
