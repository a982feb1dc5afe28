"""Counts of people and sums of money."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language

from gestae.errors import DataError
from gestae.language.parse import parse_documents
from gestae.model import Document, EventType
from gestae.scene.quantities import QuantityWords, attach_quantities, load_quantity_words

from .build import draft

ROOT = Path(__file__).parents[2]
CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/cases/quantities.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def words() -> QuantityWords:
    return load_quantity_words([ROOT / "src/gestae/data/lexicon"])


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_cases(nlp: Language, words: QuantityWords, case: dict[str, Any]) -> None:
    (parsed,) = parse_documents(nlp, [Document(text=case["text"])])
    drafts = [draft(parsed, word, EventType(kind)) for word, kind in case["events"].items()]
    found = attach_quantities(parsed, drafts, words)
    got = {
        word: [[c.kind.value, c.low, c.high, parsed.span(c.start, c.end).text] for c in counts]
        for word, counts in zip(case["events"], found, strict=True)
    }
    assert got == case["expect"]


def test_no_events_no_counts(nlp: Language, words: QuantityWords) -> None:
    (parsed,) = parse_documents(nlp, [Document(text="Twelve people were killed.")])
    assert attach_quantities(parsed, [], words) == ()


def test_an_unknown_kind_names_its_row(tmp_path: Path) -> None:
    (tmp_path / "quantities.tsv").write_text("word\tkind\tform\nkill\tslain\tobject\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"row 2: kind is 'slain'; allowed: arrested, displaced"):
        load_quantity_words([tmp_path])
