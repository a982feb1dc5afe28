"""What a place name does in its sentence: it locates, it modifies, or it stands for those who act there."""

from typing import TYPE_CHECKING

from gestae.model import PlaceUse
from gestae.places.context import GENERIC_LEVELS
from gestae.places.gazetteer import Gazetteer
from gestae.places.knowledge import WordKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from gestae.language.view import Parsed

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "dative", "obj", "iobj"})
MODIFIERS = frozenset({"compound", "amod", "nmod", "npadvmod"})
PARTIES = frozenset({"with", "against", "between", "by", "among"})
GROUPS = frozenset({"conj", "appos"})
LONGEST_CHAIN = 20


def place_use(parsed: "Parsed", head: int, why: str, gazetteer: Gazetteer) -> PlaceUse:
    """The use of the place name whose head token is given; ``why`` is the sign by which it was found."""
    words = gazetteer.knowledge.words
    if why == "dateline":
        return PlaceUse.LITERAL
    token = _first_of_group(parsed.doc[head])
    if token.dep_ == "compound" and any(token.head.lower_ in words[kind] for kind in GENERIC_LEVELS):
        token = token.head
    governor, relation = token.head, token.dep_
    if why in ("adjective", "in-body") or relation in MODIFIERS or relation == "poss":
        return PlaceUse.MIXED if governor.lower_ in words[WordKind.SITE] else PlaceUse.MODIFIER
    if relation in SUBJECTS:
        return PlaceUse.MIXED if governor.lemma_ in words[WordKind.BEING] else PlaceUse.METONYMIC
    if relation == "pobj" and (governor.dep_ == "agent" or governor.lower_ in PARTIES):
        return PlaceUse.LITERAL if governor.head.lower_ in words[WordKind.SITE] else PlaceUse.METONYMIC
    if relation in OBJECTS:
        return PlaceUse.LITERAL if governor.lemma_ in words[WordKind.GOING] else PlaceUse.METONYMIC
    return PlaceUse.LITERAL


def _first_of_group(token: "Token") -> "Token":
    """The first name of a list or the name before an apposition: the one that has a part in the sentence."""
    for _ in range(LONGEST_CHAIN):
        if token.dep_ not in GROUPS or token.head.pos_ != "PROPN":
            break
        token = token.head
    return token
