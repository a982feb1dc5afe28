"""When a feed or a page is asked for again: regular intervals, longer and longer waits after failures."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_RETRY = 7 * 24 * 3600.0
SPREAD = 0.1
DOUBLINGS = 16


@dataclass(frozen=True, slots=True)
class Schedule:
    """Intervals in seconds.

    ``interval`` lies between two polls of a feed; after n failures it is ``interval * 2**n``, at most ``longest``.
    A page is tried ``tries`` times, first after ``retry`` seconds, then after twice that, and so on.
    """

    interval: float = 1800.0
    longest: float = 24 * 3600.0
    retry: float = 900.0
    tries: int = 4

    def feed_due(self, url: str, now: datetime, failures: int, asked: float | None = None) -> datetime:
        """When a feed is due after a poll; ``failures`` in a row end with it, ``asked`` is the server's Retry-After."""
        wait = min(self.interval * 2 ** min(failures, DOUBLINGS), max(self.longest, self.interval))
        return now + timedelta(seconds=max(spread(wait, f"{url} {failures}"), asked or 0.0))

    def page_due(self, url: str, now: datetime, attempts: int, asked: float | None = None) -> datetime | None:
        """When a page is tried again after so many attempts; None when it is given up."""
        if attempts >= self.tries:
            return None
        wait = self.retry * 2 ** (attempts - 1)
        return now + timedelta(seconds=max(spread(wait, f"{url} {attempts}"), asked or 0.0))


def spread(seconds: float, seed: str) -> float:
    """The time made up to a tenth longer or shorter, the same for the same seed, so that not all come at once."""
    share = int.from_bytes(hashlib.sha256(seed.encode("utf-8", "replace")).digest()[:4]) / 2**32
    return seconds * (1 + SPREAD * (2 * share - 1))


def retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """The seconds of a Retry-After header, given in seconds or as a date; None where it is missing or no such thing."""
    if not value:
        return None
    if value.strip().isascii() and value.strip().isdigit():
        return min(float(value), LONGEST_RETRY)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max((until - (now or datetime.now(UTC))).total_seconds(), 0.0), LONGEST_RETRY)
