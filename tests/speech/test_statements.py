"""The tables ``tests/cases/statements*.yaml``.

Each case has a ``text`` (and perhaps a ``title``) and the ``statements`` to be found, all of them, in order: ``source``
and ``cue`` (words or null), ``content`` (a list of words), ``kind``, and where there is one ``addressee`` and
``within``
(the place in the list of the statement that reports it). ``fails`` says why a case is known to fail.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language

from gestae.language.parse import parse_documents
from gestae.language.view import Parsed
from gestae.model import CueKind, Document
from gestae.speech.cues import SpeechCues, load_speech_cues
from gestae.speech.find import find_speech
from gestae.speech.view import Utterance
from gestae.tables import DATA

CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture(scope="module")
def cues() -> SpeechCues:
    return load_speech_cues([DATA / "lexicon"])


def parse(nlp: Language, text: str, title: str | None = None) -> Parsed:
    return next(parse_documents(nlp, [Document(text=text, title=title)]))


def facts(parsed: Parsed, utterance: Utterance) -> dict[str, Any]:
    def words(part: tuple[int, int] | None) -> str | None:
        return None if part is None else parsed.span(*part).text

    return {
        "source": words(utterance.source),
        "cue": words(utterance.cue),
        "content": [words(part) for part in utterance.content],
        "kind": utterance.kind.value,
        "addressee": words(utterance.addressee),
        "within": utterance.within,
    }


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("statements*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            marks = [pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else []
            yield pytest.param(case, id=case["text"][:60], marks=marks)


@pytest.mark.parametrize("case", list(cases()))
def test_case(nlp: Language, cues: SpeechCues, case: Mapping[str, Any]) -> None:
    parsed = parse(nlp, case["text"], case.get("title"))
    found = [facts(parsed, u) for u in find_speech(parsed, cues).utterances]
    assert found == [{"addressee": None, "within": None, **wanted} for wanted in case["statements"]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The envoy said that the talks had failed.", CueKind.REPORT),
        ("The report shows that the talks failed.", CueKind.FINDING),
        ("The envoy believes that the talks will fail.", CueKind.BELIEF),
        ("The envoy plans to leave.", CueKind.INTENTION),
        ("The envoy denied leaving the talks.", CueKind.DENIAL),
        ("The envoy urged the rebels to leave.", CueKind.REQUEST),
        ("The envoy condemned the raid.", CueKind.JUDGEMENT),
        ("The talks have failed, according to the envoy.", CueKind.ACCORDANCE),
    ],
)
def test_the_cue_tells_what_it_makes_of_its_content(nlp: Language, cues: SpeechCues, text: str, kind: CueKind) -> None:
    assert [u.cue_kind for u in find_speech(parse(nlp, text), cues).utterances] == [kind]


def test_quotation_without_a_cue_has_no_source(nlp: Language, cues: SpeechCues) -> None:
    speech = find_speech(parse(nlp, "The hall was full.\n\n“Nobody here wants a war.”\n\nThe vote was lost."), cues)
    assert [(u.source, u.cue) for u in speech.utterances] == [(None, None)]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ('The film "They killed the king" opened in Rome.', ["They killed the king"]),
        ('The band played its hit "Bomb the Moon" twice.', ["Bomb the Moon"]),
        ('He read "The Fall of the House" in prison.', ["The Fall of the House"]),
        ('"We Will Win," the general said.', []),
        ('The general called the raid "a great victory".', []),
        ('The crowd chanted "down with the king".', []),
    ],
)
def test_titles_of_works_are_known(nlp: Language, cues: SpeechCues, text: str, titles: list[str]) -> None:
    parsed = parse(nlp, text)
    speech = find_speech(parsed, cues)
    assert [parsed.span(*title).text for title in speech.titles] == titles
    assert all(speech.titled(start) and not speech.titled(start - 1) for start, _ in speech.titles)


def test_utterances_stand_in_order_and_point_to_the_one_around_them(nlp: Language, cues: SpeechCues) -> None:
    parsed = parse(nlp, "Brandt said Farouk told her that the envoy announced a truce. Farouk denied the claim.")
    utterances = find_speech(parsed, cues).utterances
    assert [u.content[0] for u in utterances] == sorted(u.content[0] for u in utterances)
    assert all(u.within is None or u.within < n for n, u in enumerate(utterances))
    assert utterances[1].within == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        '"',
        "said",
        '"" "" ""',
        "said: said: said:\n\n",
        '" ' * 300,
        "“ a " * 300 + "said" + " ”" * 300,
        "He said, " * 100,
        "he said that " * 100,
    ],
)
def test_odd_text_is_read_to_its_end(nlp: Language, cues: SpeechCues, text: str) -> None:
    parsed = parse(nlp, text)
    speech = find_speech(parsed, cues)
    size = len(parsed.doc)
    assert all(0 <= a < b <= size for u in speech.utterances for a, b in u.content)
    assert all(0 <= q.start < q.end <= size for q in speech.quotations)
