"""From degrees to the points of a picture: the whole world, or the part of it that holds given places."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MARGIN = 0.14  # of the shown part, on each side
LEAST_SPAN = 12.0
WIDEST_PART = 110.0
HIGHEST_PART = 80.0
SOUTH, NORTH = -57.0, 80.0
HALVINGS = 40
LIMIT = 89.0
NORTHMOST = 82.0  # beyond it Mercator's map is all ice

Place = tuple[float, float]  # latitude, longitude in degrees


class Projection(StrEnum):
    """The way of flattening, by Vega's names."""

    WORLD = "naturalEarth1"
    PART = "mercator"


@dataclass(frozen=True, slots=True)
class View:
    """A projection with its scale, so that places can be laid out before they are drawn.

    ``centre`` is the longitude in the middle; ``width`` and ``height`` are those of the picture in pixels.
    """

    projection: Projection
    width: int
    height: int
    scale: float
    centre: float
    top: float

    @property
    def translate(self) -> tuple[float, float]:
        """Where longitude ``centre`` on the equator lies."""
        return self.width / 2, self.top * self.scale

    def point(self, place: Place) -> tuple[float, float]:
        """Pixels from the left and from the top."""
        turned = (place[1] - self.centre + 180) % 360 - 180
        x, y = _raw(self.projection, place[0])
        return self.width / 2 + math.radians(turned) * x * self.scale, (self.top - y) * self.scale

    def place(self, x: float, y: float) -> Place:
        """The place that is drawn at a point: the inverse of ``point``."""
        height = self.top - y / self.scale
        low, high = -LIMIT, LIMIT
        for _ in range(HALVINGS):
            latitude = (low + high) / 2
            if _raw(self.projection, latitude)[1] < height:
                low = latitude
            else:
                high = latitude
        width, _ = _raw(self.projection, low)
        return low, self.centre + math.degrees((x - self.width / 2) / (width * self.scale))


def view_of(places: Sequence[Place], width: int) -> View:
    """The world, or the part of it where all places lie, if that is small enough to show more of it."""
    if not places:
        return _world(width)
    west, across = _around([longitude for _, longitude in places])
    south, north = min(p[0] for p in places), max(p[0] for p in places)
    if across > WIDEST_PART or north - south > HIGHEST_PART:
        return _world(width)
    across, middle = max(across, LEAST_SPAN) * (1 + 2 * MARGIN), west + across / 2
    high = max(north - south, LEAST_SPAN / 2) * MARGIN * 2
    bottom = _raw(Projection.PART, max(south - high, -NORTHMOST))[1]
    top = _raw(Projection.PART, min(north + high, NORTHMOST))[1]
    height = min(max(top - bottom, 0.5 * math.radians(across)), math.radians(across))
    if top - bottom > height:
        across = math.degrees(top - bottom)
        height = top - bottom
    scale = width / math.radians(across)
    return View(
        Projection.PART,
        width,
        round(height * scale),
        scale,
        (middle + 180) % 360 - 180,
        (top + bottom) / 2 + height / 2,
    )


def _world(width: int) -> View:
    scale = width / (2 * math.pi * _raw(Projection.WORLD, 0)[0])
    top, bottom = _raw(Projection.WORLD, NORTH)[1], _raw(Projection.WORLD, SOUTH)[1]
    return View(Projection.WORLD, width, round((top - bottom) * scale), scale, 0.0, top)


def _around(longitudes: Sequence[float]) -> tuple[float, float]:
    """The western end of the shortest arc that holds all longitudes, and its length."""
    inside = sorted({(longitude + 180) % 360 - 180 for longitude in longitudes})
    gaps = [(b - a, b) for a, b in itertools.pairwise(inside)]
    gap, west = max([*gaps, (inside[0] + 360 - inside[-1], inside[0])])
    return west, 360 - gap


def _raw(projection: Projection, latitude: float) -> tuple[float, float]:
    """At a latitude, in units of scale: the width of a radian of longitude, and the height above the equator."""
    phi = math.radians(latitude)
    if projection is Projection.PART:
        return 1.0, math.log(math.tan(math.pi / 4 + phi / 2))
    p2 = phi * phi
    p4 = p2 * p2
    x = 0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4))
    y = phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
    return x, y
