"""The parts of watching that need no server: reading lists, charsets, schedules."""

from datetime import timedelta
from pathlib import Path

import pytest

from gestae.errors import InputError
from gestae.watching.charset import as_utf8
from gestae.watching.opml import read_opml
from gestae.watching.schedule import Schedule, retry_after

from .build import START

LIST = """<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>
<outline text="World"><outline text="Herald" title="The Herald" xmlUrl="http://a.example/feed"/>
<outline text="Post" XMLURL="https://b.example/rss"/><outline text="again" xmlUrl="http://a.example/feed"/></outline>
</body></opml>"""
LAUGHS = """<!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><opml><outline xmlUrl="&b;"/></opml>"""
OUTSIDE = """<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><outline xmlUrl="&a;"/></opml>"""


def test_feeds_of_a_list(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(LIST)
    assert read_opml(path) == {"http://a.example/feed": "The Herald", "https://b.example/rss": "Post"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (LAUGHS, "declares entities"),
        (OUTSIDE, "declares entities"),
        ("<html><outline xmlUrl='x'/></html>", "wanted <opml>"),
        ("<opml></opml>", "names no feed"),
        ("<opml>", "no OPML"),
        ("", "no OPML"),
    ],
)
def test_lists_that_are_refused(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(content)
    with pytest.raises(InputError, match=told):
        read_opml(path)


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_opml(tmp_path / "none.opml")


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("é".encode(), "text/html; charset=koi8-r", "é"),
        ("é".encode("latin-1"), "text/html; charset=utf-8", "é"),
        ("Привет".encode("koi8-r"), 'text/html; charset="KOI8-R"', "Привет"),
        ("“a”".encode("cp1252"), "text/html; charset=iso-8859-1", "“a”"),
        ("é".encode("utf-16"), "", "é"),
        ("\ufeffé".encode(), "", "é"),
        (b"\xe9", "text/html; charset=punycode", "é"),
        (b"\xe9", "text/html; charset=hex", "é"),
        (b"\x81\xe9", "", "\ufffdé"),
        ("<meta charset='windows-1251'>Привет".encode("cp1251"), "text/html", "<meta charset='utf-8'>Привет"),
        ('<?xml encoding="latin-1"?>é'.encode(), "text/xml", '<?xml encoding="utf-8"?>é'),
    ],
)
def test_charsets(body: bytes, content_type: str, text: str) -> None:
    assert as_utf8(body, content_type).decode() == text


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("120", 120.0),
        ("soon", None),
        ("-5", None),
        ("9" * 30, 7 * 24 * 3600.0),
        ("Wed, 06 Mar 2024 12:01:00 GMT", 60.0),
        ("Wed, 06 Mar 2024 11:00:00 GMT", 0.0),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, START) == seconds


def test_waits_grow_up_to_a_day_and_differ_between_feeds() -> None:
    schedule = Schedule(interval=1800)
    waits = [(schedule.feed_due("a", START, failures) - START) / timedelta(hours=1) for failures in (0, 1, 2, 5, 9, 99)]
    assert waits == pytest.approx([0.5, 1, 2, 16, 24, 24], rel=0.1)
    assert schedule.feed_due("a", START, 3) == schedule.feed_due("a", START, 3)
    assert len({schedule.feed_due(f"feed {number}", START, 0) for number in range(20)}) == 20


def test_pages_are_given_up_after_some_tries() -> None:
    schedule = Schedule(retry=900, tries=3)
    dues = [schedule.page_due("a", START, attempts) for attempts in (1, 2, 3)]
    assert [due and (due - START).total_seconds() for due in dues] == [
        pytest.approx(900, rel=0.1),
        pytest.approx(1800, rel=0.1),
        None,
    ]
