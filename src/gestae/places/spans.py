"""Places of given spans, without a parse: ``gestae place``."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol

from gestae.model import Document, Place, PlaceLevel
from gestae.places.context import (
    Found,
    area_after,
    exact_ok,
    find_key,
    generic_level,
    is_built,
    merge,
    read_outlet,
)
from gestae.places.entry import name_key
from gestae.places.gazetteer import Gazetteer
from gestae.places.knowledge import WordKind
from gestae.places.resolve import Resolved, Scene, contained
from gestae.places.scan import grams, plain_words, spans_by_start, starts_name

SURE, LIKELY, POSSIBLE = 1.0, 0.7, 0.2
MOST_NAMES = 400
GAP = "\n\n"


class PlaceSpan(Protocol):
    """A document and the span of a place name in its text (offsets into ``document.text``)."""

    @property
    def document(self) -> Document:
        """The document."""
        ...

    @property
    def start(self) -> int:
        """Where the name starts."""
        ...

    @property
    def end(self) -> int:
        """Where it ends."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """The plain form of a ``PlaceSpan``."""

    document: Document
    start: int
    end: int


def resolve_span(document: Document, start: int, end: int, gazetteer: Gazetteer) -> Place:
    """The place that one span of a document's text names; all fields null when nothing bears the name."""
    return next(resolve_spans([Asked(document, start, end)], gazetteer))


def resolve_spans(rows: Iterable[PlaceSpan], gazetteer: Gazetteer) -> Iterator[Place]:
    """Places of many spans, in order; rows of the same document that follow each other share its reading.

    Each answer depends on its own row alone. No parse is needed.
    """
    for _, group in groupby(rows, key=lambda row: _same(row.document)):
        context: _Context | None = None
        for row in group:
            context = context or _Context(row.document, gazetteer)
            yield context.place(row.start, row.end)


def _same(document: Document) -> tuple[str | None, ...]:
    return document.text, document.title, document.url, document.source


class _Context:
    """What one document tells about its names."""

    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        text, title = document.text, document.title
        self.offset = len(title) + len(GAP) if title else 0
        self.full = f"{title}{GAP}{text}" if title else text
        self.words = list(plain_words(self.full))
        found = grams(self.words)
        known = gazetteer.known(found)
        self.by_start = spans_by_start((key, span) for key in known for span in found[key])
        home = read_outlet(document.url, document.source, gazetteer)
        self.at = {word.start: index for index, word in enumerate(self.words)}
        names = list(self._names())
        self.mentions: dict[str, list[Found]] = {}
        for name in names:
            self.mentions.setdefault(name.key, []).append(name)
        self.scene = Scene(merge(names, gazetteer.candidates(self.mentions)), home)
        self.results: dict[tuple[str, str | None, PlaceLevel | None], Resolved] = {}

    def _names(self) -> Iterator[Found]:
        index, seen = 0, set[str]()
        while index < len(self.words):
            step = 1
            for last, key in self.by_start.get(index, ()):
                name = self._judge(index, last, key)
                if name and (key in seen or len(seen) < MOST_NAMES):
                    seen.add(key)
                    yield name
                    step = last - index
                    break
            index += step

    def _judge(self, first: int, last: int, key: str) -> Found | None:
        knowledge = self.gazetteer.knowledge
        words = self.words
        text = "".join(word.text for word in words[first:last])
        before = words[first - 1].text if first and not words[first].stop else ""
        if not exact_ok(text, key, knowledge, after_comma=before == ","):
            return None
        inside = area_after(words, last, key, self.by_start, self.gazetteer)
        level = self._level(first, last)
        well_known = key in knowledge.names or key in knowledge.region_names or self.gazetteer.major.get(key, 2) < 2
        if well_known or inside or level:
            return Found(first, last, key, SURE, inside, level)
        if key in knowledge.words[WordKind.ORDINARY]:
            return None
        if before.lower() in knowledge.words[WordKind.LOCATIVE] and not self._goes_on(last):
            return Found(first, last, key, LIKELY)
        if (before and starts_name(before)) or self._goes_on(last):
            return None
        return Found(first, last, key, POSSIBLE)

    def _goes_on(self, last: int) -> bool:
        return last < len(self.words) and not self.words[last].stop and starts_name(self.words[last].text)

    def _level(self, first: int, last: int) -> PlaceLevel | None:
        knowledge = self.gazetteer.knowledge
        if last < len(self.words):
            level = generic_level(self.words[last].text.lower(), knowledge)
            if level:
                return level
        if first > 1 and self.words[first - 1].text == "of":
            return generic_level(self.words[first - 2].text.lower(), knowledge)
        return None

    def place(self, start: int, end: int) -> Place:
        """The place that a character slice of the text names."""
        start, end = start + self.offset, end + self.offset
        first = self.at.get(start)
        last = first
        while last is not None and last < len(self.words) and self.words[last].start < end:
            last += 1
        inside = level = None
        if first is not None and last is not None:
            inside = area_after(self.words, last, name_key(self.full[start:end]), self.by_start, self.gazetteer)
            level = self._level(first, last)
        return self._resolve(self.full[start:end], inside, level).place()

    def _resolve(self, text: str, inside: str | None, level: PlaceLevel | None) -> Resolved:
        asked = (text, inside, level)
        if asked not in self.results:
            key, told, trust = find_key(text, self.gazetteer)
            mentions = [Found(0, 0, key, SURE, inside, level or told)] * 2 + self.mentions.get(key, [])
            (name,) = merge(mentions, self.gazetteer.candidates([key]))
            best = contained(self.scene.answer(name), self.scene.area(inside))
            if best.entry is None and is_built(text, self.gazetteer.knowledge):
                best = self.scene.focus()
            area = best.features is None  # the key is not what it was found by
            self.results[asked] = best if area else replace(best, confidence=best.confidence * trust)
        return self.results[asked]
