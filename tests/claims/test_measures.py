"""Statuses, conditions and statements of the sentence tables as shares, held to the floors in ``tests/floors.toml``.

Every case counts, those that are known to fail as well. A status is right when the wanted event was found (by type and
role) and has it; an event that was not found counts as missed. A condition is right when its kind, both sides and its
issuer are, a statement when source, cue and content are.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from gestae.model import Record, Status
from gestae.pipeline import Coder

TESTS = Path(__file__).parents[1]
FLOORS = tomllib.loads((TESTS / "floors.toml").read_text(encoding="utf-8"))
LEAST = 150
RARE = (Status.FUTURE, Status.HYPOTHETICAL, Status.NEGATED)
Case = Mapping[str, Any]
Found = Mapping[str, list[tuple[Case, Record]]]


@dataclass(slots=True)
class Tally:
    """How many were wanted, found, and right."""

    wanted: int = 0
    found: int = 0
    right: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.wanted + self.found) if self.wanted + self.found else 0.0


def cases(pattern: str) -> Iterator[Case]:
    return chain.from_iterable(
        yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((TESTS / "cases").glob(pattern))
    )


@pytest.fixture(scope="module")
def coded(coder: Coder) -> Found:
    """The cases of each family with their records."""
    families = {name: list(cases(f"{name}*.yaml")) for name in ("events", "conditions", "statements")}
    keys = ("text", "title", "published", "source")
    return {
        name: list(zip(group, coder.code_many({k: case.get(k) for k in keys} for case in group), strict=True))
        for name, group in families.items()
    }


def statuses(coded: Iterable[tuple[Case, Record]]) -> list[tuple[Status, Status | None]]:
    """The wanted status of each event that names one, beside the found one."""
    pairs: list[tuple[Status, Status | None]] = []
    for case, record in coded:
        left = list(record.events)
        for wanted in case.get("expect", ()):
            role = wanted.get("role", "main")
            same = [e for e in left if e.type == wanted["type"] and e.role == role]
            event = min(same, key=lambda e: e.status != wanted.get("status"), default=None)
            if event is not None:
                left.remove(event)
            if "status" in wanted:
                pairs.append((Status(wanted["status"]), event.status if event else None))
    return pairs


def by_status(pairs: Sequence[tuple[Status, Status | None]]) -> dict[Status, Tally]:
    tallies = {status: Tally() for status in Status}
    for wanted, found in pairs:
        tallies[wanted].wanted += 1
        if found is not None:
            tallies[found].found += 1
            tallies[wanted].right += wanted is found
    return tallies


def macro(tallies: Mapping[Status, Tally]) -> float:
    return sum(tally.f1 for tally in tallies.values()) / len(tallies)


def test_status_beside_calling_everything_actual(coded: Found) -> None:
    pairs = statuses(coded["events"])
    tallies = by_status(pairs)
    baseline = by_status([(wanted, Status.ACTUAL) for wanted, _ in pairs])
    told = {status.value: (round(tallies[status].f1, 3), round(baseline[status].f1, 3)) for status in Status}
    print("status", round(macro(tallies), 3), "always actual", round(macro(baseline), 3), told)
    assert macro(tallies) >= FLOORS["status"]["macro"], told
    assert all(tallies[status].f1 >= FLOORS["status"][status.value] for status in Status), told
    assert macro(tallies) > 2 * macro(baseline)


@pytest.mark.parametrize("status", RARE)
def test_there_are_enough_events_of_each_status(status: Status) -> None:
    wanted = Counter(event.get("status") for case in cases("events*.yaml") for event in case.get("expect", ()))
    assert wanted[status.value] >= LEAST


def told_conditions(record: Record) -> list[tuple[str, ...]]:
    return [(c.kind.value, c.if_.text, c.then.text, c.issuer.text if c.issuer else "") for c in record.conditions]


def test_conditions(coded: Found) -> None:
    """The issuer is told by the head of its phrase in the cases, by the whole phrase in the record."""
    tally = Tally()
    for case, record in coded["conditions"]:
        left = told_conditions(record)
        tally.wanted += len(case["conditions"])
        tally.found += len(left)
        for wanted in case["conditions"]:
            issuer = wanted.get("issuer", "")
            match = next(
                (
                    c
                    for c in left
                    if c[:3] == (wanted["kind"], wanted["if"], wanted["then"])
                    and bool(issuer) == bool(c[3])
                    and issuer in c[3]
                ),
                None,
            )
            if match is not None:
                left.remove(match)
                tally.right += 1
    print("conditions", round(tally.f1, 3), tally)
    assert tally.f1 >= FLOORS["conditions"]["f1"], tally


def told_statements(record: Record) -> list[tuple[Any, ...]]:
    return [
        (s.speaker.text if s.speaker else None, s.cue.text if s.cue else None, [c.text for c in s.content])
        for s in record.statements
    ]


def test_statements(coded: Found) -> None:
    tally = Tally()
    for case, record in coded["statements"]:
        left = told_statements(record)
        tally.wanted += len(case["statements"])
        tally.found += len(left)
        for wanted in case["statements"]:
            told = (wanted["source"], wanted["cue"], wanted["content"])
            if told in left:
                left.remove(told)
                tally.right += 1
    print("statements", round(tally.f1, 3), tally)
    assert tally.f1 >= FLOORS["statements"]["f1"], tally
