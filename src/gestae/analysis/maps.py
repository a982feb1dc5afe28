"""Where the events of records took place: the spots of a map, and the map."""

import itertools
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gestae.analysis.projection import Projection, View, view_of
from gestae.model import Event, PlaceLevel, Quad, Record, Status

if TYPE_CHECKING:
    import altair as alt

OUTLINES = Path(__file__).parent.parent / "data" / "world.json"
CREDIT = "Outlines: Natural Earth · Places: GeoNames"
WIDTH = 1100
SMALLEST, LARGEST = 45.0, 700.0  # areas of dots in square pixels
MOST_LABELS = 18
LETTER, LINE = 6.1, 14.0  # pixels that a letter and a line take
GAP = 4.0
HALO = 3
LAND, BORDERS, SEA, INK, FAINT = "#f1eee6", "#c9c3b4", "#dce7ee", "#2b2b2b", "#6a6a6a"
RING = "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0ZM.55,0A.55,.55,0,1,0,-.55,0A.55,.55,0,1,0,.55,0Z"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels
COLOURS = {  # told apart by the colour-blind: blue for cooperation, orange for conflict, the deeper the more material
    Quad.VERBAL_COOPERATION: "#56b4e9",
    Quad.MATERIAL_COOPERATION: "#0a5a9c",
    Quad.VERBAL_CONFLICT: "#f0a202",
    Quad.MATERIAL_CONFLICT: "#c8390e",
}


class Level(StrEnum):
    """How exactly a place is known."""

    CITY = "city or site"
    DIVISION = "province or district"
    COUNTRY = "country or wider"


SHAPES = {Level.CITY: "circle", Level.DIVISION: "square", Level.COUNTRY: RING}
LEVELS = {
    PlaceLevel.CITY: Level.CITY,
    PlaceLevel.FEATURE: Level.CITY,
    PlaceLevel.ADMIN1: Level.DIVISION,
    PlaceLevel.ADMIN2: Level.DIVISION,
}


@dataclass(frozen=True, slots=True)
class Spot:
    """The events of one quad at one place."""

    name: str
    level: Level
    latitude: float
    longitude: float
    quad: Quad
    count: int


@dataclass(frozen=True, slots=True)
class Located:
    """The spots of records; ``events`` are all that were looked at, ``placeless`` those of them that no spot shows."""

    spots: tuple[Spot, ...]
    documents: int
    events: int
    placeless: int
    first: date | None
    last: date | None


def locate(records: Iterable[Record], statuses: Sequence[Status] = (Status.ACTUAL,)) -> Located:
    """Count the main events of these statuses by place and quad; an act told again counts once."""
    counts: Counter[tuple[str, Level, float, float, Quad]] = Counter()
    documents = events = placeless = 0
    days: list[date] = []
    for record in records:
        documents += 1
        for event in record.events:
            if event.role != "main" or event.same_as is not None or event.status not in statuses:
                continue
            events += 1
            if event.date is not None:
                days += [day for day in (event.date.from_, event.date.to) if day is not None]
            key = _spot_of(event)
            if key is None:
                placeless += 1
            else:
                counts[key] += 1
    spots = [Spot(*key, count) for key, count in counts.items()]
    spots.sort(key=lambda spot: (-spot.count, spot.name, spot.longitude, spot.quad))
    return Located(tuple(spots), documents, events, placeless, min(days, default=None), max(days, default=None))


def _spot_of(event: Event) -> tuple[str, Level, float, float, Quad] | None:
    place = event.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    level = LEVELS.get(place.level, Level.COUNTRY) if place.level else Level.COUNTRY
    return place.name or place.text or "?", level, place.latitude, place.longitude, event.quad


