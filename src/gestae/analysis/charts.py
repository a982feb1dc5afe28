"""Writing a chart: a page that needs no network, or a picture that needs no browser."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gestae.errors import InputError, InstallationError

if TYPE_CHECKING:
    import altair as alt

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


def write_chart(chart: "alt.LayerChart", path: Path) -> None:
    """Write a chart in the format that the file's name asks for.

    Raises:
        InputError: the format is not known, or the file cannot be written.
    """
    import vl_convert

    suffix = chart_format(path)
    spec = chart.to_dict()
    content: bytes | str
    if suffix == ".html":
        content = _page(spec)
    elif suffix == ".png":
        content = vl_convert.vegalite_to_png(spec, scale=SHARPNESS)
    else:
        content = vl_convert.vegalite_to_svg(spec)
    try:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error


def _page(spec: Mapping[str, Any]) -> str:
    """A page with the chart's scripts in it; no text of the chart can end the script that it stands in."""
    import vl_convert

    marked = json.loads(json.dumps(spec).replace("<", MARK))
    page: str = vl_convert.vegalite_to_html(marked, bundle=True)
    return page.replace(MARK, "\\u003c")
