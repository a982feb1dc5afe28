"""What counts, and panels that are complete."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from gestae.errors import QueryError
from gestae.store import Store
from gestae.store.choices import DIMENSION_NAMES, Period, Side, Unique, UnitKind, Ways
from gestae.store.counts import BY
from gestae.store.panel import Shape


def numbers(store: Store, by: Sequence[str], unique: Unique = Unique.STORY, **filters: object) -> dict[object, int]:
    frame = store.counts(by, unique=unique, **filters)
    keys = frame.select(by).rows()
    return {key[0] if len(by) == 1 else key: n for key, n in zip(keys, frame["events"], strict=True)}


@pytest.mark.parametrize(("unique", "number"), [("none", 12), ("document", 11), ("day", 9), ("story", 9)])
@pytest.mark.parametrize("by", [[], ["type"], ["actor_sector", "week"], ["mode"]])
def test_what_counts_once(any_store: Store, unique: str, number: int, by: list[str]) -> None:
    assert sum(any_store.counts(by, unique=Unique(unique))["events"]) == number


def test_mutual_acts_count_both_ways_and_only_actual_main_events_do(any_store: Store) -> None:
    assert numbers(any_store, ["actor", "recipient", "month"]) == {
        ("ESM", "ESM", "2024-03"): 1,
        ("ESM", "NRL", "2024-03"): 1,
        ("ESM", None, "2024-03"): 1,
        ("NRL", "ESM", "2024-03"): 1,
        ("NRL", "ESM", "2024-04"): 1,
        ("NRL", "SDR", "2024-03"): 2,
        ("NRL", "SDR", "2024-04"): 1,
        (None, "NRL", "2024-03"): 1,
        (None, "SDR", "2024-03"): 1,
        (None, None, "2024-03"): 1,
    }


def test_each_side_of_a_mutual_act_is_its_actor(any_store: Store) -> None:
    assert numbers(any_store, ["actor"]) == {"NRL": 5, "ESM": 3, None: 2}
    assert numbers(any_store, ["actor_sector"]) == {"GOV": 4, "COP": 1, "CVL": 1, "MIL": 1, "NGO": 1, "UAF": 1}


def test_a_filter_of_parties_keeps_its_pairs_only(any_store: Store) -> None:
    assert numbers(any_store, ["recipient"], recipient="SDR") == {"SDR": 4}
    assert numbers(any_store, ["actor"], recipient="SDR,NRL") == {"NRL": 3, "ESM": 1, None: 1}
    assert numbers(any_store, ["month"], actor="NRL", recipient="SDR") == {"2024-03": 2, "2024-04": 1}
    assert numbers(any_store, ["actor"], party="SDR", direction="either") == {"NRL": 3, None: 1}


def test_each_source_tells_its_own_stories(any_store: Store) -> None:
    assert numbers(any_store, ["source"]) == {"Daily Post": 5, "City Herald": 2, "Morning Sun": 2, "Valley Times": 2}
    assert numbers(any_store, ["type"], source="Morning Sun") == {"ACCUSE": 1, "ASSAULT": 1}


def test_scores_are_of_actual_events_alone(any_store: Store) -> None:
    frame = any_store.counts("status", status="any", historical="any", type="ASSAULT")
    assert frame.sort("status").select("status", "events", "score_sum", "score_mean").rows() == [
        ("actual", 3, -27.0, -9.0),
        ("negated", 1, None, None),
    ]


def test_documents_are_those_that_were_coded(any_store: Store) -> None:
    assert any_store.counts("month").select("month", "documents").rows() == [("2024-03", 8), ("2024-04", 2)]
    assert any_store.counts([])["documents"].to_list() == [10]
    assert any_store.counts("month", source="Valley Times")["documents"].to_list() == [2]


def test_weeks_are_named_by_their_monday(any_store: Store) -> None:
    found = numbers(any_store, ["week"])
    assert {f"{monday:%m-%d}": n for monday, n in found.items() if isinstance(monday, date)} == {
        "03-04": 1, "03-11": 4, "03-18": 1, "03-25": 1, "04-01": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2024-03-01", "2024-03-31"),
        ("2024-03-01", "2024-04-05"),
        ("2024-03-02", "2024-04-30"),
        ("2024-03-04", "2024-03-30"),
        ("2024-04-01", "9999-12-31"),
        ("2024-02-01", "2024-02-29"),
    ],
)
def test_days_bound_what_counts_whether_they_bound_months_or_not(any_store: Store, since: str, until: str) -> None:
    days = numbers(any_store, ["day"])
    within = {day: n for day, n in days.items() if isinstance(day, date) and since <= day.isoformat() <= until}
    assert numbers(any_store, ["day"], since=since, until=until) == within
    assert sum(numbers(any_store, ["type"], since=since, until=until).values()) == sum(within.values())


def test_unknown_dimensions_are_refused(small_store: Store) -> None:
    assert tuple(BY) == DIMENSION_NAMES
    with pytest.raises(QueryError, match="by: 'colour'; wanted one of actor, recipient"):
        small_store.counts("colour")


def test_a_panel_has_every_unit_in_every_period(any_store: Store) -> None:
    panel = any_store.panel(Shape(by=Period.WEEK, units=["NRL", "SDR"]), since=date(2024, 2, 26))
    rows = panel.select("actor", "recipient", "week", "documents", "events", "score_mean").rows()
    weeks = [date(2024, 2, 26) + timedelta(weeks=number) for number in range(6)]
    documents, towards = [0, 0, 4, 3, 1, 2], [None, None, 1, 1, 0, 1]
    scores = [None, None, -3.0, -9.0, None, -5.0]
    assert rows[:6] == [("NRL", "SDR", *cells) for cells in zip(weeks, documents, towards, scores, strict=True)]
    back = [None, None, 0, 0, 0, 0]
    assert [row[4] for row in rows[6:]] == back


def test_a_panel_of_countries_counts_either_side(any_store: Store) -> None:
    shape = Shape(UnitKind.COUNTRY, units=["ESM", "XXX"])
    assert any_store.panel(shape)["events"].to_list() == [3, 0, 0, 0]
    shape = Shape(UnitKind.COUNTRY, units=["ESM"], side=Side.RECIPIENT)
    panel = any_store.panel(shape)
    assert panel["events"].to_list() == [2, 1]
    assert panel["verbal_conflict"].to_list() == [0, 1]


def test_an_undirected_dyad_counts_a_mutual_act_once(any_store: Store) -> None:
    panel = any_store.panel(Shape(ways=Ways.UNDIRECTED, units=["NRL", "ESM"]))
    assert panel.select("country_a", "country_b", "month", "events").rows() == [
        ("ESM", "NRL", "2024-03", 1),
        ("ESM", "NRL", "2024-04", 1),
    ]


def test_units_without_names_are_those_with_enough_events(any_store: Store) -> None:
    panel = any_store.panel(Shape(least=3, by=Period.YEAR))
    assert panel.select("actor", "recipient", "year", "events").rows() == [("NRL", "SDR", 2024, 3)]


def test_too_large_a_panel_is_refused(small_store: Store) -> None:
    units = [f"{a}{b}{c}" for a in "ABCDEFGHIJ" for b in "ABCDEFGHIJ" for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    with pytest.raises(QueryError, match="too many rows"):
        small_store.panel(Shape(units=units))
