"""What another engine coded is renewed, and runs are compared."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import func, insert, select

from gestae.errors import StoreError
from gestae.model import Document, Engine
from gestae.reading import Reading
from gestae.store import Store
from gestae.store.diff import Kind, by_cause
from gestae.store.ingest import Ingest, Listener
from gestae.store.recode import recode
from gestae.store.schema import CODING, EVENT, REVIEW, VERSION
from helpers.coder import WORDS, StubCoder, context
from helpers.corpus import ENGINE

LATER = ENGINE.model_copy(update={"lexicon": "sha256:later"})
THIRD = LATER.model_copy(update={"knowledge": "sha256:third", "chooser": "sha256:model"})
TEXTS = {
    "a": "Norland accused Sudria of lies.",
    "b": "Norland attacked Sudria.",
    "c": "Sudria shelled Norland. Norland threatened Sudria.",
    "d": "All quiet.",
}


@pytest.fixture
def store(store_place: str) -> Iterator[Store]:
    with Store.open(store_place) as opened:
        readings = [
            Reading(Document(id=n, text=t, published=date(2024, 3, 1), source=s))
            for n, t in TEXTS.items()
            for s in (("Post", "Sun") if n == "a" else ("Post",))
        ]
        Ingest(opened, StubCoder(), context, "ingest test").run(readings)
        yield opened


def coder(engine: Engine, **words: str) -> StubCoder:
    return StubCoder(engine, types=WORDS | words)


def renew(store: Store, by: StubCoder, listener: Listener | None = None) -> str | None:
    return recode(Ingest(store, by, context, "recode", listener)).run_id


def state(store: Store) -> list[tuple[str, int]]:
    query = select(EVENT.c.type, func.count()).group_by(EVENT.c.type).order_by(EVENT.c.type)
    with store.reading() as connection:
        return [(row[0], row[1]) for row in connection.execute(query)]


def test_the_same_engine_finds_nothing_stale(store: Store) -> None:
    by = coder(ENGINE)
    assert (renew(store, by), by.asked) == (None, [])


def test_another_engine_renews_all_once(store: Store) -> None:
    by = coder(LATER, accused="REQUEST")
    assert renew(store, by) is not None
    assert by.asked == ["a", "b", "c", "d"], "a wire copy is coded once again too"
    assert state(store) == [("ASSAULT", 2), ("REQUEST", 1), ("THREATEN", 1)]
    assert renew(store, by) is None
    with store.reading() as connection:
        kept = connection.execute(select(CODING.c.current, func.count()).group_by(CODING.c.current)).all()
    assert dict(map(tuple, kept)) == {True: 4, False: 4}


def test_going_back_codes_nothing(store: Store) -> None:
    before = state(store)
    renew(store, coder(LATER, accused="REQUEST"))
    by = coder(ENGINE)
    assert renew(store, by) is not None
    assert (by.asked, state(store)) == ([], before)


def test_an_interrupted_renewal_goes_on(store: Store) -> None:
    class Stop(Listener):
        def stored(self, tally: object) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        renew(store, coder(LATER), Stop())
    by = coder(LATER)
    renew(store, by)
    assert by.asked == ["b", "c", "d"]
    assert [run["stale"] for run in store.runs()] == [0, 0]


def test_reviews_stay(store: Store) -> None:
    uid = store.record("a").events[0].uid
    review = {"event_uid": uid, "document_key": "k", "reviewer": "r", "verdict": "accept", "at": "now"}
    with store.writing() as connection:
        connection.execute(insert(REVIEW).values(review))
    renew(store, coder(LATER))
    joined = select(EVENT.c.type).join(REVIEW, REVIEW.c.event_uid == EVENT.c.uid)
    with store.reading() as connection:
        assert connection.execute(joined).scalars().all() == ["ACCUSE"]


def test_differences_by_cause(store: Store) -> None:
    renew(store, StubCoder(LATER, types={"accused": "REQUEST", "shelled": "ASSAULT", "quiet": "CONSULT"}))
    renew(store, coder(THIRD))
    names = [run["run_id"] for run in store.runs()]
    changes = store.diff(names[0], names[1])
    found = {(c.kind.value, c.type, c.trigger, c.documents) for c in changes}
    assert found == {
        ("changed", "REQUEST", "accused", ("a", "a")),
        ("lost", "ASSAULT", "attacked", ("b",)),
        ("lost", "THREATEN", "threatened", ("c",)),
        ("added", "CONSULT", "quiet", ("d",)),
    }
    assert {c.causes for c in changes} == {("lexicon",)}
    changed = next(c for c in changes if c.kind is Kind.CHANGED)
    assert (changed.before, changed.after) == ("accuse/accused", "request/accused")
    assert changed.fields["type"] == ("ACCUSE", "REQUEST")
    assert by_cause(changes) == {("lexicon", Kind.CHANGED): 1, ("lexicon", Kind.LOST): 2, ("lexicon", Kind.ADDED): 1}
    assert {c.causes for c in store.diff(names[1], names[2])} == {("knowledge", "chooser")}
    assert store.diff(names[0], names[2]) == [], "the third engine codes as the first did"


def test_new_texts_and_documents_are_causes(store: Store) -> None:
    text = "Norland attacked Sudria twice."
    added = Reading(Document(id="e", text=text, published=date(2024, 3, 1), source="Post"))
    changed = Reading(Document(id="b", text=text, published=date(2024, 3, 1), source="Post"))
    redated = Reading(Document(id="a", text=TEXTS["a"], published=date(2024, 3, 2), source="Post"))
    Ingest(store, StubCoder(), context, "ingest more").run([added, changed, redated])
    first, second = (run["run_id"] for run in store.runs())
    found = sorted((c.causes[0], c.kind.value, c.documents) for c in store.diff(first, second))
    assert found == [
        ("document", "added", ("e",)),
        ("text", "added", ("b",)),
        ("text", "lost", ("b",)),
        ("title, date or outlet", "changed", ("a",)),
    ]


def test_runs_are_named(store: Store) -> None:
    name = store.runs()[0]["run_id"]
    assert store.diff(name[-6:], name[:8]) == []
    with pytest.raises(StoreError, match=f"no run has that name; runs: {name}"):
        store.diff("x", name)
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(VERSION)).scalar_one() == 5
