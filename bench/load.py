"""Questions sent at a steady pace over loopback: how many a second are answered, how soon, with how many errors."""

import asyncio
import itertools
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Load:
    """What came of it: times in milliseconds, ``errors`` are answers other than 200 and broken connections."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    errors: int = 0

    def told(self) -> str:
        """In one line."""
        at = statistics.quantiles(self.times, n=100) if len(self.times) > 1 else [0.0] * 99
        return (
            f"{len(self.times) / self.seconds:.0f} answers a second for {self.seconds:.0f} s, {self.errors} errors; "
            f"median {at[49]:.0f} ms, 95 of 100 within {at[94]:.0f} ms"
        )


def put_load(port: int, paths: Sequence[str], pace: float, seconds: float, lines: int = 16) -> Load:
    """Ask ``pace`` questions a second, over so many connections that are kept open."""
    return asyncio.run(_put(port, paths, pace, seconds, lines))


async def _put(port: int, paths: Sequence[str], pace: float, seconds: float, lines: int) -> Load:
    load = Load()
    numbers = itertools.count()
    begun = time.perf_counter()

    async def caller() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (number := next(numbers)) < pace * seconds:
            await asyncio.sleep(max(0.0, begun + number / pace - time.perf_counter()))
            asked = time.perf_counter()
            writer.write(f"GET {paths[number % len(paths)]} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            if await _status(reader) == 200:
                load.times.append((time.perf_counter() - asked) * 1000)
            else:
                load.errors += 1
        writer.close()

    results = await asyncio.gather(*(caller() for _ in range(lines)), return_exceptions=True)
    load.errors += sum(isinstance(result, Exception) for result in results)
    load.seconds = time.perf_counter() - begun
    return load


async def _status(reader: asyncio.StreamReader) -> int:
    """The status of an answer, which is read to its end."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = next(int(line.split(":")[1]) for line in head.splitlines() if line.startswith("content-length:"))
    await reader.readexactly(length)
    return int(head.split()[1])
