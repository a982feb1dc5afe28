"""The little pattern sentences of frames and operators, compiled.

``A V <sanction> on|against R`` becomes slots with roles and markers; the grammar is told in
``data/lexicon/README.md``.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

SLOT = re.compile(
    r"^(?P<letter>[AROXE])?(?P<mutual>\+?)(?:<(?P<noun_class>[a-z_-]+)>)?(?P<also>\+?)(?P<needed>!?)(?:=(?P<sectors>[A-Z|]+))?$"
)
DOING = re.compile(r"^(to|from)-do(?:<([a-z_-]+)>)?$")
SPOKEN = "A:"
WORD = re.compile(r"^[a-z'|-]+$")


class Position(StrEnum):
    """Where a slot stands in the active sentence or the noun phrase."""

    SUBJECT = "subject"
    OBJECT = "object"
    DATIVE = "dative"
    OBLIQUE = "oblique"
    POSSESSOR = "possessor"
    INFINITIVE = "infinitive"
    THAT = "that"


class PatternError(ValueError):
    """A pattern that cannot be read; the message says which element."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One argument place. ``letter`` is A, R, O, X or E; ``markers`` the prepositions of an oblique."""

    position: Position
    letter: str
    noun_class: str = ""
    markers: frozenset[str] = frozenset()
    required: bool = True
    mutual: bool = False
    sectors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern. ``anchor`` is V, N or J; ``particle`` the adverb that has to be there.

    A ``spoken`` pattern is one in somebody's words, and who says them is the actor.
    """

    anchor: str
    slots: tuple[Slot, ...]
    particle: str = ""
    spoken: bool = False

    @property
    def weight(self) -> int:
        """How specific the pattern is: more required slots and classes weigh more."""
        return (
            sum(
                (2 if s.required else 0)
                + (3 if s.noun_class else 0)
                + (3 if s.sectors else 0)
                + (1 if s.markers and s.required else 0)
                for s in self.slots
            )
            + (3 if self.particle else 0)
            + (2 if self.spoken else 0)
        )


def compile_pattern(pattern: str) -> Pattern:
    """Read a pattern.

    Raises:
        PatternError: no anchor, two anchors, an unknown element, or brackets that do not match.
    """
    elements = re.findall(r"\(|\)|[^\s()]+", pattern)
    spoken = elements[:1] == [SPOKEN]
    elements = elements[1:] if spoken else elements
    anchors = [e for e in elements if e in {"V", "N", "J"}]
    if len(anchors) != 1:
        raise PatternError(f"wanted one of V, N, J in {pattern!r}, found {len(anchors)}")
    anchor = anchors[0]
    at = elements.index(anchor)
    slots = list(_before(elements[:at], anchor))
    after, particle = _after(elements[at + 1 :], anchor, pattern)
    return Pattern(anchor, tuple(slots + after), particle, spoken)


def _slot(element: str, position: Position, markers: frozenset[str], required: bool, pattern: str) -> Slot:
    match = SLOT.match(element)
    if not match or not (match["letter"] or match["noun_class"]):
        raise PatternError(f"cannot read {element!r} in {pattern!r}")
    return Slot(
        position,
        match["letter"] or "X",
        match["noun_class"] or "",
        markers,
        required or bool(match["needed"]),
        bool(match["mutual"] or match["also"]),
        frozenset((match["sectors"] or "").split("|")) - {""},
    )


def _before(elements: list[str], anchor: str) -> list[Slot]:
    found: list[Slot] = []
    required = True
    for element in elements:
        if element in {"(", ")"}:
            required = element == ")"
        elif element != "'s":
            position = Position.SUBJECT if anchor != "N" else Position.POSSESSOR
            found.append(_slot(element, position, frozenset(), required and anchor != "N", " ".join(elements)))
    return found


def _after(elements: list[str], anchor: str, pattern: str) -> tuple[list[Slot], str]:
    slots: list[Slot] = []
    particle = ""
    markers: frozenset[str] = frozenset()
    depth = 0
    for place, element in enumerate(elements):
        following = next((e for e in elements[place + 1 :] if e not in {"(", ")"}), "")
        required = depth == 0 and anchor != "N"
        if element in {"(", ")"}:
            depth += 1 if element == "(" else -1
            if depth not in {0, 1}:
                raise PatternError(f"brackets do not match in {pattern!r}")
        elif doing := DOING.match(element):
            slots.append(_doing(doing[1], doing[2] or "", markers, required=depth == 0))
            markers = frozenset()
        elif element == "that":
            letter = "E" if following == "E" else "X"
            slots.append(Slot(Position.THAT, letter, required=required))
        elif element == "E" and slots and slots[-1].position is Position.THAT:
            continue
        elif SLOT.match(element):
            slots.append(_placed(element, markers, required, anchor, slots, pattern))
            markers = frozenset()
        elif WORD.match(element):
            if following and SLOT.match(following):
                markers = frozenset(element.split("|"))
            elif particle and particle != element:
                raise PatternError(f"two particles in {pattern!r}")
            else:
                particle = element
        else:
            raise PatternError(f"cannot read {element!r} in {pattern!r}")
    if depth:
        raise PatternError(f"brackets do not match in {pattern!r}")
    return slots, particle


def _doing(marker: str, noun_class: str, markers: frozenset[str], *, required: bool) -> Slot:
    """A verb that follows, of a class where one is named: "to-do", "to-do<entry>", "from-do<entry>"."""
    if marker == "to":
        return Slot(Position.INFINITIVE, "X", noun_class, required=required)
    return Slot(Position.OBLIQUE, "X", noun_class, markers | {marker}, required=required)


def _placed(
    element: str, markers: frozenset[str], required: bool, anchor: str, slots: list[Slot], pattern: str
) -> Slot:
    if markers == {"to"} and element == "E":
        return Slot(Position.INFINITIVE, "E", required=required)
    if markers:
        return _slot(element, Position.OBLIQUE, markers, required, pattern)
    if anchor != "V":
        raise PatternError(f"{element!r} needs a preposition before it in {pattern!r}")
    bare = [i for i, s in enumerate(slots) if s.position is Position.OBJECT]
    if bare:
        first = slots[bare[0]]
        slots[bare[0]] = replace(first, position=Position.DATIVE)
    return _slot(element, Position.OBJECT, frozenset(), required, pattern)
