"""One phrase by itself: whom it denotes, and who else it might."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gestae.actors.mentions import resolve
from gestae.actors.view import Mention, MentionKind
from gestae.knowledge import Agent, Knowledge, words
from gestae.language.parse import parse_documents
from gestae.language.view import Parsed
from gestae.model import Actor, Document
from gestae.places.view import Places
from gestae.speech.view import Speech

if TYPE_CHECKING:
    from spacy.language import Language

NOBODY = Actor()


@dataclass(frozen=True, slots=True)
class Query:
    """A phrase to resolve; ``context`` is the passage it stands in, ``on`` the day it was written."""

    phrase: str
    context: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody that a phrase may denote, with a score from 0 to 1 and the row or rule that speaks for it."""

    actor: Actor
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """Whom a phrase denotes; ``candidates`` come best first and include the actor unless it is nobody."""

    actor: Actor
    candidates: tuple[Candidate, ...] = ()


def resolve_phrase(
    phrase: str,
    context: str | None,
    on: date | None,
    knowledge: Knowledge,
    nlp: "Language",
    find_places: Callable[[Parsed], Places] | None = None,
) -> Resolved:
    """Resolve one phrase; nobody (all fields null) where nothing in it is known."""
    return next(resolve_phrases([Query(phrase, context, on)], knowledge, nlp, find_places))


def resolve_phrases(
    queries: Iterable[Query],
    knowledge: Knowledge,
    nlp: "Language",
    find_places: Callable[[Parsed], Places] | None = None,
) -> Iterator[Resolved]:
    """Resolve many phrases in order, parsed in batches; ``find_places`` tells the country of towns and districts."""
    kept: list[Query] = list(queries)
    documents = [Document(text=q.phrase, title=q.context or None, published=q.on) for q in kept]
    for query, parsed in zip(kept, parse_documents(nlp, documents), strict=True):
        yield _resolved(query, parsed, find_places(parsed) if find_places else Places(), knowledge)


def _resolved(query: Query, parsed: Parsed, places: Places, knowledge: Knowledge) -> Resolved:
    loose = query.phrase.islower() and len(query.phrase) > 4
    mentions = resolve(parsed, Speech(), places, knowledge, query.on, loose).all
    alone = [m for m in mentions if m.actors and parsed.doc[m.head].idx >= parsed.offset]
    ranked = [*_in_place(query.phrase, parsed, mentions), *sorted(alone, key=lambda m: _order(m, parsed))]
    candidates: dict[Actor, Candidate] = {}
    for number, mention in enumerate(ranked):
        for actor in mention.actors:
            candidates.setdefault(actor, Candidate(actor, round(0.9 / (number + 1), 3), mention.why))
    short = query.phrase.isupper() and query.context is not None and query.phrase in query.context
    for actor in () if short else knowledge.search(query.phrase, query.on):
        candidates.setdefault(actor, Candidate(actor, 0.3, "name"))
    if not candidates:
        candidates = {c.actor: c for c in _nouns(query.phrase, knowledge)}
    found = tuple(candidates.values())
    return Resolved(found[0].actor if found else NOBODY, found)


def _in_place(phrase: str, parsed: Parsed, mentions: Iterable[Mention]) -> list[Mention]:
    """What a phrase denotes where it stands in its passage, the usual reading there first."""
    by_head = {m.head: m for m in mentions}
    found: list[Mention] = []
    for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", parsed.text[: parsed.offset]):
        span = parsed.doc.char_span(*match.span())
        there = by_head.get(span.root.i) if span is not None else None
        if there is not None and any(a != NOBODY for a in there.actors):
            found.append(there)
    count = Counter(m.actors for m in found)
    return sorted(found, key=lambda m: -count[m.actors])


def _nouns(phrase: str, knowledge: Knowledge) -> Iterator[Candidate]:
    """What the agent nouns in a phrase say where the parse finds no noun phrase, the last one first."""
    text = words(phrase)
    found: list[Agent] = []
    position = 0
    while position < len(text):
        length, facts = knowledge.names.longest(text, position)
        found += [f for f in facts if isinstance(f, Agent)]
        position += max(length, 1)
    for number, agent in enumerate(reversed(found)):
        sector = agent.sectors[0] if agent.sectors else None
        actor = Actor(country=agent.country, sector=sector, sectors=agent.sectors)
        yield Candidate(actor, round(0.5 / (number + 1), 3), f"agent/{agent.phrase}")


def _order(mention: Mention, parsed: Parsed) -> tuple[int, int]:
    head = parsed.doc[mention.head]
    kinds = (MentionKind.ACTOR, MentionKind.THING, MentionKind.OTHER)
    return (0 if head.dep_ == "ROOT" else 1 + kinds.index(mention.kind)), mention.head
