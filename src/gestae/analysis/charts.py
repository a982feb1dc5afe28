"""Writing a chart: a page that needs no network, or a picture that needs no browser."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gestae.analysis.theme import LEGENDS
from gestae.errors import InputError, InstallationError

if TYPE_CHECKING:
    import altair as alt

OUTLINES = "outlines of countries"  # stands for the file below while a chart is put together
OUTLINES_FILE = Path(__file__).parent.parent / "data" / "world.json"
FORMATS = (".html", ".png", ".svg")
MARK = "\ue000"  # of no script: stands for "<" while a page is made
SHARPNESS = 2.0  # pixels of a PNG for one of the chart


def chart_format(path: Path) -> str:
    """The format that a file's name asks for.

    Raises:
        InputError: it is none of ``FORMATS``.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise InputError(str(path), f"a chart is written as {', '.join(FORMATS)}: name a file that ends so")
    return suffix


def need_plot() -> None:
    """Check that the drawing packages are there.

    Raises:
        InstallationError: one is not.
    """
    try:
        import altair  # noqa: F401
        import vl_convert  # noqa: F401
    except ImportError as error:
        raise InstallationError(f'charts need {error.name}: pip install "gestae[plot]"') from error


def write_chart(chart: "alt.TopLevelMixin", path: Path) -> None:
    """Write a chart in the format that the file's name asks for.

    Raises:
        InputError: the format is not known, or the file cannot be written.
    """
    content = render(chart, chart_format(path))
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error


def render(chart: "alt.TopLevelMixin", suffix: str) -> bytes:
    """The chart in one of ``FORMATS``."""
    import vl_convert

    spec = specification(chart)
    if suffix == ".html":
        return _page(spec).encode()
    if suffix == ".png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=SHARPNESS))
    return str(vl_convert.vegalite_to_svg(spec)).encode()


def specification(chart: "alt.TopLevelMixin") -> dict[str, Any]:
    """The chart in the language of Vega-Lite, with the outlines of countries where it shows them."""
    spec: dict[str, Any] = chart.to_dict()
    if legends := spec.pop("usermeta", {}).get(LEGENDS):
        spec["config"]["legend"]["layout"] = {"bottom": legends}
    for layer in spec.get("layer", ()):
        if layer.get("data", {}).get("values") == OUTLINES:
            layer["data"]["values"] = json.loads(OUTLINES_FILE.read_text(encoding="utf-8"))
    return spec


def _page(spec: Mapping[str, Any]) -> str:
    """A page with the chart's scripts in it; no text of the chart can end the script that it stands in."""
    import vl_convert

    marked = json.loads(json.dumps(spec).replace("<", MARK))
    page: str = vl_convert.vegalite_to_html(marked, bundle=True)
    return page.replace(MARK, "\\u003c")
