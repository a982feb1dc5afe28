"""The tables of a store, the same on SQLite and PostgreSQL.

A document points at its text and at its coding; documents with the same text in the same context share one
coding. The tables of events hold the current codings only; ``coding.record`` keeps every record whole.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

METADATA = MetaData()
LISTED = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


COUNTRIES = ("actor_country", "recipient_country")


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _of(target: Table, name: str | None = None, *, nullable: bool = False) -> Column[int]:
    """A reference to a row of another table that goes with that row."""
    key = ForeignKey(target.c.id, ondelete="SET NULL" if nullable else "CASCADE")
    return Column(name or f"{target.name}_id", Integer, key, nullable=nullable)


def _new(name: str) -> Column[bool]:
    note = f"no earlier pair of the event has this {name}'s countries"
    return Column(f"new_{name}", Boolean, nullable=False, server_default=false(), comment=note)


def _first_of(name: str) -> Column[bool]:
    note = f"the first counted report of its story among those of its {name}"
    return Column(f"first_of_{name}", Boolean, nullable=False, server_default=false(), comment=note)


def _party(prefix: str = "") -> list[Column[str]]:
    return [Column(prefix + name, String) for name in ("country", "sector", "entity")]


MIGRATION = Table(
    "migration",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("at", String, nullable=False),
)

SOURCE_TEXT = Table(
    "source_text",
    METADATA,
    _id(),
    Column("sha256", String, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("length", Integer, nullable=False),
    Column("language", String),
    Column("near_group", Integer, index=True, comment="id of the first text that this one is a near copy of"),
)

ENGINE = Table(
    "engine",
    METADATA,
    _id(),
    Column("hash", String, nullable=False, unique=True),
    Column("parts", LISTED, nullable=False, comment="the record's engine: versions and hashes"),
)

RUN = Table(
    "run",
    METADATA,
    _id(),
    Column("run_id", String, nullable=False, unique=True),
    Column("started_at", String, nullable=False),
    Column("finished_at", String),
    Column("command", String, nullable=False),
    _of(ENGINE, nullable=True),
    Column("settings", LISTED),
    Column("gestae", String, nullable=False),
    Column("documents", Integer, nullable=False, server_default=text("0")),
    Column("events", Integer, nullable=False, server_default=text("0")),
    Column("skipped", Integer, nullable=False, server_default=text("0")),
)

CODING = Table(
    "coding",
    METADATA,
    _id(),
    _of(SOURCE_TEXT, "text_id", nullable=True),
    _of(RUN, "run_id"),
    _of(ENGINE, nullable=True),
    Column("context_hash", String, nullable=False, comment="title, date and what the outlet tells"),
    Column("status", String, nullable=False, comment="coded, empty, foreign, failed or imported"),
    Column("notices", LISTED, nullable=False),
    Column("voice_asserted", Float),
    Column("voice_attributed", Float),
    Column("voice_conditional", Float),
    Column("record", LargeBinary, comment="the record without its text, JSON packed by zlib"),
    Column(
        "current", Boolean, nullable=False, comment="a document points at it; only then are its events in the tables"
    ),
    Column("stale", Boolean, nullable=False, comment="another engine would code it now"),
    UniqueConstraint("text_id", "context_hash", "engine_id"),
    Index("coding_run", "run_id"),
    Index("coding_stale", "stale", "current"),
    Index("coding_status", "status"),
)

DOCUMENT = Table(
    "document",
    METADATA,
    _id(),
    Column("key", String, nullable=False, unique=True, comment="hash of the source and the url, or the id without one"),
    Column("external_id", String, index=True),
    Column("title", Text),
    Column("published", Date),
    Column("month", Integer, comment="of publication, 202403"),
    Column("source", String, index=True),
    Column("url", Text),
    Column("outlet_country", String),
    Column("origin", String, nullable=False, comment="gestae, gdelt, icews, polecat or acled"),
    Column("restricted", Boolean, nullable=False, server_default=false(), comment="may not be passed on"),
    Column("added_at", String, nullable=False),
    _of(SOURCE_TEXT, "text_id", nullable=True),
    _of(CODING, nullable=True),
    Column(
        "coded",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="and not empty, foreign or failed",
    ),
    Index("document_coded", "coded", "month", "source", "origin"),
    Index("document_url", "url"),
    Index("document_text", "text_id"),
    Index("document_coding", "coding_id"),
    Index("document_published", "published", "coding_id"),
)

VERSION = Table(
    "version",
    METADATA,
    _id(),
    _of(DOCUMENT),
    _of(RUN),
    _of(SOURCE_TEXT, "text_id", nullable=True),
    _of(CODING, nullable=True),
    Column("at", String, nullable=False),
    Index("version_document", "document_id", "run_id"),
    Index("version_run", "run_id"),
    Index("version_coding", "coding_id"),
)

SKIPPED = Table(
    "skipped",
    METADATA,
    _id(),
    _of(RUN),
    Column("name", Text, nullable=False),
    Column("problem", Text, nullable=False),
    Column("at", String, nullable=False),
    UniqueConstraint("name", "problem"),
)

EVENT = Table(
    "event",
    METADATA,
    _id(),
    _of(CODING),
    Column("uid", String, nullable=False, index=True),
    Column("local_id", String, nullable=False),
    Column("day", Date, comment="date_from, else the document's published date"),
    Column("sentence", Integer),
    Column("sentence_start", Integer),
    Column("sentence_end", Integer),
    Column("role", String, nullable=False),
    Column("type", String, nullable=False),
    Column("mode", String),
    Column("modes", LISTED, nullable=False),
    Column("contexts", LISTED, nullable=False),
    Column("quad", String, nullable=False),
    Column("score", Float),
    Column("cameo", String),
    Column("trigger", Text),
    Column("trigger_start", Integer),
    Column("trigger_end", Integer),
    Column("trigger_field", String),
    Column("object", Text),
    Column("status", String, nullable=False),
    Column("status_cue", Text),
    Column("outcome", String),
    Column("historical", Boolean, nullable=False),
    Column("about", LISTED, nullable=False),
    Column("same_as", String),
    Column("date_text", Text),
    Column("date_from", Date),
    Column("date_to", Date),
    Column("date_precision", String),
    Column("date_basis", String),
    Column("lag_days", Integer),
    Column("place_text", Text),
    Column("place_name", Text),
    Column("geonameid", Integer),
    Column("admin1", Text),
    Column("admin2", Text),
    Column("place_country", String),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("place_level", String),
    Column("place_basis", String),
    Column("place_confidence", Float),
    Column("attributed", Boolean, nullable=False),
    Column("plover_valid", Boolean, nullable=False),
    Column("confidence", Float),
    Column("why", String),
    Column("evidence", Text, comment="the words of the sentence"),
    Index("event_coding", "coding_id"),
    Index("event_why", "why"),
    Index("event_mode", "mode"),
    Index("event_geonameid", "geonameid"),
    Index("event_place", text("lower(place_name)")),
    Index("event_admin1", text("lower(admin1)")),
    Index("event_located", "id", "latitude", "longitude", "place_name", "place_level", "place_confidence"),
)

PARTICIPANT = Table(
    "participant",
    METADATA,
    _id(),
    _of(EVENT),
    Column("role", String, nullable=False, comment="actor, recipient, ordered_by or via"),
    Column("position", Integer, nullable=False),
    Column("text", Text),
    Column("text_start", Integer),
    Column("text_end", Integer),
    Column("text_field", String),
    *_party(),
    Column("sectors", LISTED, nullable=False),
    Column("name", Text),
    Column("office", Text),
    Column("wikidata", String),
    Column("day", Date, comment="the event's"),
    Index("participant_event", "event_id", "role"),
    Index("participant_country", "country", "role", "day", "event_id"),
    Index("participant_entity", "entity", "role", "day", "event_id"),
    Index("participant_sector", "sector", "role", "day", "event_id"),
    Index("participant_name", text("lower(name)")),
    Index("participant_text", text("lower(text)")),
)

ATTRIBUTION = Table(
    "attribution",
    METADATA,
    _id(),
    _of(EVENT),
    Column("kind", String, nullable=False, comment="named, unnamed or hedge"),
    Column("cue", Text),
    Column("text", Text, comment="the words that name the source"),
    *_party(),
    Column("name", Text),
    Index("attribution_event", "event_id"),
    Index("attribution_entity", "entity"),
)

QUANTITY = Table(
    "quantity",
    METADATA,
    _id(),
    _of(EVENT),
    Column("kind", String, nullable=False),
    Column("low", Float),
    Column("high", Float),
    Column("text", Text),
    Column("text_start", Integer),
    Column("text_end", Integer),
    Column("text_field", String),
    Index("quantity_event", "event_id"),
    Index("quantity_kind", "kind", "high"),
)

STATEMENT = Table(
    "statement",
    METADATA,
    _id(),
    _of(CODING),
    Column("local_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("stance", String),
    Column("cue", Text),
    Column("cue_start", Integer),
    Column("cue_end", Integer),
    Column("content", Text),
    Column("content_start", Integer),
    Column("content_end", Integer),
    Column("speaker_text", Text),
    *_party(),
    Column("name", Text),
    Column("within", String),
    Index("statement_coding", "coding_id"),
    Index("statement_entity", "entity"),
    Index("statement_country", "country"),
)

CONDITION = Table(
    "condition",
    METADATA,
    _id(),
    _of(CODING),
    Column("kind", String, nullable=False),
    Column("if_text", Text),
    Column("if_start", Integer),
    Column("if_end", Integer),
    Column("if_events", LISTED, nullable=False),
    Column("then_text", Text),
    Column("then_start", Integer),
    Column("then_end", Integer),
    Column("then_events", LISTED, nullable=False),
    Column("issuer_text", Text),
    *_party(),
    Index("condition_coding", "coding_id"),
    Index("condition_entity", "entity"),
)

STORY = Table(
    "story",
    METADATA,
    _id(),
    Column("type_family", String, nullable=False),
    Column("first_day", Date, index=True),
    Column("last_day", Date),
    Column("reports", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("sources", Integer, nullable=False),
)

REPORT = Table(
    "report",
    METADATA,
    _id(),
    _of(DOCUMENT),
    _of(EVENT),
    _of(STORY, nullable=True),
    Column(
        "pair", Integer, nullable=False, comment="0 is the first actor with the first recipient; counts once an event"
    ),
    Column("actor_id", Integer, comment="of participant; goes with the event's reports, so no key watches over it"),
    Column("recipient_id", Integer),
    Column("weight", Float, nullable=False, server_default=text("1"), comment="one divided by the event's pairs"),
    Column("mutual", Boolean, nullable=False, server_default=false(), comment="both are actors, and stand both ways"),
    _new("actor"),
    _new("recipient"),
    _new("pair"),
    Column("day", Date),
    Column("month", Integer, comment="202403"),
    Column("type", String, nullable=False),
    Column("quad", String, nullable=False),
    Column("score", Float),
    Column("status", String, nullable=False),
    Column("role", String, nullable=False),
    Column("historical", Boolean, nullable=False),
    Column("attributed", Boolean, nullable=False),
    Column("repeated", Boolean, nullable=False, comment="the same act stands earlier in the document"),
    Column("counted", Boolean, nullable=False, comment="main, actual, not historical and not repeated"),
    Column("first", Boolean, nullable=False, server_default=false(), comment="the first counted report of its story"),
    Column("grade", Integer, nullable=False, server_default=text("0"), comment="see choices.Grade"),
    _first_of("source"),
    _first_of("origin"),
    Column("group_key", String, index=True, comment="the story, or without one the words and the day of publication"),
    *_party("actor_"),
    *_party("recipient_"),
    Column("place_country", String),
    Column("source", String),
    Column("origin", String, nullable=False),
    Index("report_document", "document_id"),
    Index("report_event", "event_id"),
    Index("report_story", "story_id"),
    Index("report_type", "type", "day"),
    Index("report_quad", "quad", "day"),
    Index("report_actor", "actor_country", "day"),
    Index("report_recipient", "recipient_country", "day"),
    Index("report_actor_entity", "actor_entity", "day"),
    Index("report_recipient_entity", "recipient_entity", "day"),
    Index("report_place", "place_country", "day"),
    Index("report_source", "source", "day"),
    Index("report_entities", "actor_entity", "month", "quad", "score", "grade", "document_id", "event_id"),
    Index("report_told", "pair", "repeated", "role", "historical", "status", "attributed", "day"),
    Index("report_actor_id", "actor_id"),
    Index("report_recipient_id", "recipient_id"),
    Index("report_days", "pair", "day", "quad", "score", "grade", "event_id", "document_id"),
    Index("report_months", "pair", "month", "quad", "score", "grade"),
    Index("report_types", "pair", "type", "quad", "score", "grade"),
    Index("report_actors", "new_actor", "actor_country", "month", "quad", "score", "grade"),
    Index("report_recipients", "new_recipient", "recipient_country", "month", "quad", "score", "grade"),
    Index("report_pairs", "new_pair", *COUNTRIES, "month", "quad", "type", "score", "grade"),
    Index("report_sources", "first_of_source", "pair", "source", "month", "quad", "type", "score"),
    Index("report_origins", "first_of_origin", "pair", "origin", "month", "quad", "type", "score"),
)

REVIEW = Table(
    "review",
    METADATA,
    _id(),
    Column("event_uid", String, nullable=False, index=True),
    Column("document_key", String, nullable=False, index=True),
    Column("reviewer", String, nullable=False),
    Column("verdict", String, nullable=False, comment="accept, correct or reject"),
    Column("correction", LISTED),
    Column("why", Text),
    Column("at", String, nullable=False),
)

TOKEN = Table(
    "token",
    METADATA,
    _id(),
    Column("name", String, nullable=False, unique=True),
    Column("hash", String, nullable=False, unique=True),
    Column("created_at", String, nullable=False),
    Column("revoked_at", String),
)
