"""``gestae watch`` from its arguments to the store."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from gestae.cli.watching import agent
from gestae.errors import InputError
from gestae.store import Store
from gestae.store.schema import CODING
from gestae.store.views import EVENT_REPORT

from .server import Server, page, status
from .test_run import feed, item

NEWS = "Rebels shelled the airport in Goma on Monday, the Congolese army said. Kenya condemned the attack on Tuesday. "
ARTICLE = f"<html><head><title>Goma</title></head><body><article><p>{NEWS * 3}</p><p>{NEWS}</p></article></body></html>"


def gestae(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "gestae", "--chooser", "lexicon", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def test_feeds_become_events_in_a_store(server: Server, tmp_path: Path) -> None:
    server.answers |= {
        "/feed": page(feed(item("/goma"), item("/gone", "Kenya condemned the attack."))),
        "/goma": page(ARTICLE),
        "/dead": status(500),
    }
    lists = tmp_path / "feeds.opml"
    lists.write_text(f'<opml><body><outline title="Herald" xmlUrl="{server.url}/feed"/></body></opml>')
    place = str(tmp_path / "news.db")
    words = ("watch", str(lists), f"{server.url}/dead", "--store", place, "--once", "--delay", "0")
    refused = gestae(*words)
    assert refused.returncode == 1
    assert refused.stderr.count("--allow-private lets it through; failures in a row: 1, next try") == 2
    assert server.requests == []
    (tmp_path / "news.db").unlink()
    ran = gestae(*words, "--allow-private", "--contact", "mailto:desk@example.org")
    assert ran.returncode == 1
    assert "2 feeds polled (1 changed, 0 unchanged, 1 failed), 2 new entries, 1 documents from pages" in ran.stderr
    assert {request.headers["user-agent"] for request in server.requests} == {agent("mailto:desk@example.org")}
    with Store.open(place) as store, store.reading() as connection:
        shelling = EVENT_REPORT.c.type == "ASSAULT", EVENT_REPORT.c.place_name == "Goma"
        rows = connection.execute(select(EVENT_REPORT).where(*shelling)).mappings().all()
        notices = connection.execute(select(CODING.c.notices)).scalars().all()
    assert {(str(row["published"]), row["source"], row["url"]) for row in rows} == {
        ("2024-03-05", "The Atlantis Herald", f"{server.url}/goma")
    }
    assert ["feed-text" in [notice["code"] for notice in each] for each in notices].count(True) == 1
    before = len(server.requests)
    again = gestae("watch", "--store", place, "--once", "--allow-private")
    assert (again.returncode, len(server.requests)) == (0, before)
    assert "nothing is due before 2" in again.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["none.opml"], "none.opml: No such file"),
        (["ftp://a.example/feed"], "wanted http or https"),
        ([], "no feeds in the store"),
        (["http://a.example", "--contact", "a\nCookie: b"], "wanted plain letters"),
    ],
)
def test_what_cannot_be_watched(tmp_path: Path, words: list[str], told: str) -> None:
    ran = gestae("watch", *words, "--once", "--store", str(tmp_path / "news.db"))
    assert ran.returncode == 1
    assert told in ran.stderr


def test_agent() -> None:
    assert agent(None).startswith("Gestae/")
    with pytest.raises(InputError):
        agent("a\r\nHost: b")
