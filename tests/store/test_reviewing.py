"""Reviews: what is kept, drawn and reckoned from them."""

import pytest

from gestae.errors import QueryError
from gestae.store.filters import read_filters
from gestae.store.reviewing.draw import draw_sample, next_event
from gestae.store.reviewing.export import labelled, training_items
from gestae.store.reviewing.keep import add_blind, add_verdict, last_reviews
from gestae.store.reviewing.validate import Share, krippendorff, validate
from gestae.store.store import Store
from gestae.training.reviews import Verdict

ANY = read_filters({"status": "any", "role": "any", "historical": "any"})


def test_a_wilson_interval() -> None:
    low, high = Share(8, 10).interval or (0.0, 0.0)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert Share(0, 0).share is None
    assert Share(0, 0).interval is None


def test_alpha() -> None:
    assert krippendorff([["a", "a"], ["b", "b"], ["a"]]) == 1.0
    assert krippendorff([["a", "b"], ["b", "a"]]) == pytest.approx(-0.5)
    assert krippendorff([["a", "a", "b"], ["b", "b", "b"], ["a", "a", "a"]]) == pytest.approx(0.6)
    assert krippendorff([["a"], ["b"]]) is None
    assert krippendorff([["a", "a"]]) is None


def test_samples_are_the_same_for_the_same_seed(any_store: Store) -> None:
    with any_store.reading() as connection:
        one = draw_sample(connection, ANY, "type", 2, 1)
        assert one == draw_sample(connection, ANY, "type", 2, 1)
        numbers = [row["type"] for row in one]
        assert numbers
        assert all(numbers.count(name) <= 2 for name in numbers)
        with pytest.raises(QueryError, match="by: 'colour'; wanted one of"):
            draw_sample(connection, ANY, "colour", 2, 1)


def test_figures_of_reviews(any_store: Store) -> None:
    with any_store.writing() as connection:
        first = next_event(connection, ANY, "Ada")
        assert first is not None
        add_verdict(connection, first, "Ada", Verdict.REJECT)
        add_verdict(connection, first, "Ada", Verdict.ACCEPT)
        add_verdict(connection, first, "Bo", Verdict.ACCEPT)
        second = next_event(connection, ANY, "Ada")
        assert second is not None
        assert second > first
        add_verdict(connection, second, "Ada", Verdict.CORRECT, {"type": "PROTEST"})
        add_verdict(connection, second, "Bo", Verdict.REJECT)
        assert len(last_reviews(connection)) == 4
        found = validate(connection)
    assert (found.events, found.reviewers, found.shared) == (2, 2, 2)
    assert sum(each.accepted.right for each in found.types) == 2
    assert sum(each.accepted.of for each in found.types) == 4
    assert sorted(person for (_, person), number in found.confusion.items() for _ in range(number))[:1] != []
    assert found.alpha is not None
    assert all(each.found.share is None and each.expected is None for each in found.types)


def test_recall_needs_sentences_coded_blind(any_store: Store) -> None:
    (record_key, event) = first_event(any_store)
    assert event.sentence is not None
    with any_store.writing() as connection:
        add_blind(connection, record_key, event.sentence, 5, [event.type, "PROTEST"], "Ada")
        found = {each.type: each for each in validate(connection).types}
    assert (found[event.type].found.right, found[event.type].found.of) == (1, 1)
    assert (found["PROTEST"].found.right, found["PROTEST"].found.of) == (0, 1)


def first_event(store: Store):
    for key in sorted({row["document"] for row in store.events().to_dicts()}):
        record = store.record(key)
        for event in record.events:
            if event.role == "main" and event.sentence is not None and event.type != "PROTEST":
                with store.reading() as connection:
                    kept = connection.exec_driver_sql("select key, external_id from document").all()
                return next(row[0] for row in kept if row[1] == key), event
    raise AssertionError


def test_reviews_leave_as_labels_and_items(any_store: Store) -> None:
    with any_store.writing() as connection:
        for _ in range(40):
            uid = next_event(connection, ANY, "Ada")
            if uid is None:
                break
            add_verdict(connection, uid, "Ada", Verdict.ACCEPT)
    documents = list(labelled(any_store))
    assert documents
    assert all(event["verdict"] == "accept" for each in documents for event in each["events"])
    assert all("[" in item or "{" in item for item in training_items(any_store))
    with pytest.raises(QueryError, match="'colour' cannot be corrected"), any_store.writing() as connection:
        add_verdict(connection, documents[0]["events"][0]["uid"], "Ada", Verdict.CORRECT, {"colour": "red"})
