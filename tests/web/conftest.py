"""A real server on a free port, and a real browser."""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gestae.model import Document, Record
from gestae.store import Store
from gestae.store.stories.link import link
from helpers.browsing import served
from helpers.corpus import ENGINE, small_corpus
from helpers.hostile import hostile_corpus

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"


def _lacking(what: str) -> None:
    """What a test needs and this machine lacks: a failure where everything has to run, otherwise a skip."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


def _filled(place: Path, corpus: Iterable[tuple[Document, Record]]) -> str:
    with Store.open(place) as store:
        run = store.begin_run("ingest", ENGINE)
        store.write(run, corpus)
        store.finish_run(run)
        with store.writing() as connection:
            link(connection)
    return str(place)


@pytest.fixture(scope="session")
def plain_place(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of the small corpus."""
    return _filled(tmp_path_factory.mktemp("plain") / "plain.db", small_corpus())


@pytest.fixture(scope="session")
def hostile_place(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of hostile documents."""
    return _filled(tmp_path_factory.mktemp("hostile") / "hostile.db", hostile_corpus())


@pytest.fixture(scope="session")
def plain_site(plain_place: str) -> Iterator[str]:
    with served(plain_place) as address:
        yield address


@pytest.fixture(scope="session")
def hostile_site(hostile_place: str) -> Iterator[str]:
    with served(hostile_place) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        _lacking("no Chromium is installed; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which `make test` fetches."""
    if not AXE.is_file():
        _lacking("axe-core is not there; npm ci --prefix tests/web fetches it")
    return AXE.read_text(encoding="utf-8")
