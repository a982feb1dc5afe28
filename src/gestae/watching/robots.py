"""What a host's robots.txt allows."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx
from protego import Protego

from gestae.watching.decoding import Excess
from gestae.watching.fetch import OK, Reply, Wanted, web_address
from gestae.watching.problems import FetchError
from gestae.watching.schedule import retry_after

ROBOTS = Wanted(size=500 * 1024, excess=Excess.CUT)
REDIRECTS = frozenset((301, 302, 303, 307, 308))
HOPS = 5
TOO_MANY = 429
NOT_THERE = range(400, 500)
Ask = Callable[[httpx.URL, Wanted], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for one agent; ``delay`` is how many seconds the host wants between two requests."""

    text: Protego
    agent: str
    delay: float = 0.0

    def allow(self, url: httpx.URL) -> bool:
        """Whether the page may be asked for."""
        return self.text.can_fetch(str(url), self.agent)


async def read_rules(origin: httpx.URL, agent: str, ask: Ask) -> Rules:
    """The rules of a host: none where it has no robots.txt (4xx).

    Args:
        origin: Any address of the host.
        agent: The name by which the rules call the watcher.
        ask: Fetches one page.

    Raises:
        FetchError: the rules cannot be had now (5xx, 429, no answer), so that nothing may be asked of the host yet.
    """
    url = origin.copy_with(path="/robots.txt", query=None)
    for _ in range(HOPS):
        reply = await ask(url, ROBOTS)
        if reply.status in OK:
            return _rules(reply.body.decode("utf-8", "replace"), agent)
        if reply.status in REDIRECTS and "location" in reply.headers:
            url = web_address(reply.headers["location"], str(url))
        elif reply.status in NOT_THERE and reply.status != TOO_MANY:
            return _rules("", agent)
        else:
            break
    else:
        return _rules("", agent)
    problem = f"robots.txt answers {reply.status}; the host is left alone until it can be read"
    raise FetchError(str(url), problem, retry_after=retry_after(reply.headers.get("retry-after")))


def _rules(text: str, agent: str) -> Rules:
    parsed = Protego.parse(text.removeprefix("\ufeff"))
    rate = parsed.request_rate(agent)
    spacing = rate.seconds / rate.requests if rate and rate.requests else 0.0
    return Rules(parsed, agent, max(parsed.crawl_delay(agent) or 0.0, spacing))
