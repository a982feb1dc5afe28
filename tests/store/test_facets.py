"""What may narrow a search: the same numbers as the lists that its links lead to."""

import pytest

from gestae.store.facets import facets
from gestae.store.filters import read_filters
from gestae.store.store import Store


@pytest.mark.parametrize("words", ["Norland", "Estmark"])
def test_facets_count_what_their_links_list(any_store: Store, words: str) -> None:
    asked = {"text": words, "status": "any"}
    with any_store.reading() as connection:
        found = facets(connection, read_filters(asked))
    assert not found.cut
    assert any(len(values) > 1 for values in found.values.values())
    for name, values in found.values.items():
        numbers = [events for _, events in values]
        assert numbers == sorted(numbers, reverse=True)
        for value, events in values:
            narrower = {"since": f"{value}-01-01", "until": f"{value}-12-31"} if name == "year" else {name: value}
            assert any_store.events(**{**asked, **narrower}).height == events, (name, value)


def test_what_is_too_much_to_count_is_told(any_store: Store) -> None:
    with any_store.reading() as connection:
        found = facets(connection, read_filters({"status": "any"}), 3)
    assert found.cut
    assert sum(events for _, events in found.values["type"]) <= 3
