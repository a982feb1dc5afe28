"""The inline notation of example sentences, told in ``data/lexicon/README.md``.

``[A:SYR.MIL Syrian warplanes] {ASSAULT/aerial bombed} [R:SYR.REB rebel positions].``
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from gestae.model import EventRole, EventType, Status, event_type

MARK = re.compile(r"(?P<open>[\[{])(?P<tag>[^\s\]}]+) |(?P<close>[\]}])")
ROLE = re.compile(r"^(?P<role>[ARBVSH])(?P<number>\d*)$")
NO_COUNTRY = "-"
TYPE_NAME = re.compile(r"^[A-Z][A-Z_]*$")


class PartyRole(StrEnum):
    """What a party is to an event."""

    ACTOR = "A"
    RECIPIENT = "R"
    ORDERED_BY = "B"
    VIA = "V"
    SOURCE = "S"
    HEDGE = "H"


@dataclass(frozen=True, slots=True)
class ExampleParty:
    """A marked party: the events it takes part in with its role there, and the character offsets."""

    roles: tuple[tuple[PartyRole, int], ...]
    country: str | None
    sector: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ExampleEvent:
    """A marked trigger and what is expected of its event."""

    number: int
    type: str
    mode: str
    role: EventRole
    status: Status
    attempted: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence without its marks, and what they say."""

    text: str
    events: tuple[ExampleEvent, ...]
    parties: tuple[ExampleParty, ...]

    def parties_of(self, number: int, role: PartyRole) -> tuple[ExampleParty, ...]:
        """The parties of one event in one role."""
        return tuple(p for p in self.parties if (role, number) in p.roles)


class NotationError(ValueError):
    """A sentence whose marks cannot be read; the message says which."""


def parse_example(sentence: str) -> Example:
    """Read a marked sentence. Marks may nest.

    Raises:
        NotationError: a mark is not closed, a type, role or flag is unknown, or a party's event has no trigger.
    """
    text: list[str] = []
    length = at = 0
    stack: list[tuple[str, str, int]] = []
    events: list[ExampleEvent] = []
    parties: list[ExampleParty] = []
    for mark in MARK.finditer(sentence):
        words = sentence[at : mark.start()]
        text.append(words)
        length += len(words)
        at = mark.end()
        if mark["open"]:
            stack.append((mark["open"], mark["tag"], length))
            continue
        wanted = "[" if mark["close"] == "]" else "{"
        if not stack or stack[-1][0] != wanted:
            raise NotationError(f"{mark['close']!r} closes nothing in {sentence!r}")
        _, tag, start = stack.pop()
        if wanted == "{":
            events.append(_event(tag, start, length))
        else:
            parties.append(_party(tag, start, length))
    if stack:
        raise NotationError(f"{stack[-1][0]}{stack[-1][1]} is not closed in {sentence!r}")
    text.append(sentence[at:])
    numbers = {e.number for e in events}
    for party in parties:
        for role, number in party.roles:
            if number not in numbers:
                raise NotationError(f"{role}{number} has no trigger {{{number}:...}} in {sentence!r}")
    parties.sort(key=lambda p: (p.start, -p.end))
    return Example("".join(text), tuple(sorted(events, key=lambda e: e.number)), tuple(parties))


def _event(tag: str, start: int, end: int) -> ExampleEvent:
    number, _, rest = tag.rpartition(":")
    what, *flags = rest.split(";")
    name, _, mode = what.partition("/")
    if number and not number.isdigit():
        raise NotationError(f"{number!r} before ':' is no number in {{{tag}}}")
    if not TYPE_NAME.match(name):
        raise NotationError(f"{name!r} is no event type; wanted capitals, such as {', '.join(EventType)}")
    statuses = [f for f in flags if f in list(Status)]
    unknown = [f for f in flags if f not in {*Status, "content", "attempted"}]
    if unknown:
        raise NotationError(f"unknown flag {unknown[0]!r}; known: content, attempted, {', '.join(Status)}")
    return ExampleEvent(
        int(number or 1),
        event_type(name),
        mode,
        EventRole.CONTENT if "content" in flags else EventRole.MAIN,
        Status(statuses[0]) if statuses else Status.ACTUAL,
        "attempted" in flags,
        start,
        end,
    )


def _party(tag: str, start: int, end: int) -> ExampleParty:
    names, colon, code = tag.partition(":")
    roles = []
    for name in names.split(","):
        match = ROLE.match(name)
        if not match or not colon:
            raise NotationError(f"cannot read the party [{tag}; wanted ROLES:COUNTRY.SECTOR with roles A R B V S H")
        roles.append((PartyRole(match["role"]), int(match["number"] or 1)))
    country, _, sector = code.partition(".")
    if country != NO_COUNTRY and not re.fullmatch(r"[A-Z]{3}", country):
        raise NotationError(f"{country!r} is no country code in [{tag}; wanted three capitals or -")
    return ExampleParty(tuple(roles), None if country == NO_COUNTRY else country, sector or None, start, end)
