"""Which sentences the model has to weigh."""

from gestae.events.chooser.worth import tells_politics, worth_weighing
from gestae.language.parse import parse_documents
from gestae.model import Document
from gestae.pipeline import Coder
from gestae.training.align import evidence_of


def test_politics_and_what_the_lexicon_proposes_are_weighed(coder: Coder) -> None:
    text = "The rain fell for days. France biffled Spain. A baker won the prize. Rebels attacked a village."
    (parsed,) = parse_documents(coder.nlp, [Document(text=text)])
    assert worth_weighing(evidence_of(coder, parsed)) == {1, 3}


def test_a_longer_text_has_to_tell_of_politics_elsewhere(coder: Coder) -> None:
    told = "Rebels attacked a village. The army shelled the rebels."
    quiet = "A baker won the prize. The rain fell for days."
    for rest, political in ((f"{told} A baker won the prize.", True), (f"{quiet} Bread is cheap.", False)):
        text = f"{rest} Many people came. France biffled Spain."
        (parsed,) = parse_documents(coder.nlp, [Document(text=text)])
        evidence = evidence_of(coder, parsed)
        assert tells_politics(evidence)[4] is political
        assert (4 in worth_weighing(evidence)) is political
