"""Place names, their use and the gazetteer entries they mean."""

from gestae.places.find import find_places
from gestae.places.gazetteer import Gazetteer, open_gazetteer
from gestae.places.knowledge import PlaceKnowledge, load_place_knowledge
from gestae.places.spans import resolve_span, resolve_spans

__all__ = [
    "Gazetteer",
    "PlaceKnowledge",
    "find_places",
    "load_place_knowledge",
    "open_gazetteer",
    "resolve_span",
    "resolve_spans",
]
