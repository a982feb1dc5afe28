"""``gestae actor``, ``place`` and ``relate``: one phrase for a person, or rows of a file for a machine."""

import json
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from gestae.cli import UNREADABLE
from gestae.cli.messages import count, printable, say
from gestae.errors import InputError
from gestae.model import Actor, Document, Place
from gestae.reading import (
    ActorQuery,
    PlaceQuery,
    RelationQuery,
    actor_query,
    place_query,
    read_queries,
    relation_query,
)
from gestae.settings import Settings

if TYPE_CHECKING:
    from gestae.events.relate import Relation
    from gestae.pipeline import Coder

Query = TypeVar("Query", ActorQuery, PlaceQuery, RelationQuery)


def answer_actors(rows: Path, settings: Settings) -> int:
    """Print one actor a row."""
    return _answer(rows, actor_query, lambda coder, queries: coder.resolve_actor(queries), settings)


def answer_places(rows: Path, settings: Settings) -> int:
    """Print one place a row."""
    return _answer(rows, place_query, lambda coder, queries: coder.place(queries), settings)


def answer_relations(rows: Path, settings: Settings) -> int:
    """Print one relation a row."""
    return _answer(rows, relation_query, lambda coder, queries: coder.relate(queries), settings)


def show_actor(phrase: str, context: str | None, day: date | None, settings: Settings) -> int:
    """Print whom one phrase denotes."""
    query = ActorQuery("phrase", phrase, context, day)
    return _show(next(iter(_coder(settings).resolve_actor([query]))))


def show_place(name: str, passage: str | None, source: str | None, settings: Settings) -> int:
    """Print where one name lies, in its passage if there is one."""
    text = passage or name
    start = _find(name, text)
    query = PlaceQuery("name", Document(text=text, source=source), start, start + len(name))
    return _show(next(iter(_coder(settings).place([query]))))


def show_relation(sentence: str, source: str, target: str | None, settings: Settings) -> int:
    """Print what the source does to the target in one sentence."""
    start = _find(source, sentence)
    aim = None if target is None else _find(target, sentence)
    query = RelationQuery(
        "sentence",
        sentence,
        (start, start + len(source)),
        None if target is None or aim is None else (aim, aim + len(target)),
    )
    return _show(next(iter(_coder(settings).relate([query]))))


def _coder(settings: Settings) -> "Coder":
    from gestae.pipeline import Coder

    return Coder(settings, say)


def _answer(
    rows: Path,
    build: Callable[[dict[str, Any], str], Query],
    answer: Callable[["Coder", Iterable[Query]], Iterator["Actor | Place | Relation"]],
    settings: Settings,
) -> int:
    bad = 0
    asked: deque[str] = deque()

    def good() -> Iterator[Query]:
        nonlocal bad
        for query in read_queries(rows, build):
            if isinstance(query, InputError):
                bad += 1
                say(f"gestae: {query}")
            else:
                asked.append(query.id)
                yield query

    queries = good()
    first = next(queries, None)
    if first is not None:
        for found in answer(_coder(settings), chain([first], queries)):
            print(json.dumps({"id": asked.popleft(), **_fields(found)}, ensure_ascii=False))
    if bad:
        say(f"{count(bad, 'row')} could not be read")
    return UNREADABLE if bad else 0


def _fields(found: "Actor | Place | Relation") -> dict[str, Any]:
    if isinstance(found, Actor | Place):
        return found.model_dump(mode="json")
    return {
        "type": found.type,
        "modes": list(found.modes),
        "confidence": round(found.confidence, 3),
        "why": found.why or None,
    }


def _show(found: "Actor | Place | Relation") -> int:
    """Lines of name and value on a terminal, a JSON object in a pipe."""
    fields = _fields(found)
    if not sys.stdout.isatty():
        print(json.dumps(fields, ensure_ascii=False))
        return 0
    for name, value in fields.items():
        told = ", ".join(map(str, value)) if isinstance(value, list) else value
        print(f"{name:12}{printable('-' if told in (None, '') else str(told))}")
    return 0


def _find(words: str, text: str) -> int:
    at = text.find(words)
    if at < 0:
        raise InputError(repr(words), f"does not stand in {text!r}")
    return at
