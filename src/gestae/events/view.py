"""What the events room hands on: events before status, scene and numbering are settled."""

from dataclasses import dataclass, field

from gestae.language.view import Predicate
from gestae.model import Actor, EventRole, EventType, Status

Slice = tuple[int, int]
Key = tuple[str | None, str | None]  # one party in whatever words: its entity, else country and main sector

MODEL = "model"  # the reason of an event that no frame tells


@dataclass(frozen=True, slots=True)
class Party:
    """An actor in an event and the token slice of its words; ``head`` is that slice's head."""

    start: int
    end: int
    head: int
    actor: Actor


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the model makes of a candidate: probabilities from 0 to 1.

    ``types`` are the likeliest types, ``chance`` that of the event's own, ``none`` that it is no event; ``lexicon``
    what would have stood without the model: a type, or None for no event. ``roles`` lists mention heads with the
    probabilities of actor and recipient; ``features`` names the features that are set.
    """

    none: float
    types: tuple[tuple[EventType, float], ...]
    chance: float
    content: float
    lexicon: str | None
    roles: tuple[tuple[int, float, float], ...] = ()
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An event as composed from a predicate, a frame and operators.

    ``status`` is set where composition decides it (content of a demand is hypothetical) and None
    where the claims room has to. ``about`` holds indices of other drafts. ``why`` is the frame row's
    id, with the operator's before it where one worked: ``threaten>assault/bomb``. ``classed`` says that
    a noun class of the frame was filled, ``hollow`` that what should be the recipient is no party.
    """

    type: str
    modes: tuple[str, ...]
    predicate: Predicate
    trigger: Slice
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    ordered_by: tuple[Party, ...] = ()
    via: tuple[Party, ...] = ()
    object: Slice | None = None
    role: EventRole = EventRole.MAIN
    status: Status | None = None
    attempted: bool = False
    about: tuple[int, ...] = ()
    cameo: str = ""
    why: str = ""
    confidence: float = 0.5
    classed: bool = False
    hollow: bool = False
    weighed: Weighed | None = None


@dataclass(frozen=True)
class Drafts:
    """All drafts of a document, in order of their triggers."""

    all: tuple[Draft, ...] = field(default_factory=tuple)
