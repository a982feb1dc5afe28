"""What the tests of watching share: a clock that does not wait, and visits."""

import asyncio
import gzip
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from gestae.watching.addresses import CheckedBackend, Reach, Resolve, resolve
from gestae.watching.fetch import Fetcher, Wanted
from gestae.watching.problems import FetchError
from gestae.watching.visit import Manners, Visit, Visitor

START = datetime(2024, 3, 6, 12, 0, tzinfo=UTC)
AGENT = "Gestae/test (+mailto:desk@example.org)"
SECONDS = 2.0
SIZE = 100_000


class FakeClock:
    """Sleeping moves its time on and takes none."""

    def __init__(self) -> None:
        self.time = START
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)
        await asyncio.sleep(0)


def visitor(
    clock: FakeClock,
    reach: Reach = Reach.ANY,
    manners: Manners | None = None,
    resolve: Resolve = resolve,
    seconds: float = SECONDS,
) -> Visitor:
    return Visitor(Fetcher(CheckedBackend(reach, resolve), AGENT, seconds), clock, manners)


def get(
    visitor: Visitor, url: str, wanted: Wanted | None = None, headers: Mapping[str, str] | None = None
) -> Visit | FetchError:
    """One visit, or the error that it ended in."""

    async def visit() -> Visit | FetchError:
        try:
            return await visitor.get(url, wanted or Wanted(size=SIZE), headers)
        except FetchError as error:
            return error

    return asyncio.run(visit())


def problem(visitor: Visitor, url: str, wanted: Wanted | None = None) -> str:
    """The problem of a visit that has to end in one."""
    found = get(visitor, url, wanted)
    assert isinstance(found, FetchError), found
    return found.problem


def body(found: Visit | FetchError) -> bytes:
    assert isinstance(found, Visit), found
    return found.reply.body


def packed_zeros(length: int) -> bytes:
    return gzip.compress(bytes(length))
