"""What the places room hands on."""

from dataclasses import dataclass, field
from functools import cached_property

from gestae.model import Place, PlaceUse
from gestae.places.entry import Entry
from gestae.places.evidence import Features


@dataclass(frozen=True, slots=True)
class PlaceRival:
    """One entry that a name may mean: its share among all of them, and what speaks for it."""

    entry: Entry
    share: float
    features: Features


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place name as a token slice, its use in the sentence and the entry it was resolved to.

    ``rivals`` are the likeliest entries of a name that may mean several, the best first.
    """

    start: int
    end: int
    head: int
    use: PlaceUse
    place: Place
    why: str = ""
    rivals: tuple[PlaceRival, ...] = ()


@dataclass(frozen=True)
class Places:
    """All place names of a document, in order."""

    names: tuple[PlaceName, ...] = field(default_factory=tuple)

    @cached_property
    def by_head(self) -> dict[int, PlaceName]:
        """Place name of each head token."""
        return {n.head: n for n in self.names}
