"""A real server on this machine that answers as a test tells it to, however badly, and notes what it is asked."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

Answer = Callable[["Request", asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Request:
    """What a client asked for; header names in small letters."""

    path: str
    headers: Mapping[str, str]


@dataclass
class Server:
    """Answers by path; what has no answer is 404."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            names = [line.split(": ", 1) for line in head[1:] if line]
            request = Request(head[0].split(" ")[1], {name.lower(): value for name, value in names})
            self.requests.append(request)
            await self.answers.get(request.path, status(404))(request, writer)
            await writer.drain()
            writer.close()
            await writer.wait_closed()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            writer.transport.abort()


@contextmanager
def running() -> Iterator[Server]:
    """A server in a thread of its own."""
    server, loop = Server(), asyncio.new_event_loop()
    listening = loop.run_until_complete(asyncio.start_server(server.handle, "127.0.0.1", 0))
    server.port = listening.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(_end(listening), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end(listening: asyncio.Server) -> None:
    listening.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0)  # for the transports to close


def head(code: int, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {code} Answer", *(f"{name}: {value}" for name, value in headers.items()), "Connection: close"]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def page(body: str | bytes, content_type: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    """200 with a body."""
    content = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        given = {"Content-Type": content_type, "Content-Length": str(len(content)), **named}
        writer.write(head(200, given) + content)

    return answer


def status(code: int, body: bytes = b"", **headers: str) -> Answer:
    """A status, with headers."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(head(code, {"Content-Length": str(len(body)), **named}) + body)

    return answer


def redirect(to: str, code: int = 302) -> Answer:
    return status(code, Location=to)


def unless_known(etag: str, otherwise: Answer) -> Answer:
    """304 for who knows the mark already."""

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        known = request.headers.get("if-none-match") == etag
        await (status(304, ETag=etag) if known else otherwise)(request, writer)

    return answer


def in_turn(*answers: Answer) -> Answer:
    """One after the other; the last one stays."""
    left = list(answers)

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(request, writer)

    return answer


def drip(start: bytes, pause: float = 0.05) -> Answer:
    """One byte at a time, without end."""

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(pause)

    return answer


def endless(headers: Mapping[str, str], block: bytes) -> Answer:
    """A body without end."""

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(head(200, headers))
        while True:
            writer.write(block)
            await writer.drain()

    return answer


def broken_off(body: bytes, length: int, **headers: str) -> Answer:
    """A body shorter than it claims to be."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(head(200, {"Content-Length": str(length), **named}) + body)

    return answer
