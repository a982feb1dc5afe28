"""What is left out of an export where a licence or ethics forbid to pass it on."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

Cells = dict[str, Any]


class Redaction(StrEnum):
    """What is left out.

    ``text``: texts of documents and sentences. ``spans``: all words of the source; offsets stay, so that the words can
    be rejoined from one's own texts. ``persons``: names and entities of persons; country and sector stay.
    """

    NONE = "none"
    TEXT = "text"
    SPANS = "spans"
    PERSONS = "persons"


TEXTS = frozenset({"text_of_document", "evidence", "content", "if_text", "then_text"})
WORDS = frozenset(
    {
        *TEXTS,
        "title", "trigger", "object", "status_cue", "date_text", "place_text", "text", "cue", "speaker_text",
        "issuer_text", "attributed_to", "actors", "recipients", "ordered_by", "via", "actor_text", "recipient_text",
    }
)  # fmt: skip
PERSON = "person:"
NAMING = ("text", "name", "entity", "office", "wikidata")


def redactor(kind: Redaction) -> Callable[[Cells], Cells]:
    """What makes a row fit to be passed on; columns stay, their cells are emptied."""
    if kind is Redaction.PERSONS:
        return _without_persons
    if kind is Redaction.SPANS:
        return _without_words
    gone = TEXTS if kind is Redaction.TEXT else frozenset()
    return lambda row: _empty(row, gone)


def _without_words(row: Cells) -> Cells:
    """No words of the source; names are the knowledge's, so those without an entity go as well."""
    return _unnamed(row, lambda entity: not entity)


def _without_persons(row: Cells) -> Cells:
    """No person is named: neither by an entity, nor by words, nor by a name without an entity."""
    return _unnamed(row, lambda entity: not entity or entity.startswith(PERSON))


def _unnamed(row: Cells, hidden: Callable[[str | None], bool]) -> Cells:
    told = _empty(row, WORDS)
    for prefix in ("", "actor_", "recipient_"):
        if f"{prefix}entity" in row and hidden(row[f"{prefix}entity"]):
            told |= {prefix + part: None for part in NAMING if prefix + part in row}
    for side in ("actor", "recipient"):
        if f"{side}_entities" in row:
            told |= _joined(row, side, hidden)
    return told


def _empty(row: Cells, names: frozenset[str]) -> Cells:
    return {name: None if name in names else value for name, value in row.items()}


def _joined(row: Cells, side: str, hidden: Callable[[str | None], bool]) -> Cells:
    """The columns of several parties: the place of one that is not named is held by a dash."""
    entities = str(row[f"{side}_entities"] or "").split("; ")
    told: Cells = {}
    for part in ("_names", "_entities", "_offices"):
        values = str(row[f"{side}{part}"] or "").split("; ")
        pairs = zip(entities, values, strict=False)
        kept = ["-" if hidden("" if entity == "-" else entity) else value for entity, value in pairs]
        told[f"{side}{part}"] = "; ".join(kept) if set(kept) - {"-", ""} else None
    return told
