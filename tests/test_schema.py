"""The record's shape is public: its JSON Schema holds for real records, and its page names every field."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from gestae.model import (
    ActorMention,
    Attribution,
    Condition,
    DocumentHead,
    Engine,
    Event,
    Quantity,
    Record,
    Statement,
    When,
    Where,
)
from gestae.pipeline import Coder

TEXT = (
    "Greece threatened on Friday to expel the Turkish ambassador. Syrian warplanes bombed Idlib in 2016, two witnesses "
    'said, and 12 people were killed. "If drilling begins, we will close our ports," the Greek minister said.'
)
PAGE = (Path(__file__).parent.parent / "docs" / "record.md").read_text(encoding="utf-8")
MODELS: dict[str, type[BaseModel]] = {
    "record": Record,
    "document": DocumentHead,
    "event": Event,
    "actor": ActorMention,
    "attribution": Attribution,
    "date": When,
    "place": Where,
    "quantity": Quantity,
    "statement": Statement,
    "condition": Condition,
    "engine": Engine,
}


@pytest.fixture(scope="module")
def record(coder: Coder) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(coder.code(TEXT, published="2023-03-05").model_dump_json(by_alias=True))
    return found


def test_a_real_record_holds_to_the_schema(record: dict[str, Any]) -> None:
    schema = Record.model_json_schema(by_alias=True, mode="serialization")
    Draft202012Validator.check_schema(schema)
    assert [e.message for e in Draft202012Validator(schema).iter_errors(record)] == []


@pytest.mark.parametrize("name", MODELS)
def test_the_page_of_the_record_names_all_fields(name: str) -> None:
    section = PAGE.split(f"\n## {name}\n")[1].split("\n## ")[0]
    fields = {field.alias or key for key, field in MODELS[name].model_fields.items()}
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == fields


def test_a_record_survives_the_way_through_json(record: dict[str, Any]) -> None:
    assert json.loads(Record.model_validate(record).model_dump_json(by_alias=True)) == record


def test_offsets_point_at_the_words(record: dict[str, Any]) -> None:
    wrong = [span for span in spans(record) if TEXT[span["start"] : span["end"]] != span["text"]]
    assert wrong == []
    assert len(list(spans(record))) > 10


def test_references_lead_to_events(record: dict[str, Any]) -> None:
    ids = {event["id"] for event in record["events"]}
    named = [name for event in record["events"] for name in event["about"]]
    named += [name for c in record["conditions"] for side in ("if", "then") for name in c[side]["events"]]
    assert set(named) <= ids


def spans(value: Any) -> list[dict[str, Any]]:
    """Every object with offsets in the text, wherever it stands."""
    if isinstance(value, list):
        return [span for item in value for span in spans(item)]
    if not isinstance(value, dict):
        return []
    own = [value] if isinstance(value.get("start"), int) and value.get("field", "text") == "text" else []
    return own + [span for item in value.values() for span in spans(item)]
