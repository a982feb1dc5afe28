"""Which sentences the model has to weigh."""

from gestae.events.chooser.worth import worth_weighing
from gestae.language.parse import parse_documents
from gestae.model import Document
from gestae.pipeline import Coder
from gestae.training.align import evidence_of


def test_politics_and_what_the_lexicon_proposes_are_weighed(coder: Coder) -> None:
    text = "The rain fell for days. France biffled Spain. A baker won the prize. Rebels attacked a village."
    (parsed,) = parse_documents(coder.nlp, [Document(text=text)])
    assert worth_weighing(evidence_of(coder, parsed)) == {1, 3}
