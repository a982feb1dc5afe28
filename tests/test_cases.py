"""The common runner of the sentence tables ``tests/cases/events*.yaml``; their keys are told in the README there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from gestae.model import ActorMention, Event, EventRole, Record
from gestae.pipeline import Coder

CASES = Path(__file__).parent / "cases"
KEYS = frozenset({"text", "title", "published", "source", "expect", "none", "fails"})
PARTIES = ("actors", "recipients", "ordered_by", "via")
FACTS = frozenset(
    {"type", "mode", "role", "trigger", "status", "outcome", "attributed_to", "date", "place", "historical", "about"}
)


class CaseError(ValueError):
    """A case that cannot be run; the message names file and number."""


def load_cases(path: Path) -> Iterator[Mapping[str, Any]]:
    """The cases of a file, each checked for its keys."""
    for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
        yield checked(case, f"{path.name}: case {number}")


def checked(case: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The case, once it is known to expect something or to say why not."""
    unknown = sorted(set(case) - KEYS)
    if unknown or not isinstance(case.get("text"), str):
        raise CaseError(f"{name}: unknown {unknown}" if unknown else f"{name}: no text")
    if ("expect" in case) == ("none" in case):
        raise CaseError(f"{name}: wanted either expect or none")
    if not case.get("expect") and not case.get("none"):
        raise CaseError(f"{name}: it expects nothing and gives no reason (none: why)")
    for event in case.get("expect", ()):
        if "type" not in event or set(event) - FACTS - set(PARTIES):
            raise CaseError(f"{name}: {event}: wanted a type and facts of {sorted({*FACTS, *PARTIES})}")
    return case


def mismatches(case: Mapping[str, Any], record: Record) -> list[str]:
    """What of the case does not hold in the record."""
    left = list(record.events)
    problems = []
    for wanted in case.get("expect", ()):
        same = sorted((differences(wanted, e, record), n) for n, e in enumerate(left) if e.type == wanted["type"])
        if not same:
            problems.append(f"no {wanted['type']} among {[e.type.value for e in left]}")
            continue
        differing, best = same[0]
        problems += differing
        del left[best]
    extra = [f"{e.type} ({e.trigger.text}) was not expected" for e in left if e.role is EventRole.MAIN]
    return problems + extra


def differences(wanted: Mapping[str, Any], event: Event, record: Record) -> list[str]:
    """The facts in which the event differs from what is wanted; the role is main unless said."""
    found = facts(event, record)
    return [
        f"{event.type} {name}: wanted {value!r}, found {found[name]!r}"
        for name, value in {"role": "main", **wanted}.items()
        if not agrees(name, value, found[name])
    ]


def facts(event: Event, record: Record) -> dict[str, Any]:
    """The event's facts in the words of a case."""
    types = {e.id: e.type.value for e in record.events}
    when = event.date
    return {
        "type": event.type.value,
        "mode": event.modes[0] if event.modes else "",
        "role": event.role.value,
        "trigger": event.trigger.text,
        "status": event.status.value,
        "outcome": event.outcome,
        "attributed_to": [a.actor.text if a.actor else a.kind.value for a in event.attributed_to],
        "date": None if when is None else [when.from_, when.to],
        "place": None if event.place is None else event.place.name,
        "historical": event.historical,
        "about": sorted(types[name] for name in event.about),
        **{name: [code(a) for a in getattr(event, name)] for name in PARTIES},
    }


def code(actor: ActorMention) -> tuple[str, tuple[str, ...]]:
    return actor.country or "-", actor.sectors


def agrees(name: str, wanted: Any, found: Any) -> bool:
    """Parties agree by country, and by sector where one is named; a date by its first day or both."""
    if name in PARTIES:
        return len(wanted) == len(found) and parties_agree(wanted, found)
    if name == "date" and isinstance(wanted, date):
        return found is not None and found[0] == wanted
    if name == "about":
        return sorted(wanted) == found
    return bool(wanted == found)


def parties_agree(wanted: Sequence[str], found: Iterable[tuple[str, tuple[str, ...]]]) -> bool:
    left = list(found)
    for text in sorted(wanted, key=len, reverse=True):
        country, _, sector = text.partition(".")
        match = next((a for a in left if a[0] == country and (not sector or sector in a[1])), None)
        if match is None:
            return False
        left.remove(match)
    return True


def parameters() -> Iterator[Any]:
    for path in sorted(CASES.glob("events*.yaml")):
        for case in load_cases(path):
            reason = case.get("fails")
            marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
            yield pytest.param(case, id=f"{path.stem}: {case['text'][:60]}", marks=marks)


@pytest.mark.parametrize("case", list(parameters()))
def test_case(coder: Coder, case: Mapping[str, Any]) -> None:
    fields = {key: case.get(key) for key in ("text", "title", "published", "source")}
    record = next(coder.code_many([fields]))
    assert mismatches(case, record) == []


@pytest.mark.parametrize(
    "case",
    [
        {"text": "Snow fell."},
        {"text": "Snow fell.", "expect": []},
        {"text": "Snow fell.", "none": ""},
        {"text": "Snow fell.", "none": "weather", "expect": [{"type": "AID"}]},
        {"text": "Snow fell.", "expect": [{"mode": "ban"}]},
        {"text": "Snow fell.", "expect": [{"type": "AID", "colour": "red"}]},
        {"text": "Snow fell.", "wants": []},
        {"none": "weather"},
    ],
)
def test_a_case_that_says_nothing_is_refused(case: Mapping[str, Any]) -> None:
    with pytest.raises(CaseError, match=r"a\.yaml: case 1"):
        checked(case, "a.yaml: case 1")
