"""POLECAT weekly files: tab-separated with a header, an event in one row or in several that follow each other."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from gestae.errors import InputError
from gestae.knowledge.facts import SECTORS
from gestae.model import PlaceLevel, Precision
from gestae.store.importing.lines import Line, Table, tabbed
from gestae.store.importing.report import Happening, Origin, Party, Report, Spot
from gestae.store.importing.tools import Found, Tools
from gestae.store.importing.values import day, day_or_none, degrees, whole


def read_polecat(table: Table, tools: Tools) -> Iterator[Found]:
    """The events of a file."""
    for _, rows in groupby(tabbed(table), key=lambda line: line["Event ID"]):
        lines = list(rows)
        try:
            yield _report(lines, tools)
        except InputError as error:
            yield error


def _report(lines: Sequence[Line], tools: Tools) -> Report:
    first = lines[0]
    if not first["Event ID"]:
        raise first.error("no Event ID")
    kind = first["Event Type"].upper()
    if kind not in tools.lexicon.types:
        raise first.error(f"Event Type is {first['Event Type']!r}; allowed: {', '.join(sorted(tools.lexicon.types))}")
    event = Happening(
        kind,
        f"polecat/{kind}",
        _mode(first, kind, tools),
        _parties(lines, "Actor", tools),
        _parties(lines, "Recipient", tools),
        _contexts(first, tools),
    )
    return Report(
        Origin.POLECAT,
        first["Event ID"],
        day(first, "Event Date"),
        Precision.DAY,
        _spot(first, tools),
        (event,),
        day_or_none(first, "Publication Date"),
        first["Source"] or None,
    )


def _mode(line: Line, kind: str, tools: Tools) -> str | None:
    mode = line["Event Mode"].lower()
    if not mode or (kind, mode) in tools.lexicon.modes:
        return mode or None
    if (kind, mode) in tools.meanings.polecat_modes:
        return tools.meanings.polecat_modes[kind, mode]
    allowed = sorted(name for of, name in tools.lexicon.modes if of == kind)
    raise line.error(f"Event Mode is {mode!r}; allowed for {kind}: {', '.join(allowed) or 'none'}")


def _contexts(line: Line, tools: Tools) -> tuple[str, ...]:
    """The contexts that the codebook has; others are passed over."""
    known = {row.context for row in tools.lexicon.contexts}
    names = (name.lower().replace(" ", "_") for name in line.parts("Contexts"))
    return tuple(dict.fromkeys(name for name in names if name in known))


def _parties(lines: Sequence[Line], side: str, tools: Tools) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(party for line in lines for party in _line_parties(line, side, tools)))


def _line_parties(line: Line, side: str, tools: Tools) -> Iterator[Party]:
    """The parties of a row. Cells of as many parts as there are names belong to them in order."""
    names = line.parts(f"{side} Name") or line.parts(f"{side} Name Raw")
    countries = line.parts(f"{side} Country")
    main = line.parts(f"Primary {side} Sector")
    number = max(len(names), len(countries), 1 if main else 0)
    for place in range(number):
        country = tools.names.country(_at(countries, place, number))
        sectors = [_at(main, place, number)] if number > 1 else [*main, *line.parts(f"{side} Sectors")]
        known = tuple(dict.fromkeys(sector for sector in sectors if sector in SECTORS))
        text = _at(names, place, number) or _at(countries, place, number)
        yield tools.names.party(text, country, known, day(line, "Event Date"))


def _at(parts: Sequence[str], place: int, number: int) -> str:
    if len(parts) == number:
        return parts[place]
    return parts[0] if len(parts) == 1 else ""


def _spot(line: Line, tools: Tools) -> Spot:
    levels = (
        ("City", PlaceLevel.CITY),
        ("District", PlaceLevel.ADMIN2),
        ("Province", PlaceLevel.ADMIN1),
        ("Country", PlaceLevel.COUNTRY),
    )
    level = next((level for name, level in levels if line[name]), None)
    return Spot(
        name=line["Placename"] or next((line[name] for name, _ in levels if line[name]), None),
        country=tools.names.country(line["Country"]),
        admin1=line["Province"] or None,
        admin2=line["District"] or None,
        latitude=degrees(line, "Latitude", 90),
        longitude=degrees(line, "Longitude", 180),
        level=level.value if level else None,
        geonameid=whole(line, "GeoNames ID"),
    )
