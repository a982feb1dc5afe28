"""Speed and memory of the whole coder beside the bare spaCy pipeline, and cold starts.

`python bench/run.py [FILE...]` reads texts (as `gestae code` does) or makes articles out of the lexicon's example
sentences. Each run is a process of its own; the two pipelines take turns, five times; medians are printed.
"""

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).resolve().parent / "results"
SENTENCES = 18
KINDS = ("spacy", "gestae")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", help="texts or .jsonl of documents; without any, articles are made")
    parser.add_argument("--documents", type=int, default=100, help="how many articles are made")
    parser.add_argument("--pairs", type=int, default=5, help="how often the two take turns")
    parser.add_argument("--child", choices=KINDS, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        print(json.dumps(measure(args.child, args.files)))
        return
    with tempfile.TemporaryDirectory() as folder:
        files = args.files or [made(args.documents, Path(folder))]
        runs = [{kind: child(kind, files) for kind in KINDS} for _ in range(args.pairs)]
    starts = {
        "gestae --help": [started("--help") for _ in range(args.pairs)],
        "gestae code, one article": [started("code", "examples/aegean.txt") for _ in range(args.pairs)],
    }
    report = summary(runs, starts)
    print(table(report))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "latest.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def made(number: int, folder: Path) -> str:
    """Articles of example sentences in a fixed random order, as JSON Lines."""
    from gestae.tables import DATA
    from gestae.training.compare import read_examples

    sentences = [example.text for _, example in read_examples([DATA / "lexicon"])]
    chance = random.Random(7)
    path = folder / "made.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for index in range(number):
            paragraphs = [" ".join(chance.choices(sentences, k=3)) for _ in range(SENTENCES // 3)]
            row = {"id": str(index), "text": "\n\n".join(paragraphs), "published": "2019-05-14"}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return str(path)


def child(kind: str, files: Sequence[str]) -> dict[str, float]:
    argv = [sys.executable, __file__, "--child", kind, *files]
    found: dict[str, float] = json.loads(subprocess.run(argv, capture_output=True, text=True, check=True).stdout)
    return found


def measure(kind: str, files: Sequence[str]) -> dict[str, float]:
    """One pass in this process: loading aside, seconds, documents, characters, peak memory."""
    from gestae import Coder
    from gestae.reading import Reading, read_files
    from gestae.settings import load_settings

    readings = [reading for reading in read_files(files) if isinstance(reading, Reading)]
    settings = load_settings()
    if kind == "spacy":
        import spacy

        nlp = spacy.load(settings.language_model)
        nlp("Ready.")
        begun = time.perf_counter()
        tokens = sum(len(doc) for doc in nlp.pipe((r.document.text for r in readings), batch_size=32))
    else:
        coder = Coder(settings)
        coder.code("Ready.")
        tokens = 0
        begun = time.perf_counter()
        for record in coder.code_many(readings):
            tokens += len(record.events)
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    characters = sum(len(r.document.text) for r in readings)
    return {"seconds": seconds, "documents": len(readings), "characters": characters, "megabytes": peak, "made": tokens}


def started(*words: str) -> float:
    """Seconds of one whole process."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "gestae", *words], cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - begun


def summary(runs: Sequence[dict[str, dict[str, float]]], starts: dict[str, list[float]]) -> dict[str, Any]:
    report: dict[str, Any] = {"pairs": len(runs), "runs": runs}
    for kind in KINDS:
        report[kind] = {
            "documents_per_second": statistics.median(r[kind]["documents"] / r[kind]["seconds"] for r in runs),
            "characters_per_second": statistics.median(r[kind]["characters"] / r[kind]["seconds"] for r in runs),
            "megabytes": statistics.median(r[kind]["megabytes"] for r in runs),
        }
    ratios = [r["spacy"]["seconds"] / r["gestae"]["seconds"] for r in runs]
    report["share_of_spacy_speed"] = {"median": statistics.median(ratios), "low": min(ratios), "high": max(ratios)}
    report["cold_start_seconds"] = {name: statistics.median(times) for name, times in starts.items()}
    return report


def table(report: dict[str, Any]) -> str:
    lines = [f"{'':28}{'documents/s':>12}{'characters/s':>14}{'peak MB':>10}"]
    for kind, name in (("spacy", "spaCy alone"), ("gestae", "Gestae, all stages")):
        row = report[kind]
        rates = f"{row['documents_per_second']:>12.1f}{row['characters_per_second']:>14,.0f}"
        lines.append(f"{name:28}{rates}{row['megabytes']:>10.0f}")
    share = report["share_of_spacy_speed"]
    low, high = share["low"], share["high"]
    lines.append(f"share of spaCy's speed: {share['median']:.2f} ({low:.2f} to {high:.2f}, {report['pairs']} pairs)")
    lines += [f"{name}: {seconds:.2f} s" for name, seconds in report["cold_start_seconds"].items()]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
