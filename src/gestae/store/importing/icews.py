"""ICEWS coded events: tab-separated with a header."""

import re
from collections.abc import Iterator

from gestae.model import PlaceLevel, Precision
from gestae.store.importing.gdelt import happening
from gestae.store.importing.lines import Line, Table, tabbed
from gestae.store.importing.report import Origin, Party, Report, Spot
from gestae.store.importing.tables import merged
from gestae.store.importing.tools import Found, LeftOut, Tools, each
from gestae.store.importing.values import day, degrees

BETWEEN = re.compile(r",(?![^(]*\))")


def read_icews(table: Table, tools: Tools) -> Iterator[Found]:
    """The events of a file; statements (CAMEO 01) are left out."""
    return each(tabbed(table), _report, tools)


def _report(line: Line, tools: Tools) -> Report | LeftOut:
    code, id_ = line["CAMEO Code"], line["Event ID"]
    if not id_:
        raise line.error("no Event ID")
    meaning = tools.meanings.of_cameo(code)
    if meaning is None:
        raise line.error(f"CAMEO Code is {code!r}; wanted one such as 042 or 0841")
    if meaning.type is None:
        return LeftOut("CAMEO 01, a statement, which is no event of the codebook")
    source, target = (_party(line, side, tools) for side in ("Source", "Target"))
    event = happening(meaning, meaning.type, code, source, target)
    on = day(line, "Event Date")
    return Report(Origin.ICEWS, id_, on, Precision.DAY, _spot(line, tools), (event,), source=line["Publisher"] or None)


def _party(line: Line, side: str, tools: Tools) -> Party | None:
    name = line[f"{side} Name"]
    country = tools.names.country(line[f"{side} Country"])
    if not name and not country:
        return None
    phrases = BETWEEN.split(line[f"{side} Sectors"])
    return tools.names.party(
        name or line[f"{side} Country"], country, _sectors(phrases, tools), day(line, "Event Date")
    )


def _sectors(phrases: list[str], tools: Tools) -> tuple[str, ...]:
    """Sectors of phrases, those of main ones first; a phrase that no table has says nothing."""
    rows = tools.meanings.icews
    keys = [key for key in map(_key, phrases) if key]
    found = [row for row in (rows.get(key) or rows.get(_bare(key)) for key in keys) if row]
    return merged([*(sectors for sectors, main in found if main), *(sectors for sectors, main in found if not main)])


def _key(phrase: str) -> str:
    return " ".join(phrase.lower().split())


def _bare(phrase: str) -> str:
    """The phrase without brackets around it or in it."""
    return " ".join(phrase.replace("(", " ").replace(")", " ").split())


def _spot(line: Line, tools: Tools) -> Spot:
    country = line["Country"]
    levels = (
        ("City", PlaceLevel.CITY),
        ("District", PlaceLevel.ADMIN2),
        ("Province", PlaceLevel.ADMIN1),
        ("Country", PlaceLevel.COUNTRY),
    )
    column, level = next(((name, level) for name, level in levels if line[name]), ("Country", None))
    return Spot(
        name=line[column] or None,
        country=tools.names.country(country),
        admin1=line["Province"] or None,
        admin2=line["District"] or None,
        latitude=degrees(line, "Latitude", 90),
        longitude=degrees(line, "Longitude", 180),
        level=level.value if level else None,
    )
