"""How much one caller may send, and how often."""

import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

READS = frozenset({"GET", "HEAD", "OPTIONS"})
API = "/api/"


@dataclass(frozen=True, slots=True)
class Limits:
    """``requests`` to the API, or that send something, from one address in so many ``seconds``."""

    body_bytes: int = 1_000_000
    requests: int = 600
    seconds: int = 60


class Limited:
    """An application behind its limits: 411 without a body's length, 413 for too large a body, 429 for too many."""

    def __init__(self, app: "ASGIApp", limits: Limits) -> None:
        self.app = app
        self.limits = limits
        self._window = 0
        self._counts: Counter[str] = Counter()

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request."""
        from gestae.web.api.problems import problem

        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length[:20]) > self.limits.body_bytes:
            refusal = problem(413, f"a request holds at most {self.limits.body_bytes:,} bytes")
        elif b"transfer-encoding" in headers:
            refusal = problem(411, "a request tells its length")
        elif self._too_often(scope):
            wait = self.limits.seconds
            words = f"more than {self.limits.requests} requests in {wait} seconds; wait a little"
            refusal = problem(429, words, {"Retry-After": str(wait)})
        else:
            await self.app(scope, receive, send)
            return
        await refusal(scope, receive, send)

    def _too_often(self, scope: "Scope") -> bool:
        if scope["method"] in READS and not scope["path"].startswith(API):
            return False
        window = int(time.monotonic() // self.limits.seconds)
        if window != self._window:
            self._window, self._counts = window, Counter()
        address = scope["client"][0] if scope.get("client") else ""
        self._counts[address] += 1
        return self._counts[address] > self.limits.requests
