from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language

from gestae.actors import Mention, find_mentions
from gestae.knowledge import Knowledge
from gestae.language.parse import parse_documents
from gestae.model import Document
from gestae.places import Gazetteer, find_places
from gestae.speech.view import Speech

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "actors.yaml").read_text(encoding="utf-8"))


def heads(text: str, phrase: str, at: str | None) -> set[int]:
    """Where the last word of a phrase ends: at its first place, or within the words of ``at``."""
    start = text.index(at) if at else 0
    found = text.index(phrase, start)
    while found > 0 and text[found - 1].isalnum():
        found = text.index(phrase, found + 1)
    return {found + len(phrase)} if at is None else {found + i for i in range(1, len(phrase) + 1)}


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_phrase_denotes(case: dict[str, Any], nlp: Language, knowledge: Knowledge, gazetteer: Gazetteer) -> None:
    document = Document(text=case["text"], published=case.get("date"), source=case.get("source"))
    parsed = next(parse_documents(nlp, [document]))
    mentions = find_mentions(parsed, Speech(), find_places(parsed, gazetteer), knowledge)
    ends = heads(case["text"], case["phrase"], case.get("at"))
    tokens = [t for t in parsed.doc if t.idx + len(t) - parsed.offset in ends]
    mention: Mention | None = next((m for t in tokens if (m := mentions.at(t.i)) is not None), None)
    assert mention is not None
    got = [f"{a.country or '-'}.{a.sector or '-'}" for a in mention.actors]
    assert got == case["is"], mention.why
    assert mention.kind == case.get("kind", "actor")
    if "entity" in case:
        assert mention.actors[0].entity == case["entity"]
