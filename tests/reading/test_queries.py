import json
from datetime import date
from pathlib import Path

import pytest

from gestae.errors import InputError
from gestae.reading import ActorQuery, RelationQuery, actor_query, place_query, read_queries, relation_query


def test_good_and_bad_rows_come_in_order(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [
        {"id": "a", "text": "riot police", "date": "2024-06-25", "context": None},
        {"id": "b"},
        {"id": 3, "text": "rebels", "context": "The rebels left."},
    ]
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    first, second, third = read_queries(path, actor_query)
    assert first == ActorQuery("a", "riot police", None, date(2024, 6, 25))
    assert isinstance(second, InputError)
    assert "line 2" in str(second)
    assert third == ActorQuery("3", "rebels", "The rebels left.")


def test_a_relation_may_lack_its_target() -> None:
    row = {"id": "r", "text": "France left.", "source": {"start": 0, "end": 6}, "target": None}
    assert relation_query(row, "line 1") == RelationQuery("r", "France left.", (0, 6), None)


@pytest.mark.parametrize("place", [{"start": 0, "end": 99}, {"start": 4, "end": 4}, {"start": "0", "end": 4}, {}])
def test_offsets_outside_the_text_are_refused(place: dict[str, object]) -> None:
    with pytest.raises(InputError, match="wanted offsets into 12 characters"):
        place_query({"id": "p", "text": "Paris is big", **place}, "line 1")


def test_a_place_row_carries_its_document() -> None:
    query = place_query({"id": "p", "text": "Paris is big", "start": 0, "end": 5, "source": "Wire"}, "line 1")
    assert (query.document.source, query.start, query.end) == ("Wire", 0, 5)


def test_a_row_without_an_id_is_refused() -> None:
    with pytest.raises(InputError, match='no "id"'):
        actor_query({"text": "police"}, "line 1")
