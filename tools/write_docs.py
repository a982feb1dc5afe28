"""Write `docs/cli.md` from the commands and the settings' table; `--check` only says whether it is up to date."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from gestae.cli.app import app
from gestae.settings import TABLE

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
OPENING = """\
# The commands

Made by `make docs` from the commands themselves; a test holds it to them.

Results go to standard output, everything said to a person to standard error.

| exit code | meaning |
|---|---|
| 0 | every input gave a record (a record may say in `notices` why it holds little) |
| 1 | an input could not be read; it was named, and the rest went on |
| 2 | wrong usage, or a broken table or setting |
| 3 | something that the coder needs is not installed |
| 130 | interrupted |
"""


def main() -> None:
    made = page()
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.read_text(encoding="utf-8") == made else f"{PAGE.name} is out of date: make docs")
    PAGE.write_text(made, encoding="utf-8")


def page() -> str:
    parts = [
        OPENING,
        *(
            f"## `{' '.join(('gestae', *words))}`\n\n```text\n{usage(words)}\n```\n"
            for words in commands(get_command(app))
        ),
    ]
    return "\n".join([*parts, "\n".join(settings())]) + "\n"


def commands(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The names of a command and of those in it; groups beside the first are only their commands."""
    inner = getattr(command, "commands", {})
    if not words or not inner:
        yield words
    for name, each in inner.items():
        yield from commands(each, (*words, name))


def usage(words: tuple[str, ...]) -> str:
    """The help of one command, 100 columns wide."""
    argv = [sys.executable, "-m", "gestae", *words, "--help"]
    environment = {"COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1"}
    ran = subprocess.run(argv, capture_output=True, text=True, check=True, env=environment)
    lines = (line.rstrip() for line in ran.stdout.replace("python -m gestae", "gestae").splitlines())
    return "\n".join(lines).strip()


def settings() -> Iterator[str]:
    yield "## Settings\n"
    yield "From `gestae.toml` in the working folder (or `--settings FILE`), before the environment, before arguments.\n"
    yield "| setting | environment | default | meaning |"
    yield "|---|---|---|---|"
    for setting in TABLE:
        default = "" if setting.default is None else setting.default
        yield f"| `{setting.name}` | `GESTAE_{setting.name.upper()}` | {default} | {setting.metadata['help']} |"


if __name__ == "__main__":
    main()
