"""Score the coder on gold data and write the figures as a table.

`python tools/evaluate.py SCORER GOLD [OUT]`: SCORER is a program that takes a task, gold files and `--gestae COMMAND`
and prints a JSON object of figures; GOLD a folder with the sets named in `TASKS`. Sets that are not there are left out.
The gold texts belong to others and are no part of this project.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GESTAE = f"{sys.executable} -m gestae"


@dataclass(frozen=True, slots=True)
class Task:
    """One measurement: the scorer's task, its files, and which figures of its answer go into the table."""

    name: str
    files: tuple[str, ...]
    figures: tuple[tuple[str, tuple[str, ...]], ...]


TASKS = (
    Task(
        "news",
        ("news.dev.jsonl", "world.dev.jsonl"),
        (
            ("events F1", ("events", "f1")),
            ("events F1 with who", ("events_with_who", "f1")),
            ("events macro-F1", ("events_macro_f1",)),
            ("status macro-F1", ("status_macro_f1",)),
            ("attributed or not", ("of_matched", "attributed", "share")),
            ("no event where none is", ("no_event_where_none_is", "share")),
        ),
    ),
    Task(
        "leads",
        ("plover_gsr.dev.jsonl",),
        (("type found", ("type_found", "share")), ("type and countries", ("type_and_countries", "share"))),
    ),
    Task(
        "relations",
        ("plv.dev.jsonl",),
        (("macro-F1", ("macro_f1",)), ("accuracy", ("accuracy", "share")), ("quad", ("quad_accuracy", "share"))),
    ),
    Task(
        "actors",
        ("ngec_actor.dev.jsonl",),
        (("all", ("all", "share")), ("country", ("country", "share")), ("sector", ("code_1", "share"))),
    ),
    Task(
        "attribution",
        ("polnear.dev.jsonl", "polnear_docs.dev.jsonl"),
        (
            ("exact", ("exact_micro", "f1")),
            ("source", ("source", "exact", "f1")),
            ("cue", ("cue", "exact", "f1")),
            ("content", ("content", "exact", "f1")),
        ),
    ),
    Task(
        "places",
        ("geo_trnews.dev.jsonl", "geo_gwn.dev.jsonl", "geo_lgl.dev.jsonl"),
        (("exact", ("exact", "share")), ("within 161 km", ("within_161_km", "share"))),
    ),
    Task(
        "toponyms",
        ("geo_trnews.dev.jsonl", "geo_gwn.dev.jsonl", "geo_lgl.dev.jsonl"),
        (("exact spans F1", ("exact_spans", "f1")), ("literal uses F1", ("literal_uses", "f1"))),
    ),
)


def main(arguments: Sequence[str]) -> None:
    if len(arguments) not in {2, 3}:
        sys.exit("usage: make evaluate SCORER=score.py GOLD=FOLDER [OUT=FILE]")
    scorer, gold = Path(arguments[0]), Path(arguments[1])
    lines = ["| task | sets | figures | seconds |", "|---|---|---|---|"]
    answers = {}
    for task in TASKS:
        files = [gold / name for name in task.files if (gold / name).is_file()]
        if not files:
            print(f"{task.name}: none of {', '.join(task.files)} in {gold}", file=sys.stderr)
            continue
        print(f"{task.name} ...", file=sys.stderr, flush=True)
        answer = scored(scorer, task, files)
        answers[task.name] = answer
        figures = " · ".join(f"{name} {told(answer, path)}" for name, path in task.figures)
        sets = ", ".join(file.name.removesuffix(".jsonl") for file in files)
        lines.append(f"| {task.name} | {sets} | {figures} | {answer.get('seconds', '')} |")
    print("\n".join(lines))
    if len(arguments) == 3:
        Path(arguments[2]).write_text(json.dumps(answers, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def scored(scorer: Path, task: Task, files: Sequence[Path]) -> dict[str, Any]:
    argv = [sys.executable, str(scorer), task.name, *map(str, files), "--gestae", GESTAE]
    ran = subprocess.run(argv, stdout=subprocess.PIPE, text=True, check=False)
    if ran.returncode:
        sys.exit(f"{task.name}: the scorer ended with {ran.returncode}")
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


def told(answer: Any, path: Sequence[str]) -> str:
    """The figure at a path of keys, with three decimals; a dash where there is none."""
    for key in path:
        answer = answer.get(key) if isinstance(answer, dict) else None
    return f"{answer:.3f}" if isinstance(answer, int | float) else "-"


if __name__ == "__main__":
    main(sys.argv[1:])