def draw_map(located: Located, title: str) -> "alt.LayerChart":
    """A map of the world, or of the part of it where the events lie, with a dot for each spot."""
    import altair as alt

    view = view_of([(spot.latitude, spot.longitude) for spot in located.spots], WIDTH)
    largest = max((spot.count for spot in located.spots), default=1)
    rows = list(_laid_out(located.spots, view, largest))
    layers = (_sea(view), _ground(view), _dots(rows, largest), _names(rows, view), _credit(view))
    chart = alt.layer(*layers).project(
        type=view.projection.value, scale=view.scale, translate=list(view.translate), rotate=[-view.centre, 0, 0]
    )
    heading = alt.TitleParams(title, subtitle=summary(located), anchor="start", offset=12)
    chart = chart.properties(width=view.width, height=view.height, title=heading)
    return _styled(chart)


def summary(located: Located) -> list[str]:
    """What the map shows and what it does not, in words."""
    shown = located.events - located.placeless
    lines = [f"{_number(shown, 'event')} at a known place, from {_number(located.documents, 'document')}"]
    if located.first and located.last:
        lines[0] += f"; dates {located.first.isoformat()} to {located.last.isoformat()}"
    if located.placeless:
        lines.append(f"Not shown: {_number(located.placeless, 'event')} without a place")
    return lines


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _styled(chart: "alt.LayerChart") -> "alt.LayerChart":
    return (
        chart.configure(font=FONT, background="white", padding=16)
        .configure_view(stroke=None, clip=True)
        .configure_title(fontSize=20, subtitleFontSize=13, color=INK, subtitleColor=FAINT, subtitlePadding=6)
        .configure_legend(
            orient="bottom",
            direction="horizontal",
            titleFontSize=12,
            labelFontSize=12,
            titleColor=FAINT,
            labelColor=INK,
            columnPadding=16,
            titlePadding=8,
            labelLimit=260,
            offset=14,
        )
    )


def _sea(view: View) -> "alt.Chart":
    import altair as alt

    return alt.Chart(alt.Data(values=[{}])).mark_rect(x=0, y=0, x2=view.width, y2=view.height, fill=SEA)


def _ground(view: View) -> "alt.Chart":
    import altair as alt

    outlines = json.loads(OUTLINES.read_text(encoding="utf-8"))
    data = alt.Data(values=outlines, format=alt.TopoDataFormat(type="topojson", feature="countries"))
    width = 0.6 if view.projection is Projection.WORLD else 0.9
    return alt.Chart(data).mark_geoshape(fill=LAND, stroke=BORDERS, strokeWidth=width)


def _dots(rows: Sequence[dict[str, Any]], largest: int) -> "alt.Chart":
    import altair as alt

    return (
        alt.Chart(alt.Data(values=list(rows)))
        .mark_point(filled=True, opacity=0.88, stroke="white", strokeWidth=0.7)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            color=alt.Color("quad:N", title="Kind of event", scale=_scale(COLOURS)),
            shape=alt.Shape("level:N", title="Place known as", scale=_scale(SHAPES)),
            size=alt.Size(
                "count:Q",
                title="Events",
                scale=alt.Scale(domain=[1, max(largest, 2)], range=[SMALLEST, LARGEST]),
                legend=alt.Legend(values=_steps(largest), format=",d"),
            ),
            order=alt.Order("count:Q", sort="descending"),
            tooltip=[alt.Tooltip(f"{name}:N", title=name) for name in ("place", "level", "quad", "count")],
        )
    )


def _credit(view: View) -> "alt.Chart":
    import altair as alt

    place = {"x": view.width - 6, "y": view.height - 6, "align": "right", "baseline": "bottom"}
    return alt.Chart(alt.Data(values=[{}])).mark_text(text=CREDIT, fontSize=10, color=FAINT, **place)


def _scale(values: Mapping[Quad, str] | Mapping[Level, str]) -> "alt.Scale":
    import altair as alt

    return alt.Scale(domain=[str(key) for key in values], range=list(values.values()))


