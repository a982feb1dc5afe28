"""Dates of events."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language

from gestae.language.parse import parse_documents
from gestae.language.times import TimeWords, find_times, load_time_words
from gestae.model import Basis, Document, EventType, Precision, When
from gestae.scene.dates import attach_dates, is_historical, lag_days, main_period

from .build import draft, predicate

ROOT = Path(__file__).parents[2]
CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/cases/dates_of_events.yaml").read_text(encoding="utf-8"))
PUBLISHED = date(2017, 5, 31)


@pytest.fixture(scope="session")
def words() -> TimeWords:
    return load_time_words([ROOT / "src/gestae/data/lexicon"])


def given(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else []
    return pytest.param(case, id=case["text"].replace("\n", " ")[-60:], marks=marks)


@pytest.mark.parametrize("case", [given(case) for case in CASES])
def test_cases(nlp: Language, words: TimeWords, case: dict[str, Any]) -> None:
    document = Document(text=case["text"], title=case.get("title"), published=case.get("published", PUBLISHED))
    (parsed,) = parse_documents(nlp, [document])
    predicates = [predicate(parsed, word) for word in case["events"]]
    found = attach_dates(parsed, find_times(parsed, words), predicates)
    got = {
        word: when and [when.from_, when.to, when.basis.value] for word, when in zip(case["events"], found, strict=True)
    }
    assert got == case["events"]


def test_a_published_date_has_no_words(nlp: Language, words: TimeWords) -> None:
    (parsed,) = parse_documents(nlp, [Document(text="Rebels shelled the town.", published=PUBLISHED)])
    (when,) = attach_dates(parsed, find_times(parsed, words), [predicate(parsed, "shelled")])
    assert when == When(from_=PUBLISHED, to=PUBLISHED, precision=Precision.DAY, basis=Basis.PUBLISHED)


def test_an_announcement_does_not_take_the_date_of_the_act(nlp: Language, words: TimeWords) -> None:
    (parsed,) = parse_documents(nlp, [Document(text="Ministers will meet on Friday.", published=PUBLISHED)])
    act = draft(parsed, "meet", EventType.CONSULT)
    words_of_it = draft(parsed, "meet", EventType.AGREE)
    announced = type(act)(**{**{f: getattr(words_of_it, f) for f in words_of_it.__slots__}, "about": (1,)})
    drafts = [announced, act]
    first, second = attach_dates(parsed, find_times(parsed, words), [d.predicate for d in drafts], drafts)
    assert first is not None
    assert first.basis is Basis.PUBLISHED
    assert second is not None
    assert second.from_ == date(2017, 6, 2)


def when(first: date | None, last: date | None) -> When:
    return When(from_=first, to=last, precision=Precision.DAY, basis=Basis.STATED)


def test_lag_counts_from_the_end() -> None:
    document = Document(text="", published=PUBLISHED)
    assert lag_days(when(date(2017, 5, 1), date(2017, 5, 29)), document) == 2
    assert lag_days(when(date(2017, 1, 1), date(2017, 12, 31)), document) == 0
    assert lag_days(when(date(2017, 6, 2), date(2017, 6, 2)), document) == -2
    assert lag_days(when(date(2011, 1, 1), None), document) is None
    assert lag_days(when(date(2011, 1, 1), date(2011, 1, 1)), Document(text="")) is None
    assert lag_days(None, document) is None


def test_history_ended_months_ago() -> None:
    document = Document(text="", published=PUBLISHED)
    assert is_historical(when(date(2016, 1, 1), date(2016, 12, 31)), document)
    assert not is_historical(when(date(2017, 4, 1), date(2017, 4, 30)), document)
    assert not is_historical(when(date(2011, 1, 1), None), document)
    assert not is_historical(None, document)


def test_without_publication_the_main_period_decides(nlp: Language, words: TimeWords) -> None:
    text = "On 3 May 2015 police raided the port. On 9 May 2015 they left. In 2003 the port had burned."
    (parsed,) = parse_documents(nlp, [Document(text=text)])
    main = main_period(find_times(parsed, words))
    assert main == date(2015, 1, 1)
    assert is_historical(when(date(2003, 1, 1), date(2003, 12, 31)), parsed.document, main)
    assert not is_historical(when(date(2015, 5, 3), date(2015, 5, 3)), parsed.document, main)
