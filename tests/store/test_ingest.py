"""Documents into a store: once each, shared where they are the same, and nothing left half."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from gestae.errors import InputError
from gestae.model import Document, Record
from gestae.reading import Reading
from gestae.store import Store
from gestae.store.ingest import Ingest, Listener, Outcome
from gestae.store.schema import CODING, DOCUMENT, EVENT, REPORT, RUN, SKIPPED, SOURCE_TEXT, VERSION
from helpers.coder import StubCoder, context

TEXT = "Norland accused Sudria of lies. Norland threatened war."


@pytest.fixture
def store(store_place: str) -> Iterator[Store]:
    with Store.open(store_place) as opened:
        yield opened


def reading(name: str, text: str = TEXT, **more: Any) -> Reading:
    fields = {"source": "Daily Post", "published": date(2024, 3, 11)} | more
    return Reading(Document(id=name, text=text, **fields))


def ingest(store: Store, readings: list[Reading | InputError], coder: StubCoder | None = None) -> Outcome:
    return Ingest(store, coder or StubCoder(), context, "ingest test").run(readings)


def size(store: Store, table: Any) -> int:
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def test_again_adds_nothing_and_codes_nothing(store: Store) -> None:
    readings = [reading("a"), InputError("b.pdf", "broken"), reading("c", "All quiet.")]
    first = ingest(store, readings)
    assert (first.tally.new, first.tally.events, first.skipped) == (2, 2, 1)
    tables = (CODING, DOCUMENT, EVENT, REPORT, RUN, SKIPPED, SOURCE_TEXT, VERSION)
    before = [size(store, table) for table in tables]
    coder = StubCoder()
    again = ingest(store, readings, coder)
    assert (again.run_id, again.tally.new, again.tally.known, again.skipped) == (None, 0, 2, 0)
    assert coder.asked == []
    assert [size(store, table) for table in tables] == before


def test_a_wire_copy_is_coded_once_and_stays_two_documents(store: Store) -> None:
    coder = StubCoder(batch_size=3)
    outcome = ingest(store, [reading("a"), reading("b", source="Sun"), reading("c", source="Times")], coder)
    assert (outcome.tally.new, outcome.tally.codings, coder.asked) == (3, 1, ["a"])
    with store.reading() as connection:
        assert connection.execute(select(SOURCE_TEXT.c.language)).scalar_one() == "en"
    later = ingest(store, [reading("d", source="Herald")], coder)
    assert (later.tally.new, later.tally.codings, coder.asked) == (1, 0, ["a"])
    assert (size(store, SOURCE_TEXT), size(store, EVENT), size(store, REPORT)) == (1, 2, 8)
    assert store.record("d").document.source == "Herald"


def test_the_same_text_on_another_day_is_coded_apart(store: Store) -> None:
    outcome = ingest(store, [reading("a"), reading("b", published=date(2024, 3, 12))])
    assert (outcome.tally.codings, size(store, SOURCE_TEXT)) == (2, 1)


def test_a_new_text_is_a_version_of_its_document(store: Store) -> None:
    ingest(store, [reading("a")])
    outcome = ingest(store, [reading("a", "Norland attacked Sudria.")])
    assert (outcome.tally.new, outcome.tally.changed) == (0, 1)
    assert (size(store, DOCUMENT), size(store, VERSION), size(store, EVENT)) == (1, 2, 1)
    assert [e.type for e in store.record("a").events] == ["ASSAULT"]
    back = ingest(store, [reading("a")])
    assert (back.tally.changed, back.tally.codings, size(store, EVENT), size(store, CODING)) == (1, 0, 2, 2)


def test_several_versions_in_one_run(store: Store) -> None:
    texts = [TEXT, "Norland attacked Sudria.", TEXT, TEXT]
    outcome = ingest(store, [reading("a", text) for text in texts], StubCoder(batch_size=8))
    assert (outcome.tally.new, outcome.tally.changed, outcome.tally.known) == (1, 2, 1)
    assert (size(store, EVENT), len(store.record("a").events)) == (2, 2)


def test_documents_without_a_name_go_by_their_text(store: Store) -> None:
    unnamed = Reading(Document(text=TEXT))
    assert ingest(store, [unnamed, unnamed, Reading(Document(text="All quiet."))]).tally.new == 2


class Stop(Listener):
    """Ctrl-C after some records."""

    def __init__(self, after: int) -> None:
        self.left = after

    def coded(self, record: Record) -> None:
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt


def test_an_interrupted_run_goes_on(store: Store) -> None:
    readings = [reading(str(n), f"Norland accused Sudria {n} times.") for n in range(9)]
    with pytest.raises(KeyboardInterrupt):
        Ingest(store, StubCoder(), context, "ingest test", Stop(after=5)).run(readings)
    assert size(store, DOCUMENT) == 5
    coder = StubCoder()
    assert ingest(store, readings, coder).tally.new == 4
    assert coder.asked == ["5", "6", "7", "8"]
    with store.reading() as connection:
        run = connection.execute(select(RUN)).one()
    assert (run.documents, run.events, run.finished_at is not None) == (9, 9, True)


def test_one_killed_just_before_its_end_is_finished(store: Store) -> None:
    store.begin_run("ingest test")
    ingest(store, [])
    with store.reading() as connection:
        assert connection.execute(select(RUN.c.finished_at)).scalar_one() is not None
