"""Names of countries, capitals, peoples and settlements: the state that acts, its people, or a place in it."""

from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Token

from gestae.actors.before import Before
from gestae.actors.parts import PLACE_PREPOSITIONS, Phrase, acts, nominal
from gestae.actors.scan import Hit
from gestae.actors.view import MentionKind
from gestae.knowledge import CountryName, NameKind
from gestae.model import Actor, PlaceUse
from gestae.places.view import PlaceName, Places

_ROLES = frozenset(("nsubj", "nsubjpass", "dobj", "npadvmod"))
_DEMONYMS = frozenset((NameKind.DEMONYM, NameKind.DEMONYMS, NameKind.PEOPLE))


class Lands:
    """Reads phrases whose head is a country's name; ``owner`` reads what follows a head and owns it."""

    def __init__(self, before: Before, places: Places, owner: Callable[[Phrase, int], Phrase | None]) -> None:
        self.before, self.doc, self.scan, self.reading = before, before.doc, before.scan, before.reading
        self.places, self.knowledge, self._owner = places, before.reading.knowledge, owner

    def phrase(self, base: Phrase, hit: Hit, name: CountryName, depth: int) -> Phrase:
        """The phrase of a country's name."""
        head = self.doc[base.head]
        ethnic = hit.start > 0 and self.doc[hit.start - 1].lower_ in self.before.classes["ethnic"]
        if name.kind in _DEMONYMS or (name.kind is NameKind.ADJECTIVE and (ethnic or nominal(head))):
            return self._people(base, hit, name, depth)
        place = self.places.by_head.get(base.head)
        state = self.knowledge.country(name.code, self.reading.on)
        if name.kind is NameKind.CAPITAL:
            if _visited(head, place):
                return self._place(base, state.country)
            return replace(base, kind=MentionKind.ACTOR, actors=(state,), why="capital", named=True)
        if self.knowledge.stateless(name.code):
            state = Actor(country=name.code, entity=state.entity, name=state.name)
        located = head.dep_ == "pobj" and head.head.lower_ in PLACE_PREPOSITIONS and name.kind is NameKind.NAME
        kind = MentionKind.THING if located else MentionKind.ACTOR
        return replace(base, kind=kind, actors=(state,), why=f"country/{name.kind}", named=True, plural=False)

    def settled_in(self, head: Token) -> str | None:
        """The country that a place's noun gives: "the Thai town of Bang Lamu"."""
        noun = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else head.head
        if noun.lower_ not in self.before.classes["settlement"] or head.pos_ != "PROPN" or noun.i > head.i:
            return None
        if head.dep_ not in {"pobj", "appos"}:
            return None
        owner = self.before.modifying(self.before.left(noun), noun.i)
        return owner[0].country if owner else None

    def _people(self, base: Phrase, hit: Hit, name: CountryName, depth: int) -> Phrase:
        head = self.doc[base.head]
        first = next((t.lower_ for t in self.doc[base.start : base.head] if t.pos_ != "ADV"), head.lower_)
        several = name.kind is not NameKind.DEMONYM and head.tag_ != "NNP"
        base = replace(base, plural=several, kind=MentionKind.ACTOR)
        if name.kind is NameKind.PEOPLE or hit.linked:
            return self._group(base, hit, name, depth)
        nation = first not in ("a", "an") if name.kind is NameKind.ADJECTIVE else several and first == "the"
        if nation and not any(c.dep_ == "nummod" for c in head.lefts):
            return replace(base, actors=(self.knowledge.country(name.code, self.reading.on),), why="nation")
        code = self.knowledge.code_on(name.code, self.reading.on)
        return replace(base, actors=(Actor(country=code, sector="CVL", sectors=("CVL",)),), why="demonym")

    def _group(self, base: Phrase, hit: Hit, name: CountryName, depth: int) -> Phrase:
        """People of an ethnic group: of the country where they are, else of the group's home, if it has one."""
        owner = self._owner(base, depth)
        home = name.code if not hit.linked else None
        country = owner.actors[0].country if owner and owner.actors else home
        people = Actor(country=country, sector="CVL", sectors=("CVL",))
        return replace(base, actors=(people,), why="people", open=country is None)

    def _place(self, base: Phrase, country: str | None) -> Phrase:
        return replace(base, kind=MentionKind.THING, actors=(Actor(country=country),), why="place", named=True)


def _visited(head: Token, place: PlaceName | None) -> bool:
    """Whether a capital is a place, not the government there."""
    literal = place is not None and place.use is PlaceUse.LITERAL
    if literal and (head.dep_ in _ROLES or (place is not None and place.why == "dateline")):
        return True
    return not acts(head) and (place is None or place.use is not PlaceUse.METONYMIC)
