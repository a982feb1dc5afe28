"""Speed and memory of the whole coder beside the bare spaCy pipeline, by stages, and what starting it costs.

`python bench/run.py [FILE...]` reads texts (as `gestae code` does) or makes articles out of the lexicon's example
sentences. Each run is a process of its own; bare spaCy, the coder with the lexicon's choice and the coder with the
model's take turns, five times; medians are printed. With ``--workers N`` all run with one and with N processes, and
what each gains by them is printed too. Shares are of processor time, which other work on the machine distorts least.
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
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gestae import Coder

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).resolve().parent / "results"
SENTENCES = 18
TOGETHER = 32
WHOSE = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
Run = dict[str, float]
NAMES = {"spacy": "spaCy alone", "lexicon": "Gestae, lexicon chooses", "model": "Gestae, model chooses"}
KINDS = tuple(NAMES)
CODERS = KINDS[1:]
STAGES, START = "stages", "start"
INPUTS, ENCODER = "model's inputs", "encoder"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", help="texts or .jsonl of documents; without any, articles are made")
    parser.add_argument("--documents", type=int, default=100, help="how many articles are made")
    parser.add_argument("--pairs", type=int, default=5, help="how often the three take turns")
    parser.add_argument("--workers", type=int, default=1, help="processes that share the documents")
    parser.add_argument("--child", choices=(*KINDS, STAGES, START), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        print(json.dumps(CHILDREN.get(args.child, measure)(args.child, args.files, args.workers)))
        return
    with tempfile.TemporaryDirectory() as folder:
        files = args.files or [made(args.documents, Path(folder))]
        crews = sorted({1, args.workers})
        runs: dict[int, list[dict[str, Run]]] = {n: [] for n in crews}
        for _ in range(args.pairs):
            for n in crews:
                runs[n].append({kind: child(kind, files, n) for kind in KINDS})
        stages = child(STAGES, files, 1)
    started_up = [child(START, [], 1) for _ in range(args.pairs)]
    starts = {
        "gestae --help": [started("--help") for _ in range(args.pairs)],
        "gestae code, one article": [started("code", "examples/aegean.txt") for _ in range(args.pairs)],
    }
    report = summary(runs[1], starts)
    report["stages"] = stages
    report["start"] = {name: statistics.median(s[name] for s in started_up) for name in started_up[0]}
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
    settings = load_settings({"workers": workers, "chooser": "lexicon" if kind == "spacy" else kind})
    if kind == "spacy":
        import spacy

        nlp = spacy.load(settings.language_model)
        nlp("Ready.")
        begun, worked = time.perf_counter(), processor_time()
        texts = (r.document.text for r in readings)
        tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=TOGETHER, n_process=workers))
    else:
        coder = Coder(settings)
        warm(coder)
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
        "megabytes": megabytes(),
        "made": tokens,
    }


def processor_time() -> float:
    """Seconds that processors have worked for this process and its ended children."""
    return sum(use.ru_utime + use.ru_stime for use in map(resource.getrusage, WHOSE))


def by_stages(_: str, files: Sequence[str], workers: int) -> Run:
    """Processor time of each stage over that of bare spaCy; the two take turns, some documents each time."""
    import spacy

    from gestae import Coder
    from gestae.events.chooser import decide
    from gestae.reading import Reading, read_files
    from gestae.settings import load_settings

    readings = [reading for reading in read_files(files) if isinstance(reading, Reading)]
    coder = Coder(load_settings({"workers": workers, "chooser": "model"}))
    nlp = spacy.load(coder.settings.language_model)
    spent: Counter[str] = Counter()

    def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any) -> Any:
            begun = time.process_time()
            found = work(*args)
            spent[name] += time.process_time() - begun
            return found

        return run

    warm(coder)
    nlp("Ready.")
    inputs = decide.sentence_inputs
    decide.sentence_inputs = timed(INPUTS, lambda *args: list(inputs(*args)))
    if coder.chooser is not None:
        vars(coder.chooser)["weigh"] = timed(ENCODER, coder.chooser.weigh)
    coder.stages = tuple(replace(stage, run=timed(stage.name, stage.run)) for stage in coder.stages)
    parse = timed("spacy", lambda texts: sum(map(len, nlp.pipe(texts, batch_size=TOGETHER))))
    code = timed("whole", lambda batch: sum(len(record.events) for record in coder.code_batch(batch)))
    for start in range(0, len(readings), TOGETHER):
        batch = readings[start : start + TOGETHER]
        parse([reading.document.text for reading in batch])
        code(batch)
    spent["events, lexicon"] = spent.pop("events") - spent[INPUTS] - spent[ENCODER]
    spent["places and times"] = sum(spent.pop(name) for name in ("places", "times", "where", "dates"))
    spent["parse, records"] = 2 * spent["whole"] - sum(spent.values()) + spent["spacy"]
    return {name: seconds / spent["spacy"] for name, seconds in spent.items() if name != "spacy"}


def start_up(*_: object) -> Run:
    """Seconds and megabytes that the language model, the knowledge tables and the chooser add, one after another."""
    from gestae import Coder
    from gestae.settings import load_settings

    coder = Coder(load_settings({"chooser": "model"}))
    parts: dict[str, Callable[[], object]] = {
        "language model": lambda: coder.nlp("Ready."),
        "knowledge": lambda: (coder.knowledge, coder.place_knowledge),
        "lexicon": lambda: (coder.lexicon, coder.time_words, coder.speech_cues, coder.condition_cues),
        "chooser": lambda: coder.chooser and coder.chooser.relation(["Peru"], (0, 1), None),
    }
    found: Run = {}
    for name, load in parts.items():
        begun, held = time.process_time(), megabytes()
        load()
        found[f"{name}, seconds"] = time.process_time() - begun
        found[f"{name}, MB"] = megabytes() - held
    return found


def warm(coder: "Coder") -> None:
    """Load what the first document would load."""
    coder.code("The army of Chad attacked rebels on Monday.")


def megabytes() -> float:
    """The most memory that this process or one of its children has held."""
    return max(resource.getrusage(whose).ru_maxrss for whose in WHOSE) / 1024


CHILDREN = {STAGES: by_stages, START: start_up}


def started(*words: str) -> float:
    """Seconds of one whole process."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "gestae", *words], cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - begun


