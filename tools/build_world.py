"""Write `data/world.json`, the outlines of the world map, from the npm package world-atlas (Natural Earth, 1:50m).

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python tools/build_world.py package/countries-50m.json

Lines are simplified to `TOLERANCE` degrees; borders that two countries share stay shared.
"""

import itertools
import json
import sys
from pathlib import Path
from typing import Any

OUTLINES = Path(__file__).resolve().parent.parent / "src" / "gestae" / "data" / "world.json"
TOLERANCE = 0.015
LEAST_ISLAND = 0.02  # square degrees of the box around it
ANTARCTICA = "010"

Line = list[list[int]]


def main() -> None:
    world = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    scale = world["transform"]["scale"]
    countries = [g for g in world["objects"]["countries"]["geometries"] if g.get("id") != ANTARCTICA and g["type"]]
    lines = [absolute(arc) for arc in world["arcs"]]
    rings = [ring for country in countries for polygon in polygons(country) for ring in polygon]
    alone = {ring[0] if ring[0] >= 0 else ~ring[0] for ring in rings if len(ring) == 1}
    dropped = {number for number in alone if box(lines[number], scale) < LEAST_ISLAND}
    kept: dict[int, int] = {}
    for country in countries:
        shown = [[ring for ring in polygon if ring[0] not in dropped] for polygon in polygons(country)]
        arcs = [
            [[renumbered(number, kept) for number in ring] for ring in polygon]
            for polygon in shown or polygons(country)
            if polygon
        ]
        country.clear()
        country.update(type="MultiPolygon", arcs=arcs)
    arcs = [relative(simplified(lines[number], scale)) for number in kept]
    made = {
        "type": "Topology",
        "objects": {"countries": {"type": "GeometryCollection", "geometries": [c for c in countries if c["arcs"]]}},
        "arcs": arcs,
        "transform": world["transform"],
    }
    OUTLINES.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{OUTLINES}: {sum(map(len, arcs))} points, {OUTLINES.stat().st_size // 1000} kB")


def polygons(country: dict[str, Any]) -> list[list[list[int]]]:
    return country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]


def renumbered(number: int, kept: dict[int, int]) -> int:
    arc = number if number >= 0 else ~number
    place = kept.setdefault(arc, len(kept))
    return place if number >= 0 else ~place


def absolute(arc: Line) -> Line:
    x = y = 0
    return [[x := x + dx, y := y + dy] for dx, dy in arc]


def relative(line: Line) -> Line:
    return [line[0], *([b[0] - a[0], b[1] - a[1]] for a, b in itertools.pairwise(line))]


def box(line: Line, scale: list[float]) -> float:
    return float(
        (max(p[0] for p in line) - min(p[0] for p in line))
        * scale[0]
        * (max(p[1] for p in line) - min(p[1] for p in line))
        * scale[1]
    )


def simplified(line: Line, scale: list[float]) -> Line:
    """Douglas and Peucker's way; a closed line is cut at its farthest point first."""
    if line[0] == line[-1] and len(line) > 4:
        middle = max(range(len(line)), key=lambda i: distance(line[i], line[0], line[0], scale))
        halves = keep(line[: middle + 1], scale), keep(line[middle:], scale)
        short = [*halves[0], *halves[1][1:]]
        return short if len(short) > 3 else [line[0], line[middle // 2], line[middle], line[0]]
    return keep(line, scale)


def keep(line: Line, scale: list[float]) -> Line:
    if len(line) < 3:
        return line
    far = max(range(1, len(line) - 1), key=lambda i: distance(line[i], line[0], line[-1], scale))
    if distance(line[far], line[0], line[-1], scale) < TOLERANCE:
        return [line[0], line[-1]]
    return [*keep(line[: far + 1], scale)[:-1], *keep(line[far:], scale)]


def distance(point: list[int], start: list[int], end: list[int], scale: list[float]) -> float:
    px, py = (point[0] - start[0]) * scale[0], (point[1] - start[1]) * scale[1]
    ex, ey = (end[0] - start[0]) * scale[0], (end[1] - start[1]) * scale[1]
    length = ex * ex + ey * ey
    along = min(1.0, max(0.0, (px * ex + py * ey) / length)) if length else 0.0
    return float(((px - along * ex) ** 2 + (py - along * ey) ** 2) ** 0.5)


if __name__ == "__main__":
    main()
