"""Events with known places as GeoJSON."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any


def write_geojson(path: Path, rows: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """Write a feature for each event with coordinates; how many were written, and how many have none."""
    written = placeless = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "features": [\n')
        for row in rows:
            if row["latitude"] is None or row["longitude"] is None:
                placeless += 1
                continue
            told = {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()}
            point = {"type": "Point", "coordinates": [told.pop("longitude"), told.pop("latitude")]}
            feature = {
                "type": "Feature",
                "id": f"{row['document']}:{row['event']}",
                "geometry": point,
                "properties": told,
            }
            file.write((",\n" if written else "") + json.dumps(feature, ensure_ascii=False))
            written += 1
        file.write("\n]}\n")
    return written, placeless
