"""Rounds of watching against a server that misbehaves: what is asked for, what is taken, what is remembered."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from gestae.reading import Helpers, Reading
from gestae.store import Store
from gestae.watching.addresses import Reach
from gestae.watching.book import Book
from gestae.watching.readers import Readers
from gestae.watching.run import Round, Watch
from gestae.watching.schedule import Schedule
from gestae.watching.visit import Manners

from .build import START, FakeClock, visitor
from .server import Server, broken_off, drip, endless, head, in_turn, page, redirect, status, unless_known

WORDS = (
    "The foreign minister of Atlantis met her counterpart from Lemuria on Tuesday to talk about the border, "
    "which both states claim. Neither side gave way, officials said after the meeting in the capital. "
)
LONG = "".join(f"<p>{WORDS} Round {number} of the talks is due in spring.</p>" for number in range(4))
ARTICLE = f"<html><head><title>Talks</title></head><body><article><h1>Talks</h1>{LONG}</article></body></html>"


def feed(*items: str, title: str = "The Atlantis Herald") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'


def item(link: str, words: str = "", title: str = "Talks") -> str:
    day = "<pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate>"
    return f"<item><title>{title}</title><link>{link}</link><description>{words}</description>{day}</item>"


class Desk:
    """A watch with all that it needs; ``taken`` are the documents that it handed on."""

    def __init__(
        self, store: Store, server: Server, clock: FakeClock, helpers: Helpers, reach: Reach = Reach.ANY
    ) -> None:
        self.server, self.clock, self.book = server, clock, Book(store.engine)
        self.taken: list[Reading] = []
        self.said: list[str] = []
        self._helpers, self._reach = helpers, reach

    def follow(self, *paths: str) -> None:
        urls = [path if "://" in path else self.server.url + path for path in paths]
        self.book.follow(dict.fromkeys(urls), self.clock.now())

    def once(self, **options: int) -> Round:
        """A round of a watch that is started anew, as cron does."""
        manners = Manners(delay=0.0, at_once=4)
        return Watch(
            self.book,
            visitor(self.clock, self._reach, manners),
            Readers(self._helpers),
            self.sink,
            self.clock,
            self.said.append,
            Schedule(interval=1800, retry=900, tries=3),
            **options,
        ).once()

    def sink(self, readings: Sequence[Reading]) -> None:
        self.taken += readings

    def later(self, minutes: float = 60) -> None:
        self.clock.time += timedelta(minutes=minutes)


@pytest.fixture(scope="module")
def helpers() -> Iterator[Helpers]:
    with Helpers() as helpers:
        yield helpers


@pytest.fixture
def desk(tmp_path: Path, server: Server, clock: FakeClock, helpers: Helpers) -> Iterator[Desk]:
    with Store.open(tmp_path / "store.sqlite") as store:
        yield Desk(store, server, clock, helpers)


def test_articles_of_a_feed_are_taken_once(desk: Desk, server: Server) -> None:
    server.answers["/feed"] = unless_known('"1"', page(feed(item("/a"), item("/b?utm_source=rss")), ETag='"1"'))
    server.answers |= {"/a": page(ARTICLE), "/b?utm_source=rss": page(ARTICLE)}
    desk.follow("/feed")
    assert desk.once().new == 2
    assert [reading.document.url for reading in desk.taken] == [f"{server.url}/a", f"{server.url}/b?utm_source=rss"]
    first = desk.taken[0].document
    assert "met her counterpart" in first.text
    assert (first.title, first.source, first.published) == ("Talks", "The Atlantis Herald", date(2024, 3, 5))
    desk.later()
    assert desk.once().unchanged == 1
    assert server.asked("/feed")[1].headers["if-none-match"] == '"1"'
    server.answers["/feed"] = page(feed(item("/a"), item("/b?utm_source=mail"), item("/b?id=2")))
    server.answers["/b?id=2"] = page(ARTICLE)
    desk.later()
    assert desk.once().new == 1
    assert [len(server.asked(path)) for path in ("/a", "/b?utm_source=rss", "/b?utm_source=mail", "/b?id=2")] == [
        1,
        1,
        0,
        1,
    ]


def test_the_date_of_the_last_change_is_sent_back(desk: Desk, server: Server) -> None:
    server.answers["/feed"] = page(feed(), Last_Modified="Tue, 05 Mar 2024 10:00:00 GMT")
    desk.follow("/feed")
    desk.once()
    desk.later()
    desk.once()
    assert "if-modified-since" not in server.asked("/feed")[0].headers
    assert server.asked("/feed")[1].headers["if-modified-since"] == "Tue, 05 Mar 2024 10:00:00 GMT"


def test_a_feed_is_not_asked_before_its_time(desk: Desk, server: Server) -> None:
    server.answers["/feed"] = page(feed())
    desk.follow("/feed")
    for minutes in (1, 20, 20):
        desk.once()
        desk.later(minutes)
    assert len(server.asked("/feed")) == 1
    desk.once()
    assert len(server.asked("/feed")) == 2


def test_failing_feeds_are_asked_less_and_less_and_named(desk: Desk, server: Server) -> None:
    server.answers["/feed"] = in_turn(*[status(500)] * 4, page(feed()))
    desk.follow("/feed")
    waits = []
    for failures in range(1, 5):
        before = desk.clock.now()
        assert desk.once().failed == 1
        assert f"the server answers 500; failures in a row: {failures}, next try 2024-03" in desk.said[-2]
        due = desk.book.next_due()
        assert due
        waits.append((due - before).total_seconds() / 1800)
        desk.clock.time = due
    assert waits == pytest.approx([2, 4, 8, 16], rel=0.1)
    assert desk.once().unchanged == 1
    due = desk.book.next_due()
    assert due
    assert (due - desk.clock.now()).total_seconds() == pytest.approx(1800, rel=0.1)


def test_a_server_says_when_it_wants_to_be_asked_again(desk: Desk, server: Server) -> None:
    server.answers["/feed"] = in_turn(status(503, Retry_After="90000"), page(feed()))
    desk.follow("/feed")
    desk.once()
    assert desk.book.next_due() == START + timedelta(seconds=90_000)
    desk.later(24 * 60)
    desk.once()
    assert len(server.asked("/feed")) == 1


def test_bad_feeds_stop_nobody(desk: Desk, server: Server) -> None:
    laughs = f'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>{feed(title="&b;")[21:]}'
    good = page(feed(item("/a")))
    server.answers |= {
        "/loop": redirect("/loop"),
        "/file": redirect("file:///etc/passwd"),
        "/slow": drip(head(200, {"Content-Type": "application/rss+xml"})),
        "/endless": endless({"Content-Type": "application/rss+xml"}, b"<item>" * 20_000),
        "/short": broken_off(feed(item("/b")).encode(), 100_000),
        "/page": page('<html><link rel="alternate" type="application/rss+xml" href="/feed"><body>news</body></html>'),
        "/laughs": page(laughs),
        "/words": page("no feed at all"),
        "/missing": status(404),
        "/good": good,
        "/a": page(ARTICLE),
    }
    bad = ["/loop", "/file", "/slow", "/endless", "/short", "/page", "/laughs", "/words", "/missing"]
    desk.follow("http://127.0.0.1:1/dead", *bad, "/good")
    done = desk.once()
    assert (done.failed, done.changed, len(desk.taken)) == (len(bad) + 1, 1, 1)
    told = {line.split(": ")[0].removeprefix(server.url): line for line in desk.said}
    assert "nobody answers" in told["http://127.0.0.1:1/dead"]
    assert "a page, no feed; it names the feed /feed" in told["/page"]
    assert "entities" in told["/laughs"]
    assert all("failures in a row: 1, next try 2024-03-06" in told[path] for path in bad)


def test_malformed_feeds_give_what_can_be_read(desk: Desk, server: Server) -> None:
    server.answers["/feed"] = page(feed(item("/a")).replace("</channel></rss>", "<item><title>Cut & torn"))
    server.answers["/a"] = page(ARTICLE)
    desk.follow("/feed")
    assert desk.once().failed == 0
    assert f"{server.url}/a" in [reading.document.url for reading in desk.taken]


def test_a_feed_that_moved_for_good_is_polled_there(desk: Desk, server: Server) -> None:
    server.answers |= {"/old": redirect("/new", 301), "/new": page(feed())}
    desk.follow("/old")
    desk.once()
    desk.later()
    desk.once()
    assert server.paths().count("/old") == 1
    assert server.paths().count("/new") == 2


def test_wrong_charsets_are_seen_through(desk: Desk, server: Server) -> None:
    article = ARTICLE.replace("Atlantis", "Atlántida")
    latin = article.replace("<title>", '<meta charset="iso-8859-1"><title>')
    server.answers["/feed"] = page(
        feed(item("/a"), item("/b"), item("/c"), title="Crónica").encode(), "text/xml; charset=us-ascii"
    )
    server.answers["/a"] = page(article.encode(), "text/html; charset=iso-8859-1")
    server.answers["/b"] = page(latin.encode("latin-1"), "text/html; charset=utf-8")
    server.answers["/c"] = page(article.encode("cp1252"), "text/html; charset=no-such-thing")
    desk.follow("/feed")
    desk.once()
    assert [("Atlántida" in reading.document.text) for reading in desk.taken] == [True] * 3
    assert {reading.document.source for reading in desk.taken} == {"Crónica"}


def test_without_a_page_the_feeds_own_words_are_taken_and_it_is_said(desk: Desk, server: Server) -> None:
    server.answers["/robots.txt"] = page("User-agent: *\nDisallow: /closed", "text/plain")
    server.answers |= {"/empty": page("<html><body></body></html>"), "/film": page("x", "video/mp4")}
    links = ("/empty", "/film", "/closed", "/gone", "file:///etc/passwd")
    server.answers["/feed"] = page(feed(*(item(link, f"{WORDS} {link}") for link in links), item("/bare")))
    desk.follow("/feed")
    done = desk.once()
    assert [str(state) for state in sorted(done.settled.elements())] == ["feed"] * 5 + ["given-up"]
    assert "/closed" not in server.paths()
    for reading in desk.taken:
        assert reading.document.text.startswith("The foreign minister of Atlantis")
        assert [notice.code for notice in reading.notices] == ["feed-text"]
    told = {reading.document.text.rpartition(" ")[2]: reading for reading in desk.taken}
    assert "robots.txt does not allow it" in told["/closed"].notices[0].message
    assert "the server answers 404" in told["/gone"].notices[0].message
    assert "the feed's own words were taken" in desk.said[0]
    assert any(line.endswith("the server answers 404; given up") for line in desk.said)


def test_pages_that_fail_for_now_are_tried_again(desk: Desk, server: Server) -> None:
    server.answers["/feed"] = page(feed(item("/a"), item("/b", WORDS)))
    server.answers |= {"/a": in_turn(status(500), page(ARTICLE)), "/b": status(500)}
    desk.follow("/feed")
    assert desk.once().waiting == 2
    desk.later(5)
    desk.once()
    assert len(server.asked("/a")) == 1
    for _ in range(4):
        desk.later()
        desk.once()
    assert [len(server.asked(path)) for path in ("/a", "/b")] == [2, 3]
    assert [len(reading.notices) for reading in desk.taken] == [0, 1]


def test_most_pages_of_a_host_in_a_round(desk: Desk, server: Server) -> None:
    server.answers["/feed"] = page(feed(*(item(f"/{number}") for number in range(5))))
    server.answers |= {f"/{number}": page(ARTICLE) for number in range(5)}
    desk.follow("/feed")
    assert desk.once(per_host=2).waiting == 3
    assert desk.once(per_host=2).waiting == 1
    assert len(desk.taken) == 4


def test_what_the_store_did_not_take_is_fetched_again(desk: Desk, server: Server) -> None:
    server.answers |= {"/feed": page(feed(item("/a"))), "/a": page(ARTICLE)}
    desk.follow("/feed")

    def stopped(readings: Sequence[Reading]) -> None:
        raise KeyboardInterrupt

    desk.sink = stopped  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        desk.once()
    del desk.sink  # type: ignore[method-assign]
    desk.once()
    assert len(desk.taken) == 1
    assert len(server.asked("/a")) == 2


def test_private_pages_of_a_public_feed_are_refused(
    tmp_path: Path, server: Server, clock: FakeClock, helpers: Helpers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gestae.watching.addresses.is_public", lambda address: address == "127.0.0.1")
    server.answers["/feed"] = page(feed(item(f"http://127.0.0.2:{server.port}/secret", WORDS)))
    server.answers["/secret"] = page(ARTICLE)
    with Store.open(tmp_path / "store.sqlite") as store:
        desk = Desk(store, server, clock, helpers, Reach.PUBLIC)
        desk.follow("/feed")
        desk.once()
    assert server.paths() == ["/robots.txt", "/feed"]
    assert "127.0.0.2 is inside a private network" in desk.taken[0].notices[0].message


def test_round_in_a_line(desk: Desk, server: Server) -> None:
    server.answers |= {"/feed": page(feed(item("/a"))), "/a": page(ARTICLE)}
    desk.follow("/feed")
    desk.once()
    assert desk.said == [
        "1 feed polled (1 changed, 0 unchanged, 0 failed), 1 new entries, 1 documents from pages, "
        "0 in the feed's own words, 0 given up, 0 left for later"
    ]