def summary(runs: Sequence[dict[str, Run]], starts: dict[str, list[float]]) -> dict[str, Any]:
    report: dict[str, Any] = {"turns": len(runs), "runs": runs}
    for kind in KINDS:
        report[kind] = {
            "documents_per_second": statistics.median(r[kind]["documents"] / r[kind]["seconds"] for r in runs),
            "characters_per_second": statistics.median(r[kind]["characters"] / r[kind]["seconds"] for r in runs),
            "processor_seconds": statistics.median(r[kind]["processor_seconds"] for r in runs),
            "megabytes": statistics.median(r[kind]["megabytes"] for r in runs),
        }
    for kind in CODERS:
        for name, unit in (("share_of_spacy_speed", "seconds"), ("share_by_processor_time", "processor_seconds")):
            ratios = [r["spacy"][unit] / r[kind][unit] for r in runs]
            report[kind][name] = {"median": statistics.median(ratios), "low": min(ratios), "high": max(ratios)}
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
    return "\n".join(lines(report))


def lines(report: dict[str, Any]) -> Iterator[str]:
    yield f"{'':28}{'documents/s':>12}{'characters/s':>14}{'processor s':>12}{'peak MB':>10}"
    for kind, name in NAMES.items():
        row = report[kind]
        rates = f"{row['documents_per_second']:>12.1f}{row['characters_per_second']:>14,.0f}"
        yield f"{name:28}{rates}{row['processor_seconds']:>12.1f}{row['megabytes']:>10.0f}"
    for kind in CODERS:
        for key in ("share_of_spacy_speed", "share_by_processor_time"):
            share = report[kind][key]
            spread = f"{share['low']:.2f} to {share['high']:.2f}, {report['turns']} turns"
            yield f"{NAMES[kind]}, {key.replace('_', ' ')}: {share['median']:.2f} ({spread})"
    yield "Stages with the model, processor time over that of spaCy alone:"
    yield from (f"  {name:20}{share:>8.3f}" for name, share in sorted(report["stages"].items(), key=lambda s: -s[1]))
    yield "Start-up, what each part adds:"
    for name in (key.removesuffix(", MB") for key in report["start"] if key.endswith(", MB")):
        seconds, held = report["start"][f"{name}, seconds"], report["start"][f"{name}, MB"]
        yield f"  {name:20}{seconds:>8.2f} s{held:>8.0f} MB"
    if crew := report.get("workers"):
        for kind in KINDS:
            gain, held = crew[kind]["gain"], crew[kind]["megabytes"]
            share = gain / crew["spacy"]["gain"]
            yield (
                f"{NAMES[kind]}, {crew['processes']} processes: {gain:.2f} times as fast ({share:.2f} of spaCy's "
                f"gain), {held:.0f} MB"
            )
    yield from (f"{name}: {seconds:.2f} s" for name, seconds in report["cold_start_seconds"].items())


if __name__ == "__main__":
    main()
