"""One GET over the wire, with limits on time and size; redirects are given back, not followed."""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass

import httpcore
import httpx

from gestae.watching.decoding import ASKED_FOR, Body, Excess
from gestae.watching.problems import FetchError, Lasts

OK = range(200, 300)
LONGEST_ADDRESS = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: content types that are taken (all where there are none), and most bytes of it, unpacked."""

    types: frozenset[str] = frozenset()
    size: int = 5_000_000
    excess: Excess = Excess.REFUSE


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; the body is read only of 2xx."""

    url: str
    status: int
    headers: httpx.Headers
    body: bytes = b""

    @property
    def content_type(self) -> str:
        """The type alone, in small letters: ``text/html``; empty where none is named."""
        return str(self.headers.get("content-type", "")).partition(";")[0].strip().lower()


def web_address(address: str, base: str | None = None) -> httpx.URL:
    """An address of the web, without the part after ``#`` and without name and password.

    Raises:
        FetchError: it is none: another scheme, no host, or longer than anybody needs.
    """
    try:
        url = httpx.URL(base).join(address) if base else httpx.URL(address.strip())
        url = url.copy_with(fragment=None, username=None, password=None)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError(address[:LONGEST_ADDRESS], f"no address of a page ({error})", Lasts.LASTING) from error
    if url.scheme not in {"http", "https"} or not url.host or len(str(url)) > LONGEST_ADDRESS:
        problem = f"scheme {url.scheme or 'none'!r}, host {url.host or 'none'!r}; wanted http or https and a host"
        raise FetchError(address[:LONGEST_ADDRESS], problem, Lasts.LASTING)
    return url


class Fetcher:
    """Fetches single pages. No cookies, no passwords, no proxies.

    Args:
        backend: Makes the connections (see ``CheckedBackend``).
        agent: What the watcher calls itself.
        seconds: Longest time for one page, from the look-up of its host to its last byte.
    """

    def __init__(self, backend: httpcore.AsyncNetworkBackend, agent: str, seconds: float = 30.0) -> None:
        self.agent = agent
        self._backend, self._seconds = backend, seconds
        self._trust: ssl.SSLContext | None = None

    async def get(self, url: httpx.URL, wanted: Wanted, headers: Mapping[str, str] | None = None) -> Reply:
        """Ask once.

        Raises:
            FetchError: nobody answers, the answer takes too long, breaks off, is too large or of a type not wanted.
        """
        name = str(url)
        try:
            async with asyncio.timeout(self._seconds):
                return await self._ask(url, wanted, headers or {})
        except (TimeoutError, httpcore.TimeoutException) as error:
            raise FetchError(name, f"no whole answer within {self._seconds:g} seconds") from error
        except httpcore.RemoteProtocolError as error:
            raise FetchError(name, f"the answer is broken ({error})") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError, ValueError) as error:
            raise FetchError(name, f"no connection ({error or type(error).__name__})") from error

    async def _ask(self, url: httpx.URL, wanted: Wanted, headers: Mapping[str, str]) -> Reply:
        if self._trust is None and url.scheme == "https":
            self._trust = httpcore.default_ssl_context()
        asked: dict[bytes | str, bytes | str] = {
            "User-Agent": self.agent,
            "Accept": ", ".join([*sorted(wanted.types), "*/*;q=0.5"]),
            "Accept-Encoding": ASKED_FOR,
        }
        asked.update(headers.items())
        async with (
            httpcore.AsyncConnectionPool(self._trust, network_backend=self._backend) as pool,
            pool.stream("GET", str(url), headers=asked) as response,
        ):
            reply = Reply(str(url), response.status, httpx.Headers(response.headers))
            if reply.status not in OK:
                return reply
            if wanted.types and reply.content_type and reply.content_type not in wanted.types:
                raise FetchError(reply.url, f"its content is {reply.content_type}, no page of text", Lasts.LASTING)
            body = Body(reply.url, reply.headers.get("content-encoding", ""), wanted.size, wanted.excess)
            async for chunk in response.aiter_stream():
                body.add(chunk)
                if body.full:
                    break
            return Reply(reply.url, reply.status, reply.headers, body.end())
