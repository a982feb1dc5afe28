"""ACLED exports: comma-separated with a header. The rows may not be passed on, and are marked so."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from gestae.model import PlaceLevel, Precision
from gestae.store.importing.lines import Line, Table, comma_separated
from gestae.store.importing.report import Happening, Origin, Party, Report, Spot
from gestae.store.importing.tables import AcledActor, AcledEvent
from gestae.store.importing.tools import Found, LeftOut, Tools, each
from gestae.store.importing.values import day, degrees, whole

PRECISION = {"1": Precision.DAY, "2": Precision.WEEK, "3": Precision.MONTH, "": Precision.DAY}
PLACE_LEVELS = {"1": PlaceLevel.CITY, "2": PlaceLevel.ADMIN2, "3": PlaceLevel.ADMIN1}
BRACKETED = re.compile(r"\(([^()]*)\)")
OF = re.compile(r"\bof (?:the )?([^()]+)")
NOBODY = AcledActor((), None)


def read_acled(table: Table, tools: Tools) -> Iterator[Found]:
    """The events of an export; sub-event types that are no event of the codebook are left out."""
    return each(comma_separated(table), _report, tools)


def _report(line: Line, tools: Tools) -> Report | LeftOut:
    kind = line["sub_event_type"]
    meanings = tools.meanings.acled_events.get(kind.lower())
    if meanings is None:
        allowed = ", ".join(sorted(tools.meanings.acled_events))
        raise line.error(f"sub_event_type is {kind!r}; known, in small letters: {allowed}")
    if not line["event_id_cnty"]:
        raise line.error("no event_id_cnty")
    if line["time_precision"] not in PRECISION:
        raise line.error(f"time_precision is {line['time_precision']!r}; allowed: 1, 2, 3")
    on = day(line, "event_date")
    sides = {side: _party(line, side, on, tools) for side in ("1", "2")}
    events = [event for each in meanings if (event := _event(each, kind, sides)) is not None]
    if not events:
        return LeftOut(f"{kind}, which is no event of the codebook")
    events[-1] = replace(events[-1], killed=whole(line, "fatalities"))
    return Report(
        Origin.ACLED,
        line["event_id_cnty"],
        on,
        PRECISION[line["time_precision"]],
        _spot(line, tools),
        tuple(events),
        source=line["source"] or None,
    )


def _event(meaning: AcledEvent, kind: str, sides: dict[str, Party | None]) -> Happening | None:
    """The event; None where nobody is there who could have done it, though the export tells of a doer."""
    if meaning.type is None:
        return None
    actors, recipients = _sides(meaning.actor, sides), _sides(meaning.recipient, sides)
    if meaning.actor == "2" and not actors:
        return None
    return Happening(meaning.type, f"acled_events/{kind}", meaning.mode, actors, recipients)


def _sides(wanted: str, sides: dict[str, Party | None]) -> tuple[Party, ...]:
    found = [sides["1"], sides["2"]] if wanted == "both" else [sides.get(wanted)]
    return tuple(party for party in found if party is not None)


def _party(line: Line, side: str, on: date, tools: Tools) -> Party | None:
    name = line[f"actor{side}"]
    if not name:
        return None
    meanings, low = tools.meanings, name.lower()
    named = next((row for start, row in meanings.acled_names.items() if low.startswith(start)), None)
    kind = meanings.acled_kinds.get(line[f"inter{side}"].lower())
    row = named or kind or NOBODY
    return tools.names.party(name, row.country or _country(name, tools), row.sectors, on)


def _country(name: str, tools: Tools) -> str | None:
    """The country that a name tells: in brackets, or after ``of``; brackets with years tell none."""
    told = [*BRACKETED.findall(name)[::-1], *OF.findall(name)]
    return next((code for words in told if (code := tools.names.country(words.strip()))), None)


def _spot(line: Line, tools: Tools) -> Spot:
    level = PLACE_LEVELS.get(line["geo_precision"])
    return Spot(
        name=line["location"] or None,
        country=tools.names.country(line["country"]),
        admin1=line["admin1"] or None,
        admin2=line["admin2"] or None,
        latitude=degrees(line, "latitude", 90),
        longitude=degrees(line, "longitude", 180),
        level=level.value if level else None,
    )
