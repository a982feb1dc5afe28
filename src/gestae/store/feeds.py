"""The tables of the feeds that are watched: how each is polled, and what became of its entries."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, MetaData, String, Table, Text

FEEDS = MetaData()

FEED = Table(
    "feed",
    FEEDS,
    Column("id", Integer, primary_key=True),
    Column("url", String, nullable=False, unique=True, comment="as it was given"),
    Column("location", String, nullable=False, comment="where it is polled: the url, or where that has moved for good"),
    Column("title", Text),
    Column("etag", String),
    Column("modified", String, comment="Last-Modified as the server wrote it"),
    Column("failures", Integer, nullable=False, comment="in a row, up to now"),
    Column("problem", Text, comment="of the last poll"),
    Column("polled_at", String),
    Column("due_at", String, nullable=False, index=True),
    Column("added_at", String, nullable=False),
)

FEED_ENTRY = Table(
    "feed_entry",
    FEEDS,
    Column("id", Integer, primary_key=True),
    Column("feed_id", Integer, ForeignKey("feed.id", ondelete="CASCADE"), nullable=False, index=True),
    Column(
        "key", String, nullable=False, unique=True, comment="hash of its link without tracking marks, its id or words"
    ),
    Column("host", String, comment="of the link; none where there is no page to fetch"),
    Column("link", Text),
    Column("title", Text),
    Column("published", Date),
    Column("source", Text),
    Column("text", Text, comment="the feed's own words, kept until the entry is settled"),
    Column("state", String, nullable=False, comment="waiting, page, feed (its own words were taken) or given-up"),
    Column("attempts", Integer, nullable=False),
    Column("problem", Text, comment="of the last attempt"),
    Column("due_at", String, nullable=False),
    Column("seen_at", String, nullable=False),
    Index("feed_entry_due", "state", "due_at"),
)
