"""``gestae plot``: takes from a store what a picture shows, draws it and says in words what is on it."""

from collections.abc import Mapping
from pathlib import Path

from gestae.analysis.charts import chart_format, need_plot, write_chart
from gestae.analysis.pictures import PictureKind, make_picture
from gestae.analysis.theme import Theme, Width
from gestae.cli.messages import say
from gestae.settings import Settings
from gestae.store.engine import Mode
from gestae.store.filters import read_filters
from gestae.store.store import Store


def draw(
    settings: Settings, kind: str, output: Path, title: str | None, theme: str, filters: Mapping[str, object]
) -> int:
    """Draw a picture into a file; 0, also where nothing matches: then the picture is empty and the words say so.

    Raises:
        QueryError: a filter has a value that it does not take, or a dyad lacks a party.
        StoreError: there is no store.
        InputError: the picture's format is not known, or it cannot be written.
        InstallationError: a package that draws is missing.
    """
    chart_format(output)
    need_plot()
    asked = read_filters(filters)
    with Store.open(settings.store, Mode.READ) as store, store.reading() as connection:
        picture = make_picture(connection, PictureKind(kind), asked)
    write_chart(picture.draw(title or picture.title, Theme(theme), Width.WIDE), output)
    say(picture.words)
    say(f"written to {output}")
    return 0
