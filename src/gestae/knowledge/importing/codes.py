"""Codes of the CAMEO family in the codebook's terms, by the tables in ``data/importing``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from gestae.knowledge.base import Knowledge
from gestae.knowledge.facts import SECTORS, EntityKind
from gestae.tables import Row, read_table, table_files

ROLE_COLUMNS = ("code", "sectors", "kind", "note")
COUNTRY_COLUMNS = ("code", "country", "note")
CLASS_COLUMNS = ("property", "value", "kind", "sectors")
PART = 3
NOBODY = "---"
_KINDS = {kind.value: kind for kind in EntityKind}
_PROPERTIES = frozenset(("instance", "occupation", "office"))


class Part(NamedTuple):
    """What a part of a code or a class comes to; no kind where it tells none."""

    sectors: tuple[str, ...]
    kind: EntityKind | None


@dataclass(frozen=True, slots=True)
class Code:
    """A code as the codebook has it; ``unknown`` lists the parts that no table knows, ``plain`` has no other parts."""

    country: str | None
    sectors: tuple[str, ...]
    kind: EntityKind | None
    unknown: tuple[str, ...] = ()
    plain: bool = False


@dataclass(frozen=True)
class Codes:
    """The tables at work. ``classes`` maps property and value (in small letters) to its part."""

    roles: Mapping[str, Part]
    countries: Mapping[str, str | None]
    classes: Mapping[tuple[str, str], Part]
    knowledge: Knowledge

    def read(self, written: str) -> Code:
        """A code such as ``XYZGOVMIL``, ``~MIL`` or two joined by ``/``; the first country of several counts."""
        read = [self._one(part.strip()) for part in written.split("/") if part.strip().strip("~")]
        return Code(
            next((c.country for c in read if c.country), None),
            tuple(dict.fromkeys(s for c in read for s in c.sectors)),
            next((c.kind for c in read if c.kind), None),
            tuple(u for c in read for u in c.unknown),
            plain=all(c.plain for c in read),
        )

    def state(self, code: str) -> str | None:
        """The codebook's code for a country code, dependencies as their controlling state; None where unknown."""
        return self.knowledge.code_on(code, None) if code in self.knowledge.countries else None

    def _one(self, written: str) -> Code:
        country, rest, unknown = (None, written[1:], []) if written.startswith("~") else self._country(written)
        parts = [rest[at : at + PART] for at in range(0, len(rest), PART)]
        found: list[Part] = []
        for part in parts:
            role = self.roles.get(part.upper())
            if role is not None:
                found.append(role)
            elif not part.islower():
                unknown.append(part)
        return Code(
            country,
            tuple(dict.fromkeys(s for part in found for s in part.sectors)),
            next((part.kind for part in found if part.kind), None),
            tuple(unknown),
            plain=len(parts) == sum(len(part.sectors) for part in found),
        )

    def _country(self, written: str) -> tuple[str | None, str, list[str]]:
        for length in (2 * PART, PART):
            head = written[:length].upper()
            if len(head) == length and head in self.countries:
                return self.countries[head], written[length:], []
        head = written[:PART].upper()
        if head == NOBODY:
            return None, written[PART:], []
        if head in self.knowledge.countries:
            return self.state(head), written[PART:], []
        return (None, written, []) if head in self.roles else (None, written[PART:], [written[:PART]])


def load_codes(folders: Sequence[Path], knowledge: Knowledge) -> Codes:
    """Read the tables; later folders lie over earlier ones.

    Raises:
        DataError: a row cannot be used; the message names the file, the row and what is allowed.
    """
    roles = {row["code"].upper(): _part(row) for row in _rows(folders, "roles", ROLE_COLUMNS)}
    classes = {
        (row.one_of("property", _PROPERTIES), row["value"].lower()): _part(row)
        for row in _rows(folders, "classes", CLASS_COLUMNS)
    }
    countries: dict[str, str | None] = {}
    for row in _rows(folders, "countries", COUNTRY_COLUMNS):
        if row["country"] and row["country"] not in knowledge.countries:
            raise row.error(f"country is {row['country']!r}; allowed: the codes in the table countries, or none")
        countries[row["code"].upper()] = row["country"] or None
    return Codes(roles, countries, classes, knowledge)


def _rows(folders: Sequence[Path], table: str, columns: tuple[str, ...]) -> list[Row]:
    return [row for path in table_files(folders, table) for row in read_table(path, columns)]


def _part(row: Row) -> Part:
    for sector in row.items("sectors"):
        if sector not in SECTORS:
            raise row.error(f"sectors has {sector!r}; allowed: {', '.join(sorted(SECTORS))}")
    return Part(row.items("sectors"), _KINDS[row.one_of("kind", _KINDS)] if row["kind"] else None)
