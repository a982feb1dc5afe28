"""A misbehaving server, a clock that does not wait, and a visitor between them."""

from collections.abc import Iterator

import pytest

from .build import FakeClock
from .server import Server, running


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()
