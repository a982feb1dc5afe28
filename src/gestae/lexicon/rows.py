"""The rows of the lexicon as frozen records, and the indices over them."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cached_property

from gestae.lexicon.patterns import Pattern, Position
from gestae.model import Quad, Status

TOPIC = "topic-"
Lemma = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeRow:
    """An event type with its quad class, score (-10 to +10) and CAMEO root."""

    type: str
    quad: Quad
    score: float
    cameo: str
    description: str


@dataclass(frozen=True, slots=True)
class ModeRow:
    """A mode of a type; ``imputed`` where PLOVER prints no score for it."""

    type: str
    mode: str
    score: float
    imputed: bool
    description: str


@dataclass(frozen=True, slots=True)
class ContextRow:
    """What an event may be about; ``cues`` are lemmas that tell."""

    context: str
    description: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """These lemmas in this construction mean this event; ``attempted`` where they mean a failed try."""

    id: str
    type: str
    mode: str
    pos: str
    lemmas: tuple[Lemma, ...]
    pattern: Pattern
    cameo: str
    attempted: bool = False


@dataclass(frozen=True, slots=True)
class Operator:
    """These lemmas work on the event inside them; ``type`` is what they mean alone, if anything."""

    id: str
    operator: str
    pos: str
    lemmas: tuple[Lemma, ...]
    pattern: Pattern
    type: str | None
    mode: str


@dataclass(frozen=True, slots=True)
class Composition:
    """What an operator makes of an inner event; ``type`` None: no event of its own."""

    operator: str
    inner_type: str | None
    inner_mode: str
    type: str | None
    mode: str
    status: Status | None
    recipient: str


@dataclass(frozen=True, slots=True)
class Light:
    """A verb that carries a deverbal noun; the pattern's ``X`` is the noun."""

    verb: str
    pattern: Pattern


@dataclass(frozen=True)
class Lexicon:
    """All tables, indexed by lemma. ``frames`` and ``operators`` are keyed by (pos, last lemma word).

    ``own`` are the ids of frames that a user's folder brings or changes.
    """

    types: Mapping[str, TypeRow]
    modes: Mapping[tuple[str, str], ModeRow]
    contexts: tuple[ContextRow, ...]
    frames: Mapping[tuple[str, str], tuple[Frame, ...]]
    operators: Mapping[tuple[str, str], tuple[Operator, ...]]
    classes: Mapping[str, frozenset[Lemma]]
    compositions: Mapping[tuple[str, str | None, str], Composition]
    light: Mapping[str, tuple[Light, ...]]
    cues: Mapping[str, Mapping[str, str]]
    sha256: str
    own: frozenset[str] = frozenset()

    @cached_property
    def verbs(self) -> frozenset[str]:
        """Base forms of all verbs that the lexicon knows."""
        rows = {lemma for pos, lemma in (*self.frames, *self.operators) if pos == "verb"}
        return frozenset(rows | set(self.light))

    @cached_property
    def controlling(self) -> frozenset[str]:
        """Base forms of verbs whose object does what an infinitive after it tells: "asked troops to leave"."""
        own = {Position.OBJECT, Position.DATIVE}
        rows = (
            (pos, lemma, row.pattern)
            for kind in (self.frames, self.operators)
            for (pos, lemma), found in kind.items()
            for row in found
        )
        return frozenset(lemma for pos, lemma, pattern in rows if pos == "verb" and _infinitive(pattern, own))

    @cached_property
    def aimed(self) -> frozenset[str]:
        """Nouns that an infinitive completes: "demand", "plan"."""
        return frozenset(
            lemma
            for (pos, lemma), rows in self.operators.items()
            if pos == "noun" and any(_infinitive(row.pattern) for row in rows)
        )

    @cached_property
    def charging(self) -> Mapping[str, frozenset[str]]:
        """Prepositions that follow the object of a verb and tell an act: "accused the army of shelling"."""
        found: dict[str, frozenset[str]] = {}
        for (pos, lemma), rows in self.operators.items():
            for slots in (row.pattern.slots for row in rows if pos == "verb"):
                if any(s.letter == "R" and s.position is Position.OBJECT for s in slots):
                    markers = {m for s in slots if s.letter == "E" for m in s.markers}
                    found[lemma] = found.get(lemma, frozenset()) | markers
        return found

    @cached_property
    def class_index(self) -> Mapping[str, Mapping[str, tuple[Lemma, ...]]]:
        """The members of each noun class by their last word."""
        found: dict[str, dict[str, tuple[Lemma, ...]]] = {}
        for name, members in self.classes.items():
            index = found.setdefault(name, {})
            for lemma in sorted(members):
                index[lemma[-1]] = (*index.get(lemma[-1], ()), lemma)
        return found

    @cached_property
    def topics(self) -> Mapping[Lemma, tuple[str, ...]]:
        """The topics that each phrase of the ``topic-`` classes speaks for."""
        found: dict[Lemma, tuple[str, ...]] = {}
        for name, members in sorted(self.classes.items()):
            if name.startswith(TOPIC):
                for lemma in members:
                    found[lemma] = (*found.get(lemma, ()), name)
        return found

    @cached_property
    def topic_openings(self) -> frozenset[str]:
        """The first words of those phrases."""
        return frozenset(phrase[0] for phrase in self.topics)

    def composition(self, operator: str, inner_type: str, inner_mode: str) -> Composition | None:
        """The most specific row for an operator and what is inside it."""
        keys = ((operator, inner_type, inner_mode), (operator, inner_type, ""), (operator, None, ""))
        return next((self.compositions[k] for k in keys if k in self.compositions), None)


def _infinitive(pattern: Pattern, beside: Container[Position] = ()) -> bool:
    """Has the pattern an infinitive, and one of some other places beside it?"""
    positions = {slot.position for slot in pattern.slots}
    return Position.INFINITIVE in positions and (not beside or any(p in beside for p in positions))
