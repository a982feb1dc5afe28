from datetime import date

import pytest
from spacy.language import Language

from gestae.actors import Query, resolve_phrase, resolve_phrases
from gestae.knowledge import Knowledge


@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        ("Danish fishermen", "DNK", "AGR"),
        ("a former Greek prime minister", "GRC", "ELI"),
        ("people in Portugal", "PRT", "CVL"),
        ("OSLO", "NOR", "GOV"),
        ("Chad's Defence Ministry", "TCD", "GOV"),
    ],
)
def test_phrase(phrase: str, country: str, sector: str, knowledge: Knowledge, nlp: Language) -> None:
    actor = resolve_phrase(phrase, None, date(2020, 1, 1), knowledge, nlp).actor
    assert (actor.country, actor.sector) == (country, sector)


def test_unknown_phrase_is_nobody(knowledge: Knowledge, nlp: Language) -> None:
    assert resolve_phrase("green ideas", None, None, knowledge, nlp).actor.country is None


def test_context_gives_the_country(knowledge: Knowledge, nlp: Language) -> None:
    found = resolve_phrase("interior minister", "Talks in Portugal went on.", None, knowledge, nlp)
    assert (found.actor.country, found.actor.sector) == ("PRT", "GOV")


def test_candidates_come_best_first(knowledge: Knowledge, nlp: Language) -> None:
    found = resolve_phrase("Russia's ambassador to Poland", None, None, knowledge, nlp)
    assert found.actor == found.candidates[0].actor
    scores = [c.score for c in found.candidates]
    assert scores == sorted(scores, reverse=True)
    assert {"RUS", "POL"} <= {c.actor.country for c in found.candidates}


def test_many_phrases_keep_their_order(knowledge: Knowledge, nlp: Language) -> None:
    queries = [Query("Greek police"), Query("Greek police"), Query("Thai monks")]
    assert [r.actor.country for r in resolve_phrases(queries, knowledge, nlp)] == ["GRC", "GRC", "THA"]


def test_a_phrase_is_read_where_it_stands(nlp: Language, knowledge: Knowledge) -> None:
    passage = "Ann Low, the Ghanaian health minister, met Marta Ruiz, a Chilean judge."
    found = resolve_phrases([Query("Marta Ruiz", passage), Query("Ann Low", passage)], knowledge, nlp)
    assert [(r.actor.country, r.actor.sector) for r in found] == [("CHL", "JUD"), ("GHA", "GOV")]


def test_an_acronym_needs_support_where_places_are_named(nlp: Language, knowledge: Knowledge) -> None:
    queries = [Query("PSC", "The PSC of Cebu City opened a gym."), Query("PSC", "In Ecuador the PSC left the hall.")]
    assert [r.actor.country for r in resolve_phrases(queries, knowledge, nlp)] == [None, "ECU"]
