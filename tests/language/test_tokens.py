import pytest
from spacy.language import Language

from gestae.language.tokens import LONGEST, make_doc


def test_ordinary_text_is_left_to_the_tokenizer(nlp: Language) -> None:
    text = "Mr. Smith's envoy didn't leave (the U.S. said)."
    assert [t.text for t in make_doc(nlp, text)] == [t.text for t in nlp.make_doc(text)]


@pytest.mark.parametrize(
    "text",
    [
        "“" * 3_000 + "France left." + "”" * 3_000,
        "France left. " + "x" * (LONGEST * 3) + "  \n and  " + "!" * (LONGEST + 1),
        "a" * LONGEST + " " + "b" * (LONGEST + 1),
        " " + "-" * (LONGEST * 2) + " ",
    ],
)
def test_long_runs_are_cut_and_no_character_is_lost(nlp: Language, text: str) -> None:
    doc = make_doc(nlp, text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
