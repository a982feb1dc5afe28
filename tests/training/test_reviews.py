"""Reviews become items; each item is read back by the notation's own reader."""

from typing import Any

import pytest

from gestae.errors import InputError
from gestae.model import Record
from gestae.notation import parse_example
from gestae.pipeline import Coder
from gestae.training.reviews import Review, Verdict, items_of

TEXT = "French jets bombed Syrian tanks. Kenya condemned Somalia [sic]. Nobody came."


@pytest.fixture(scope="module")
def record(coder: Coder) -> Record:
    return coder.code(TEXT)


def uid(record: Record, type_: str) -> str:
    return next(e.uid for e in record.events if e.type == type_)


def review(record: Record, type_: str, verdict: Verdict = Verdict.ACCEPT, **correction: Any) -> Review:
    return Review(uid(record, type_), verdict, correction)


def test_an_accepted_event_is_marked_as_it_was_found(record: Record) -> None:
    (line,) = items_of(record, [review(record, "ASSAULT")])
    assert line == "[A1:FRA.MIL French jets] {1:ASSAULT/aerial bombed} [R1:SYR.MIL Syrian tanks]."


def test_a_rejected_event_leaves_the_sentence_bare(record: Record) -> None:
    assert list(items_of(record, [review(record, "ASSAULT", Verdict.REJECT)])) == ["French jets bombed Syrian tanks."]


def test_brackets_of_the_text_are_no_marks(record: Record) -> None:
    (line,) = items_of(record, [review(record, "ACCUSE")])
    assert parse_example(line).text == "Kenya condemned Somalia (sic)."


def test_a_correction_changes_the_fields_that_it_names(record: Record) -> None:
    somalia = {"text": "Syrian tanks", "start": 19, "end": 31, "country": "SOM", "sector": "REB"}
    correction = {"type": "THREATEN", "modes": [], "status": "hypothetical", "recipients": [somalia]}
    (line,) = items_of(record, [review(record, "ASSAULT", Verdict.CORRECT, **correction)])
    assert line == "[A1:FRA.MIL French jets] {1:THREATEN;hypothetical bombed} [R1:SOM.REB Syrian tanks]."


def test_the_last_verdict_counts(record: Record) -> None:
    both = [review(record, "ASSAULT", Verdict.REJECT), review(record, "ASSAULT")]
    assert [line.count("{") for line in items_of(record, both)] == [1]


def test_a_sentence_with_an_event_not_reviewed_is_left_out(coder: Coder) -> None:
    found = coder.code("Kenya condemned Somalia after Ethiopian jets bombed Somali rebels.")
    assert len(found.events) == 2
    assert list(items_of(found, [Review(found.events[0].uid, Verdict.ACCEPT)])) == []
    (line,) = items_of(found, [Review(e.uid, Verdict.ACCEPT) for e in found.events])
    assert [e.type for e in parse_example(line).events] == [e.type for e in found.events]


@pytest.mark.parametrize(("verdict", "types"), [(Verdict.ACCEPT, ["main", "content"]), (Verdict.REJECT, [])])
def test_content_goes_with_its_event(coder: Coder, verdict: Verdict, types: list[str]) -> None:
    found = coder.code("Kenya urged Somalia to release the journalists.")
    (main,) = [e for e in found.events if e.role == "main"]
    (line,) = items_of(found, [Review(main.uid, verdict)])
    assert [str(e.role) for e in parse_example(line).events] == types


def test_lines_are_read_back_as_they_were_coded(coder: Coder) -> None:
    found = coder.code("Reportedly, Iran has not attacked Iraq, Syria said.\nFrench and German leaders met in Kyiv.")
    for line in items_of(found, [Review(e.uid, Verdict.ACCEPT) for e in found.events]):
        example = parse_example(line)
        assert found.document.text is not None
        assert example.text in found.document.text
        for event in example.events:
            (same,) = [e for e in found.events if e.type == event.type]
            assert event.status == same.status
            assert {p.country for p in example.parties if any(r == "A" for r, _ in p.roles)} == {
                a.country for a in same.actors
            }


def test_a_party_across_another_is_left_out(record: Record) -> None:
    across = {"text": "jets bombed", "start": 7, "end": 18, "country": "FRA"}
    (line,) = items_of(record, [review(record, "ASSAULT", Verdict.CORRECT, actors=[across])])
    assert line == "French [A1:FRA jets {1:ASSAULT/aerial bombed}] [R1:SYR.MIL Syrian tanks]."
    across |= {"text": "bombed Syrian", "start": 12, "end": 25}
    (line,) = items_of(record, [review(record, "ASSAULT", Verdict.CORRECT, actors=[across])])
    assert line == "French jets [A1:FRA {1:ASSAULT/aerial bombed} Syrian] tanks."


def test_a_record_without_text_cannot_be_marked(record: Record) -> None:
    bare = record.model_copy(update={"document": record.document.model_copy(update={"text": None})})
    with pytest.raises(InputError, match="holds no text"):
        list(items_of(bare, []))


@pytest.mark.parametrize(
    ("correction", "message"),
    [
        ({"mood": "bad"}, "'mood' cannot be corrected; allowed: type, modes"),
        ({"status": "perhaps"}, "the correction of status cannot be used"),
        ({"actors": [{"country": "FRA"}]}, r"the correction of actors\.0\.text cannot be used"),
    ],
)
def test_a_correction_that_cannot_be_used_is_named(record: Record, correction: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        list(items_of(record, [review(record, "ASSAULT", Verdict.CORRECT, **correction)]))
