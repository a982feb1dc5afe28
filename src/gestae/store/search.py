"""Full text: which documents and events hold words, the same on SQLite (FTS5) and PostgreSQL (tsvector)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from gestae.store.schema import DOCUMENT, EVENT, SOURCE_TEXT
from gestae.store.words import Alternative, for_postgresql, for_sqlite, parse_words

MARKS = ("[", "]")
SNIPPET_WORDS = 24


class Order(StrEnum):
    """Which hits come first."""

    BEST = "best"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that holds the words; ``snippet`` is a piece of it with the words between marks."""

    document_id: int
    key: str
    external_id: str | None
    title: str | None
    published: date | None
    source: str | None
    url: str | None
    snippet: str


def documents_with(asked: str, dialect: str) -> ColumnElement[bool]:
    """A condition on ``document``: its text or its title holds the words. ``dialect`` is ``engine.dialect.name``.

    Raises:
        InputError: no word is asked for.
    """
    words = parse_words(asked)
    texts, titles = (_holding(each, words, dialect) for each in ((SOURCE_TEXT, "text"), (DOCUMENT, "title")))
    return or_(DOCUMENT.c.text_id.in_(texts), DOCUMENT.c.id.in_(titles))


def events_with(asked: str, dialect: str) -> ColumnElement[bool]:
    """A condition on ``event``: its sentence holds the words.

    Raises:
        InputError: no word is asked for.
    """
    return EVENT.c.id.in_(_holding((EVENT, "evidence"), parse_words(asked), dialect))


def search(
    connection: Connection,
    asked: str,
    *,
    order: Order = Order.BEST,
    limit: int = 20,
    offset: int = 0,
    marks: tuple[str, str] = MARKS,
) -> list[Hit]:
    """Documents whose text, or whose title, holds the words; the words of a snippet stand between ``marks``.

    Raises:
        InputError: no word is asked for.
    """
    words = parse_words(asked)
    dialect = connection.dialect.name
    found = _texts(words, dialect)
    titled = DOCUMENT.c.id.in_(_holding((DOCUMENT, "title"), words, dialect))
    shown = select(
        DOCUMENT.c.id,
        DOCUMENT.c.key,
        DOCUMENT.c.external_id,
        DOCUMENT.c.title,
        DOCUMENT.c.published,
        DOCUMENT.c.source,
        DOCUMENT.c.url,
        DOCUMENT.c.text_id,
    )
    ranked = found.subquery()
    query = shown.outerjoin(ranked, ranked.c.id == DOCUMENT.c.text_id).where(
        or_(DOCUMENT.c.text_id.in_(_holding((SOURCE_TEXT, "text"), words, dialect)), titled)
    )
    first = (
        (titled.desc(), ranked.c.rank.asc().nulls_last())
        if order is Order.BEST
        else (DOCUMENT.c.published.desc().nulls_last(),)
    )
    rows = connection.execute(query.order_by(*first, DOCUMENT.c.id.desc()).limit(limit).offset(offset)).all()
    pieces = _snippets(connection, words, [row.text_id for row in rows if row.text_id is not None], marks)
    return [Hit(*row[:-1], snippet=pieces.get(row.text_id, "")) for row in rows]


def count(connection: Connection, asked: str) -> int:
    """How many documents hold the words."""
    query = select(func.count()).select_from(DOCUMENT).where(documents_with(asked, connection.dialect.name))
    return int(connection.execute(query).scalar_one())


def _holding(where: tuple[Table, str], words: Sequence[Alternative], dialect: str) -> Select[tuple[int]]:
    """The ids of the rows whose column holds the words."""
    of, name = where
    if dialect == "sqlite":
        index = table(f"{name}_words", Column("rowid"))
        return select(index.c.rowid).where(_matches(name, words))
    return select(of.c.id).where(_vector(of, name).op("@@")(for_postgresql(words)))


def _texts(words: Sequence[Alternative], dialect: str) -> Select[tuple[int, float]]:
    """Texts that hold the words with their rank, the smallest first."""
    if dialect == "sqlite":
        index = table("text_words", Column("rowid"), Column("rank"))
        return select(index.c.rowid.label("id"), index.c.rank.label("rank")).where(_matches("text", words))
    vector, query = _vector(SOURCE_TEXT, "text"), for_postgresql(words)
    return select(SOURCE_TEXT.c.id, (-func.ts_rank_cd(vector, query)).label("rank")).where(vector.op("@@")(query))


def _snippets(
    connection: Connection, words: Sequence[Alternative], texts: Sequence[int], marks: tuple[str, str]
) -> dict[int, str]:
    if connection.dialect.name == "sqlite":
        index = table("text_words", Column("rowid"))
        piece = func.snippet(literal_column("text_words"), 0, *marks, "…", SNIPPET_WORDS)
        query = select(index.c.rowid, piece).where(_matches("text", words), index.c.rowid.in_(texts))
    else:
        options = f"StartSel={marks[0]}, StopSel={marks[1]}, MaxWords={SNIPPET_WORDS}, MinWords=8, MaxFragments=1"
        asked = for_postgresql(words)
        piece = func.ts_headline(literal_column("'english'"), SOURCE_TEXT.c.text, asked, options)
        vector = _vector(SOURCE_TEXT, "text")
        query = select(SOURCE_TEXT.c.id, piece).where(SOURCE_TEXT.c.id.in_(texts), vector.op("@@")(asked))
    return {row[0]: " ".join(row[1].split()) for row in connection.execute(query)}


def _matches(name: str, words: Sequence[Alternative]) -> ColumnElement[bool]:
    return literal_column(f"{name}_words").op("MATCH")(literal(for_sqlite(words)))


def _vector(of: Table, name: str) -> ColumnElement[Any]:
    return column(f"{name}_words", TSVECTOR, _selectable=of)
