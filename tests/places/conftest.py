"""The gazetteer for tests of the places room, opened once."""

from collections.abc import Iterator

import pytest

from gestae.places import Gazetteer, open_gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Iterator[Gazetteer]:
    opened = open_gazetteer(on_build=lambda message: None)
    yield opened
    opened.close()
