"""The tables in ``data/importing`` that say what the codes of other data sets mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gestae.knowledge import Knowledge
from gestae.knowledge.facts import SECTORS
from gestae.lexicon import Lexicon
from gestae.tables import Row, read_table

BASE = 3  # digits of a code with its root and base
EVENT_COLUMNS = ("type", "mode")
SIDES = frozenset(("1", "2", "both", ""))


class Parties(StrEnum):
    """Who is actor and who recipient of a code's source and target."""

    FORWARD = "forward"
    REVERSED = "reversed"
    MUTUAL = "mutual"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a CAMEO code comes to; no type where it is no event. ``code`` is the row's, which may be shorter."""

    code: str
    type: str | None
    mode: str | None
    parties: Parties | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class AcledEvent:
    """One event of an ACLED sub-event type; ``actor`` and ``recipient`` are 1, 2, both, or empty for nobody."""

    type: str | None
    mode: str | None
    actor: str
    recipient: str


@dataclass(frozen=True, slots=True)
class AcledActor:
    """Sectors of an ACLED actor, and its country where the row itself tells it."""

    sectors: tuple[str, ...]
    country: str | None


@dataclass(frozen=True, slots=True)
class Meanings:
    """All tables of meanings.

    ``icews`` maps a phrase to its sectors and whether they are main ones; ``acled_names`` are beginnings of names.
    """

    cameo: Mapping[str, Meaning]
    fips: Mapping[str, str | None]
    icews: Mapping[str, tuple[tuple[str, ...], bool]]
    acled_events: Mapping[str, Sequence[AcledEvent]]
    acled_names: Mapping[str, AcledActor]
    acled_kinds: Mapping[str, AcledActor]
    polecat_modes: Mapping[tuple[str, str], str | None]

    def of_cameo(self, written: str) -> Meaning | None:
        """The row of a code, or of its base; a zero that a spreadsheet took off is put back. None for no code."""
        for code in (written, f"0{written}"):
            for length in (4, BASE):
                if len(code) >= length and code[:length] in self.cameo:
                    return self.cameo[code[:length]] if len(code) <= 4 else None
        return self.cameo.get(written)


def load_meanings(folder: Path, lexicon: Lexicon, knowledge: Knowledge) -> Meanings:
    """Read the tables.

    Raises:
        DataError: a row cannot be used; the message names the file, the row and what is allowed.
    """
    reader = _Reader(folder, lexicon, knowledge)
    return Meanings(
        reader.cameo(),
        reader.fips(),
        reader.icews(),
        reader.acled_events(),
        *reader.acled_actors(),
        reader.polecat_modes(),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    folder: Path
    lexicon: Lexicon
    knowledge: Knowledge

    def cameo(self) -> dict[str, Meaning]:
        found = {}
        for row in self._rows("cameo", "code", "type", "mode", "parties", "outcome", "note"):
            kind, mode = self._event(row)
            parties = Parties(row.one_of("parties", [p.value for p in Parties])) if kind else None
            found[row["code"]] = Meaning(
                row["code"], kind, mode, parties, row.one_of("outcome", ("", "attempted")) or None
            )
        return found

    def fips(self) -> dict[str, str | None]:
        return {row["code"]: self._country(row, "country") for row in self._rows("fips", "code", "country", "note")}

    def icews(self) -> dict[str, tuple[tuple[str, ...], bool]]:
        rows = self._rows("icews_sectors", "phrase", "sector", "rank", "note")
        return {
            row["phrase"].lower(): (self._sectors(row, "sector"), row.one_of("rank", ("main", "also")) == "main")
            for row in rows
        }

    def acled_events(self) -> dict[str, list[AcledEvent]]:
        found: dict[str, list[AcledEvent]] = {}
        for row in self._rows("acled_events", "sub_event_type", *EVENT_COLUMNS, "actor", "recipient", "note"):
            kind, mode = self._event(row)
            event = AcledEvent(kind, mode, row.one_of("actor", SIDES), row.one_of("recipient", SIDES))
            found.setdefault(row["sub_event_type"].lower(), []).append(event)
        return found

    def acled_actors(self) -> tuple[dict[str, AcledActor], dict[str, AcledActor]]:
        found: dict[str, dict[str, AcledActor]] = {"name": {}, "kind": {}}
        for row in self._rows("acled_actors", "match", "value", "sectors", "country", "note"):
            country = None if row["country"] == "name" else self._country(row, "country")
            into = found[row.one_of("match", found)]
            into[row["value"].lower()] = AcledActor(self._sectors(row, "sectors"), country)
        return found["name"], found["kind"]

    def polecat_modes(self) -> dict[tuple[str, str], str | None]:
        found = {}
        for row in self._rows("polecat_modes", "type", "mode", "ours", "note"):
            kind = row.one_of("type", self.lexicon.types)
            found[kind, row["mode"]] = self._mode(row, kind, "ours")
        return found

    def _rows(self, table: str, *columns: str) -> Iterator[Row]:
        return read_table(self.folder / f"{table}.tsv", columns)

    def _event(self, row: Row) -> tuple[str | None, str | None]:
        if not row["type"]:
            return None, None
        kind = row.one_of("type", self.lexicon.types)
        return kind, self._mode(row, kind, "mode")

    def _mode(self, row: Row, kind: str, column: str) -> str | None:
        return row.one_of(column, ["", *(mode for of, mode in self.lexicon.modes if of == kind)]) or None

    def _country(self, row: Row, column: str) -> str | None:
        return row.one_of(column, ["", *self.knowledge.countries]) or None

    def _sectors(self, row: Row, column: str) -> tuple[str, ...]:
        for sector in row.items(column):
            if sector not in SECTORS:
                raise row.error(f"{column} has {sector!r}; allowed: {', '.join(sorted(SECTORS))}")
        return row.items(column)


def merged(sectors: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Sectors of several rows, each once, in order."""
    return tuple(dict.fromkeys(sector for each in sectors for sector in each))
