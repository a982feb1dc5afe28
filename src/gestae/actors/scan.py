"""Known names in a document: the longest matches over its words, each with the facts it may stand for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Token

from gestae.knowledge import CountryName, Entity, EntityKind, Knowledge, NameKind, Title, Word, words
from gestae.knowledge.facts import Fact
from gestae.knowledge.words import BARRIER

_HYPHENS = frozenset("-‐‑–/")
_BREAK = Word(BARRIER, BARRIER)


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found at a token slice.

    ``linked`` names stand in "X-backed", "pro-X" or "ethnic X" and own nothing; ``single`` is the word where there is
    only one, ``bare`` whether that stands with a capital and no article.
    """

    start: int
    end: int
    facts: tuple[Fact, ...]
    linked: bool = False
    single: str | None = None
    bare: bool = False


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
                hit = Hit(start, end, facts, linked, single, single is not None and _bare(doc[start]))
                self.hits.append(hit)
                for token in range(start, end):
                    self.at[token] = hit
            position += length


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
