"""Looking names up: the index on disk and the own facts laid over it."""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import platformdirs

from gestae.model import PlaceLevel
from gestae.places.entry import Candidate, Entry, NameKind, name_key
from gestae.places.index import PARTS, read_label, unpacked_index
from gestae.places.knowledge import NameRowKind, PlaceKnowledge, load_place_knowledge

ENVIRONMENT = "GESTAE_CACHE"
PEOPLE = (NameRowKind.ADJECTIVE, NameRowKind.DEMONYM)
OWN_KINDS = {
    NameRowKind.ADJECTIVE: NameKind.ADJECTIVE,
    NameRowKind.DEMONYM: NameKind.ADJECTIVE,
    NameRowKind.FORMER: NameKind.ALTERNATIVE,
}
MOST_CANDIDATES = 60
BATCH = 400
CONTINENT = "continent"
SELECT = "SELECT id, name, level, feature_code, country, admin1, admin2, latitude, longitude, population FROM entry"
KNOWLEDGE = Path(__file__).parent.parent / "data" / "knowledge"

IndexRow = tuple[
    int, str, str, str | None, str | None, str | None, str | None, int | None, int | None, int
]  # fmt: skip


class Gazetteer:
    """Names to entries. Not safe to share between threads; open one a thread or process.

    ``version`` names what the index is made from; ``major`` holds the keys of well-known names: 0 countries
    and continents, 1 first-level divisions, 2 cities of 100,000 people.
    """

    def __init__(self, connection: sqlite3.Connection, knowledge: PlaceKnowledge, version: str) -> None:
        self.knowledge = knowledge
        self.version = version
        self._connection = connection
        self._divisions: dict[str, str] = {}
        self._country3 = dict[str, str](connection.execute("SELECT code, code3 FROM country").fetchall())
        self._country2 = {code3: code for code, code3 in self._country3.items()}
        self._country_entry = dict[str, int](connection.execute("SELECT code, entry FROM country").fetchall())
        self._tld = {
            tld.lstrip(".").lower(): code for code, tld in connection.execute("SELECT code, tld FROM country") if tld
        }
        self.major = dict[str, int](connection.execute("SELECT key, rank FROM major").fetchall())
        self._targets: dict[str, Entry | None] = {}
        self._other: Gazetteer | None = None

    def using(self, knowledge: PlaceKnowledge) -> "Gazetteer":
        """The same index under other own facts."""
        if knowledge is self.knowledge:
            return self
        if self._other is None or self._other.knowledge is not knowledge:
            self._other = Gazetteer(self._connection, knowledge, self.version)
        return self._other

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def country_of_domain(self, label: str) -> str | None:
        """Two-letter country of a top-level domain ("uk")."""
        return self._tld.get(label)

    def is_country(self, key: str) -> bool:
        """Whether a key names a country or continent."""
        if self.major.get(key) == 0:
            return True
        return any(row.kind not in PEOPLE and len(row.target) == 2 for row in self.knowledge.names.get(key, ()))

    def joined(self, keys: Iterable[str]) -> dict[str, str]:
        """Names of several words by their letters without blanks ("kansascity"), as domains write them."""
        wanted = sorted(set(keys))
        found: dict[str, str] = {}
        for start in range(0, len(wanted), BATCH):
            part = wanted[start : start + BATCH]
            query = f"SELECT key, name FROM joined WHERE key IN ({','.join('?' * len(part))}) ORDER BY key, name DESC"
            found.update(self._connection.execute(query, part).fetchall())
        return found

    def is_area(self, key: str) -> bool:
        """Whether a key names a country or first-level division."""
        if self.major.get(key, 2) < 2:
            return True
        return any(
            row.kind not in PEOPLE and (len(row.target) == 2 or row.target[2:3] == ".") and "/" not in row.target
            for row in self.knowledge.names.get(key, ())
        )

    def known(self, keys: Iterable[str]) -> set[str]:
        """Those of the keys that name anything."""
        wanted = sorted(set(keys))
        found = {key for key in wanted if key in self.knowledge.names or key in self.knowledge.region_names}
        for start in range(0, len(wanted), BATCH):
            part = wanted[start : start + BATCH]
            query = f"SELECT DISTINCT key FROM name WHERE key IN ({','.join('?' * len(part))})"
            found.update(key for (key,) in self._connection.execute(query, part))
        return found

    def candidates(self, keys: Iterable[str]) -> dict[str, tuple[Candidate, ...]]:
        """All that each key may mean, most populous first; keys that nothing bears are left out.

        Keys come from ``name_key``. At most ``MOST_CANDIDATES`` of the index are given for a key.
        """
        wanted = sorted(set(keys))
        kinds: dict[str, dict[int, NameKind]] = {}
        for start in range(0, len(wanted), BATCH):
            part = wanted[start : start + BATCH]
            marks = ",".join("?" * len(part))
            query = f"SELECT key, entry, kind FROM name WHERE key IN ({marks})"
            for key, entry, kind in self._connection.execute(query, part):
                kinds.setdefault(key, {})[entry] = NameKind(kind)
        entries = self._entries({number for found in kinds.values() for number in found})
        result: dict[str, tuple[Candidate, ...]] = {}
        for key in wanted:
            found = [Candidate(entries[number], kind) for number, kind in kinds.get(key, {}).items()]
            found.sort(key=lambda c: (c.kind, -c.entry.population, c.entry.id))
            own = self._own(key)
            own = list({c.entry.id: c for c in reversed(own)}.values())[::-1]
            seen = {c.entry.id for c in own}
            both = own + [c for c in found[:MOST_CANDIDATES] if c.entry.id not in seen]
            if both:
                result[key] = tuple(both)
        return result

    def target(self, code: str) -> Entry | None:
        """The entry of a country ("US", "USA"), division ("US.TX"), city ("US/Boston") or region ("middle-east")."""
        if code not in self._targets:
            self._targets[code] = self._find_target(code)
        return self._targets[code]

    def _own(self, key: str) -> list[Candidate]:
        found = [
            Candidate(self._complete(self.knowledge.regions[code]), NameKind.OWN)
            for code in self.knowledge.region_names.get(key, ())
        ]
        for row in self.knowledge.names.get(key, ()):
            entry = self.target(row.target)
            if entry is not None:
                kind = OWN_KINDS.get(row.kind, NameKind.OWN)
                found.append(Candidate(entry, kind))
        return found

    def _find_target(self, code: str) -> Entry | None:
        if code in self.knowledge.regions:
            return self._complete(self.knowledge.regions[code])
        country, slash, city = code.partition("/")
        if country == CONTINENT:
            query = "SELECT id FROM entry WHERE level = 'continent' AND name = ?"
            row = self._connection.execute(query, (city,)).fetchone()
            number = row[0] if row else None
        elif slash:
            division = country if "." in country else None
            key = name_key(city)
            query = (
                "SELECT e.id FROM name n JOIN entry e ON e.id = n.entry "
                "WHERE n.key = ? AND e.level = 'city' AND e.country = ? AND (? IS NULL OR e.admin1 = ?) "
                "ORDER BY n.kind, e.population DESC, e.id LIMIT 1"
            )
            row = self._connection.execute(query, (key, country[:2], division, division)).fetchone()
            number = row[0] if row else None
        elif "." in code:
            row = self._connection.execute("SELECT entry FROM division WHERE code = ?", (code,)).fetchone()
            number = row[0] if row else None
        else:
            number = self._country_entry.get(self._country2.get(code, code))
        return self._entries({number}).get(number) if number is not None else None

    def _entries(self, numbers: Iterable[int]) -> dict[int, Entry]:
        wanted = sorted(numbers)
        rows: list[IndexRow] = []
        for start in range(0, len(wanted), BATCH):
            part = wanted[start : start + BATCH]
            rows += self._connection.execute(f"{SELECT} WHERE id IN ({','.join('?' * len(part))})", part)
        self._load_divisions({code for row in rows for code in (row[5], row[6]) if code})
        return {row[0]: self._entry(row) for row in rows}

    def _load_divisions(self, codes: set[str]) -> None:
        missing = sorted(code for code in codes if code not in self._divisions)
        for start in range(0, len(missing), BATCH):
            part = missing[start : start + BATCH]
            query = f"SELECT code, name FROM division WHERE code IN ({','.join('?' * len(part))})"
            self._divisions.update(self._connection.execute(query, part).fetchall())

    def _entry(self, row: IndexRow) -> Entry:
        number, name, level, feature, country, admin1, admin2, latitude, longitude, population = row
        code = (country if level == PlaceLevel.COUNTRY else admin1 if level == PlaceLevel.ADMIN1 else None) or ""
        point = self.knowledge.points.get(code, (_degrees(latitude), _degrees(longitude)))
        return Entry(
            id=number,
            name=name,
            level=PlaceLevel(level),
            feature_code=feature,
            country=country,
            country3=self._country3.get(country or ""),
            admin1=admin1,
            admin1_name=self._divisions.get(admin1 or ""),
            admin2=admin2,
            admin2_name=self._divisions.get(admin2 or ""),
            latitude=point[0],
            longitude=point[1],
            population=population,
        )

    def _complete(self, region: Entry) -> Entry:
        return replace(region, country3=self._country3.get(region.country or ""))


def _degrees(parts: int | None) -> float | None:
    return None if parts is None else parts / PARTS


def cache_folder() -> Path:
    """``GESTAE_CACHE`` or the user's cache folder."""
    named = os.environ.get(ENVIRONMENT)
    return Path(named) if named else platformdirs.user_cache_path("gestae", appauthor=False)


def open_gazetteer(
    cache: Path | None = None,
    knowledge: PlaceKnowledge | None = None,
    on_build: Callable[[str], None] | None = None,
) -> Gazetteer:
    """Open the index, unpacking it first where it is missing.

    ``cache`` is the folder of the index (default: ``GESTAE_CACHE``, else the user's cache folder);
    ``knowledge`` the own facts (default: those of the package); ``on_build`` is told about unpacking.

    Raises:
        InstallationError: the index is damaged or can neither be found nor written.
        DataError: a row of the own facts cannot be used.
    """
    label = read_label()
    path = unpacked_index(cache or cache_folder(), label, on_build or _say)
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    return Gazetteer(connection, knowledge or load_place_knowledge([KNOWLEDGE]), label.version)


def _say(message: str) -> None:
    print(message, file=sys.stderr)
