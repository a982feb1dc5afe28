"""The tables ``tests/cases/conditions*.yaml`` and the document's voice.

Each case has a ``text`` and all its ``conditions`` in order: ``kind``, ``if`` and ``then`` (words), and ``issuer`` (the
head of the source that states it) where there is one. ``fails`` says why a case is known to fail.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language

from gestae.claims.condition_cues import ConditionCues, load_condition_cues
from gestae.claims.conditions import ConditionDraft, find_conditions
from gestae.claims.voice import voice
from gestae.errors import DataError
from gestae.language.parse import parse_documents
from gestae.language.view import Parsed
from gestae.model import Document, Voice
from gestae.speech.cues import SpeechCues, load_speech_cues
from gestae.speech.find import find_speech
from gestae.tables import DATA

CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture(scope="module")
def speech_cues() -> SpeechCues:
    return load_speech_cues([DATA / "lexicon"])


@pytest.fixture(scope="module")
def cues() -> ConditionCues:
    return load_condition_cues([DATA / "lexicon"])


def parse(nlp: Language, text: str, title: str | None = None) -> Parsed:
    return next(parse_documents(nlp, [Document(text=text, title=title)]))


def facts(parsed: Parsed, drafts: Sequence[ConditionDraft]) -> list[dict[str, Any]]:
    return [
        {
            "kind": draft.kind.value,
            "if": parsed.span(*draft.if_).text,
            "then": parsed.span(*draft.then).text,
            "issuer": None if draft.issuer_head is None else parsed.doc[draft.issuer_head].text,
        }
        for draft in drafts
    ]


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("conditions*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            marks = [pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else []
            yield pytest.param(case, id=case["text"][:60], marks=marks)


@pytest.mark.parametrize("case", list(cases()))
def test_case(nlp: Language, speech_cues: SpeechCues, cues: ConditionCues, case: Mapping[str, Any]) -> None:
    parsed = parse(nlp, case["text"])
    found = find_conditions(parsed, find_speech(parsed, speech_cues), cues)
    assert facts(parsed, found) == [{"issuer": None, **wanted} for wanted in case["conditions"]]


def heard(nlp: Language, speech_cues: SpeechCues, cues: ConditionCues, text: str, title: str | None = None) -> Any:
    parsed = parse(nlp, text, title)
    speech = find_speech(parsed, speech_cues)
    return voice(parsed, speech, find_conditions(parsed, speech, cues))


def test_voice_counts_sentences_by_who_vouches(nlp: Language, speech_cues: SpeechCues, cues: ConditionCues) -> None:
    text = (
        "Troops crossed the river on Monday. The bridge was destroyed. The mayor said that nobody was hurt. "
        "If the talks fail, the army will return."
    )
    assert heard(nlp, speech_cues, cues, text) == Voice(asserted=0.5, attributed=0.25, conditional=0.25)


def test_voice_of_mixed_text(nlp: Language, speech_cues: SpeechCues, cues: ConditionCues) -> None:
    text = (
        'Troops crossed the river. "We are hungry," a farmer said. "Nobody helps us." The ministry plans to act. '
        "According to the mayor, two men died. If the rain stops, the army will leave. "
        "The envoy said that if the rain stopped, they would talk. The sky was grey."
    )
    assert heard(nlp, speech_cues, cues, text) == Voice(asserted=0.375, attributed=0.5, conditional=0.125)


def test_voice_leaves_the_title_out(nlp: Language, speech_cues: SpeechCues, cues: ConditionCues) -> None:
    found = heard(nlp, speech_cues, cues, "Troops crossed the river.", "Mayor says that nobody was hurt")
    assert found == Voice(asserted=1.0, attributed=0.0, conditional=0.0)


def test_an_intention_is_asserted(nlp: Language, speech_cues: SpeechCues, cues: ConditionCues) -> None:
    found = heard(nlp, speech_cues, cues, "The government threatened to close the border.")
    assert found == Voice(asserted=1.0, attributed=0.0, conditional=0.0)


@pytest.mark.parametrize("text", ["", " \n\n", "..."])
def test_a_document_without_words_has_no_voice(
    nlp: Language, speech_cues: SpeechCues, cues: ConditionCues, text: str
) -> None:
    assert heard(nlp, speech_cues, cues, text) is None


def test_an_unknown_form_is_named_with_its_row(tmp_path: Path) -> None:
    (tmp_path / "cues").mkdir()
    path = tmp_path / "cues" / "conditions.tsv"
    path.write_text("cue\tform\tkind\ttakes\tnote\nif\tclause\tif\t\t", encoding="utf-8")
    with pytest.raises(DataError, match=r"conditions\.tsv: row 2: form is 'clause'; allowed: "):
        load_condition_cues([tmp_path])
