"""The lexicon's example sentences, coded and compared with their marks: the lexicon tests itself."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gestae.model import ActorMention, Event, EventRole, Record
from gestae.notation import Example, ExampleEvent, ExampleParty, PartyRole, parse_example
from gestae.tables import Row, read_table, table_files

if TYPE_CHECKING:
    from gestae.pipeline import Coder

COLUMNS = ("frame", "sentence")


@dataclass(frozen=True, slots=True)
class Pair:
    """An expected event and the one found for it, or one of the two alone."""

    wanted: ExampleEvent | None
    found: Event | None
    who: bool = False

    def told(self) -> str:
        """The pair in a few words: ``missed AID``, ``extra ASSAULT (bombed)``, ``AID but A: USA R: -``."""
        if self.found is None:
            return f"missed {self.wanted.type}" if self.wanted else ""
        name = f"{self.found.type}{'' if self.found.role is EventRole.MAIN else ' content'}"
        if self.wanted is None:
            return f"extra {name} ({self.found.trigger.text})"
        if self.who:
            return name
        sides = (("A", self.found.actors), ("R", self.found.recipients))
        parties = (f"{side}: {' '.join(p.country or '-' for p in people) or 'none'}" for side, people in sides)
        return f"{name} but {' '.join(parties)}"


@dataclass(frozen=True, slots=True)
class Compared:
    """One sentence, what its marks say and what was found."""

    example: Example
    pairs: tuple[Pair, ...]

    @property
    def sound(self) -> bool:
        """Every main event was found with its parties, and no other."""
        mains = [p for p in self.pairs if _role(p) is EventRole.MAIN]
        return all(p.wanted is not None and p.found is not None and p.who for p in mains)


@dataclass(frozen=True, slots=True)
class Outcome(Compared):
    """A sentence of a table and the row that it stands in."""

    row: Row


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares from 0 to 1 over all sentences.

    ``events`` is the F1 of main events by type, ``who`` the same where actors' and recipients' countries have to be
    right too, ``sectors`` the share of rightly placed parties with the right sector, ``modes`` and ``status`` shares
    of the events found, ``content`` the share of content events found, ``clean`` the share of near-misses without a
    main event.
    """

    sentences: int
    events: float
    who: float
    sectors: float
    modes: float
    status: float
    content: float
    clean: float


def read_examples(folders: Iterable[Path]) -> Iterator[tuple[Row, Example]]:
    """All example sentences of the folders.

    Raises:
        NotationError: a sentence's marks cannot be read.
        DataError: a table's columns are wrong.
    """
    for path in table_files(folders, "examples"):
        for row in read_table(path, COLUMNS):
            yield row, parse_example(row["sentence"])


def run_examples(coder: "Coder", folders: Sequence[Path]) -> list[Outcome]:
    """Code every example as a document of its own, undated."""
    examples = list(read_examples(folders))
    records = coder.code_many({"text": example.text} for _, example in examples)
    return [
        Outcome(example, pairs_of(example, record), row)
        for (row, example), record in zip(examples, records, strict=True)
    ]


def score(outcomes: Sequence[Compared]) -> Scores:
    """The shares over all outcomes."""
    n: Counter[str] = Counter()
    for outcome in outcomes:
        near_miss = not any(e.role is EventRole.MAIN for e in outcome.example.events)
        n["near"] += near_miss
        n["clean"] += near_miss and not any(p.found and p.found.role is EventRole.MAIN for p in outcome.pairs)
        for pair in outcome.pairs:
            _count(n, pair, outcome.example)
    return Scores(
        sentences=len(outcomes),
        events=_f1(n["found"], n["extra"], n["missed"]),
        who=_f1(n["who"], n["extra"] + n["found"] - n["who"], n["missed"] + n["found"] - n["who"]),
        sectors=_share(n["sector"], n["parties"]),
        modes=_share(n["mode"], n["found"]),
        status=_share(n["status"], n["found"]),
        content=_share(n["content"], n["contents"]),
        clean=_share(n["clean"], n["near"]),
    )


def _count(n: Counter[str], pair: Pair, example: Example) -> None:
    wanted, found = pair.wanted, pair.found
    if _role(pair) is EventRole.CONTENT:
        n["contents"] += wanted is not None
        n["content"] += wanted is not None and found is not None
    elif wanted is None:
        n["extra"] += 1
    elif found is None:
        n["missed"] += 1
    else:
        n["found"] += 1
        n["who"] += pair.who
        n["mode"] += wanted.mode == (found.modes[0] if found.modes else "")
        n["status"] += wanted.status == found.status and wanted.attempted == (found.outcome == "attempted")
        if pair.who:
            right = [_sector_right(p, found) for p in _parties(example, wanted) if p.sector]
            n["parties"] += len(right)
            n["sector"] += sum(right)


def _role(pair: Pair) -> EventRole:
    if pair.wanted is not None:
        return pair.wanted.role
    return pair.found.role if pair.found is not None else EventRole.MAIN


def pairs_of(example: Example, record: Record) -> tuple[Pair, ...]:
    """Each expected event takes the event of its type and role that agrees best; the rest stand alone."""
    left = list(record.events)
    pairs: list[Pair] = []
    for wanted in example.events:
        same = [e for e in left if e.type == wanted.type and e.role is wanted.role]
        best = max(same, key=lambda e: (_who_right(example, wanted, e), _overlap(wanted, e)), default=None)
        if best is not None:
            left.remove(best)
        pairs.append(Pair(wanted, best, best is not None and _who_right(example, wanted, best)))
    return (*pairs, *(Pair(None, event) for event in left))


def _overlap(wanted: ExampleEvent, found: Event) -> bool:
    return wanted.start < found.trigger.end and found.trigger.start < wanted.end


def _who_right(example: Example, wanted: ExampleEvent, found: Event) -> bool:
    return all(
        {p.country for p in example.parties_of(wanted.number, role) if p.country}
        == {p.country for p in parties if p.country}
        for role, parties in ((PartyRole.ACTOR, found.actors), (PartyRole.RECIPIENT, found.recipients))
    )


def _parties(example: Example, wanted: ExampleEvent) -> tuple[ExampleParty, ...]:
    return (
        *example.parties_of(wanted.number, PartyRole.ACTOR),
        *example.parties_of(wanted.number, PartyRole.RECIPIENT),
    )


def _sector_right(party: ExampleParty, found: Event) -> bool:
    candidates: tuple[ActorMention, ...] = (*found.actors, *found.recipients)
    return any(a.country == party.country and party.sector in a.sectors for a in candidates)


def _f1(right: int, extra: int, missed: int) -> float:
    return 2 * right / (2 * right + extra + missed) if right + extra + missed else 1.0


def _share(number: int, of: int) -> float:
    return number / of if of else 1.0
