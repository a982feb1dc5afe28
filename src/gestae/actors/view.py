"""What the actors room hands on."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from gestae.model import Actor


class MentionKind(StrEnum):
    """What a noun phrase is to an event."""

    ACTOR = "actor"  # a person, body, group or state
    THING = "thing"  # an owned thing or a place: its actors are the owner or the people there
    OTHER = "other"  # neither: "the proposal", "Monday"


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for one meaning of a name that has several.

    ``named`` is how often its country is named elsewhere in the text, ``holds`` whether its role or name holds on the
    day, ``order`` its place among the meanings in the tables, the usual one first; None where order says nothing.
    """

    named: int
    holds: bool
    order: int | None = None

    @property
    def score(self) -> float:
        """The higher the likelier: what the text names counts most, then the date, last the usual meaning."""
        return self.named + 0.5 * self.holds + (0.4 / (1 + self.order) if self.order is not None else 0.0)


@dataclass(frozen=True, slots=True)
class Rival:
    """One meaning of an ambiguous name, by identifier (``country:COD``, ``group:ttp``)."""

    meaning: str
    signs: Signs


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase or pronoun and whom it denotes.

    ``actors`` holds one entry a party ("French and German leaders" has two) and may be empty;
    ``chain`` numbers the mentions of the same actor in the document; ``why`` names the row or rule; ``rivals`` are the
    meanings of its name, the best first, where it has several.
    """

    start: int
    end: int
    head: int
    kind: MentionKind
    actors: tuple[Actor, ...] = ()
    chain: int | None = None
    plural: bool = False
    why: str = ""
    rivals: tuple[Rival, ...] = ()


@dataclass(frozen=True)
class Mentions:
    """All mentions of a document, in order."""

    all: tuple[Mention, ...] = field(default_factory=tuple)

    @cached_property
    def by_head(self) -> dict[int, Mention]:
        """Mention of each head token."""
        return {m.head: m for m in self.all}

    def at(self, head: int) -> Mention | None:
        """The mention whose head is the given token."""
        return self.by_head.get(head)
