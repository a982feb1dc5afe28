"""Blocs that were put into a network by hand."""

from types import SimpleNamespace

import pytest

from gestae.analysis.blocs import find_blocs
from gestae.analysis.networks import MOST_MEMBERS, MOST_TIES, arrange, left_out, told
from gestae.analysis.ties import Tie, to_flows, to_ties

WEST, EAST = ("AAA", "BBB", "CCC", "DDD"), ("WWW", "XXX", "YYY", "ZZZ")


def tie(first: str, second: str, weight: float) -> Tie:
    return Tie(first, second, 10, 5, max(weight, 0), min(weight, 0))


def two_blocs() -> list[Tie]:
    inside = [tie(a, b, 8) for bloc in (WEST, EAST) for a in bloc for b in bloc if a < b]
    return [*inside, *(tie(a, b, -6) for a in WEST for b in EAST)]


def test_friends_are_a_bloc_and_foes_are_another() -> None:
    blocs, modularity = find_blocs([*WEST, *EAST], two_blocs())
    assert blocs == [list(WEST), list(EAST)]
    assert 0.3 < modularity <= 1


def test_conflict_alone_parts_what_cooperation_would_join() -> None:
    chain = [tie("AAA", "BBB", 5), tie("BBB", "CCC", 5)]
    assert find_blocs(["AAA", "BBB", "CCC"], chain)[0] == [["AAA", "BBB", "CCC"]]
    parted = find_blocs(["AAA", "BBB", "CCC"], [*chain, tie("AAA", "CCC", -20)])[0]
    assert not any({"AAA", "CCC"} <= set(bloc) for bloc in parted)


def test_who_only_has_foes_stands_alone() -> None:
    network = arrange([*two_blocs(), *(tie(a, "QQQ", -9) for a in (*WEST, *EAST))])
    blocs = {member.code: member.bloc for member in network.members}
    assert blocs["QQQ"] is None
    assert {blocs[code] for code in WEST} == {1}
    assert "bloc 1: AAA, BBB, CCC, DDD; bloc 2: WWW, XXX, YYY, ZZZ" in told(network)
    assert left_out(network) is None


def test_friends_stand_nearer_than_foes() -> None:
    places = {member.code: (member.x, member.y) for member in arrange(two_blocs()).members}

    def apart(one: str, other: str) -> float:
        (x, y), (v, w) = places[one], places[other]
        return float(((x - v) ** 2 + (y - w) ** 2) ** 0.5)

    assert max(apart(a, b) for a in WEST for b in WEST) < min(apart(a, b) for a in WEST for b in EAST)


def test_what_is_too_much_to_show_is_said() -> None:
    codes = [f"{a}{b}A" for a in "ABCDEFG" for b in "ABCDEFG"]
    ties = [tie(a, b, 1 + n % 7) for n, (a, b) in enumerate((a, b) for a in codes for b in codes if a < b)]
    network = arrange(ties)
    assert (len(network.members), len(network.ties)) == (MOST_MEMBERS, MOST_TIES)
    assert left_out(network) == (
        f"Shown are the {MOST_MEMBERS} countries with most events out of 49, and the {MOST_TIES} weightiest ties "
        "out of 1,176."
    )


def test_an_empty_network_and_one_pair_are_arranged() -> None:
    assert told(arrange([])) == "No event between two known countries matches."
    assert [member.code for member in arrange([tie("AAA", "BBB", 3)]).members] == ["AAA", "BBB"]


def test_scores_of_cooperation_and_conflict_are_kept_apart() -> None:
    rows = [
        SimpleNamespace(actor="AAA", recipient="BBB", quad="verbal cooperation", events=3, score_sum=6.0),
        SimpleNamespace(actor="BBB", recipient="AAA", quad="material conflict", events=1, score_sum=-9.0),
        SimpleNamespace(actor="AAA", recipient="AAA", quad="material conflict", events=5, score_sum=-30.0),
        SimpleNamespace(actor=None, recipient="AAA", quad="material conflict", events=5, score_sum=-30.0),
    ]
    flows = to_flows(rows)
    assert [(f.actor, f.recipient, f.events, f.mean) for f in flows] == [
        ("AAA", "AAA", 5, -6.0), ("AAA", "BBB", 3, 2.0), ("BBB", "AAA", 1, -9.0),
    ]  # fmt: skip
    (only,) = to_ties(flows)
    assert (only.events, only.cooperative, only.gain, only.harm) == (4, 3, 6.0, -9.0)
    assert only.weight == pytest.approx(-3.0)
