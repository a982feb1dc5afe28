"""A store at a glance, the clearest events, and who somebody is in the reports; the same on both databases."""

from datetime import date

import pytest

from gestae.store import Store
from gestae.store.filters import read_filters
from gestae.store.glance import months, shares, state
from gestae.store.party import read_party
from gestae.store.standing import sayings, standings
from gestae.store.strongest import strongest
from helpers.corpus import ENGINE, small_corpus


def test_the_state_changes_with_what_is_written(any_store: Store) -> None:
    with any_store.reading() as connection:
        before = state(connection)
    with any_store.reading() as connection:
        assert state(connection) == before
    document, record = next(iter(small_corpus()))
    other = document.model_copy(update={"id": "new", "url": "https://new.example/1"})
    any_store.write(any_store.begin_run("more", ENGINE), [(other, record)])
    with any_store.reading() as connection:
        assert state(connection) != before


def test_months_and_shares(any_store: Store) -> None:
    with any_store.reading() as connection:
        assert months(connection) == (202403, 202404)
        of_all = shares(connection, read_filters({}))
        of_one = shares(connection, read_filters({"party": "SDR"}))
    assert of_all.statuses == {"actual": 11, "future": 1, "hypothetical": 2, "negated": 1}
    assert (of_all.events, of_all.attributed) == (15, 3)
    assert of_one.events < of_all.events


@pytest.mark.parametrize(
    ("cooperative", "triggers"), [(False, ["shell", "threatened", "accused"]), (True, ["accused", "threatened"])]
)
def test_the_clearest_events_come_first_and_each_sentence_once(
    any_store: Store, cooperative: bool, triggers: list[str]
) -> None:
    with any_store.reading() as connection:
        found = strongest(connection, read_filters({"actor": "NRL", "recipient": "SDR"}), cooperative, len(triggers))
    assert [row["trigger"] for row in found] == triggers


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("NRL", [(None, "NRL", "GOV", None), (None, "NRL", "MIL", None)]),
        ("group:fhf", [("Free Hills Front", "SDR", "REB", None)]),
        ("ESM:COP", [(None, "ESM", "COP", None)]),
        ("norland army", [("Norland army", "NRL", "MIL", None)]),
        ("nobody", []),
    ],
)
def test_who_somebody_is_in_the_reports(
    any_store: Store, who: str, told: list[tuple[str | None, str | None, str | None, str | None]]
) -> None:
    with any_store.reading() as connection:
        found = standings(connection, read_party(who))
    assert [(each.name, each.country, each.sector, each.office) for each in found] == told
    assert all(each.first is not None and each.first <= (each.last or date.max) for each in found)


@pytest.mark.parametrize("who", ["NRL", "person:ada-berg", "NRL:GOV", "ada berg"])
def test_what_somebody_says_stands_once(any_store: Store, who: str) -> None:
    with any_store.reading() as connection:
        (said,) = sayings(connection, read_party(who), 5)
    assert said.content.startswith("gunmen attacked")
    assert (said.cue, said.published) == ("said", date(2024, 3, 11))
