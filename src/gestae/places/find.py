"""Place names in a parsed document: what the language model saw, and what the gazetteer adds to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gestae.model import Place, PlaceLevel
from gestae.places.context import Found, area_after, exact_ok, find_key, generic_level, merge, read_outlet
from gestae.places.gazetteer import Gazetteer
from gestae.places.knowledge import NameRowKind, PlaceKnowledge, WordKind
from gestae.places.resolve import Resolved, Scene, contained
from gestae.places.scan import Word, grams, spans_by_start, starts_name
from gestae.places.use import place_use
from gestae.places.view import PlaceName, Places

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from gestae.language.view import Parsed

PLACE_LABELS = frozenset({"GPE", "LOC"})
BUILT_LABEL, BODY_LABEL, PERSON_LABEL = "FAC", "ORG", "PERSON"
TITLE_LABELS = frozenset({"LANGUAGE", "LAW", "WORK_OF_ART"})
SURE, LIKELY, POSSIBLE, DOUBTFUL = 1.0, 0.7, 0.2, 0.0
DATELINE_MARKS = frozenset({"(", "-", "--", "–", "—"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
BEFORE_MODIFIER = frozenset({"a", "an", "his", "her", "their", "our", "my", "its", "another", "every"})
STRICTLY_LOCATIVE = frozenset({"in", "near", "outside", "around", "across", "from"})
UNDERGONE = frozenset({"on", "against"})
LONGEST_CAPITALS = 5
TRUSTED = 0.85
MOST_NAMES = 400  # distinct names of a document that are weighed against each other


@dataclass(frozen=True, slots=True)
class Spotted:
    """A place name as a token slice and why it is taken for one."""

    found: Found
    why: str
    adjective: bool = False
    trust: float = 1.0


def find_places(parsed: "Parsed", gazetteer: Gazetteer, knowledge: PlaceKnowledge | None = None) -> Places:
    """All place names of a document in order, none overlapping, with their use and what they mean.

    ``knowledge`` replaces the own facts that the gazetteer was opened with.
    """
    gazetteer = gazetteer.using(knowledge) if knowledge else gazetteer
    spotted = _Finder(parsed, gazetteer).spot()
    document = parsed.document
    keys = dict.fromkeys(list(dict.fromkeys(spot.found.key for spot in spotted))[:MOST_NAMES])
    merged = merge((spot.found for spot in spotted if spot.found.key in keys), gazetteer.candidates(keys))
    scene = Scene(merged, read_outlet(document.url, document.source, gazetteer))
    results = {name.key: scene.answer(name) for name in merged}
    return Places(tuple(_place_name(parsed, spot, results, scene, gazetteer) for spot in spotted))


def _place_name(
    parsed: "Parsed", spot: Spotted, results: Mapping[str, Resolved], scene: Scene, gazetteer: Gazetteer
) -> PlaceName:
    found = spot.found
    head = _head(parsed.doc, found.first, found.last)
    use = place_use(parsed, head, spot.why, gazetteer)
    result = results.get(found.key)
    if result and found.inside:
        result = contained(result, scene.area(found.inside))
    place = result.place(spot.trust) if result else Place()
    return PlaceName(found.first, found.last, head, use, place, spot.why, result.rivals if result else ())


def _head(doc: "Doc", first: int, last: int) -> int:
    """The token of a slice that hangs on a token outside of it."""
    for index in range(first, last):
        if not first <= doc[index].head.i < last:
            return index
    return last - 1


class _Finder:
    """Goes through a document's words once."""

    def __init__(self, parsed: "Parsed", gazetteer: Gazetteer) -> None:
        self.doc = parsed.doc
        self.text = parsed.text
        self.gazetteer = gazetteer
        self.knowledge = gazetteer.knowledge
        self.kinds = self.knowledge.words
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
        self.surnames: set[str] = set()
        self.outlets: set[int] = set()
        for ent in parsed.doc.ents:
            if ent.label_ == PERSON_LABEL and len(ent) > 1:
                self.surnames.update(word.text.lower() for word in self.words[ent.start + 1 : ent.end])
            if any(word.text.lower() in self.kinds[WordKind.OUTLET] for word in self.words[ent.start : ent.end]):
                self.outlets.add(ent.start)
            for index in range(ent.start, ent.end):
                self.labels[index] = ent.label_
                self.entity[index] = (ent.start, ent.end)

    def spot(self) -> list[Spotted]:
        """All place names, left to right; doubtful ones where the same name is sure elsewhere."""
        spotted = list(self._all())
        sure = {spot.found.key for spot in spotted if spot.found.weight >= LIKELY} - self.surnames
        result: list[Spotted] = []
        for spot in spotted:
            if spot.found.weight > DOUBTFUL:
                result.append(spot)
            elif spot.found.key in sure and spot.why != "built":
                result.append(replace(spot, found=replace(spot.found, weight=LIKELY), why="again"))
        return result

    def _all(self) -> Iterator[Spotted]:
        index = 0
        while index < len(self.words):
            spot = self._at(index)
            if spot is not None:
                yield spot
            index = max(index + 1, spot.found.last if spot else 0)

    def _at(self, index: int) -> Spotted | None:
        label = self.labels[index]
        start, end = self.entity[index]
        if label in PLACE_LABELS and start == index:
            whole = self._whole(start, end, label)
            if whole is not None:
                return whole
        for last, key in self.by_start.get(index, ()):
            spot = self._judge(index, last, key)
            if spot is not None:
                return spot
        return None

    def _whole(self, first: int, last: int, label: str) -> Spotted | None:
        """The whole entity of the language model, without article, directions, generic words and possessive mark."""
        while first < last and not starts_name(self.words[first].text):
            first += 1
        while last > first and (
            self.words[last - 1].text in POSSESSIVES
            or not self.words[last - 1].text[0].isalnum()
            or self.words[last - 1].text.islower()
        ):
            last -= 1
        if first >= last or any(word.stop for word in self.words[first + 1 : last]):
            return None
        why = f"entity-{label.lower()}"
        text = self._text(first, last)
        known = [key for stop, key in self.by_start.get(first, ()) if stop == last]
        if known:
            if known[0] in self.knowledge.not_alone or self._is_person(first, last, known[0]):
                return None
            if self._is_adjective(known[0]) or self._is_street(last):
                return None
            return self._spot(first, last, known[0], SURE, "dateline" if self._is_dateline(first, last) else why)
        if self.words[first].text.lower() in self.kinds[WordKind.DIRECTION] and last - first > 1:
            return None
        key, level, trust = find_key(text, self.gazetteer)
        before = self.words[first - 1].text.lower() if first else ""
        known_part = trust >= TRUSTED
        if not known_part and (trust or before not in STRICTLY_LOCATIVE or self._is_street(last)):
            return None
        if self._is_person(first, last, key):
            return None
        spot = self._spot(first, last, key, POSSIBLE, why if trust else f"{why}-unknown")
        return replace(spot, trust=trust, found=replace(spot.found, level=spot.found.level or level))

    def _judge(self, first: int, last: int, key: str) -> Spotted | None:
        """Whether a run of words that the gazetteer knows is a place name here."""
        before = self.words[first - 1].text if first and not self.words[first].stop else ""
        text = self._text(first, last)
        after_comma = before == ","
        if self._is_people(key) or not exact_ok(text, key, self.knowledge, after_comma=after_comma):
            return None
        label = self.labels[first]
        start, end = self.entity[first]
        covers = start >= first and end <= last
        inside = area_after(self.words, last, key, self.by_start, self.gazetteer)
        if covers and self._is_of_place(first, last, key):
            return self._spot(first, last, key, SURE, "of-place")
        if label == PERSON_LABEL:
            return self._mistaken_person(first, last, key, inside) if covers else None
        if self._is_adjective(key):
            return None if label in TITLE_LABELS else self._spot(first, last, key, SURE, "adjective")
        if key in self.knowledge.not_alone or self._is_street(last):
            return self._spot(first, last, key, SURE, "before-area") if inside else None
        if label == BUILT_LABEL and first > start and starts_name(self.words[first - 1].text):
            return None
        if label == BODY_LABEL and not covers:
            return self._in_body(first, last, key, start, end)
        weight, why = self._weigh(first, last, key, before, inside)
        return self._spot(first, last, key, weight, why)

    def _weigh(self, first: int, last: int, key: str, before: str, inside: str | None) -> tuple[float, str]:
        """How surely a known name is a place name, and by which sign."""
        near = self._sign_before(first)
        locative = near in self.kinds[WordKind.LOCATIVE] and not self._goes_on(last)
        if inside:
            return SURE, "before-area"
        if self._is_built(key):
            here = locative or self.labels[first] in PLACE_LABELS or self.labels[first] == BUILT_LABEL
            return (SURE, "area") if here else (DOUBTFUL, "built")
        if self._is_dateline(first, last):
            return SURE, "dateline"
        area = self.gazetteer.is_area(key) or key in self.knowledge.region_names
        if area and (locative or key not in self.surnames):
            return SURE, "area"
        why = self._likely(first, last, key, before, near if locative else "")
        return (LIKELY, why) if why else (DOUBTFUL, "doubtful")

    def _likely(self, first: int, last: int, key: str, before: str, locative: str) -> str:
        """The weaker sign that a known name is a place name here, if there is one."""
        label, text = self.labels[first], self._text(first, last)
        if (text.isupper() and len(text) <= LONGEST_CAPITALS) or key in self.surnames:
            return ""
        if label in PLACE_LABELS or label == BUILT_LABEL:
            return f"part-of-{label.lower()}"
        if self._is_gone_to(first, last):
            return "object"
        if self.doc[last - 1].pos_ != "PROPN":
            return ""
        if locative and (label != BODY_LABEL or locative in STRICTLY_LOCATIVE):
            return "locative"
        if key in self.gazetteer.major and before in UNDERGONE and not self._goes_on(last):
            return "object"
        modifies = last < len(self.words) and self.words[last].text.islower()
        return "modifier" if before.lower() in BEFORE_MODIFIER and modifies else ""

    def _mistaken_person(self, first: int, last: int, key: str, inside: str | None) -> Spotted:
        """A known name that the language model takes for a person's: "in northern Mali"."""
        sign = self._sign_before(first)
        country = self.gazetteer.is_country(key) and sign in self.kinds[WordKind.LOCATIVE]
        here = country or (sign in STRICTLY_LOCATIVE and key not in self.knowledge.not_alone)
        if inside:
            return self._spot(first, last, key, SURE, "before-area")
        here = here or (key in self.gazetteer.major and self._is_gone_to(first, last))
        likely = here and key not in self.surnames and not self._goes_on(last)
        return self._spot(first, last, key, LIKELY if likely else DOUBTFUL, "locative")

    def _is_of_place(self, first: int, last: int, key: str) -> bool:
        """Whether a word for a place or an office in one stands before: "the city of", "the mayor of"."""
        if first < 2 or self.words[first - 1].text != "of" or self._goes_on(last) or key in self.knowledge.not_alone:
            return False
        word = self.words[first - 2].text.lower()
        return word in self.kinds[WordKind.OF_PLACE] or generic_level(word, self.knowledge) is not None

    def _is_gone_to(self, first: int, last: int) -> bool:
        """Whether it is all of the object of a verb that a place undergoes: "troops entered Mekelle"."""
        head = self.doc[last - 1]
        verb = head.head
        return head.dep_ == "dobj" and verb.i == first - 1 and verb.lemma_ in self.kinds[WordKind.GOING]

    def _sign_before(self, first: int) -> str:
        """The word before a name, past an article and directions ("in the far north of" keeps "of")."""
        index = first - 1
        directions = self.kinds[WordKind.DIRECTION]
        while index > 0 and (self.words[index].text.lower() in directions or self.words[index].text == "the"):
            index -= 1
        return self.words[index].text.lower() if index >= 0 else ""

    def _in_body(self, first: int, last: int, key: str, start: int, end: int) -> Spotted | None:
        """A place name in the name of a body: "Hawaii Pacific Health", "University of Virginia"."""
        if start in self.outlets:
            return None
        opens = first == start or (first == start + 1 and self.words[start].text.lower() == "the")
        if not opens and self.words[first - 1].text != "of" and last != end:
            return None
        well_known = self.gazetteer.is_area(key) or key in self.gazetteer.major or "county" in key
        return self._spot(first, last, key, LIKELY if well_known else DOUBTFUL, "in-body")

    def _is_adjective(self, key: str) -> bool:
        return key in self.knowledge.adjectives

    def _is_people(self, key: str) -> bool:
        rows = self.knowledge.names.get(key, ())
        return bool(rows) and all(row.kind is NameRowKind.DEMONYM for row in rows)

    def _is_built(self, key: str) -> bool:
        ids = self.knowledge.region_names.get(key, ())
        return bool(ids) and all(self.knowledge.regions[i].level is PlaceLevel.FEATURE for i in ids)

    def _is_person(self, first: int, last: int, key: str) -> bool:
        """Whether a single word is a surname of this document and no well-known place."""
        return last - first == 1 and self.words[first].text.lower() in self.surnames and not self.gazetteer.is_area(key)

    def _is_dateline(self, first: int, last: int) -> bool:
        """Whether a name opens a line and a mark of a dateline follows: "MOSUL, Iraq (AP)", "Hanoi (VNA)"."""
        if first and not self.words[first].stop and not self.words[first - 1].text.isspace():
            return False
        following = self.words[last].text if last < len(self.words) else ""
        if following == "-" and self.words[last].start == self.words[last - 1].end:
            return False
        return following in DATELINE_MARKS or (following == "," and self._text(first, last).isupper())

    def _is_street(self, last: int) -> bool:
        return last < len(self.words) and self.words[last].text.lower().rstrip(".") in self.kinds[WordKind.STREET]

    def _goes_on(self, last: int) -> bool:
        return last < len(self.words) and not self.words[last].stop and starts_name(self.words[last].text)

    def _text(self, first: int, last: int) -> str:
        return self.text[self.words[first].start : self.words[last - 1].end]

    def _spot(self, first: int, last: int, key: str, weight: float, why: str) -> Spotted:
        inside = area_after(self.words, last, key, self.by_start, self.gazetteer)
        level = None
        if last < len(self.words):
            level = generic_level(self.words[last].text.lower(), self.knowledge)
        if level is None and first > 1 and self.words[first - 1].text == "of":
            level = generic_level(self.words[first - 2].text.lower(), self.knowledge)
        return Spotted(Found(first, self._with_full_stop(first, last, key), key, weight, inside, level), why)

    def _with_full_stop(self, first: int, last: int, key: str) -> int:
        """The end of a short form together with the full stop that the tokenizer split off ("W.Va" + ".")."""
        if (
            last < len(self.words)
            and self.words[last].text == "."
            and self.words[last].start == self.words[last - 1].end
        ):
            text = f"{self._text(first, last)}."
            if any(row.name == text for row in self.knowledge.names.get(key, ())):
                return last + 1
        return last
