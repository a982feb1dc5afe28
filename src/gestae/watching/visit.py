"""Asking hosts politely: robots.txt first, one request at a time, a pause between two; redirects are followed."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx

from gestae.watching.clock import Clock
from gestae.watching.fetch import OK, Fetcher, Reply, Wanted, web_address
from gestae.watching.problems import FetchError, Lasts, PostponedError
from gestae.watching.robots import REDIRECTS, Rules, read_rules
from gestae.watching.schedule import retry_after

PERMANENT = frozenset((301, 308))
NOT_MODIFIED = 304
PASSING = frozenset((408, 425, 429))
SERVER_PROBLEMS = range(500, 600)
BUSY = frozenset((429, 503))


@dataclass(frozen=True, slots=True)
class Manners:
    """How hosts are treated.

    Args:
        name: What robots.txt may call the watcher.
        delay: Seconds between two requests to a host; its robots.txt may want more.
        longest_delay: A host that wants a longer pause than this gets this.
        patience: A page that cannot have its turn within so many seconds is left for another time.
        at_once: Most hosts that are asked at the same time.
        redirects: Most redirects of one page.
        rules_kept: Seconds for which a robots.txt holds.
        rules_retried: Seconds after which one that could not be read is asked for again.
        busy: Seconds for which a host that says it is too busy, without saying how long, is left alone.
    """

    name: str = "Gestae"
    delay: float = 2.0
    longest_delay: float = 120.0
    patience: float = 300.0
    at_once: int = 8
    redirects: int = 5
    rules_kept: float = 24 * 3600.0
    rules_retried: float = 3600.0
    busy: float = 600.0


@dataclass(frozen=True, slots=True)
class Visit:
    """The last answer, and where the page has moved for good (None where it has not)."""

    reply: Reply
    moved: str | None = None

    @property
    def unchanged(self) -> bool:
        """Whether the server says that nothing has changed since the last visit."""
        return self.reply.status == NOT_MODIFIED


@dataclass(slots=True)
class _Host:
    """What is remembered of a host: whose turn it is, when the next request may go out, the rules of each origin."""

    ready: datetime
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: dict[str, tuple[Rules | FetchError, datetime]] = field(default_factory=dict)


class Visitor:
    """Visits pages of any number of hosts; all calls have to come from one event loop."""

    def __init__(self, fetcher: Fetcher, clock: Clock, manners: Manners | None = None) -> None:
        self._fetcher, self._clock = fetcher, clock
        self.manners = manners or Manners()
        self._hosts: dict[str, _Host] = {}
        self._at_once = asyncio.Semaphore(self.manners.at_once)

    async def get(self, address: str, wanted: Wanted, headers: Mapping[str, str] | None = None) -> Visit:
        """The page at an address, after all redirects: its answer is 2xx or 304.

        Raises:
            FetchError: the page cannot be had, or may not be asked for.
            PostponedError: the host is not to be asked yet.
        """
        url = web_address(address)
        until = self._after(self.manners.patience)
        seen: list[httpx.URL] = []
        moved: str | None = None
        for_good = True
        while True:
            if url in seen:
                raise FetchError(address, f"a redirect loop over {url}", Lasts.LASTING)
            if len(seen) > self.manners.redirects:
                raise FetchError(address, f"more than {self.manners.redirects} redirects", Lasts.LASTING)
            seen.append(url)
            reply = await self._turn(url, wanted, headers or {}, until)
            if reply.status not in REDIRECTS or "location" not in reply.headers:
                break
            url = web_address(reply.headers["location"], str(url))
            for_good = for_good and reply.status in PERMANENT
            moved = str(url) if for_good else moved
        self._check(address, reply)
        return Visit(reply, moved)

    async def _turn(self, url: httpx.URL, wanted: Wanted, headers: Mapping[str, str], until: datetime) -> Reply:
        host = self._hosts.setdefault(url.netloc.decode(), _Host(self._clock.now()))
        async with host.turn:
            rules = await self._rules(host, url, until)
            if not rules.allow(url):
                raise FetchError(str(url), "robots.txt does not allow it", Lasts.LASTING)
            await self._pause(host, url, until)
            return await self._ask(host, url, wanted, headers, min(rules.delay, self.manners.longest_delay))

    async def _rules(self, host: _Host, url: httpx.URL, until: datetime) -> Rules:
        origin = f"{url.scheme}://{url.netloc.decode()}"
        known = host.rules.get(origin)
        if known is None or known[1] <= self._clock.now():
            known = host.rules[origin] = await self._ask_rules(host, url, until)
        if isinstance(known[0], FetchError):
            wait = (known[1] - self._clock.now()).total_seconds()
            raise FetchError(str(url), known[0].problem, retry_after=wait)
        return known[0]

    async def _ask_rules(self, host: _Host, url: httpx.URL, until: datetime) -> tuple[Rules | FetchError, datetime]:
        async def ask(at: httpx.URL, wanted: Wanted) -> Reply:
            await self._pause(host, at, until)
            return await self._ask(host, at, wanted)

        try:
            rules = await read_rules(url, self.manners.name, ask)
        except PostponedError:
            raise
        except FetchError as error:
            if error.lasts is Lasts.LASTING:
                raise
            return error, self._after(error.retry_after or self.manners.rules_retried)
        return rules, self._after(self.manners.rules_kept)

    async def _pause(self, host: _Host, url: httpx.URL, until: datetime) -> None:
        wait = (host.ready - self._clock.now()).total_seconds()
        if wait > 0 and host.ready > until:
            raise PostponedError(str(url), f"its host is not to be asked for {wait:.0f} seconds", retry_after=wait)
        if wait > 0:
            await self._clock.sleep(wait)

    async def _ask(
        self, host: _Host, url: httpx.URL, wanted: Wanted, headers: Mapping[str, str] | None = None, delay: float = 0.0
    ) -> Reply:
        pause = max(self.manners.delay, delay)
        try:
            async with self._at_once:
                reply = await self._fetcher.get(url, wanted, headers)
        finally:
            host.ready = self._after(pause)
        if reply.status in BUSY:
            asked = retry_after(reply.headers.get("retry-after"), self._clock.now())
            host.ready = self._after(max(pause, self.manners.busy if asked is None else asked))
        return reply

    def _check(self, address: str, reply: Reply) -> None:
        if reply.status in OK or reply.status == NOT_MODIFIED:
            return
        passing = reply.status in PASSING or reply.status in SERVER_PROBLEMS
        asked = retry_after(reply.headers.get("retry-after"), self._clock.now()) if passing else None
        lasts = Lasts.PASSING if passing else Lasts.LASTING
        raise FetchError(address, f"the server answers {reply.status}", lasts, asked)

    def _after(self, seconds: float) -> datetime:
        return self._clock.now() + timedelta(seconds=seconds)
