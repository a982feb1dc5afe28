"""The reading room: files and rows become documents, and each document is looked over before it is coded."""

from gestae.reading.fields import Reading, document_from
from gestae.reading.files import Defaults, read_files
from gestae.reading.identify import Language, LanguageIdentifier
from gestae.reading.queries import (
    ActorQuery,
    PlaceQuery,
    RelationQuery,
    actor_query,
    place_query,
    read_queries,
    relation_query,
)
from gestae.reading.screen import Readable, Screen, Screened

__all__ = [
    "ActorQuery",
    "Defaults",
    "Language",
    "LanguageIdentifier",
    "PlaceQuery",
    "Readable",
    "Reading",
    "RelationQuery",
    "Screen",
    "Screened",
    "actor_query",
    "document_from",
    "place_query",
    "read_files",
    "read_queries",
    "relation_query",
]
