"""Colours and lettering that all pictures share, on light and on dark ground."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap
from typing import TYPE_CHECKING

from gestae.model import Quad

if TYPE_CHECKING:
    import altair as alt

LETTER = 7  # pixels that one takes in a line below a title
SHAPE = 0.66  # of a title's letters: how wide they are for their height
LEGENDS = "legends"  # marks how the legends of a chart stand, for which Altair has no word
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"


class Theme(StrEnum):
    """The ground that a picture stands on."""

    LIGHT = "light"
    DARK = "dark"


class Width(StrEnum):
    """Room for a picture: a page, the screen of a phone, or a picture of its own to look at closely."""

    WIDE = "wide"
    NARROW = "narrow"
    LARGE = "large"

    @property
    def pixels(self) -> int:
        """How wide the picture is with its axes."""
        return {Width.WIDE: 1000, Width.NARROW: 380, Width.LARGE: 1800}[self]


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a theme.

    Quads are told apart by the colour-blind: blue for cooperation, orange for conflict, the stronger the more
    material. ``groups`` are those of Okabe and Ito, in an order that keeps neighbours apart.
    """

    ground: str
    ink: str
    faint: str
    line: str
    land: str
    borders: str
    sea: str
    quads: Mapping[Quad, str]
    groups: tuple[str, ...]

    @property
    def cooperation(self) -> str:
        """The colour of what is cooperative on the whole."""
        return self.quads[Quad.MATERIAL_COOPERATION]

    @property
    def conflict(self) -> str:
        """The colour of what is conflictual on the whole."""
        return self.quads[Quad.MATERIAL_CONFLICT]


LOOKS: Mapping[Theme, Look] = {
    Theme.LIGHT: Look(
        ground="#ffffff",
        ink="#2b2b2b",
        faint="#5f6368",
        line="#e1e4e8",
        land="#f1eee6",
        borders="#c9c3b4",
        sea="#dce7ee",
        quads={
            Quad.VERBAL_COOPERATION: "#56b4e9",
            Quad.MATERIAL_COOPERATION: "#0a5a9c",
            Quad.VERBAL_CONFLICT: "#f0a202",
            Quad.MATERIAL_CONFLICT: "#c8390e",
        },
        groups=("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9", "#7a5195"),
    ),
    Theme.DARK: Look(
        ground="#15181c",
        ink="#e6e8eb",
        faint="#a3abb5",
        line="#333a43",
        land="#2c3138",
        borders="#4a525c",
        sea="#1b2430",
        quads={
            Quad.VERBAL_COOPERATION: "#8fd0f5",
            Quad.MATERIAL_COOPERATION: "#3f8fd8",
            Quad.VERBAL_CONFLICT: "#f5c04a",
            Quad.MATERIAL_CONFLICT: "#e8603c",
        },
        groups=("#4aa3df", "#f0803c", "#2fc79b", "#e09cc2", "#e0b040", "#9adcf9", "#b08ed0"),
    ),
}


def heading(title: str, lines: Sequence[str], width: Width, size: int = 16) -> "alt.TitleParams":
    """A title with lines below it, broken so that they fit above a picture."""
    import altair as alt

    below = [part for line in lines for part in wrap(line, width.pixels // LETTER)]
    above = wrap(title, round(width.pixels / (size * SHAPE))) or [""]
    return alt.TitleParams(above, subtitle=below, anchor="start", fontSize=size, offset=10)


def _legends(width: Width) -> Mapping[str, object]:
    """Side by side with room between them; below each other where room is narrow."""
    return {"direction": "vertical", "anchor": "start"} if width is Width.NARROW else {"margin": 44, "anchor": "start"}


def styled(chart: "alt.TopLevelMixin", look: Look, width: Width) -> "alt.TopLevelMixin":
    """The chart with the theme's ground, letters and axes; legends stand below each other where room is narrow."""
    return (
        chart.properties(usermeta={LEGENDS: _legends(width)})
        .configure(font=FONT, background=look.ground, padding=12)
        .configure_view(stroke=None)
        .configure_title(
            fontSize=16,
            subtitleFontSize=12,
            color=look.ink,
            subtitleColor=look.faint,
            subtitlePadding=5,
            anchor="start",
        )
        .configure_axis(
            labelFontSize=12,
            titleFontSize=12,
            labelColor=look.ink,
            titleColor=look.faint,
            titleFontWeight="normal",
            gridColor=look.line,
            domainColor=look.faint,
            tickColor=look.faint,
        )
        .configure_legend(
            orient="bottom",
            direction="horizontal",
            titleFontSize=12,
            labelFontSize=12,
            titleFontWeight="normal",
            titleColor=look.faint,
            labelColor=look.ink,
            columnPadding=26,
            titlePadding=8,
            labelLimit=260,
            titleLimit=340,
            symbolBaseFillColor=look.faint,
            symbolBaseStrokeColor=look.faint,
            offset=10,
        )
    )
