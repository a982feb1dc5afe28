"""Places of events, with place names given by hand, and of whole texts."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language

from gestae.language.parse import parse_documents
from gestae.language.view import Parsed
from gestae.model import Document, EventType, Place, PlaceLevel, PlaceUse
from gestae.pipeline import Coder
from gestae.places.view import PlaceName, Places
from gestae.scene.places import attach_places

from .build import draft, predicate

GAZETTEER = {
    "Homs": ("SYR", PlaceLevel.CITY),
    "Idlib": ("SYR", PlaceLevel.ADMIN1),
    "Mosul": ("IRQ", PlaceLevel.CITY),
    "Syria": ("SYR", PlaceLevel.COUNTRY),
    "Geneva": ("CHE", PlaceLevel.CITY),
    "Moscow": ("RUS", PlaceLevel.CITY),
    "Cairo": ("EGY", PlaceLevel.CITY),
    "CAIRO": ("EGY", PlaceLevel.CITY),
    "Turkish": ("TUR", PlaceLevel.COUNTRY),
}


def places_of(parsed: Parsed) -> Places:
    names = []
    for token in parsed.doc:
        if token.text in GAZETTEER:
            country, level = GAZETTEER[token.text]
            use = PlaceUse.MODIFIER if token.text == "Turkish" else PlaceUse.LITERAL
            place = Place(name=token.text, country=country, level=level)
            names.append(PlaceName(token.i, token.i + 1, token.i, use, place))
    return Places(tuple(names))


CASES = [
    ("Rebels shelled a village in Idlib.", "shelled", ("Idlib", "stated")),
    ("Rebels shelled a village near Homs in Syria.", "shelled", ("Homs", "stated")),
    ("Rebels bombed Homs.", "bombed", ("Homs", "stated")),
    ("Ministers met in Geneva and signed a treaty.", "signed", ("Geneva", "stated")),
    ("The envoy said in Moscow that rebels had attacked the base.", "attacked", None),
    ("The attack in Homs was condemned.", "attack", ("Homs", "stated")),
    ("Troops entered Homs. They shot at protesters in Homs.", "shot", ("Homs", "stated")),
    ("Troops raided a house in Homs. They arrested two men.", "arrested", ("Homs", "inherited")),
    ("Troops raided a house in Homs. Turkish police arrested two men.", "arrested", None),
    ("Troops raided a house in Homs. They will arrest two men.", "arrest", None),
    ("CAIRO (Reuters) - Police fired tear gas at protesters.", "fired", ("CAIRO", "inherited")),
    ("Militants from Syria attacked the base.", "attacked", None),
    ("Near Mosul, five strikes hit the camp.", "hit", ("Mosul", "stated")),
    ("The bombardment of Homs went on.", "bombardment", ("Homs", "stated")),
    ("Troops entered the city of Homs.", "entered", ("Homs", "stated")),
    ("A gunman shot the ambassador to Syria.", "shot", None),
    ("The president of Syria resigned.", "resigned", None),
    ("Police arrested a native of Syria in Cairo.", "arrested", ("Cairo", "stated")),
    ("Dozens died in Homs when troops shelled a camp.", "shelled", ("Homs", "stated")),
]


@pytest.mark.parametrize(("text", "word", "expected"), CASES, ids=[c[0] for c in CASES])
def test_cases(nlp: Language, text: str, word: str, expected: tuple[str, str] | None) -> None:
    (parsed,) = parse_documents(nlp, [Document(text=text)])
    (where,) = attach_places(parsed, places_of(parsed), [predicate(parsed, word)])
    assert (where and (where.text, where.basis.value)) == expected


def test_words_are_placed_only_where_they_were_spoken(nlp: Language) -> None:
    text = "CAIRO (Reuters) - Police fired on a crowd in Cairo. The minister condemned the march."
    (parsed,) = parse_documents(nlp, [Document(text=text)])
    condemned = draft(parsed, "condemned", EventType.ACCUSE)
    (where,) = attach_places(parsed, places_of(parsed), [condemned.predicate], [condemned])
    assert where is None


EVENT_CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "places_of_events.yaml").read_text(encoding="utf-8")
)


def given(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else []
    return pytest.param(case, id=case["text"].replace("\n", " ")[-60:], marks=marks)


@pytest.mark.parametrize("case", [given(case) for case in EVENT_CASES])
def test_places_of_texts(coder: Coder, case: dict[str, Any]) -> None:
    places = {event.trigger.text: event.place for event in coder.code(case["text"]).events}
    got = {word: (place := places[word]) and [place.name, place.level, place.basis] for word in case["events"]}
    assert got == case["events"]
