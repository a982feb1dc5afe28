"""Confidence from signs, on drafts made by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from gestae.actors.context import SCENE
from gestae.actors.view import Mention, MentionKind, Mentions
from gestae.errors import DataError
from gestae.events.confidence import ALWAYS, SIGNS, Calibration, calibration_error, log_odds, rated, signs_of
from gestae.events.view import MODEL, Draft, Drafts, Party, Weighed
from gestae.language.view import Predicate, PredicateKind, Tense, Voice
from gestae.model import Actor, EventType

FRANCE, SPAIN = (Party(at, at + 1, at, Actor(country=code)) for at, code in ((0, "FRA"), (2, "ESP")))
VERB = Predicate(
    head=1, lemma="attack", kind=PredicateKind.VERB, voice=Voice.ACTIVE, tense=Tense.PAST, start=1, end=2, sentence=0
)
DRAFT = Draft(EventType.ASSAULT, (), VERB, (1, 2), (FRANCE,), (SPAIN,), why="assault/attack")
WEIGHED = Weighed(0.1, ((EventType.ASSAULT, 0.9),), 0.9, 0.0, "ASSAULT", ((0, 0.8, 0.1), (2, 0.2, 0.7), (5, 0.3, 0.4)))


def mentions(why: str = "country/name") -> Mentions:
    return Mentions(tuple(Mention(at, at + 1, at, MentionKind.ACTOR, (Actor(),), why=why) for at in (0, 2)))


def set_signs(draft: Draft, found: Mentions) -> set[str]:
    return {sign for sign, value in signs_of(draft, found).items() if value}


@pytest.mark.parametrize(
    ("draft", "why", "wanted"),
    [
        (DRAFT, "country/name", set()),
        (replace(DRAFT, actors=()), "country/name", {"no-actor"}),
        (replace(DRAFT, recipients=()), "country/name", {"no-recipient"}),
        (DRAFT, "agent/police" + SCENE, {"country-of-the-scene"}),
        (replace(DRAFT, why="deny/1>assault/attack"), "country/name", {"composed"}),
    ],
)
def test_signs_of_a_draft_that_no_model_weighed(draft: Draft, why: str, wanted: set[str]) -> None:
    assert set_signs(draft, mentions(why)) == wanted | {ALWAYS}


def test_signs_of_a_weighed_draft_are_the_least_sure_party_and_the_surest_left_out() -> None:
    signs = signs_of(replace(DRAFT, weighed=WEIGHED), mentions())
    assert signs["type"] == pytest.approx(log_odds(0.9))
    assert signs["party"] == pytest.approx(log_odds(0.7))
    assert signs["left-out"] == pytest.approx(log_odds(0.4))
    assert set(signs) == {ALWAYS, *SIGNS}


def test_an_event_of_the_model_alone_says_so() -> None:
    draft = replace(DRAFT, why=MODEL, weighed=replace(WEIGHED, lexicon=None))
    assert {"no-frame", "lexicon-against"} <= set_signs(draft, mentions())


def test_each_draft_is_rated_by_what_weighed_it() -> None:
    drafts = Drafts((DRAFT, replace(DRAFT, weighed=WEIGHED)))
    found = rated(drafts, mentions(), Calibration({ALWAYS: 0.0}), Calibration({ALWAYS: 0.0, "type": 1.0}))
    assert [d.confidence for d in found.all] == pytest.approx([0.5, 0.9])


def test_without_weights_a_confidence_stays_as_it_is() -> None:
    assert Calibration().rated(DRAFT, mentions()) == DRAFT


@pytest.mark.parametrize(("chance", "like"), [(0.0, 0.01), (1.0, 0.99)])
def test_certainty_counts_no_more_than_a_hundred_to_one(chance: float, like: float) -> None:
    assert log_odds(chance) == pytest.approx(log_odds(like))


def test_weights_are_written_and_read_and_a_later_file_goes_before(tmp_path: Path) -> None:
    Calibration({ALWAYS: 0.25, "composed": -1.0}).write(tmp_path / "a.tsv")
    Calibration({"composed": -2.0}).write(tmp_path / "b.tsv")
    assert Calibration.read([tmp_path / "a.tsv", tmp_path / "b.tsv"]).weights == {ALWAYS: 0.25, "composed": -2.0}


@pytest.mark.parametrize(
    ("row", "message"),
    [("mood\t1", r"row 2: sign is 'mood'; allowed: always, "), ("type\thigh", "'high' is no number")],
)
def test_a_broken_row_is_named(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "signs.tsv").write_text(f"sign\tweight\n{row}\n", encoding="utf-8")
    with pytest.raises(DataError, match=message):
        Calibration.read([tmp_path / "signs.tsv"])


def test_the_error_is_the_gap_between_confidence_and_share_right() -> None:
    assert calibration_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)]) == pytest.approx(0.0)
    assert calibration_error([(0.95, False), (0.05, True)]) == pytest.approx(0.95)
