import pytest
import spacy
from spacy.language import Language

from gestae.language.parse import parsed_from
from gestae.model import Document
from gestae.speech.quotes import find_quotations


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def quoted(nlp: Language, text: str) -> list[tuple[str, bool, bool]]:
    parsed = parsed_from(nlp(text), Document(text=text))
    return [(parsed.span(q.start, q.end).text, q.closed, q.reopened) for q in find_quotations(parsed)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('He said "no" twice.', ["no"]),
        ("He said “no” and “never”.", ["no", "never"]),
        ("He said ‘no’ to them.", ["no"]),
        ("He said 'no' to them.", ["no"]),
        ('""We left,"" he said.', ["We left,"]),
        ('"""We left,"" he said. ""It was late."""', ["We left,", "It was late."]),
        ("Er sagte: „Nein“.", ["Nein"]),
        ("Il dit «non».", ["non"]),
        ("Er sagte »nein«.", ["nein"]),
        ("''We left,'' he said.", ["We left,"]),
        ('"He left. He was late. Nobody saw him," she said.', ["He left. He was late. Nobody saw him,"]),
        ("“He said ‘no’ to us,” she said.", ["He said ‘no’ to us,", "no"]),
    ],
)
def test_marks_of_all_sorts(blank: Language, text: str, words: list[str]) -> None:
    assert quoted(blank, text) == [(w, True, False) for w in words]


@pytest.mark.parametrize(
    "text",
    [
        "It's the workers' right, isn't it?",
        "The girls’ school wasn’t open.",
        "The '90s were rough.",
        "A 6'2\" guard stood there.",
        "Rock 'n' roll",
        "No marks at all.",
    ],
)
def test_apostrophes_and_measures_are_no_marks(blank: Language, text: str) -> None:
    assert quoted(blank, text) == []


def test_a_quotation_that_is_not_closed_ends_with_its_paragraph(blank: Language) -> None:
    assert quoted(blank, '"We left at dawn.\n\nNobody saw them.') == [("We left at dawn.", False, False)]


def test_the_next_paragraph_reopens_it(blank: Language) -> None:
    assert quoted(blank, "“We left.\n\n“We were late.”\n\nThey slept.") == [
        ("We left.", False, False),
        ("We were late.", True, True),
    ]


def test_a_later_paragraph_closes_it(blank: Language) -> None:
    assert quoted(blank, "“We left.\n\nWe were late.” They slept.") == [
        ("We left.", False, False),
        ("We were late.", True, True),
    ]


def test_a_lost_first_mark_is_put_at_the_paragraphs_beginning(blank: Language) -> None:
    assert quoted(blank, 'It rained.\n\nWe left," he said.') == [("We left,", False, False)]


def test_ten_thousand_nested_marks_are_read(blank: Language) -> None:
    text = "“a " * 10000 + "” " * 10000
    found = find_quotations(parsed_from(blank(text), Document(text=text)))
    assert len(found) == 10000
    assert all(quotation.closed for quotation in found)
