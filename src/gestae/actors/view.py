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
class Mention:
    """A noun phrase or pronoun and whom it denotes.

    ``actors`` holds one entry a party ("French and German leaders" has two) and may be empty;
    ``chain`` numbers the mentions of the same actor in the document; ``why`` names the row or rule.
    """

    start: int
    end: int
    head: int
    kind: MentionKind
    actors: tuple[Actor, ...] = ()
    chain: int | None = None
    plural: bool = False
    why: str = ""


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
