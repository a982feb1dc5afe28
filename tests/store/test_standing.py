"""What is noted with reports so that counts are quick says the same as looking at all of them does."""

from itertools import product
from typing import Any

import pytest
from sqlalchemy import inspect, select, text, update

from gestae.store import Store, counts, reports
from gestae.store.choices import Unique
from gestae.store.filters import read_filters
from gestae.store.schema import EVENT, REPORT, STORY
from helpers.corpus import ENGINE, small_corpus

BY = ([], ["source"], ["origin"], ["source", "month"], ["actor"], ["actor", "recipient"], ["actor", "source"])
QUICK = (Unique.STORY, Unique.DOCUMENT, Unique.NONE)


def told(store: Store) -> list[Any]:
    """Counts of all kinds."""
    with store.reading() as connection:
        return [counts.count_events(connection, by, read_filters({}), unique) for by, unique in product(BY, QUICK)]


def looked_at(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The same without what was noted."""
    with monkeypatch.context() as patch:
        patch.setattr(counts, "_kept", lambda *_: None)
        return told(store)


def join_two(store: Store, events: list[str]) -> None:
    with store.writing() as connection:
        story = {"id": 7, "type_family": "x", "reports": 2, "documents": 2, "sources": 2}
        connection.execute(STORY.insert().values(story))
        of_story = select(EVENT.c.id).where(EVENT.c.trigger.in_(events), ~EVENT.c.historical)
        connection.execute(update(REPORT).where(REPORT.c.event_id.in_(of_story)).values(story_id=7))
        reports.choose_first(connection, reports.Told(frozenset(), frozenset({7})))


def test_as_written(any_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    found = told(any_store)
    assert found == looked_at(any_store, monkeypatch)
    events = {unique: sum(row["events"] for row in found[n]) for n, unique in enumerate(QUICK)}
    assert events[Unique.STORY] < events[Unique.DOCUMENT] < events[Unique.NONE]
    assert sum(row["events"] for row in found[3]) > events[Unique.STORY], "two outlets with one wire copy both tell it"


def test_after_stories_and_another_text(any_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = told(any_store)
    join_two(any_store, ["shell", "attacked"])
    joined = told(any_store)
    assert joined == looked_at(any_store, monkeypatch)
    assert joined != before
    first, _ = next(small_corpus())
    _, empty = next((d, r) for d, r in small_corpus() if d.id == "garden")
    any_store.write(any_store.begin_run("again", ENGINE), [(first.model_copy(update={"text": "Nothing."}), empty)])
    assert told(any_store) == looked_at(any_store, monkeypatch)
    assert told(any_store) != joined


def test_an_older_store_is_brought_up_to_date(any_store: Store, store_place: str) -> None:
    before = told(any_store)
    with any_store.writing() as connection:
        for index in inspect(connection).get_indexes(REPORT.name):
            if set(index["column_names"]) & set(reports.STANDING[2:]):
                connection.execute(text(f"DROP INDEX {index['name']}"))
        for name in reports.STANDING[2:]:
            connection.execute(text(f"ALTER TABLE report DROP COLUMN {name}"))
        connection.execute(text("CREATE INDEX report_day ON report (pair, day)"))
        connection.execute(text("DELETE FROM migration WHERE number >= 4"))
    any_store.close()
    with Store.open(store_place) as store, store.reading() as connection:
        assert told(store) == before
        names = {index["name"] for index in inspect(connection).get_indexes(REPORT.name)}
        assert "report_months" in names
        assert "report_day" not in names
