"""How quickly a big store answers: the usual questions, each asked once and then four times; medians are printed.

`python bench/store.py --out big.db` makes a store of 100,000 documents and 500,000 events where there is none, without
coding, and asks it.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from big import fill

from gestae.store import Store
from gestae.store.choices import Period, Unique, UnitKind
from gestae.store.panel import Shape
from gestae.store.search import search

TIMES = 4
LIMIT = 200  # milliseconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("big.db"), help="where the store lies, or is made")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=500_000)
    args = parser.parse_args()
    if not args.out.exists():
        started = time.monotonic()
        made = args.out.with_suffix(".part")
        made.unlink(missing_ok=True)
        fill(made, args.documents, args.events)
        made.rename(args.out)
        print(f"made in {time.monotonic() - started:.0f} s")
    with Store.open(args.out) as store:
        for name, ask in questions(store).items():
            ask()  # the pages that it needs are in memory then
            taken = [timed(ask) for _ in range(TIMES)]
            wall, busy = (statistics.median(each) * 1000 for each in zip(*taken, strict=True))
            print(
                f"{wall:8.0f} ms, {busy:6.0f} of the processor  {name}{'' if busy <= LIMIT else '  slow'}", flush=True
            )


def timed(ask: Callable[[], object]) -> tuple[float, float]:
    """Seconds that passed, and of the processor, which others that use the machine do not lengthen."""
    wall, busy = time.perf_counter(), time.process_time()
    ask()
    return time.perf_counter() - wall, time.process_time() - busy


def questions(store: Store) -> Mapping[str, Callable[[], object]]:
    def find() -> object:
        with store.reading() as connection:
            return search(connection, "border Denmark")

    return {
        "events of an actor": lambda: store.events(limit=50, actor="DNK"),
        "events between two": lambda: store.events(limit=50, actor="AFG", recipient="DNK"),
        "events of a type in half a year": lambda: store.events(
            limit=50, type="ASSAULT", since="2022-01-01", until="2022-06-30"
        ),
        "events by text": lambda: store.events(limit=50, text="Denmark"),
        "all counted": store.counts,
        "counts by month": lambda: store.counts("month"),
        "counts by month and quad": lambda: store.counts(["quad", "month"]),
        "counts by type": lambda: store.counts("type"),
        "counts by actor": lambda: store.counts("actor"),
        "counts by dyad and year": lambda: store.counts(["actor", "recipient", "year"]),
        "counts by source": lambda: store.counts("source"),
        "counts by source and month": lambda: store.counts(["source", "month"]),
        "counts by origin": lambda: store.counts("origin"),
        "all, every report": lambda: store.counts(unique=Unique.NONE),
        "counts by month, every report": lambda: store.counts("month", unique=Unique.NONE),
        "counts by actor, once a document": lambda: store.counts("actor", unique=Unique.DOCUMENT),
        "counts by month, once a day": lambda: store.counts("month", unique=Unique.DAY),
        "counts by month of an actor": lambda: store.counts("month", actor="AFG"),
        "counts by month by text": lambda: store.counts("month", text="Denmark"),
        "panel of two by month": lambda: store.panel(actor="AFG", recipient="DNK"),
        "panel of all countries by month": lambda: store.panel(Shape(UnitKind.COUNTRY)),
        "panel of all dyads by year": lambda: store.panel(Shape(by=Period.YEAR)),
        "panel of all dyads by month": store.panel,
        "documents by words": find,
    }


if __name__ == "__main__":
    main()
