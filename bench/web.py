"""How quickly the explorer and the API answer, in medians; the big store is the one that bench/store.py makes.

`python bench/web.py --store build/big.db` asks the usual pages; a warm server codes an article of 600 words.
"""

import argparse
import json
import statistics
import time
from pathlib import Path

from big import fill
from fastapi.testclient import TestClient

from gestae.web.limits import Limits
from gestae.web.server import make_app

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
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("build/big.db"), help="where the store lies, or is made")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=500_000)
    args = parser.parse_args()
    if not args.store.exists():
        fill(args.store, args.documents, args.events)
    client = TestClient(make_app(str(args.store), limits=Limits(requests=1_000_000)))
    for path in PATHS:
        told(path, [asked(client, path) for _ in range(TIMES + 1)][1:])
    words = " ".join(json.loads(line)["text"] for line in REPORTS.read_text(encoding="utf-8").splitlines()).split()
    texts = [" ".join(words[at : at + WORDS]) for at in range(0, WORDS * (TIMES + 1), WORDS)]
    told(f"POST /api/v1/code, {WORDS} words", [coded(client, text) for text in texts][1:])


def asked(client: TestClient, path: str) -> tuple[float, float]:
    wall, busy = time.perf_counter(), time.process_time()
    client.get(path).raise_for_status()
    return time.perf_counter() - wall, time.process_time() - busy


def coded(client: TestClient, text: str) -> tuple[float, float]:
    wall, busy = time.perf_counter(), time.process_time()
    client.post("/api/v1/code", json={"text": text, "published": "2024-03-16"}).raise_for_status()
    return time.perf_counter() - wall, time.process_time() - busy


def told(name: str, taken: list[tuple[float, float]]) -> None:
    wall, busy = (statistics.median(each) * 1000 for each in zip(*taken, strict=True))
    print(f"{wall:8.0f} ms, {busy:6.0f} of the processor  {name}", flush=True)


if __name__ == "__main__":
    main()
