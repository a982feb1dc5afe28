"""The worked example of a user's own event type runs as its page says."""

from pathlib import Path

import pytest

from gestae.lexicon import check_lexicon, load_lexicon
from gestae.pipeline import Coder
from gestae.settings import Settings
from gestae.tables import DATA
from gestae.training.compare import run_examples, score

FOLDER = Path(__file__).parent.parent / "examples" / "own-ontology"


@pytest.fixture(scope="module")
def own_coder() -> Coder:
    return Coder(Settings(lexicon=FOLDER))


def test_the_tables_of_the_example_are_sound() -> None:
    assert check_lexicon([DATA / "lexicon", FOLDER]) == []
    assert "ARMS_TRANSFER" in load_lexicon([DATA / "lexicon", FOLDER]).types


def test_every_sentence_of_the_example_comes_out_as_marked(own_coder: Coder) -> None:
    outcomes = run_examples(own_coder, [FOLDER])
    assert [o.example.text for o in outcomes if not o.sound] == []
    scores = score(outcomes)
    assert (scores.modes, scores.content, scores.clean) == (1.0, 1.0, 1.0)


def test_a_text_is_coded_with_the_new_type(own_coder: Coder) -> None:
    (event,) = next(own_coder.code_many([{"text": "India bought missiles from Russia."}])).events
    assert (event.type, event.modes, event.quad.value) == ("ARMS_TRANSFER", ("sale",), "material cooperation")
    assert ([a.country for a in event.actors], [r.country for r in event.recipients]) == (["RUS"], ["IND"])


def test_the_shipped_lexicon_does_not_know_it(coder: Coder) -> None:
    (event,) = next(coder.code_many([{"text": "India bought missiles from Russia."}])).events
    assert event.type == "COOPERATE"
