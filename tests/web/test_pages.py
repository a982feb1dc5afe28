"""Pages and their JSON twins over the small store."""

import csv
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from gestae.store.store import Store
from gestae.web.marks import Layer, Mark, pieces
from gestae.web.server import make_app


@pytest.fixture
def client(small_store: Store, tmp_path: Path) -> Iterator[TestClient]:
    place = small_store.engine.url.database
    assert place is not None
    with TestClient(make_app(place)) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/events", "/stories", "/search", "/search?q=talks"])
def test_a_page_and_its_twin(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    twin = client.get(
        "/overview.json" if path == "/" else path.replace("?", ".json?") if "?" in path else f"{path}.json"
    )
    assert twin.status_code == 200
    assert twin.json()["title"] in page.text


def test_filters_are_those_of_the_store(client: TestClient, small_store: Store) -> None:
    wanted = small_store.events(type="ACCUSE")["uid"].to_list()
    found = client.get("/events.json", params={"type": "ACCUSE", "limit": 500}).json()["data"]["events"]
    assert wanted
    assert sorted(row["uid"] for row in found) == sorted(wanted)


def test_pages_go_on(client: TestClient) -> None:
    whole = client.get("/events.json", params={"status": "any"}).json()["data"]["events"]
    first = client.get("/events.json", params={"status": "any", "limit": 2}).json()["data"]
    second = client.get("/events.json", params={"status": "any", "limit": 2, "after": first["after"]}).json()["data"]
    assert first["events"] + second["events"] == whole[:4]


def test_a_bad_filter_is_told(client: TestClient) -> None:
    page = client.get("/events", params={"status": "maybe"})
    assert page.status_code == 400
    assert "wanted one of actual, future" in page.text
    twin = client.get("/events.json", params={"status": "maybe"})
    assert twin.status_code == 400
    assert twin.headers["content-type"] == "application/problem+json"


def test_what_is_not_there_is_told(client: TestClient) -> None:
    assert client.get("/no-such-page").status_code == 404
    assert client.get("/no-such-page.json").json()["status"] == 404


def test_a_browser_may_run_nothing_of_strangers(client: TestClient) -> None:
    for path in ("/", "/events?status=maybe", "/nowhere", "/static/style.css"):
        policy = client.get(path).headers["content-security-policy"]
        assert "unsafe" not in policy
        assert policy.startswith("default-src 'none'")


def test_a_document_is_shown_in_all_its_words(client: TestClient, small_store: Store) -> None:
    key = client.get("/events.json", params={"limit": 1}).json()["data"]["events"][0]["document"]
    record = small_store.record(key)
    page = client.get(f"/documents/{key}")
    assert page.status_code == 200
    words = re.sub(r"<[^>]+>", "", page.text.split('<div class="text">')[1].split("</div>")[0])
    assert html.unescape(words) == record.document.text
    twin = client.get(f"/documents/{key}.json").json()["data"]["record"]
    assert twin["document"]["id"] == record.document.id
    assert f'id="event-{record.events[0].id}"' in page.text


def test_events_leave_as_csv(client: TestClient, small_store: Store) -> None:
    lines = client.get("/events.csv", params={"type": "ACCUSE"}).text.splitlines()
    rows = list(csv.DictReader(lines))
    assert sorted(row["uid"] for row in rows) == sorted(small_store.events(type="ACCUSE")["uid"].to_list())


def test_too_many_events_for_a_browser_are_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gestae.web.pages.events.MOST_EXPORTED", 1)
    answer = client.get("/events.csv")
    assert answer.status_code == 400
    assert "more than 1 events match" in answer.text


def test_what_is_pasted_wrongly_is_told(client: TestClient) -> None:
    page = client.post("/paste", data={"text": "  "})
    assert page.status_code == 400
    assert "There is no text yet." in page.text
    page = client.post("/paste", data={"text": "Troops left.", "published": "soon"})
    assert "&#39;soon&#39; is no day" in page.text


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "x"])
def test_there_is_no_such_story(client: TestClient, number: str) -> None:
    assert client.get(f"/stories/{number}").status_code == 400


def test_pieces_hold_every_word_once() -> None:
    marks = [
        Mark(Layer.STATEMENT, "text", 4, 20, "s", ""),
        Mark(Layer.EVENT, "text", 8, 12, "e", ""),
        Mark(Layer.ACTOR, "text", 10, 16, "a", ""),
        Mark(Layer.PLACE, "text", 90, 99, "p", ""),
    ]
    text = "They said that it would end soon."
    cut = pieces(text, marks)
    assert "".join(piece.text for piece in cut) == text
    both = next(piece for piece in cut if piece.text == text[10:12])
    assert set(both.layers) == {Layer.STATEMENT, Layer.EVENT, Layer.ACTOR}
    assert both.followed is marks[1]
    assert not cut[0].layers
