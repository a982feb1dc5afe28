"""How quickly the explorer and the API answer, what load they bear, and how much memory that takes.

`python bench/web.py --store build/big.db` runs `gestae serve` over a big store, which it makes where none is, and asks
the usual pages: first anew, then as a warm server answers them, in medians; sends articles of 600 words to be coded;
and asks for events 100 times a second, every question another one.
"""

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import httpx
from big import COUNTRIES, fill
from load import put_load

from gestae.store import Store

TIMES = 5
WORDS = 600
REPORTS = Path(__file__).parent.parent / "examples" / "newsroom" / "reports.jsonl"
PATHS = (
    "/api/v1/health",
    "/api/v1/events?limit=50",
    "/api/v1/events?actor=DNK&limit=50",
    "/api/v1/events?actor=AFG&recipient=DNK&limit=50",
    "/api/v1/counts?by=month&by=quad",
    "/api/v1/dyads",
    "/api/v1/documents?limit=50",
    "/api/v1/statements?limit=50",
    "/api/v1/search?q=border+Denmark",
    "/",
    "/events",
    "/actors/DNK",
    "/dyads/AFG/DNK",
    "/network",
    "/map",
    "/stories",
    "/actors",
    "/search?q=border",
    "/paste",
    "/review",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("build/big.db"), help="where the store lies, or is made")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=500_000)
    parser.add_argument("--pace", type=float, default=100.0, help="questions a second")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long they are asked")
    args = parser.parse_args()
    if not args.store.exists():
        fill(args.store, args.documents, args.events)
    Store.open(args.store).close()  # brings an earlier store up to date
    with served(args.store) as (address, process):
        with httpx.Client(base_url=address, timeout=60) as client:
            coded(client, "Norway threatened to expel two diplomats.")
            for path in PATHS:
                first = asked(client, path)
                print(f"{first:6.0f} ms anew, {median(asked(client, path) for _ in range(TIMES)):6.0f} warm  {path}")
            print(f"{memory(process)} after the pages")
            print(f"{median(coded(client, text) for text in articles()):6.0f} ms  POST /api/v1/code, {WORDS} words")
            print(f"{memory(process)} after coding")
        port = int(address.rpartition(":")[2])
        print(f"/api/v1/events: {put_load(port, list(questions()), args.pace, args.seconds).told()}")
        print(f"{memory(process)} after the load")


@contextmanager
def served(store: Path) -> Iterator[tuple[str, int]]:
    """The address of a server of its own, and its process."""
    command = [sys.executable, "-m", "gestae", "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            assert server.stdout is not None
            said = re.search(r"http://[0-9.:]+", server.stdout.readline())
            assert said is not None
            yield said[0], server.pid
        finally:
            server.terminate()


def articles() -> Iterator[str]:
    """Texts of 600 words, made of the example reports."""
    words = " ".join(json.loads(line)["text"] for line in REPORTS.read_text(encoding="utf-8").splitlines()).split()
    for at in range(0, len(words) - WORDS, WORDS):
        yield " ".join(words[at : at + WORDS])


def questions() -> Iterator[str]:
    """Simple filters, each different."""
    for code, _ in COUNTRIES:
        for name, value in (("type", "THREATEN"), ("quad", "verbal cooperation"), ("since", "2022-01-01")):
            yield f"/api/v1/events?{urlencode({'actor': code, name: value, 'limit': 50})}"
            yield f"/api/v1/events?{urlencode({'recipient': code, name: value, 'limit': 50})}"
            yield f"/api/v1/events?{urlencode({'country': code, name: value, 'limit': 50})}"


def asked(client: httpx.Client, path: str) -> float:
    begun = time.perf_counter()
    client.get(path).raise_for_status()
    return (time.perf_counter() - begun) * 1000


def coded(client: httpx.Client, text: str) -> float:
    begun = time.perf_counter()
    client.post("/api/v1/code", json={"text": text, "published": "2024-03-16"}).raise_for_status()
    return (time.perf_counter() - begun) * 1000


def memory(process: int) -> str:
    """What the process holds, and the most it held."""
    found = re.findall(r"^Vm(HWM|RSS):\s+(\d+)", Path(f"/proc/{process}/status").read_text(), re.MULTILINE)
    kib = {name: int(number) for name, number in found}
    return f"{kib['RSS'] / 1024:.0f} MB of memory, at most {kib['HWM'] / 1024:.0f},"


if __name__ == "__main__":
    main()
