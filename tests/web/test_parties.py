"""Whom the words of an event mean, where they do not say it themselves."""

import pytest

from gestae.web.parties import parties


@pytest.mark.parametrize(
    ("words", "names", "countries", "told"),
    [
        ("He", "Ada Berg", "NRL", [("He", "Ada Berg")]),
        ("they; Berg", "-; Ada Berg", "NRL; NRL", [("they", "NRL"), ("Berg", "")]),
        ("President Ada Berg", "Ada Berg", "NRL", [("President Ada Berg", "")]),
        ("protesters", None, None, [("protesters", "")]),
        ("the port; the docks", None, "NRL; -", [("the port", "NRL"), ("the docks", "")]),
        ("police", "A; B", "NRL", [("police", "")]),
        (None, None, None, []),
    ],
)
def test_words_that_do_not_say_whom_they_mean_are_told(
    words: str | None, names: str | None, countries: str | None, told: list[tuple[str, str]]
) -> None:
    event = {"actors": words, "actor_names": names, "actor_countries": countries}
    assert parties(event, "actor") == told
