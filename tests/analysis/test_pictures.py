"""Every picture of a small store, in words and drawn."""

import json

import pytest

from gestae.analysis.charts import render, specification
from gestae.analysis.pictures import PictureKind, make_picture
from gestae.analysis.places import locate_stored
from gestae.analysis.spots import Level, Sureness
from gestae.analysis.theme import LOOKS, Theme, Width
from gestae.errors import QueryError
from gestae.store import Store
from gestae.store.filters import read_filters

DYAD = {"actor": "NRL", "recipient": "SDR"}


@pytest.mark.parametrize("kind", PictureKind)
@pytest.mark.parametrize(("theme", "width"), [(Theme.LIGHT, Width.WIDE), (Theme.DARK, Width.NARROW)])
def test_every_picture_is_drawn_and_told(small_store: Store, kind: PictureKind, theme: Theme, width: Width) -> None:
    with small_store.reading() as connection:
        picture = make_picture(connection, kind, read_filters(DYAD if kind is PictureKind.DYAD else {}))
    assert picture.events > 0
    assert str(picture.events) in picture.words
    spec = specification(picture.draw("<b>Title", theme, width))
    assert spec["config"]["background"] == LOOKS[theme].ground
    assert "Title" in json.dumps(spec["title"])


@pytest.mark.parametrize("kind", PictureKind)
def test_a_picture_of_nothing_is_drawn_and_says_so(small_store: Store, kind: PictureKind) -> None:
    given = {"since": "1900-01-01", "until": "1900-12-31"} | (DYAD if kind is PictureKind.DYAD else {})
    with small_store.reading() as connection:
        picture = make_picture(connection, kind, read_filters(given))
    assert picture.events == 0
    assert "No " in picture.words or "0 events" in picture.words
    assert render(picture.draw(picture.title, Theme.LIGHT, Width.WIDE), ".svg").startswith(b"<svg")


@pytest.mark.parametrize("given", [{}, {"actor": "NRL"}, {"actor": ["NRL", "ESM"], "recipient": "SDR"}])
def test_a_dyad_has_one_party_on_each_side(small_store: Store, given: dict[str, object]) -> None:
    with small_store.reading() as connection, pytest.raises(QueryError, match="one actor and one recipient"):
        make_picture(connection, PictureKind.DYAD, read_filters(given))


def test_spots_of_a_store(any_store: Store) -> None:
    with any_store.reading() as connection:
        located = locate_stored(connection, read_filters({}))
        cut = locate_stored(connection, read_filters({}), most=1)
    named = {(spot.name, spot.quad.value): spot for spot in located.spots}
    port = named["Port Vale", "material conflict"]
    assert (port.level, port.count, port.sureness) == (Level.CITY, 2, Sureness.SURE)
    assert port.confidence == pytest.approx(0.9)
    assert located.events == located.placeless + sum(spot.count for spot in located.spots)
    assert cut.cut == sum(spot.count for spot in located.spots[1:])
