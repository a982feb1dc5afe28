"""Time expressions in sentences, by the table of cases."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language

from gestae.errors import DataError
from gestae.language.parse import parse_documents
from gestae.language.times import TimeWords, find_times, load_time_words
from gestae.model import Document
from gestae.pipeline import Coder

ROOT = Path(__file__).parents[2]
CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/cases/dates.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def words() -> TimeWords:
    return load_time_words([ROOT / "src/gestae/data/lexicon"])


@pytest.mark.parametrize("case", CASES, ids=[f"{c['published']} {c['text']} {c.get('home', '')}" for c in CASES])
def test_cases(nlp: Language, words: TimeWords, case: dict[str, Any]) -> None:
    document = Document(text=case["text"], published=case["published"])
    (parsed,) = parse_documents(nlp, [document])
    got = [
        [parsed.span(e.start, e.end).text, e.from_date, e.to_date, e.precision and e.precision.value]
        for e in find_times(parsed, words, case.get("home")).expressions
    ]
    assert got == case["expect"]


def times_of(nlp: Language, words: TimeWords, text: str, published: date | None = date(2017, 5, 31), title: str = ""):
    (parsed,) = parse_documents(nlp, [Document(text=text, title=title or None, published=published)])
    return find_times(parsed, words).expressions


def test_unresolved_expressions_say_why(nlp: Language, words: TimeWords) -> None:
    (monday,) = times_of(nlp, words, "Rebels shelled the town on Monday.", None)
    assert monday.reason == "the document has no publication date to count from"
    (later,) = times_of(nlp, words, "Three days later, he fled.")
    assert later.reason == "no date stands before it to count from"


def test_relative_expressions_name_what_they_count_from(nlp: Language, words: TimeWords) -> None:
    _, later = times_of(nlp, words, "The strike began on April 7. Three days later, troops moved in.")
    assert later.relative_to == 0


def test_the_present_tense_looks_back_in_a_title(nlp: Language, words: TimeWords) -> None:
    title, text = times_of(nlp, words, "The court meets on Sunday.", title="Army kills dozens on Sunday")
    assert title.from_date == date(2017, 5, 28)
    assert text.from_date == date(2017, 6, 4)


def test_years_outside_the_calendar_are_no_error(nlp: Language, words: TimeWords) -> None:
    (ancient,) = times_of(nlp, words, "The city was founded 9000 years ago.")
    assert ancient.from_date is None
    assert ancient.reason


def test_an_endless_row_of_dates_is_read(nlp: Language, words: TimeWords) -> None:
    (parsed,) = parse_documents(nlp, [Document(text="in 2012 and 2013 " * 300, published=date(2017, 5, 31))])
    assert len(find_times(parsed, words).expressions) == 300


@pytest.mark.parametrize(
    ("url", "first"),
    [("https://www.nytimes.com/a", date(2015, 12, 11)), ("https://www.lemonde.fr/a", date(2015, 11, 12))],
)
def test_the_outlet_decides_the_order_of_day_and_month(coder: Coder, url: str, first: date) -> None:
    text = "Soldiers arrested four men in the raid of 12/11/2015."
    (record,) = coder.code_many([Document(text=text, published=date(2016, 1, 4), url=url)])
    assert {event.date.from_ for event in record.events if event.date} == {first}


def test_a_wrong_order_is_named(tmp_path: Path) -> None:
    (tmp_path / "date_orders.tsv").write_text("country\torder\tnote\nUSA\tbackwards\t\n")
    with pytest.raises(DataError, match=r"date_orders\.tsv: row 2: order is 'backwards'; allowed: day-first, either"):
        load_time_words([ROOT / "src/gestae/data/lexicon", tmp_path])
