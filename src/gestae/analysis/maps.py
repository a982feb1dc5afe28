"""The map: spots laid out so that none covers another, with names where there is room."""

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gestae.analysis.charts import OUTLINES
from gestae.analysis.projection import Projection, View, view_of
from gestae.analysis.spots import Level, Located, Spot, Sureness, summary
from gestae.analysis.theme import LOOKS, Look, Theme, Width, heading, styled
from gestae.model import Quad

if TYPE_CHECKING:
    import altair as alt

CREDIT = "Outlines: Natural Earth · Places: GeoNames"
SMALLEST, LARGEST = 45.0, 700.0  # areas of dots in square pixels
MOST_LABELS = {Width.NARROW: 12, Width.WIDE: 18, Width.LARGE: 60}
LETTER, LINE = 6.1, 14.0  # pixels that a letter and a line take
GAP = 4.0
HALO = 3
RING = "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0ZM.55,0A.55,.55,0,1,0,-.55,0A.55,.55,0,1,0,.55,0Z"
Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels
SHAPES = {Level.CITY: "circle", Level.DIVISION: "square", Level.COUNTRY: RING}
OPACITY = {Sureness.SURE: 0.9, Sureness.LIKELY: 0.6, Sureness.DOUBTFUL: 0.35}


def draw_map(
    located: Located, title: str, theme: Theme = Theme.LIGHT, width: Width = Width.WIDE
) -> "alt.TopLevelMixin":
    """A map of the world, or of the part of it where the events lie, with a dot for each spot."""
    import altair as alt

    look = LOOKS[theme]
    view = view_of([(spot.latitude, spot.longitude) for spot in located.spots], width.pixels)
    largest = max((spot.count for spot in located.spots), default=1)
    rows = list(_laid_out(located.spots, view, largest))
    layers = (_sea(view, look), _ground(view, look), _dots(rows, largest, look))
    chart = alt.layer(*layers, _names(rows, view, look, MOST_LABELS[width]), _credit(view, look)).project(
        type=view.projection.value, scale=view.scale, translate=list(view.translate), rotate=[-view.centre, 0, 0]
    )
    chart = chart.properties(width=view.width, height=view.height, title=heading(title, summary(located), width))
    return styled(chart, look, width).configure_view(stroke=None, clip=True)


def _sea(view: View, look: Look) -> "alt.Chart":
    import altair as alt

    return alt.Chart(alt.Data(values=[{}])).mark_rect(x=0, y=0, x2=view.width, y2=view.height, fill=look.sea)


def _ground(view: View, look: Look) -> "alt.Chart":
    import altair as alt

    data = alt.Data(values=OUTLINES, format=alt.TopoDataFormat(type="topojson", feature="countries"))
    width = 0.6 if view.projection is Projection.WORLD else 0.9
    return alt.Chart(data).mark_geoshape(fill=look.land, stroke=look.borders, strokeWidth=width)


def _dots(rows: Sequence[dict[str, Any]], largest: int, look: Look) -> "alt.Chart":
    import altair as alt

    return (
        alt.Chart(alt.Data(values=list(rows)))
        .mark_point(filled=True, stroke=look.ground, strokeWidth=0.7)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            color=alt.Color("quad:N", title="Kind of event", scale=_scale(look.quads), legend=alt.Legend(columns=2)),
            shape=alt.Shape("level:N", title="Place known as", scale=_scale(SHAPES), legend=alt.Legend(columns=2)),
            opacity=alt.Opacity(
                "sureness:N",
                title="Confidence in the place",
                scale=_scale(OPACITY),
                legend=alt.Legend(columns=2) if _unsure(rows) else None,
            ),
            size=alt.Size(
                "count:Q",
                title="Events",
                scale=alt.Scale(domain=[1, max(largest, 2)], range=[SMALLEST, LARGEST]),
                legend=alt.Legend(values=_steps(largest), format=",d"),
            ),
            order=alt.Order("count:Q", sort="descending"),
            tooltip=[alt.Tooltip(f"{name}:N", title=name) for name in ("place", "level", "sureness", "quad", "count")],
        )
    )


def _unsure(rows: Sequence[dict[str, Any]]) -> bool:
    return any(row["sureness"] != Sureness.SURE.value for row in rows)


def _credit(view: View, look: Look) -> "alt.Chart":
    import altair as alt

    place = {"x": view.width - 6, "y": view.height - 6, "align": "right", "baseline": "bottom"}
    return alt.Chart(alt.Data(values=[{}])).mark_text(text=CREDIT, fontSize=10, color=look.faint, **place)


def _scale(values: Mapping[Any, Any]) -> "alt.Scale":
    import altair as alt

    return alt.Scale(domain=[str(key) for key in values], range=list(values.values()))


def _names(rows: Sequence[dict[str, Any]], view: View, look: Look, most: int) -> "alt.LayerChart":
    import altair as alt

    data = alt.Data(values=list(_labels(rows, view, most)))
    labels = alt.Chart(data).encode(longitude="longitude:Q", latitude="latitude:Q", text="name:N")
    style = {"align": "left", "baseline": "middle", "fontSize": 12}
    halo = labels.mark_text(stroke=look.ground, strokeWidth=HALO, opacity=0.9, strokeJoin="round", **style)
    return alt.layer(halo, labels.mark_text(color=look.ink, **style))


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
        together = sorted(group, key=lambda spot: list(Quad).index(spot.quad))
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
                "sureness": spot.sureness.value,
                "count": spot.count,
                "latitude": round(latitude, 4),
                "longitude": round(longitude, 4),
                "radius": radius,
            }


def _place(spot: Spot) -> tuple[float, float, str, str]:
    return spot.latitude, spot.longitude, spot.name, spot.level


def _labels(rows: Sequence[dict[str, Any]], view: View, most: int) -> Iterator[dict[str, Any]]:
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
            if named < most and inside and not any(_overlap(box, other) for other in taken):
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
