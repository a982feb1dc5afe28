"""Validate the training data: `python tools/training.py check|count|near [FOLDER]`.

`check` reads every line and looks for shared openings, `count` adds the numbers, `near` finds near-duplicates (MinHash
over three-word shingles; needs the extra `train`). The notation is that of `training/README.md`. Exit code 1 if a line
cannot be read or two lines are too alike.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from gestae.lexicon import load_lexicon
from gestae.notation import Example, NotationError, parse_example
from gestae.tables import DATA

FOLDER = Path(__file__).parents[1] / "training"
SAME_OPENING = 0.01
ALIKE = 0.6
PERMUTATIONS = 128
SHINGLE = 3


def lines(folder: Path) -> Iterator[tuple[Path, int, str]]:
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield path, number, line.strip()


def read(folder: Path) -> Iterator[Example | str]:
    """Examples, and complaints about lines that are none."""
    lexicon = load_lexicon([DATA / "lexicon"])
    modes = set(lexicon.modes)
    seen: dict[str, str] = {}
    for path, number, line in lines(folder):
        where = f"{path.name}:{number}"
        try:
            example = parse_example(line)
        except NotationError as error:
            yield f"{where}: {error}"
            continue
        for event in example.events:
            if event.mode and (event.type, event.mode) not in modes:
                allowed = ", ".join(m for t, m in sorted(modes) if t == event.type) or "none"
                yield f"{where}: {event.type} has no mode {event.mode!r}; allowed: {allowed}"
        if first := seen.get(example.text):
            yield f"{where}: the same text as {first}"
        seen[example.text] = where
        yield example


def near(folder: Path) -> int:
    """Pairs of items that share most of their shingles."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS)
    pairs = 0
    for path, number, line in lines(folder):
        words = parse_example(line).text.lower().split()
        sketch = MinHash(num_perm=PERMUTATIONS)
        for k in range(max(1, len(words) - SHINGLE + 1)):
            sketch.update(" ".join(words[k : k + SHINGLE]).encode())
        name = f"{path.name}:{number}"
        for other in index.query(sketch):
            pairs += 1
            print(f"{name} is much like {other}", file=sys.stderr)
        index.insert(name, sketch)
    print(f"{pairs} near-duplicates", file=sys.stderr)
    return int(pairs > 0)


def main(words: list[str]) -> int:
    command, folder = words[0], Path(words[1]) if words[1:] else FOLDER
    if command == "near":
        return near(folder)
    complaints = 0
    types: Counter[str] = Counter()
    openings: Counter[str] = Counter()
    n: Counter[str] = Counter()
    for item in read(folder):
        if isinstance(item, str):
            complaints += 1
            print(item, file=sys.stderr)
            continue
        n["items"] += 1
        n["without event"] += not item.events
        n["two events or more"] += len(item.events) > 1
        types.update(f"{e.type}/{e.mode}" if e.mode else e.type for e in item.events)
        n.update(f"status {e.status}" for e in item.events)
        n.update(f"role {role}" for p in item.parties for role, _ in p.roles)
        openings[" ".join(item.text.lower().split()[:4])] += 1
    shared = sum(count for count in openings.values() if count > 1)
    if command == "count":
        print(*(f"{name}: {count}" for name, count in [*sorted(n.items()), *sorted(types.items())]), sep="\n")
    if shared > SAME_OPENING * n["items"]:
        print(f"{shared} of {n['items']} items share their first four words with another:", file=sys.stderr)
        print(*(f"  {opening} ({c})" for opening, c in openings.most_common(12) if c > 1), sep="\n", file=sys.stderr)
    print(f"{n['items']} items, {complaints} complaints", file=sys.stderr)
    return int(complaints > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
