from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language

from gestae.language.parse import parse_documents
from gestae.language.view import Parsed
from gestae.model import Document
from gestae.places import Gazetteer, find_places

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "places.yaml").read_text(encoding="utf-8"))


def parse(nlp: Language, text: str, **more: Any) -> Parsed:
    return next(parse_documents(nlp, [Document(text=text, **more)]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_case(nlp: Language, gazetteer: Gazetteer, case: Mapping[str, Any]) -> None:
    parsed = parse(nlp, case["text"], url=case.get("url"))
    found = []
    for name in find_places(parsed, gazetteer).names:
        place = name.place
        facts = [str(name.use), place.name, place.country, place.level and str(place.level)]
        found.append([parsed.span(name.start, name.end).text, *facts])
    wanted = case["expect"]
    assert [row[0] for row in found] == [row[0] for row in wanted]
    for got, row in zip(found, wanted, strict=True):
        assert [g for g, w in zip(got, row, strict=True) if w is not None] == [w for w in row if w is not None]


def test_names_stand_in_order_and_do_not_overlap(nlp: Language, gazetteer: Gazetteer) -> None:
    parsed = parse(nlp, "From Addis Ababa, Ethiopia, to Nairobi and Mombasa, Kenya.", title="East Africa")
    names = find_places(parsed, gazetteer).names
    assert len(names) >= 6
    assert all(a.end <= b.start for a, b in pairwise(names))
    assert all(name.start <= name.head < name.end for name in names)


def test_a_surname_is_no_place(nlp: Language, gazetteer: Gazetteer) -> None:
    parsed = parse(nlp, "John Lincoln lives in Ohio. Lincoln works there. Lincoln is happy.")
    names = find_places(parsed, gazetteer).names
    assert [parsed.span(name.start, name.end).text for name in names] == ["Ohio"]


def test_an_empty_text_has_no_places(nlp: Language, gazetteer: Gazetteer) -> None:
    assert find_places(parse(nlp, ""), gazetteer).names == ()


def test_many_names_in_one_sentence(nlp: Language, gazetteer: Gazetteer) -> None:
    parsed = parse(nlp, "They saw " + ", ".join(["Oslo", "Lima", "Quito", "Accra"] * 100) + ".")
    assert len(find_places(parsed, gazetteer).names) > 300
