"""Hashes that tell whether something is stored already."""

import hashlib
import json

from gestae.model import Document, Engine
from gestae.reading.ids import text_id


def words_hash(*words: str | None) -> str:
    """One SHA-256 over words, told apart."""
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()


def text_hash(text: str) -> str:
    """The SHA-256 of a text as it stands."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def document_key(document: Document) -> str:
    """What makes a document the same one: its source with its URL, or its id without one, or else its text."""
    return words_hash(document.source, document.url or document.id or text_id(document.text))


def context_hash(document: Document) -> str:
    """All that a coding depends on besides the text, when no coder is at hand to say that less matters."""
    published = document.published.isoformat() if document.published else None
    return words_hash(document.title, published, document.source, document.url)


def engine_hash(engine: Engine) -> str:
    """One hash over what makes records."""
    return words_hash(engine.model_dump_json())
