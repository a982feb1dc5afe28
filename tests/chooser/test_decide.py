"""Deciding, with scores made by hand in place of the network's."""

from dataclasses import dataclass

import numpy as np
import pytest

from gestae.events.chooser.decide import Decider
from gestae.events.chooser.inputs import TYPES, SentenceInput
from gestae.events.chooser.model import Scores
from gestae.events.chooser.thresholds import Thresholds
from gestae.events.view import Draft
from gestae.language.parse import parse_documents
from gestae.model import Document, EventType
from gestae.pipeline import Coder
from gestae.training.align import evidence_of

SENTENCE = "France attacked Spain."


@dataclass
class Weights:
    """A stand-in for the model: the same chances for the word given, no event elsewhere."""

    word: str
    type: EventType
    event: float
    content: float = 0.0
    recipient: float = 0.9
    modes: tuple[str, ...] = ("ASSAULT/aerial", "ACCUSE/allege")

    def weigh(self, sentence: SentenceInput) -> Scores:
        count = len(sentence.candidates)
        types = np.zeros((count, 1 + len(TYPES)), np.float32)
        types[:, 0] = 1.0
        place = {token: row for row, token in enumerate(sentence.candidates)}
        row = next(r for t, r in place.items() if sentence.words[sentence.word_of[t]] == self.word)
        types[row, 0], types[row, 1 + TYPES.index(self.type)] = 1 - self.event, self.event
        roles = np.zeros((count, len(sentence.mentions), 3), np.float32)
        roles[:, 0] = [0.05, 0.9, 0.05]
        roles[:, 1:] = [1 - self.recipient, 0.0, self.recipient]
        even = np.full((count, 4), 0.25, np.float32)
        content = np.full(count, self.content, np.float32)
        return Scores(types, np.full((count, 2), 0.5, np.float32), even, content, content, roles)


def decided(coder: Coder, text: str, weights: Weights, own: frozenset[str] = frozenset()) -> tuple[Draft, ...]:
    (parsed,) = parse_documents(coder.nlp, [Document(text=text)])
    return Decider(weights, evidence_of(coder, parsed), own, Thresholds()).decide().all  # type: ignore[arg-type]


def test_an_event_that_the_model_is_sure_of_stays(coder: Coder) -> None:
    (draft,) = decided(coder, SENTENCE, Weights("attacked", EventType.ASSAULT, 0.9))
    assert draft.type is EventType.ASSAULT
    assert [p.actor.country for p in (*draft.actors, *draft.recipients)] == ["FRA", "ESP"]
    assert draft.weighed is not None
    assert draft.weighed.lexicon is EventType.ASSAULT


def test_an_event_that_the_model_denies_goes(coder: Coder) -> None:
    assert decided(coder, SENTENCE, Weights("attacked", EventType.ASSAULT, 0.0)) == ()


def test_an_operator_that_passes_on_is_weighed_by_what_it_passes_on(coder: Coder) -> None:
    text = "France will continue to support Spain's army."
    drafts = decided(coder, text, Weights("support", EventType.AID, 0.9))
    assert [d.type for d in drafts] == [EventType.AGREE, EventType.AID]


def test_what_the_rules_left_out_is_taken_as_the_type_that_the_frame_gives(coder: Coder) -> None:
    text = "Staff praised a Chilean migrant."
    assert [d.type for d in decided(coder, text, Weights("praised", EventType.SUPPORT, 0.95))] == [EventType.SUPPORT]
    assert decided(coder, text, Weights("praised", EventType.ASSAULT, 0.95)) == ()


def test_a_users_own_frame_stands_whatever_the_model_says(coder: Coder) -> None:
    (kept,) = decided(coder, SENTENCE, Weights("attacked", EventType.ASSAULT, 0.9))
    own = frozenset({kept.why})
    assert len(decided(coder, SENTENCE, Weights("attacked", EventType.ASSAULT, 0.0), own)) == 1


def test_an_event_without_a_frame_is_found(coder: Coder) -> None:
    (draft,) = decided(coder, "France biffled Spain.", Weights("biffled", EventType.ACCUSE, 0.99))
    assert (draft.type, draft.why) == (EventType.ACCUSE, "model")
    assert [p.actor.country for p in (*draft.actors, *draft.recipients)] == ["FRA", "ESP"]


def test_content_of_an_event_that_was_not_found_is_none(coder: Coder) -> None:
    assert decided(coder, "France biffled Spain.", Weights("biffled", EventType.ACCUSE, 0.99, content=0.8)) == ()


def test_a_side_without_a_party_takes_the_likely_one(coder: Coder) -> None:
    (draft,) = decided(
        coder, "France retaliated, leaving Spain stunned.", Weights("retaliated", EventType.ASSAULT, 0.99)
    )
    assert [p.actor.country for p in draft.recipients] == ["ESP"]


@pytest.mark.parametrize("recipient", [0.5, 0.9])
def test_confidence_follows_the_least_sure_part(coder: Coder, recipient: float) -> None:
    (draft,) = decided(coder, SENTENCE, Weights("attacked", EventType.ASSAULT, 0.9, recipient=recipient))
    assert draft.confidence == pytest.approx(0.9 * min(0.9, recipient), abs=0.01)
