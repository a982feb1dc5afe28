"""Events in the columns of POLECAT's weekly files; docs/exporting.md tells what each column holds."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from gestae.records.frames import safe_cell

MODES = {"assassinate": "targeted", "execute": "targeted", "massacre": "targeted"}
PARTY_COLUMNS = {
    "{side} Name": "_names",
    "{side} Country": "_countries",
    "{side} COW": None,
    "Primary {side} Sector": None,
    "{side} Sectors": None,
    "{side} Title": "_offices",
    "{side} Name Raw": "s",
    "Wikipedia {side} ID": None,
}
FACTS: Mapping[str, str | None] = {
    "Placename": "place", "City": None, "District": "admin2", "Province": "admin1", "Country": "place_country",
    "Latitude": "latitude", "Longitude": "longitude", "GeoNames ID": "geonameid", "Raw Placename": "place_text",
    "Feature Type": "place_level", "Source": "source", "Publication Date": "published", "Story People": None,
    "Story Organizations": None, "Story Locations": None,
}  # fmt: skip


def write_polecat(path: Path, rows: Iterable[Mapping[str, Any]], version: str) -> int:
    """Write events as tab-separated text; those without any actor are left out. How many were written."""
    number = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        for number, told in enumerate(polecat_rows(rows, version), 1):
            if number == 1:
                writer.writerow(told)
            writer.writerow([safe_cell(value) for value in told.values()])
        if not number:
            writer.writerow(columns())
    return number


def columns() -> list[str]:
    """The names of the columns in order."""
    head = ["Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"]
    parties = [name.format(side=side) for side in ("Actor", "Recipient") for name in PARTY_COLUMNS]
    return [*head, *parties, *FACTS, "Language", "Version"]


def polecat_rows(rows: Iterable[Mapping[str, Any]], version: str) -> Iterator[dict[str, Any]]:
    """The rows of PLOVER-valid events, by the columns' names."""
    for row in rows:
        if not row["plover_valid"]:
            continue
        modes = dict.fromkeys(MODES.get(mode, mode) for mode in _several(row["mode"]))
        told: dict[str, Any] = {
            "Event ID": row["uid"],
            "Event Date": row["day"],
            "Event Type": row["type"],
            "Event Mode": ";".join(modes),
            "Intensity": row["score"],
            "Quad Code": row["quad"].upper(),
            "Contexts": ";".join(_several(row["contexts"])),
        }
        for side in ("actor", "recipient"):
            sectors = _several(row[f"{side}_sectors"])
            parts: dict[str, Any] = {
                name: ";".join(_several(row[side + source])) if source else None
                for name, source in PARTY_COLUMNS.items()
            }
            parts["Primary {side} Sector"] = ";".join(each.split("|")[0] for each in sectors)
            parts["{side} Sectors"] = ";".join(dict.fromkeys(code for each in sectors for code in each.split("|")))
            told |= {name.format(side=side.capitalize()): value for name, value in parts.items()}
        told |= {name: row[source] if source else None for name, source in FACTS.items()}
        told |= {"City": row["place"] if row["place_level"] == "city" else None, "Language": "en", "Version": version}
        yield {
            name: v.isoformat() if isinstance(v, date) else "None" if v in (None, "") else v for name, v in told.items()
        }


def _several(value: str | None) -> list[str]:
    return [part for part in (value or "").split("; ") if part not in ("", "-")]
