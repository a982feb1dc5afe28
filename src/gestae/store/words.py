"""What a person types to search, and what the two databases make of it.

Words stand for themselves in any form that shares their stem, all of them have to occur; "words in quotes" occur
together; ``-word`` must not occur; ``word*`` is a beginning; ``OR`` parts alternatives.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column

from gestae.errors import InputError

TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
INDEXES = ("text_words", "title_words", "evidence_words")  # tables of SQLite
ENGLISH: ColumnElement[Any] = literal_column("'english'")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or several that stand together; ``begins`` where the last is only a beginning."""

    words: tuple[str, ...]
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """What has to occur and what must not."""

    wanted: Sequence[Term]
    unwanted: Sequence[Term]


def parse_words(asked: str) -> tuple[Alternative, ...]:
    """The alternatives that are asked for.

    Raises:
        InputError: no word is asked for in one of them.
    """
    alternatives: list[tuple[list[Term], list[Term]]] = [([], [])]
    for minus, quoted, bare in TERM.findall(asked):
        if bare == "OR" and not minus:
            alternatives.append(([], []))
            continue
        words = tuple(re.findall(r"\w+", quoted or bare))
        if words:
            alternatives[-1][bool(minus)].append(Term(words, bare.endswith("*")))
    if not all(wanted for wanted, _ in alternatives):
        raise InputError(asked, 'no word to search for; wanted words, "words together", -without, begin*, OR')
    return tuple(Alternative(wanted, unwanted) for wanted, unwanted in alternatives)


def for_sqlite(alternatives: Sequence[Alternative]) -> str:
    """The words in the language of FTS5."""

    def one(alternative: Alternative) -> str:
        wanted = " AND ".join(map(_fts, alternative.wanted))
        unwanted = " OR ".join(map(_fts, alternative.unwanted))
        return f"(({wanted}) NOT ({unwanted}))" if unwanted else f"({wanted})"

    return " OR ".join(map(one, alternatives))


def for_postgresql(alternatives: Sequence[Alternative]) -> ColumnElement[Any]:
    """The words as a tsquery."""

    def one(alternative: Alternative) -> ColumnElement[Any]:
        terms = [*map(_tsquery, alternative.wanted), *(func.tsquery_not(_tsquery(t)) for t in alternative.unwanted)]
        return reduce(func.tsquery_and, terms)

    return reduce(func.tsquery_or, map(one, alternatives))


def _fts(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + ("*" if term.begins else "")


def _tsquery(term: Term) -> ColumnElement[Any]:
    if term.begins:
        return func.to_tsquery(ENGLISH, " <-> ".join(term.words) + ":*")
    return func.phraseto_tsquery(ENGLISH, " ".join(term.words))
