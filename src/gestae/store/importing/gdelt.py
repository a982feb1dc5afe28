"""GDELT event exports, 1.0 (57 or 58 columns) and 2.0 (61 columns): tab-separated, without a header."""

from collections.abc import Iterator

from gestae.errors import InputError
from gestae.model import PlaceLevel, Precision
from gestae.store.importing.lines import Line, Table, tabbed
from gestae.store.importing.report import Happening, Origin, Party, Report, Spot
from gestae.store.importing.tables import Meaning, Parties
from gestae.store.importing.tools import Found, LeftOut, Tools, each
from gestae.store.importing.values import day, day_or_none, degrees

ACTOR = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
)
EVENT = (
    "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles "
    "AvgTone".split()
)
PLACE = "Type FullName CountryCode ADM1Code Lat Long FeatureID".split()
SECOND_DIVISION = "ADM2Code"
LEVELS = {
    "1": PlaceLevel.COUNTRY,
    "2": PlaceLevel.ADMIN1,
    "3": PlaceLevel.CITY,
    "4": PlaceLevel.CITY,
    "5": PlaceLevel.ADMIN1,
}


def columns_of(width: int) -> list[str] | None:
    """The columns of an export of so many; None where no export has that many."""
    place = [*PLACE[:4], *([SECOND_DIVISION] if width == 61 else []), *PLACE[4:]]
    columns = [
        *"GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(),
        *(f"Actor{number}{name}" for number in (1, 2) for name in ACTOR),
        *EVENT,
        *(f"{of}Geo_{name}" for of in ("Actor1", "Actor2", "Action") for name in place),
        "DATEADDED",
        "SOURCEURL",
    ]
    return columns[:width] if width in {57, 58, 61} else None


def read_gdelt(table: Table, tools: Tools) -> Iterator[Found]:
    """The events of an export; statements (CAMEO 01) are left out.

    Raises:
        InputError: the file has as many columns as no export has.
    """
    width = table.first.rstrip("\r\n").count("\t") + 1
    columns = columns_of(width)
    if columns is None:
        raise InputError(table.name, f"{width} columns; a GDELT event export has 57, 58 or 61")
    lines = (line for line in tabbed(table, columns) if line.cells[0] != columns[0])
    return each(lines, _report, tools)


def _report(line: Line, tools: Tools) -> Report | LeftOut:
    if len(line.cells) != len(line.columns):
        raise line.error(f"{len(line.cells)} columns; the first row has {len(line.columns)}")
    if not line["GLOBALEVENTID"]:
        raise line.error("no GLOBALEVENTID")
    code = line["EventCode"]
    bare = code == line["EventRootCode"]
    meaning = tools.meanings.cameo.get(code) if bare else tools.meanings.of_cameo(code)
    if meaning is None:
        raise line.error(f"EventCode is {code!r}; wanted a CAMEO code such as 042 or 0841")
    if meaning.type is None:
        return LeftOut("CAMEO 01, a statement, which is no event of the codebook")
    on = day(line, "SQLDATE")
    source, target = (_party(line, number, tools) for number in (1, 2))
    event = happening(meaning, meaning.type, code, source, target)
    published = day_or_none(line, "DATEADDED")
    id_, url = line["GLOBALEVENTID"], line["SOURCEURL"] or None
    return Report(Origin.GDELT, id_, on, Precision.DAY, _spot(line, tools), (event,), published, _host(url), url)


def happening(meaning: Meaning, kind: str, code: str, source: Party | None, target: Party | None) -> Happening:
    """The event of a CAMEO code between two parties, either of whom may be missing."""
    first, second = ((party,) if party else () for party in (source, target))
    actors, recipients = {
        Parties.MUTUAL: ((*first, *second), ()),
        Parties.REVERSED: (second, first),
    }.get(meaning.parties or Parties.FORWARD, (first, second))
    why = f"cameo/{meaning.code}"
    return Happening(kind, why, meaning.mode, actors, recipients, cameo=code, outcome=meaning.outcome)


def _party(line: Line, number: int, tools: Tools) -> Party | None:
    code, name = line[f"Actor{number}Code"], line[f"Actor{number}Name"]
    if not code and not name:
        return None
    read = tools.codes.read(code)
    country = read.country or tools.names.country(line[f"Actor{number}CountryCode"])
    return tools.names.party(name or code, country, read.sectors, day(line, "SQLDATE"))


def _spot(line: Line, tools: Tools) -> Spot:
    code, level = line["ActionGeo_CountryCode"], LEVELS.get(line["ActionGeo_Type"])
    if code and code not in tools.meanings.fips:
        raise line.error(f"ActionGeo_CountryCode is {code!r}; wanted a FIPS 10-4 code of the table fips")
    parts = [part.strip() for part in line["ActionGeo_FullName"].split(",") if part.strip()]
    inside = len(parts) > 2 and level is PlaceLevel.CITY
    return Spot(
        name=parts[0] if parts else None,
        country=tools.meanings.fips.get(code),
        admin1=parts[1] if inside else parts[0] if parts and level is PlaceLevel.ADMIN1 else None,
        latitude=degrees(line, "ActionGeo_Lat", 90),
        longitude=degrees(line, "ActionGeo_Long", 180),
        level=level.value if level else None,
    )


def _host(url: str | None) -> str | None:
    """The outlet, for which GDELT gives no name, by its domain."""
    host = (url or "").partition("://")[2].partition("/")[0].lower().removeprefix("www.")
    return host or None
