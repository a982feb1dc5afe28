"""The README and the quickstart tell the truth: their snippets are run, their outputs compared."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "docs/quickstart.md", "docs/own-knowledge.md", "docs/reading.md")
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)
NOT_RUN = ("git clone", "cd ", "pip install", "python3 -m venv")
ELLIPSIS = "..."


def blocks(page: str, kind: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return [match["body"] for match in BLOCK.finditer(text) if match["kind"] == kind]


def commands(body: str) -> Iterator[tuple[str, list[str]]]:
    """Each line after ``$`` with the output lines shown beneath it."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, *output = part.rstrip("\n").split("\n")
        yield command, [line for line in output if line.strip()]


def run(command: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1"}
    ran = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert ran.returncode == 0, f"{command}: {ran.returncode}\n{ran.stderr}"
    return ran.stdout


SNIPPETS = [(page, *found) for page in PAGES for body in blocks(page, "console") for found in commands(body)]


@pytest.mark.parametrize(("page", "command", "output"), SNIPPETS, ids=[f"{s[0]}: {s[1][:50]}" for s in SNIPPETS])
def test_commands_run_and_print_what_is_shown(page: str, command: str, output: list[str]) -> None:
    if command.startswith(NOT_RUN):
        pytest.skip("installing is what CI did before")
    if command.startswith("make "):
        targets = (ROOT / "Makefile").read_text(encoding="utf-8")
        assert re.search(rf"^{shlex.split(command)[1]}:", targets, re.MULTILINE), command
        return
    printed = " ".join(run(command).split())
    for line in output:
        for part in filter(None, (p.strip() for p in line.split(ELLIPSIS))):
            assert " ".join(part.split()) in printed, part


@pytest.mark.parametrize("page", PAGES)
def test_python_snippets_run_and_print_what_is_shown(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A comment after a ``print`` tells what is printed."""
    names: dict[str, Any] = {}
    for body in blocks(page, "python"):
        exec(compile(body, page, "exec"), names)
        shown = re.findall(r"^print\(.*\)  # (.*)$", body, re.MULTILINE)
        printed = " ".join(capsys.readouterr().out.split())
        for words in shown:
            assert words in printed


def test_the_readme_opens_with_a_sentence_and_its_record() -> None:
    (body,) = blocks("README.md", "json")
    shown = json.loads(body)
    sentence = shown["document"]["text"]
    opening = (ROOT / "README.md").read_text(encoding="utf-8").split("```json")[0]
    assert f"> {sentence}" in opening
    row = json.dumps({"text": sentence, "published": shown["document"]["published"]})
    record = json.loads(run(f"echo {shlex.quote(row)} | gestae code -"))
    assert contained(shown, record) == []
    assert len(shown["events"]) == len(record["events"])


def contained(shown: Any, real: Any, path: str = "record") -> list[str]:
    """Where what is shown differs from what is real; fields may be left out, not changed."""
    if isinstance(shown, dict) and isinstance(real, dict):
        missing = [f"{path}.{key}: not there" for key in shown if key not in real]
        return missing + [p for key in shown if key in real for p in contained(shown[key], real[key], f"{path}.{key}")]
    if isinstance(shown, list) and isinstance(real, list) and len(shown) == len(real):
        pairs = enumerate(zip(shown, real, strict=True))
        return [p for n, (left, right) in pairs for p in contained(left, right, f"{path}[{n}]")]
    return [] if shown == real else [f"{path}: shown {shown!r}, real {real!r}"]


def test_the_page_of_commands_is_up_to_date() -> None:
    run("python tools/write_docs.py --check")


@pytest.mark.parametrize("page", [p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").glob("*.md")] + ["README.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [t for t in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in t]
    assert [t for t in targets if not ((ROOT / page).parent / t).exists()] == []
