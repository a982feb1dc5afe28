import os
from typing import Any

import polars
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gestae.errors import InputError
from gestae.model import Document
from gestae.reading import Helpers, ReadingOptions
from gestae.reading.formats import FORMATS

ENDINGS = sorted(suffix for each in FORMATS for suffix in each.suffixes)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of Unix")
def test_a_parser_that_does_not_come_back_is_ended_and_the_next_request_goes_on(shelf: Any) -> None:
    os.mkfifo(shelf.folder / "never")
    with Helpers() as helpers:
        stuck = helpers.ask(
            "sheet", "never", ReadingOptions(max_seconds=0.2), path=str(shelf.folder / "never"), excel=True
        )
        with pytest.raises(InputError, match=r"^never: took more than 0\.2 seconds and was given up"):
            list(stuck)
        polars.DataFrame({"text": ["One."]}).write_parquet(shelf.folder / "t.parquet")
        found = list(helpers.ask("sheet", "t", ReadingOptions(), path=str(shelf.folder / "t.parquet"), excel=False))
        assert found == [{"columns": ["text"], "sheet": None}, {"row": {"text": "One."}}]


def test_answers_that_nobody_took_do_not_come_again(shelf: Any, helpers: Helpers) -> None:
    for name in ("a", "b"):
        polars.DataFrame({name: range(50)}).write_parquet(shelf.folder / f"{name}.parquet")
    asked = [
        helpers.ask("sheet", n, ReadingOptions(), path=str(shelf.folder / f"{n}.parquet"), excel=False) for n in "ab"
    ]
    assert next(asked[0]) == {"columns": ["a"], "sheet": None}
    asked[0].close()  # type: ignore[attr-defined]
    assert next(asked[1]) == {"columns": ["b"], "sheet": None}


def test_a_page_above_the_limits_is_refused_and_the_rest_goes_on(shelf: Any) -> None:
    shelf.write("a.html", "<html><p>" + "words and more words " * 1_100_000)
    shelf.write("b.html", shelf.page())
    shelf.write("c.html", "<div>" * 100_000 + "x")
    first, second, third = shelf.read(shelf.folder)
    assert first == "a.html: a page of 23 MB; pages of up to 20 MB are read; save its text as .txt"
    assert second.title == "Port closed"
    assert isinstance(third, str | Document)


@given(
    files=st.lists(
        st.tuples(st.sampled_from(ENDINGS), st.integers(0, 5), st.integers(0, 2_000), st.binary(max_size=200)),
        min_size=1,
        max_size=12,
    )
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_under_any_name_stop_a_run(shelf: Any, files: list[tuple[str, int, int, bytes]]) -> None:
    """Whole, damaged and random content, each under the ending of any format."""
    whole = (
        b"",
        shelf.page().encode(),
        shelf.pdf("One."),
        shelf.zipped({"a.txt": "One."}),
        b'[{"text": "x"}]',
        b"text\nx",
    )
    names = []
    for number, (ending, chosen, at, noise) in enumerate(files):
        content = whole[chosen]
        names.append(shelf.write(f"{number}{ending}", content[:at] + noise + content[at + len(noise) :]))
    found = shelf.read(*names)
    assert all(isinstance(each, str | Document) for each in found)
