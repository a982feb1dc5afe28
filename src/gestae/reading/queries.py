"""The rows of the three questions: who is this, where is this, what does one do to the other."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from gestae.errors import InputError
from gestae.model import Document
from gestae.reading.dates import read_date
from gestae.reading.fields import document_from, row_id, without_surrogates
from gestae.reading.lines import read_objects

Offsets = tuple[int, int]
Query = TypeVar("Query")


@dataclass(frozen=True, slots=True)
class ActorQuery:
    """A phrase; ``context`` is the passage it comes from, ``date`` the day on which it is asked."""

    id: str
    text: str
    context: str | None = None
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class RelationQuery:
    """A sentence and the character offsets of two parties in it; the second may be missing."""

    id: str
    text: str
    source: Offsets
    target: Offsets | None = None


@dataclass(frozen=True, slots=True)
class PlaceQuery:
    """A document and the character offsets of a place name in its text."""

    id: str
    document: Document
    start: int
    end: int


def read_queries(path: Path, build: Callable[[dict[str, Any], str], Query]) -> Iterator[Query | InputError]:
    """The rows of a JSON Lines file, each as a query or as the error that names its line."""
    for name, row in read_objects(path):
        if isinstance(row, InputError):
            yield row
            continue
        try:
            yield build(row, name)
        except InputError as error:
            yield error


def actor_query(row: dict[str, Any], name: str) -> ActorQuery:
    """An actor row: ``id``, ``text`` and optionally ``context`` and ``date``."""
    day, problem = read_date(row.get("date"))
    if problem:
        raise InputError(name, f"date is {problem}")
    context = row.get("context")
    return ActorQuery(_id(row, name), _text(row, name), without_surrogates(context) if context else None, day)


def relation_query(row: dict[str, Any], name: str) -> RelationQuery:
    """A relation row: ``id``, ``text``, ``source`` and ``target`` with ``start`` and ``end``; target may be null."""
    text = _text(row, name)
    source = _offsets(row.get("source"), "source", text, name)
    target = row.get("target")
    return RelationQuery(
        _id(row, name), text, source, None if target is None else _offsets(target, "target", text, name)
    )


def place_query(row: dict[str, Any], name: str) -> PlaceQuery:
    """A place row: ``id``, ``text``, ``start``, ``end`` and optionally the fields of a document."""
    document = document_from(row, name).document
    start, end = _offsets(row, "the place", document.text, name)
    return PlaceQuery(_id(row, name), document, start, end)


def _id(row: dict[str, Any], name: str) -> str:
    found = row_id(row.get("id"), name)
    if found is None:
        raise InputError(name, 'no "id"')
    return found


def _text(row: dict[str, Any], name: str) -> str:
    if not isinstance(row.get("text"), str):
        raise InputError(name, '"text" is missing or no string')
    return without_surrogates(row["text"])


def _offsets(value: object, what: str, text: str, name: str) -> Offsets:
    start, end = (value.get("start"), value.get("end")) if isinstance(value, dict) else (None, None)
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        raise InputError(
            name, f"{what} has start {start!r} and end {end!r}; wanted offsets into {len(text)} characters"
        )
    return start, end
