import json
import math
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gestae.analysis.charts import chart_format, write_chart
from gestae.analysis.maps import draw_map
from gestae.analysis.projection import Projection, view_of
from gestae.analysis.spots import Level, Located, Spot, locate, summary
from gestae.errors import InputError
from gestae.model import Engine, PlaceLevel, Quad, Record, Status

ENGINE = Engine(
    gestae="0",
    ontology="o",
    lexicon="l",
    knowledge="k",
    knowledge_until=date(2025, 6, 30),
    gazetteer="g",
    language_model="m",
    settings="s",
)
PNG = b"\x89PNG\r\n\x1a\n"


def event(number: int, **more: Any) -> dict[str, Any]:
    fields = {"id": f"e{number}", "uid": f"u{number}", "sentence": 0, "role": "main", "type": "ASSAULT", "cameo": "19"}
    rest = {"quad": "material conflict", "score": -9, "trigger": {"text": "shelled", "start": 0, "end": 7}}
    return {**fields, **rest, "status": "actual", "plover_valid": True, "confidence": 0.9, "why": "row", **more}


def at(name: str, latitude: float, longitude: float, level: PlaceLevel = PlaceLevel.CITY) -> dict[str, Any]:
    span = {"text": name, "start": 0, "end": len(name)}
    return {**span, "name": name, "latitude": latitude, "longitude": longitude, "level": level, "basis": "stated"}


def record(*events: dict[str, Any]) -> Record:
    return Record.model_validate({"document": {"id": "d"}, "events": events, "engine": ENGINE.model_dump()})


GOMA = at("Goma", -1.67, 29.22)
CONGO = at("DR Congo", -2.5, 23.5, PlaceLevel.COUNTRY)
DAY = {"from": "2024-03-04", "to": "2024-03-04", "precision": "day", "basis": "stated"}


def test_events_are_counted_by_place_and_quad() -> None:
    talks = {"type": "CONSULT", "quad": "verbal cooperation", "score": 2.5}
    located = locate(
        [
            record(event(1, place=GOMA, date=DAY), event(2, place=GOMA), event(3, place=GOMA, **talks)),
            record(event(1, place=CONGO), event(2)),
        ]
    )
    assert [(s.name, s.level, s.quad, s.count) for s in located.spots] == [
        ("Goma", Level.CITY, Quad.MATERIAL_CONFLICT, 2),
        ("DR Congo", Level.COUNTRY, Quad.MATERIAL_CONFLICT, 1),
        ("Goma", Level.CITY, Quad.VERBAL_COOPERATION, 1),
    ]
    assert (located.documents, located.events, located.placeless) == (2, 5, 1)
    assert located.first == located.last == date(2024, 3, 4)


def test_content_repetition_and_what_did_not_happen_are_left_out() -> None:
    told = record(
        event(1, place=GOMA),
        event(2, place=GOMA, role="content"),
        event(3, place=GOMA, same_as="e1"),
        event(4, place=GOMA, status="negated"),
    )
    assert locate([told]).events == 1
    assert locate([told], [Status.NEGATED, Status.ACTUAL]).events == 2


def test_the_summary_counts_what_is_not_shown() -> None:
    lines = summary(Located((), 1, 1201, 1, date(2024, 1, 2), date(2024, 3, 4)))
    assert lines == [
        "1,200 events at a known place, from 1 document; dates 2024-01-02 to 2024-03-04",
        "Not shown: 1 event without a place",
    ]


@pytest.mark.parametrize("places", [[(-1.67, 29.22), (-4.3, 15.3)], [(-1.67, 29.22), (34.05, -118.24)], []])
def test_points_and_places_are_each_others_inverse(places: list[tuple[float, float]]) -> None:
    view = view_of(places, 1000)
    for place in [*places, (10.0, 20.0)]:
        assert view.place(*view.point(place)) == pytest.approx(place, abs=1e-6)
    for place in places:
        x, y = view.point(place)
        assert 0 < x < view.width
        assert 0 < y < view.height


def test_near_places_are_shown_large_and_far_ones_on_the_world() -> None:
    assert view_of([(-1.67, 29.22), (-4.3, 15.3)], 1000).projection is Projection.PART
    assert view_of([(-1.67, 29.22), (34.05, -118.24)], 1000).projection is Projection.WORLD
    across_the_date_line = view_of([(-18.1, 178.4), (-13.8, -171.8)], 1000)
    assert across_the_date_line.projection is Projection.PART
    assert math.isclose(abs(across_the_date_line.centre), 176.7, abs_tol=0.1)


def test_dots_of_one_place_do_not_cover_each_other_and_every_place_has_a_name() -> None:
    spots = (
        Spot("Goma", Level.CITY, -1.67, 29.22, Quad.MATERIAL_CONFLICT, 9),
        Spot("Goma", Level.CITY, -1.67, 29.22, Quad.VERBAL_COOPERATION, 4),
        Spot("Kindu", Level.CITY, -2.95, 25.92, Quad.VERBAL_COOPERATION, 1),
    )
    chart = draw_map(Located(spots, 1, 14, 0, None, None), "Goma").to_dict()
    sets = [layer.get("data", {}).get("values") for layer in chart["layer"]]
    dots = next(rows for rows in sets if isinstance(rows, list) and rows and "quad" in rows[0])
    view = view_of([(s.latitude, s.longitude) for s in spots], chart["width"])
    by_name = [d for d in dots if d["place"] == "Goma"]
    (left, right) = sorted(view.point((d["latitude"], d["longitude"]))[0] for d in by_name)
    assert right - left == pytest.approx(sum(d["radius"] for d in by_name), abs=0.1)
    named = json.dumps(chart["layer"][3])
    assert '"name": "Goma"' in named
    assert '"name": "Kindu"' in named


def test_every_format_is_written_and_the_page_is_whole_and_harmless(tmp_path: Path) -> None:
    spot = Spot("</script><script>alert(1)", Level.COUNTRY, 48.4, 31.2, Quad.VERBAL_CONFLICT, 3)
    chart = draw_map(Located((spot,), 1, 4, 1, None, None), "<b>Events</b>")
    for suffix in ("png", "svg", "html"):
        write_chart(chart, tmp_path / f"map.{suffix}")
    assert (tmp_path / "map.png").read_bytes().startswith(PNG)
    picture = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert picture.startswith("<svg")
    assert "country or wider" in picture
    assert "Not shown: 1 event without a place" in picture
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "</script><script>alert" not in page
    assert "\\u003cb>Events" in page
    assert "<script src" not in page
    assert "vega" in page


def test_a_map_of_nothing_says_so(tmp_path: Path) -> None:
    write_chart(draw_map(locate([]), "Nothing"), tmp_path / "map.svg")
    assert "0 events at a known place" in (tmp_path / "map.svg").read_text(encoding="utf-8")


def test_other_formats_are_refused() -> None:
    with pytest.raises(InputError, match=r"map\.pdf: a chart is written as \.html, \.png, \.svg"):
        chart_format(Path("map.pdf"))
