"""A coder that needs no language model: an event for each word that it knows."""

from collections.abc import Iterable, Iterator

from gestae.model import Document, Engine, Record
from gestae.reading import Reading
from gestae.settings import Settings
from gestae.store.context import Context
from gestae.store.keys import words_hash
from helpers.corpus import ENGINE, Tale, record

WORDS = {"accused": "ACCUSE", "attacked": "ASSAULT", "threatened": "THREATEN", "shelled": "ASSAULT"}


class StubCoder:
    """Codes ``WORDS`` between Norland and Sudria, ``batch_size`` documents at a time; ``asked`` are those it coded."""

    def __init__(self, engine: Engine = ENGINE, batch_size: int = 2, types: dict[str, str] | None = None) -> None:
        self.engine = engine
        self.settings = Settings(batch_size=batch_size)
        self.types = types or WORDS
        self.asked: list[str] = []

    def code_many(self, documents: Iterable[Reading]) -> Iterator[Record]:
        for reading in documents:
            self.asked.append(reading.document.id or "")
            yield self._record(reading.document)

    def _record(self, document: Document) -> Record:
        found = [w for w in self.types if w in document.text]
        parties = [name for name in ("Norland", "Sudria") if name in document.text]
        tales = [Tale(self.types[w], w, parties[:1], parties[1:]) for w in sorted(found, key=document.text.index)]
        return record(document, tales, engine=self.engine)


def context(document: Document) -> Context:
    """Title and date; the outlet does not matter."""
    return Context(words_hash(document.title, str(document.published)))
