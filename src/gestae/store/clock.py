"""The time that is written beside rows."""

from datetime import UTC, datetime


def now() -> str:
    """The time now in UTC, as 2024-03-16T09:30:00Z."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
