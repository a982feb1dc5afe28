import pytest

from gestae.places.entry import name_key
from gestae.places.scan import grams, plain_words


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("St. Marys", "saint marys"),
        ("Deir ez-Zor", "deir ez zor"),
        ("Ḩalab", "halab"),
        ("The Hague", "hague"),
        ("Plymouth Co.", "plymouth county"),
        ("Łódź", "lodz"),
        ("Co", "co"),
        ("...", ""),
    ],
)
def test_a_key_has_no_case_accents_and_marks(name: str, key: str) -> None:
    assert name_key(name) == key


def test_words_know_their_offsets_and_where_names_stop() -> None:
    text = "He left Perth. Then Ala. came."
    words = list(plain_words(text))
    assert [text[w.start : w.end] for w in words] == [w.text for w in words]
    assert [w.text for w in words if w.stop] == ["He", "Then"]
    assert "Ala." in [w.text for w in words]


def test_runs_of_capitalised_words_are_looked_up_and_none_crosses_a_comma() -> None:
    found = grams(list(plain_words("in Rio de Janeiro, Brazil")))
    assert set(found) == {"rio", "rio de janeiro", "janeiro", "brazil"}


def test_a_long_line_of_capitals_gives_no_more_than_six_keys_a_word() -> None:
    words = list(plain_words("Alpha " * 500))
    assert sum(len(spans) for spans in grams(words).values()) <= 6 * len(words)
