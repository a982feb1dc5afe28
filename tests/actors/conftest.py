"""Fixtures of the actors room: the knowledge that ships, and mentions of a text."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from spacy.language import Language

import gestae
from gestae.actors import Mention, Mentions, find_mentions
from gestae.knowledge import Knowledge, load_knowledge
from gestae.language.parse import parse_documents
from gestae.language.view import Parsed
from gestae.model import Document
from gestae.places.view import Places
from gestae.speech.view import Speech

KNOWLEDGE = Path(gestae.__file__).parent / "data" / "knowledge"


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge([KNOWLEDGE])


class Read:
    """A parsed text and its mentions, found by their words."""

    def __init__(self, parsed: Parsed, mentions: Mentions) -> None:
        self.parsed, self.mentions = parsed, mentions

    def mention(self, words: str) -> Mention:
        """The mention whose head is the last word of ``words`` where they first stand."""
        end = self.parsed.doc.text.index(words) + len(words)
        for token in self.parsed.doc:
            if token.idx + len(token) == end:
                found = self.mentions.at(token.i)
                if found is not None:
                    return found
        for found in self.mentions.all:
            if words in self.parsed.doc[found.start : found.end].text:
                return found
        raise AssertionError(f"no mention of {words!r}")


Reader = Callable[..., Read]


@pytest.fixture
def read(nlp: Language, knowledge: Knowledge) -> Reader:
    def reader(
        text: str, published: date | None = None, speech: Speech | None = None, source: str | None = None
    ) -> Read:
        document = Document(text=text, published=published, source=source)
        parsed = next(parse_documents(nlp, [document]))
        return Read(parsed, find_mentions(parsed, speech or Speech(), Places(), knowledge))

    return reader
