"""How somebody is asked for: a country, a sector of it, an entity, or a name."""

import re
from dataclasses import dataclass
from enum import StrEnum

CODE = r"[A-Z]{3}"
COUNTRY = re.compile(rf"{CODE}")
SECTOR = re.compile(rf"({CODE})?[:-]({CODE})")
ENTITY = re.compile(r"[a-z]+:\S+")


class PartyKind(StrEnum):
    """What of a party is asked for."""

    COUNTRY = "country"
    SECTOR = "sector"
    ENTITY = "entity"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Party:
    """One way to pick parties: ``FRA``, ``FRA:GOV``, ``:GOV``, ``person:emmanuel-macron`` or a name."""

    kind: PartyKind
    country: str | None = None
    sector: str | None = None
    words: str | None = None


def read_party(value: str) -> Party:
    """What a value asks for.

    Raises:
        ValueError: it is empty.
    """
    value = " ".join(value.split())
    if not value:
        raise ValueError(value)
    if COUNTRY.fullmatch(value):
        return Party(PartyKind.COUNTRY, country=value)
    if found := SECTOR.fullmatch(value):
        return Party(PartyKind.SECTOR, country=found[1], sector=found[2])
    if ENTITY.fullmatch(value):
        return Party(PartyKind.ENTITY, words=value)
    return Party(PartyKind.NAME, words=value)
