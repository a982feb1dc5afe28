"""The desk where texts are coded: one at a time, with one coder, and nobody waits for ever."""

import threading
import time
from collections.abc import Iterable, Iterator
from typing import Any, cast

import pytest

from gestae.errors import TooLongError
from gestae.model import Document, Record
from gestae.pipeline import Coder
from gestae.web.coding import Desk
from helpers.corpus import ENGINE

SHORT = 0.05


class Watched:
    """A coder that tells how many texts it had in hand at once; ``held`` stops it until it is set."""

    def __init__(self, held: threading.Event) -> None:
        self.held = held
        self.now = self.most = 0

    def code_many(self, documents: Iterable[Any]) -> Iterator[Record]:
        for document in documents:
            self.now += 1
            self.most = max(self.most, self.now)
            self.held.wait(5)
            time.sleep(0.01)
            self.now -= 1
            yield Record.model_validate({"document": {"id": document.id, "text": document.text}, "engine": ENGINE})


def desk(watched: Watched, made: list[Watched], patience: float = 5) -> Desk:
    def make() -> Coder:
        time.sleep(0.01)
        made.append(watched)
        return cast(Coder, watched)

    return Desk(make, patience)


def test_texts_that_come_at_once_are_coded_one_after_another() -> None:
    held, made = threading.Event(), list[Watched]()
    held.set()
    watched = Watched(held)
    asked = desk(watched, made)
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(asked.code(Document(id=str(n), text="One.")).document.id))
        for n in range(6)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join(10)
    assert sorted(found) == [str(n) for n in range(6)]
    assert watched.most == 1
    assert len(made) == 1


def test_who_waits_too_long_is_told() -> None:
    held, made = threading.Event(), list[Watched]()
    asked = desk(Watched(held), made, SHORT)
    first = threading.Thread(target=asked.code, args=(Document(id="1", text="One."),))
    first.start()
    while not made:
        time.sleep(0.005)
    with pytest.raises(TooLongError, match="again"):
        asked.code(Document(id="2", text="Two."))
    held.set()
    first.join(10)
    assert asked.code(Document(id="2", text="Two.")).document.text == "Two."
