"""``gestae doctor``: what is there, what is missing, and what to do about it."""

import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gestae.cli import INSTALLATION
from gestae.errors import GestaeError
from gestae.settings import TABLE, Settings

EXTRAS = (
    ("polars", "record.to_frame()", 'pip install "gestae[frames]"'),
    ("trafilatura", "reading pages and other formats", 'pip install "gestae[corpus]"'),
    ("altair", "gestae map", 'pip install "gestae[plot]"'),
    ("torch", "gestae train", 'pip install "gestae[train]"'),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; ``remedy`` is set where something that is needed is missing."""

    what: str
    found: str
    remedy: str = ""


def examine(settings: Settings) -> int:
    """Print the report; 0, or 3 where something that the coder needs is missing."""
    console = Console(highlight=False, markup=False, emoji=False)
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    findings = list(_findings(settings))
    for finding in findings:
        sign = Text("missing", "bold red") if finding.remedy else Text("ok", "green")
        told = f"{finding.found}; {finding.remedy}" if finding.remedy else finding.found
        table.add_row(sign, finding.what, Text(told))
    console.print(table)
    missing = [finding for finding in findings if finding.remedy]
    console.print("Something is missing; see above." if missing else "Everything that the coder needs is there.")
    return INSTALLATION if missing else 0


def _findings(settings: Settings) -> Iterator[Finding]:
    from gestae.pipeline import Coder

    coder = Coder(settings)
    yield Finding("gestae", f"{version('gestae')} on Python {platform.python_version()} ({platform.system()})")
    yield _tried("spaCy", lambda: version("spacy"))
    yield _tried("language model", lambda: f"{settings.language_model} {coder.nlp.meta['version']}")
    yield _tried("lexicon", lambda: coder.lexicon.sha256)
    yield _tried("knowledge", lambda: f"{coder.knowledge.sha256}, known until {coder.knowledge.until}")
    yield _tried("place index", lambda: f"{coder.gazetteer.version}")
    yield _tried(
        "chooser's model", lambda: coder.chooser.sha256 if coder.chooser else "none; the lexicon chooses alone"
    )
    for name, use, install in EXTRAS:
        there = find_spec(name) is not None
        yield Finding(f"{name} (extra)", version(name) if there else f"not installed; {use} needs it: {install}")
    for setting in TABLE:
        value = getattr(settings, setting.name)
        default = " (default)" if value == setting.default else ""
        yield Finding(f"setting {setting.name}", f"{value}{default}: {setting.metadata['help']}")


def _tried(what: str, find: Callable[[], str]) -> Finding:
    try:
        return Finding(what, find())
    except GestaeError as error:
        return Finding(what, "not usable", str(error))
    except PackageNotFoundError as error:
        return Finding(what, "not installed", f"install it with: pip install {error.name}")
