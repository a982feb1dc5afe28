"""How the tables came to be what they are: numbered steps, each in a transaction of its own.

A step is never changed once a release has it; a change of the tables is a further step.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, inspect, select, text
from sqlalchemy.schema import CreateColumn, CreateIndex

from gestae.store import reports
from gestae.store.clock import now
from gestae.store.engine import analyse
from gestae.store.feeds import FEEDS
from gestae.store.schema import METADATA, MIGRATION, REPORT
from gestae.store.views import NAME, QUERIES


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the tables."""

    number: int
    name: str
    run: Callable[[Connection], None]


def first_tables(connection: Connection) -> None:
    """All tables, the view of reports and the indexes of words."""
    METADATA.create_all(connection)
    _create_view(connection, NAME)
    for statement in WORDS[connection.dialect.name]:
        connection.execute(text(statement))


def further_views(connection: Connection) -> None:
    """The views of pairs, statements and documents."""
    for name in QUERIES:
        if name != NAME:
            _create_view(connection, name)


def further_indexes(connection: Connection) -> None:
    """The indexes that a store made earlier lacks, but those of columns that a later step adds."""
    looked = inspect(connection)
    for table in METADATA.tables.values():
        there = {column["name"] for column in looked.get_columns(table.name)} if looked.has_table(table.name) else set()
        for index in table.indexes:
            if there and there.issuperset(column.name for column in index.columns):
                connection.execute(CreateIndex(index, if_not_exists=True))


def covering_indexes(connection: Connection) -> None:
    """Indexes that hold all that the commonest counts need, in the place of one that did not."""
    connection.execute(text("DROP INDEX IF EXISTS report_first_days"))
    further_indexes(connection)


def standing_of_reports(connection: Connection) -> None:
    """How far each report counts, noted with it; a store that was made by now has the columns."""
    there = {column["name"] for column in inspect(connection).get_columns(REPORT.name)}
    for name in reports.STANDING:
        if name not in there:
            column = CreateColumn(REPORT.c[name]).compile(dialect=connection.dialect)
            connection.execute(text(f"ALTER TABLE {REPORT.name} ADD COLUMN {column}"))
    for name in FORMER_INDEXES:
        connection.execute(text(f"DROP INDEX IF EXISTS {name}"))
    further_indexes(connection)
    reports.choose_first(connection)
    analyse(connection)


def _create_view(connection: Connection, name: str) -> None:
    query = QUERIES[name]().compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
    connection.execute(text(f"CREATE VIEW {name} AS {query}"))


def _indexed(name: str, table: str, column: str) -> tuple[str, ...]:
    """An index of words over one column on SQLite, which does not keep the words again, and what keeps it true."""
    add = f"INSERT INTO {name} (rowid, {column}) VALUES (new.id, new.{column});"
    drop = f"INSERT INTO {name} ({name}, rowid, {column}) VALUES ('delete', old.id, old.{column});"
    return (
        f"CREATE VIRTUAL TABLE {name} USING fts5({column}, content='{table}', content_rowid='id', "
        "tokenize='porter unicode61 remove_diacritics 2')",
        f"CREATE TRIGGER {name}_added AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {name}_dropped AFTER DELETE ON {table} BEGIN {drop} END",
        f"CREATE TRIGGER {name}_changed AFTER UPDATE OF {column} ON {table} BEGIN {drop} {add} END",
    )


def _searched(table: str, column: str) -> tuple[str, ...]:
    """The same on PostgreSQL. The longest vector of words holds a megabyte, so very long texts are cut."""
    words = f"to_tsvector('english', left(coalesce({column}, ''), 250000))"
    return (
        f"ALTER TABLE {table} ADD COLUMN {column}_words tsvector GENERATED ALWAYS AS ({words}) STORED",
        f"CREATE INDEX {table}_{column}_words ON {table} USING gin ({column}_words)",
    )


WORDS = {
    "sqlite": (
        *_indexed("text_words", "source_text", "text"),
        *_indexed("title_words", "document", "title"),
        *_indexed("evidence_words", "event", "evidence"),
    ),
    "postgresql": (
        *_searched("source_text", "text"),
        *_searched("document", "title"),
        *_searched("event", "evidence"),
    ),
}
FORMER_INDEXES = (
    "report_day",
    *(f"report_first_{name}" for name in "days events entities months types actors recipients pairs".split()),
)
STEPS = (
    Step(1, "first tables", first_tables),
    Step(2, "feeds", FEEDS.create_all),
    Step(3, "views", further_views),
    Step(4, "indexes", further_indexes),
    Step(5, "covering indexes", covering_indexes),
    Step(6, "standing of reports", standing_of_reports),
)


def version(connection: Connection) -> int:
    """The number of the last step that was taken; 0 for a store without tables."""
    if not inspect(connection).has_table(MIGRATION.name):
        return 0
    return int(connection.execute(select(func.coalesce(func.max(MIGRATION.c.number), 0))).scalar_one())


def take(step: Step, connection: Connection) -> None:
    """Take a step, inside the transaction of the connection."""
    MIGRATION.create(connection, checkfirst=True)
    step.run(connection)
    connection.execute(insert(MIGRATION).values(number=step.number, name=step.name, at=now()))
