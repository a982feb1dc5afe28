"""The room's own facts: names, regions, points, outlets and words, read from ``data/knowledge/places``."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from gestae.knowledge.rows import COLUMNS
from gestae.model import PlaceLevel
from gestae.places.entry import Entry, name_key
from gestae.tables import Row, read_table, table_files

NAME_COLUMNS = ("name", "kind", "target", "note")
REGION_COLUMNS = ("id", "name", "aliases", "level", "feature_code", "countries", "latitude", "longitude")
POINT_COLUMNS = ("code", "latitude", "longitude")
NOWHERE = "-"
OUTLET_COLUMNS = ("outlet", "target")
WORD_COLUMNS = ("word", "kind", "note")

PEOPLE = ("adjective", "demonyms")


class NameRowKind(StrEnum):
    """What kind of name a row of ``places/names`` gives."""

    ALTERNATIVE = "alternative"
    FORMER = "former"
    EXACT = "exact"
    AFTER_COMMA = "after-comma"
    ADJECTIVE = "adjective"
    DEMONYM = "demonyms"


class WordKind(StrEnum):
    """What a word of ``places/words`` does."""

    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    CITY = "city"
    FACILITY = "facility"
    STREET = "street"
    OUTLET = "outlet"
    DIRECTION = "direction"
    LOCATIVE = "locative"
    SITE = "site"
    BEING = "being"
    GOING = "going"
    OF_PLACE = "of-place"
    ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name and the code of what it names: country, division, ``CC/City`` or region."""

    name: str
    kind: NameRowKind
    target: str


@dataclass(frozen=True)
class PlaceKnowledge:
    """All own facts on places.

    ``names`` by look-up key; ``regions`` by id; ``points`` (latitude, longitude) by country or
    division code; ``outlets`` from a domain or outlet's name to a target, by default its outlet's country;
    ``words`` by kind.
    """

    names: Mapping[str, tuple[NameRow, ...]]
    regions: Mapping[str, Entry]
    region_names: Mapping[str, tuple[str, ...]]
    points: Mapping[str, tuple[float, float]]
    outlets: Mapping[str, str]
    words: Mapping[WordKind, frozenset[str]]

    @cached_property
    def not_alone(self) -> frozenset[str]:
        """Words that are no place name by themselves: ordinary and generic ones."""
        kinds = (WordKind.ORDINARY, WordKind.FACILITY, WordKind.STREET, WordKind.OUTLET, WordKind.DIRECTION)
        return frozenset().union(
            *(self.words[kind] for kind in (*kinds, WordKind.ADMIN1, WordKind.ADMIN2, WordKind.CITY))
        )

    @cached_property
    def adjectives(self) -> frozenset[str]:
        """Look-up keys of all adjectives."""
        return frozenset(k for k, rows in self.names.items() if any(r.kind is NameRowKind.ADJECTIVE for r in rows))


def load_place_knowledge(folders: Iterable[Path]) -> PlaceKnowledge:
    """Read the tables of all folders; later folders add to and overrule earlier ones.

    Raises:
        DataError: a row cannot be used.
    """
    folders = list(folders)
    regions, region_names = _regions(folders)
    return PlaceKnowledge(
        names=_names(folders, regions),
        regions=regions,
        region_names=region_names,
        points={row["code"]: _point(row) for row in _rows(folders, "points", POINT_COLUMNS)},
        outlets=_domains(folders) | _outlets(folders, regions),
        words=_words(folders),
    )


def _rows(folders: Iterable[Path], table: str, columns: tuple[str, ...]) -> Iterable[Row]:
    for path in table_files(folders, f"places/{table}"):
        yield from read_table(path, columns)


def _names(folders: Iterable[Path], regions: Mapping[str, Entry]) -> Mapping[str, tuple[NameRow, ...]]:
    found: defaultdict[str, list[NameRow]] = defaultdict(list)
    for row in _rows(folders, "names", NAME_COLUMNS):
        kind = NameRowKind(row.one_of("kind", NameRowKind))
        for name in row.items("name"):
            found[name_key(name)].append(NameRow(name, kind, _target(row, regions)))
    own = frozenset(found)
    for path in table_files(folders, "country_names"):
        for row in read_table(path, COLUMNS["country_names"]):
            key = name_key(row["name"])
            if row["kind"] in PEOPLE and key not in own and not row["name"].isupper():
                found[key].append(NameRow(row["name"], NameRowKind(row["kind"]), row["code"]))
    return {key: tuple(rows) for key, rows in found.items()}


def _outlets(folders: Iterable[Path], regions: Mapping[str, Entry]) -> dict[str, str]:
    rows = _rows(folders, "outlets", OUTLET_COLUMNS)
    return {row["outlet"].lower(): row["target"] if row["target"] == NOWHERE else _target(row, regions) for row in rows}


def _domains(folders: Iterable[Path]) -> dict[str, str]:
    """The country of each outlet in the table ``domains``, by its domain."""
    owners = {
        row["domain"].lower(): row["entity"]
        for path in table_files(folders, "domains")
        for row in read_table(path, COLUMNS["domains"])
    }
    wanted = set(owners.values())
    countries = {
        row["entity"]: row["country"]
        for path in table_files(folders, "entities")
        for row in read_table(path, COLUMNS["entities"])
        if row["entity"] in wanted
    }
    return {domain: countries[owner] for domain, owner in owners.items() if countries.get(owner)}


def _regions(folders: Iterable[Path]) -> tuple[dict[str, Entry], dict[str, tuple[str, ...]]]:
    regions: dict[str, Entry] = {}
    names: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows(folders, "regions", REGION_COLUMNS):
        countries = row.items("countries")
        latitude, longitude = _point(row) if row["latitude"] else (None, None)
        regions[row["id"]] = Entry(
            id=-1 - len(regions),
            name=row["name"],
            level=PlaceLevel(row.one_of("level", PlaceLevel)),
            feature_code=row["feature_code"] or None,
            country=countries[0] if len(countries) == 1 else None,
            latitude=latitude,
            longitude=longitude,
        )
        for name in (row["name"], *row.items("aliases")):
            names[name_key(name)].append(row["id"])
    return regions, {key: tuple(ids) for key, ids in names.items()}


def _words(folders: Iterable[Path]) -> Mapping[WordKind, frozenset[str]]:
    found: defaultdict[WordKind, set[str]] = defaultdict(set)
    for row in _rows(folders, "words", WORD_COLUMNS):
        found[WordKind(row.one_of("kind", WordKind))].update(word.lower() for word in row.items("word"))
    return {kind: frozenset(found[kind]) for kind in WordKind}


def _point(row: Row) -> tuple[float, float]:
    try:
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
    except ValueError as error:
        raise row.error("latitude and longitude have to be numbers (degrees)") from error
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise row.error("latitude lies in -90..90, longitude in -180..180")
    return latitude, longitude


def _target(row: Row, regions: Mapping[str, Entry]) -> str:
    target = row["target"]
    country = target.partition("/")[0].partition(".")[0]
    if target not in regions and country != "continent" and not (len(country) == 2 and country.isupper()):
        raise row.error(
            f"target is {target!r}; allowed: a country (US), a division (US.TX), a city (US/Boston) or a region's id"
        )
    return target
