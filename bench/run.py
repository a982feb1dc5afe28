"""Speed and memory of the whole coder beside the bare spaCy pipeline, and cold starts.

`python bench/run.py [FILE...]` reads texts (as `gestae code` does) or makes articles out of the lexicon's example
sentences. Each run is a process of its own; the two pipelines take turns, five times; medians are printed. With
``--workers N`` both run with one and with N processes, and what each gains by them is printed too.
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
WHOSE = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
Run = dict[str, float]
KINDS = ("spacy", "gestae")
NAMES = {"spacy": "spaCy alone", "gestae": "Gestae, all stages"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", help="texts or .jsonl of documents; without any, articles are made")
    parser.add_argument("--documents", type=int, default=100, help="how many articles are made")
    parser.add_argument("--pairs", type=int, default=5, help="how often the two take turns")
    parser.add_argument("--workers", type=int, default=1, help="processes that share the documents")
    parser.add_argument("--child", choices=KINDS, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        print(json.dumps(measure(args.child, args.files, args.workers)))
        return
    with tempfile.TemporaryDirectory() as folder:
        files = args.files or [made(args.documents, Path(folder))]
        crews = sorted({1, args.workers})
        runs = {n: [] for n in crews}
        for _ in range(args.pairs):
            for n in crews:
                runs[n].append({kind: child(kind, files, n) for kind in KINDS})
    starts = {
        "gestae --help": [started("--help") for _ in range(args.pairs)],
        "gestae code, one article": [started("code", "examples/aegean.txt") for _ in range(args.pairs)],
    }
    report = summary(runs[1], starts)
    if args.workers > 1:
        report["workers"] = together(runs[1], runs[args.workers], args.workers)
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


def child(kind: str, files: Sequence[str], workers: int) -> Run:
    argv = [sys.executable, __file__, "--child", kind, "--workers", str(workers), *files]
    found: Run = json.loads(subprocess.run(argv, capture_output=True, text=True, check=True).stdout)
    return found


def measure(kind: str, files: Sequence[str], workers: int) -> Run:
    """One pass in this process and its workers: loading aside, seconds, documents, characters, peak memory of one."""
    from gestae import Coder
    from gestae.reading import Reading, read_files
    from gestae.settings import load_settings

    readings = [reading for reading in read_files(files) if isinstance(reading, Reading)]
    settings = load_settings({"workers": workers})
    if kind == "spacy":
        import spacy

        nlp = spacy.load(settings.language_model)
        nlp("Ready.")
        begun, worked = time.perf_counter(), processor_time()
        texts = (r.document.text for r in readings)
        tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=32, n_process=workers))
    else:
        coder = Coder(settings)
        coder.code("Ready.")
        tokens = 0
        begun, worked = time.perf_counter(), processor_time()
        for record in coder.code_many(readings):
            tokens += len(record.events)
    seconds, processor = time.perf_counter() - begun, processor_time() - worked
    return {
        "seconds": seconds,
        "processor_seconds": processor,
        "documents": len(readings),
        "characters": sum(len(r.document.text) for r in readings),
        "megabytes": max(resource.getrusage(whose).ru_maxrss for whose in WHOSE) / 1024,
        "made": tokens,
    }


def processor_time() -> float:
    """Seconds that processors have worked for this process and its ended children."""
    return sum(use.ru_utime + use.ru_stime for use in map(resource.getrusage, WHOSE))


def started(*words: str) -> float:
    """Seconds of one whole process."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "gestae", *words], cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - begun


def summary(runs: Sequence[dict[str, Run]], starts: dict[str, list[float]]) -> dict[str, Any]:
    report: dict[str, Any] = {"pairs": len(runs), "runs": runs}
    for kind in KINDS:
        report[kind] = {
            "documents_per_second": statistics.median(r[kind]["documents"] / r[kind]["seconds"] for r in runs),
            "characters_per_second": statistics.median(r[kind]["characters"] / r[kind]["seconds"] for r in runs),
            "megabytes": statistics.median(r[kind]["megabytes"] for r in runs),
        }
    for name, unit in (("share_of_spacy_speed", "seconds"), ("share_by_processor_time", "processor_seconds")):
        ratios = [r["spacy"][unit] / r["gestae"][unit] for r in runs]
        report[name] = {"median": statistics.median(ratios), "low": min(ratios), "high": max(ratios)}
    report["cold_start_seconds"] = {name: statistics.median(times) for name, times in starts.items()}
    return report


def together(alone: Sequence[dict[str, Run]], shared: Sequence[dict[str, Run]], workers: int) -> dict[str, Any]:
    """How many times as fast each is with several processes, and the memory of its largest process."""
    report: dict[str, Any] = {"processes": workers}
    for kind in KINDS:
        gains = [a[kind]["seconds"] / s[kind]["seconds"] for a, s in zip(alone, shared, strict=True)]
        peaks = [s[kind]["megabytes"] for s in shared]
        report[kind] = {"gain": statistics.median(gains), "megabytes": statistics.median(peaks)}
    return report


def table(report: dict[str, Any]) -> str:
    lines = [f"{'':28}{'documents/s':>12}{'characters/s':>14}{'peak MB':>10}"]
    for kind, name in NAMES.items():
        row = report[kind]
        rates = f"{row['documents_per_second']:>12.1f}{row['characters_per_second']:>14,.0f}"
        lines.append(f"{name:28}{rates}{row['megabytes']:>10.0f}")
    for key in ("share_of_spacy_speed", "share_by_processor_time"):
        share = report[key]
        spread = f"{share['low']:.2f} to {share['high']:.2f}, {report['pairs']} pairs"
        lines.append(f"{key.replace('_', ' ')}: {share['median']:.2f} ({spread})")
    if crew := report.get("workers"):
        lines += [
            f"{NAMES[kind]}, {crew['processes']} processes: {row['gain']:.2f} times as fast, {row['megabytes']:.0f} MB"
            for kind, row in ((kind, crew[kind]) for kind in KINDS)
        ]
    lines += [f"{name}: {seconds:.2f} s" for name, seconds in report["cold_start_seconds"].items()]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