def _names(rows: Sequence[dict[str, Any]], view: View) -> "alt.LayerChart":
    import altair as alt

    data = alt.Data(values=list(_labels(rows, view)))
    labels = alt.Chart(data).encode(longitude="longitude:Q", latitude="latitude:Q", text="name:N")
    style = {"align": "left", "baseline": "middle", "fontSize": 12}
    halo = labels.mark_text(stroke="white", strokeWidth=HALO, opacity=0.9, strokeJoin="round", **style)
    return alt.layer(halo, labels.mark_text(color=INK, **style))


def _steps(largest: int) -> list[int]:
    """Numbers for the legend of sizes: one, the largest, and something round between."""
    if largest < 3:
        return list(range(1, largest + 1))
    middle = (largest + 1) / 2
    unit = 10 ** int(math.log10(middle))
    return sorted({1, int(middle // unit * unit), largest})


def _radius(count: int, largest: int) -> float:
    share = (count - 1) / (max(largest, 2) - 1)
    return math.sqrt((SMALLEST + share * (LARGEST - SMALLEST)) / math.pi)


def _laid_out(spots: Sequence[Spot], view: View, largest: int) -> Iterator[dict[str, Any]]:
    """Rows for the dots; the quads of one place stand side by side."""
    by_place = sorted(spots, key=_place)
    for _, group in itertools.groupby(by_place, key=_place):
        together = sorted(group, key=lambda spot: list(COLOURS).index(spot.quad))
        radii = [_radius(spot.count, largest) for spot in together]
        x = -sum(radii)
        for spot, radius in zip(together, radii, strict=True):
            middle, height = view.point((spot.latitude, spot.longitude))
            latitude, longitude = view.place(middle + x + radius, height)
            x += 2 * radius
            yield {
                "place": spot.name,
                "level": spot.level.value,
                "quad": spot.quad.value,
                "count": spot.count,
                "latitude": round(latitude, 4),
                "longitude": round(longitude, 4),
                "radius": radius,
            }


def _place(spot: Spot) -> tuple[float, float, str, str]:
    return spot.latitude, spot.longitude, spot.name, spot.level


def _labels(rows: Sequence[dict[str, Any]], view: View) -> Iterator[dict[str, Any]]:
    """Names for the places with most events, beside their dots, where they overlap neither a dot nor a name."""
    groups: dict[tuple[str, float, str], list[Box]] = {}
    totals: Counter[tuple[str, float, str]] = Counter()
    for row in rows:
        x, y = view.point((row["latitude"], row["longitude"]))
        place = row["place"], row["latitude"], row["level"]
        radius = row["radius"]
        groups.setdefault(place, []).append((x - radius, y - radius, x + radius, y + radius))
        totals[place] += row["count"]
    taken = [box for boxes in groups.values() for box in boxes]
    named = 0
    for place, _ in totals.most_common():
        for box in _beside(groups[place], LETTER * len(place[0])):
            inside = box[0] > 0 and box[2] < view.width and box[1] > 0 and box[3] < view.height
            if named < MOST_LABELS and inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                named += 1
                latitude, longitude = view.place(box[0], (box[1] + box[3]) / 2)
                yield {"name": place[0], "latitude": latitude, "longitude": longitude}
                break


def _beside(dots: Sequence[Box], width: float) -> Iterator[Box]:
    """Boxes for a name of this width: right of a row of dots, left of it, below and above."""
    left, right = min(box[0] for box in dots), max(box[2] for box in dots)
    top, bottom = min(box[1] for box in dots), max(box[3] for box in dots)
    middle, centre = (top + bottom) / 2, (left + right) / 2
    yield right + GAP, middle - LINE / 2, right + GAP + width, middle + LINE / 2
    yield left - GAP - width, middle - LINE / 2, left - GAP, middle + LINE / 2
    yield centre - width / 2, bottom, centre + width / 2, bottom + LINE
    yield centre - width / 2, top - LINE, centre + width / 2, top


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
