"""What reviews tell of precision, recall and agreement, and of counts corrected for error."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from gestae.store.counts import count_events
from gestae.store.filters import read_filters
from gestae.store.reviewing.keep import BLIND, Kept, last_reviews
from gestae.store.schema import DOCUMENT, EVENT, REPORT
from gestae.training.reviews import Verdict

Z = 1.959964  # of a 95 % interval
NONE = "none"


@dataclass(frozen=True, slots=True)
class Share:
    """A share of ``of`` cases with its 95 % interval (Wilson 1927); None where there is no case."""

    right: int
    of: int

    @property
    def share(self) -> float | None:
        """The share itself."""
        return self.right / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Lower and upper bound."""
        if not self.of:
            return None
        p, n = self.right / self.of, self.of
        middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
        half = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class OfType:
    """One type: how often all was right, the type was right, and how many of its events were found.

    ``counted`` are the machine's events by default; ``expected`` the same times precision by recall, None where
    either is unknown.
    """

    type: str
    accepted: Share
    type_right: Share
    found: Share
    counted: int
    expected: float | None


@dataclass(frozen=True, slots=True)
class Validation:
    """All that the reviews of a store tell.

    ``confusion`` counts the machine's types against the reviewers'; ``alpha`` is Krippendorff's for verdicts that
    several reviewers gave, None without such.
    """

    reviewers: int
    events: int
    sentences: int
    types: Sequence[OfType]
    confusion: Mapping[tuple[str, str], int]
    alpha: float | None
    shared: int


def validate(connection: Connection) -> Validation:
    """The figures of all reviews; of one reviewer's verdicts on an event the last counts."""
    kept = last_reviews(connection)
    verdicts = [each for each in kept if each.verdict != BLIND]
    blind = [each for each in kept if each.verdict == BLIND]
    machine = _types(connection, {each.uid for each in verdicts})
    verdicts = [each for each in verdicts if each.uid in machine]
    found = _found(connection, blind)
    counted = {row["type"]: row["events"] for row in count_events(connection, ["type"], read_filters({}))}
    names = sorted({*machine.values(), *found, *counted})
    units: dict[str, list[str]] = defaultdict(list)
    for each in verdicts:
        units[each.uid].append(each.verdict)
    return Validation(
        reviewers=len({each.reviewer for each in kept}),
        events=len(units),
        sentences=len({each.uid for each in blind}),
        types=[_of_type(name, verdicts, machine, found, counted) for name in names],
        confusion=_confusion(verdicts, machine),
        alpha=krippendorff(units.values()),
        shared=sum(len(unit) > 1 for unit in units.values()),
    )


def _of_type(
    name: str,
    verdicts: Sequence[Kept],
    machine: Mapping[str, str],
    found: Mapping[str, Share],
    counted: Mapping[str, int],
) -> OfType:
    mine = [each for each in verdicts if machine[each.uid] == name]
    accepted = Share(sum(each.verdict == Verdict.ACCEPT for each in mine), len(mine))
    right = Share(sum(_right_type(each, name) == name for each in mine), len(mine))
    recall = found.get(name, Share(0, 0))
    number = counted.get(name, 0)
    known = right.share is not None and recall.share
    expected = number * right.share / recall.share if known and right.share is not None and recall.share else None
    return OfType(name, accepted, right, recall, number, expected)


def _right_type(review: Kept, machine: str) -> str:
    if review.verdict == Verdict.REJECT:
        return NONE
    return str(review.correction.get("type", machine))


def _confusion(verdicts: Iterable[Kept], machine: Mapping[str, str]) -> dict[tuple[str, str], int]:
    return dict(Counter((machine[each.uid], _right_type(each, machine[each.uid])) for each in verdicts))


def _types(connection: Connection, uids: set[str]) -> dict[str, str]:
    rows = connection.execute(select(EVENT.c.uid, EVENT.c.type).where(EVENT.c.uid.in_(uids)))
    return {row.uid: row.type for row in rows}


def _found(connection: Connection, blind: Sequence[Kept]) -> dict[str, Share]:
    """Of the events that people found in sentences, how many the machine has there, by type."""
    rows = connection.execute(
        select(DOCUMENT.c.key, EVENT.c.sentence, EVENT.c.type)
        .join(REPORT, REPORT.c.document_id == DOCUMENT.c.id)
        .join(EVENT, EVENT.c.id == REPORT.c.event_id)
        .where(DOCUMENT.c.key.in_({each.document_key for each in blind}), REPORT.c.pair == 0, EVENT.c.role == "main")
    )
    there: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for row in rows:
        there[row.key, row.sentence][row.type] += 1
    right: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for each in blind:
        told = Counter(each.correction["types"])
        all_ += told
        right += told & there[each.document_key, each.correction["sentence"]]
    return {name: Share(right[name], all_[name]) for name in all_}


def krippendorff(units: Iterable[Sequence[str]]) -> float | None:
    """Krippendorff's alpha for nominal values (Krippendorff 2011): 1 is agreement, 0 what chance gives.

    ``units`` hold the values that each unit was given. None where no unit has two, or all values are the same.
    """
    pairable = [list(unit) for unit in units if len(unit) > 1]
    values: Counter[str] = Counter(value for unit in pairable for value in unit)
    number = sum(values.values())
    if not number:
        return None
    observed = sum(
        sum(count * (len(unit) - count) for count in Counter(unit).values()) / (len(unit) - 1) for unit in pairable
    )
    expected = sum(count * (number - count) for count in values.values()) / (number - 1)
    return 1 - observed / expected if expected else None
