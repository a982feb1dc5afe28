"""The reading room: files and rows become documents, and each document is looked over before it is coded."""

from gestae.reading.fields import Reading, document_from
from gestae.reading.files import read_files
from gestae.reading.helper import Helpers
from gestae.reading.identify import Language, LanguageIdentifier
from gestae.reading.options import FIELDS, Defaults, ReadingOptions, columns_from
from gestae.reading.pages import feed_entries, page_document
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
    "FIELDS",
    "ActorQuery",
    "Defaults",
    "Helpers",
    "Language",
    "LanguageIdentifier",
    "PlaceQuery",
    "Readable",
    "Reading",
    "ReadingOptions",
    "RelationQuery",
    "Screen",
    "Screened",
    "actor_query",
    "columns_from",
    "document_from",
    "feed_entries",
    "page_document",
    "place_query",
    "read_files",
    "read_queries",
    "relation_query",
]
