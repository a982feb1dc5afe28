"""Place names in a parsed document: what the language model saw, and what the gazetteer adds to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from gestae.language.view import Parsed
from gestae.model import Place
from gestae.places.context import Found, area_after, exact_ok, find_key, generic_level, merge, read_outlet
from gestae.places.gazetteer import Gazetteer
from gestae.places.knowledge import NameRowKind, PlaceKnowledge, WordKind
from gestae.places.resolve import Resolved, resolve
from gestae.places.scan import Word, grams, spans_by_start, starts_name
from gestae.places.use import place_use
from gestae.places.view import PlaceName, Places

PLACE_LABELS = frozenset({"GPE", "LOC"})
PEOPLE_LABEL, BUILT_LABEL, BODY_LABEL, PERSON_LABEL, LANGUAGE_LABEL = "NORP", "FAC", "ORG", "PERSON", "LANGUAGE"
SURE, LIKELY, POSSIBLE = 1.0, 0.7, 0.2
MOST_NAMES = 400  # distinct names of a document that are weighed against each other


@dataclass(frozen=True, slots=True)
class Spotted:
    """A place name as a token slice and why it is taken for one."""

    found: Found
    why: str
    adjective: bool = False
    trust: float = 1.0


def find_places(parsed: Parsed, gazetteer: Gazetteer, knowledge: PlaceKnowledge | None = None) -> Places:
    """All place names of a document in order, none overlapping, with their use and what they mean.

    ``knowledge`` replaces the own facts that the gazetteer was opened with.
    """
    gazetteer = gazetteer.using(knowledge) if knowledge else gazetteer
    spotted = list(_Finder(parsed, gazetteer).spot())
    document = parsed.document
    merged = merge((s.found for s in spotted), {})[:MOST_NAMES]
    candidates = gazetteer.candidates(name.key for name in merged)
    merged = [replace(name, candidates=candidates.get(name.key, ())) for name in merged]
    results = resolve(merged, read_outlet(document.url, document.source, gazetteer))
    by_key = {name.key: result for name, result in zip(merged, results, strict=True)}
    return Places(tuple(_place_name(parsed, spot, by_key, gazetteer) for spot in spotted))


def _place_name(parsed: Parsed, spot: Spotted, results: Mapping[str, Resolved], gazetteer: Gazetteer) -> PlaceName:
    found = spot.found
    head = _head(parsed.doc, found.first, found.last)
    use = place_use(parsed, head, spot.adjective, gazetteer)
    result = results.get(found.key)
    place = result.entry.place(result.confidence * spot.trust) if result and result.entry else Place()
    return PlaceName(found.first, found.last, head, use, place, spot.why)


def _head(doc: Doc, first: int, last: int) -> int:
    """The token of a slice that hangs on a token outside of it."""
    for index in range(first, last):
        if not first <= doc[index].head.i < last:
            return index
    return last - 1


class _Finder:
    """Goes through a document's words once."""

    def __init__(self, parsed: Parsed, gazetteer: Gazetteer) -> None:
        self.doc = parsed.doc
        self.gazetteer = gazetteer
        self.knowledge = gazetteer.knowledge
        starts = {sentence.start for sentence in parsed.sentences}
        self.words = [
            Word(token.text, token.idx, token.idx + len(token.text), token.i in starts or token.is_space)
            for token in parsed.doc
        ]
        found = grams(self.words)
        known = gazetteer.known(found)
        self.by_start = spans_by_start((key, span) for key in known for span in found[key])
        self.labels = [""] * len(self.words)
        self.entity: list[tuple[int, int]] = [(0, 0)] * len(self.words)
        for ent in parsed.doc.ents:
            for index in range(ent.start, ent.end):
                self.labels[index] = ent.label_
                self.entity[index] = (ent.start, ent.end)

    def spot(self) -> Iterator[Spotted]:
        """All place names, left to right."""
        spotted: list[Spotted] = []
        doubtful: list[Spotted] = []
        index = 0
        while index < len(self.words):
            spot = self._at(index)
            if spot is None:
                index += 1
                continue
            (spotted if spot.found.weight > 0 else doubtful).append(spot)
            index = max(spot.found.last, index + 1)
        sure = {spot.found.key for spot in spotted if spot.found.weight >= LIKELY}
        spotted += [
            replace(spot, found=replace(spot.found, weight=LIKELY), why="again")
            for spot in doubtful
            if spot.found.key in sure
        ]
        yield from sorted(spotted, key=lambda spot: spot.found.first)

    def _at(self, index: int) -> Spotted | None:
        label = self.labels[index]
        start, end = self.entity[index]
        if (label in PLACE_LABELS or label == BUILT_LABEL) and start == index:
            whole = self._whole(start, end, label)
            if whole is not None:
                return whole
        for last, key in self.by_start.get(index, ()):
            spot = self._judge(index, last, key)
            if spot is not None:
                return spot
        return None

    def _whole(self, start: int, end: int, label: str) -> Spotted | None:
        """The whole entity of the language model, without article, directions and possessive mark."""
        first, last = start, end
        directions = self.knowledge.words[WordKind.DIRECTION]
        while first < last and (not starts_name(self.words[first].text)):
            first += 1
        while last > first and not self.words[last - 1].text[0].isalnum() and self.words[last - 1].text[-1] != ".":
            last -= 1
        while last > first and self.words[last - 1].text in {"'s", "’s", "'", "’"}:
            last -= 1
        if first >= last or any(word.stop for word in self.words[first + 1 : last]):
            return None
        text = self.doc.text[self.words[first].start : self.words[last - 1].end]
        known = [key for stop, key in self.by_start.get(first, ()) if stop == last]
        if not known and self.words[first].text.lower() in directions and last - first > 1:
            return None
        if known:
            return self._spot(first, last, known[0], SURE, f"entity-{label.lower()}")
        key, level, trust = find_key(text, self.gazetteer)
        if label in PLACE_LABELS and trust == 0.5 and not level:
            return None
        spot = self._spot(first, last, key, POSSIBLE, f"entity-{label.lower()}")
        return replace(spot, trust=trust, found=replace(spot.found, level=spot.found.level or level))

    def _judge(self, first: int, last: int, key: str) -> Spotted | None:
        text = self.doc.text[self.words[first].start : self.words[last - 1].end]
        before = self.words[first - 1].text if first and not self.words[first].stop else ""
        if not exact_ok(text, key, self.knowledge, after_comma=before == ","):
            return None
        if self._adjective(first, last, key):
            return self._spot(first, last, key, SURE, "adjective", adjective=True)
        ordinary = key in self.knowledge.words[WordKind.ORDINARY]
        inside = area_after(self.words, last, key, self.by_start, self.gazetteer)
        label = self.labels[first]
        start, end = self.entity[first]
        covers = start >= first and end <= last
        area = self.gazetteer.is_area(key) or key in self.knowledge.region_names
        if label == PERSON_LABEL and not covers:
            return None
        if label == PERSON_LABEL:
            return self._spot(first, last, key, SURE if inside else 0.0, "before-area")
        if label == BODY_LABEL and not covers:
            return self._in_body(first, last, key, start, end)
        if area or inside:
            return self._spot(first, last, key, SURE, "area" if area else "before-area")
        if ordinary:
            return None
        if label in PLACE_LABELS or label == BUILT_LABEL:
            return self._spot(first, last, key, LIKELY, f"part-of-{label.lower()}")
        locative = before.lower() in self.knowledge.words[WordKind.LOCATIVE]
        if locative and self.doc[last - 1].pos_ == "PROPN" and not self._goes_on(last):
            return self._spot(first, last, key, LIKELY, "locative")
        return self._spot(first, last, key, 0.0, "doubtful")

    def _in_body(self, first: int, last: int, key: str, start: int, end: int) -> Spotted | None:
        """A place name that opens the name of a body: "Hawaii" in "Hawaii Pacific Health"."""
        body = {word.text.lower() for word in self.words[start:end]}
        opens = first == start or (first == start + 1 and self.words[start].text.lower() == "the")
        if not opens or body & self.knowledge.words[WordKind.OUTLET]:
            return None
        if self.gazetteer.is_area(key) or key in self.gazetteer.major or "county" in key:
            return self._spot(first, last, key, LIKELY, "opens-body")
        return self._spot(first, last, key, 0.0, "opens-body")

    def _adjective(self, first: int, last: int, key: str) -> bool:
        rows = self.knowledge.names.get(key, ())
        if not any(row.kind is NameRowKind.ADJECTIVE for row in rows):
            return False
        return self.labels[first] != LANGUAGE_LABEL and self.labels[first] != PERSON_LABEL

    def _goes_on(self, last: int) -> bool:
        return last < len(self.words) and not self.words[last].stop and starts_name(self.words[last].text)

    def _spot(self, first: int, last: int, key: str, weight: float, why: str, *, adjective: bool = False) -> Spotted:
        inside = area_after(self.words, last, key, self.by_start, self.gazetteer)
        level = None
        if last < len(self.words):
            level = generic_level(self.words[last].text.lower(), self.knowledge)
        if level is None and first > 1 and self.words[first - 1].text == "of":
            level = generic_level(self.words[first - 2].text.lower(), self.knowledge)
        return Spotted(Found(first, last, key, weight, inside, level), why, adjective)
