"""Judging events in the page: who may, what is kept, and what follows."""

import html
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from gestae.store.reviewing.keep import BLIND, last_reviews
from gestae.store.store import Store
from gestae.web.server import make_app


@pytest.fixture
def client(small_store: Store) -> Iterator[TestClient]:
    place = small_store.engine.url.database
    assert place is not None
    with TestClient(make_app(place)) as client:
        yield client


def fields(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: value for name, value in found if not name.startswith("f_")}


def begin(client: TestClient) -> str:
    token = fields(client.get("/review").text)["token"]
    page = client.post("/review", data={"what": "name", "name": "Ada", "token": token})
    assert page.status_code == 200
    assert "Reviewer: Ada" in page.text
    return page.text


def test_events_are_judged_one_after_another(client: TestClient, small_store: Store) -> None:
    page = begin(client)
    first = fields(page)
    second = fields(client.post("/review", data={**first, "verdict": "accept"}).text)
    assert second["uid"] > first["uid"]
    client.post("/review", data={**second, "verdict": "correct", "type": "THREATEN", "why": "a threat"})
    with small_store.reading() as connection:
        kept = last_reviews(connection)
    assert [(each.uid, each.verdict, each.reviewer) for each in kept] == [
        (first["uid"], "accept", "Ada"),
        (second["uid"], "correct", "Ada"),
    ]
    assert kept[1].correction == {"type": "THREATEN"}
    assert kept[1].why == "a threat"


def test_sentences_are_coded_blind(client: TestClient, small_store: Store) -> None:
    begin(client)
    page = client.get("/review", params={"blind": 1}).text
    assert "sentence in bold" in page
    answer = client.post("/review", data={**fields(page), "t_ACCUSE": "1"})
    assert answer.status_code == 200
    with small_store.reading() as connection:
        (kept,) = last_reviews(connection)
    assert kept.verdict == BLIND
    assert kept.correction["types"] == ["ACCUSE"]


def test_a_form_of_another_site_is_refused(client: TestClient, small_store: Store) -> None:
    first = fields(begin(client))
    answer = client.post("/review", data={**first, "token": "0" * 64, "verdict": "reject"})
    assert answer.status_code == 400
    assert "out of date" in answer.text
    with small_store.reading() as connection:
        assert not last_reviews(connection)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"verdict": "maybe"}, "a verdict is one of accept, correct, reject"),
        ({"verdict": "correct"}, "a correction says what is right instead"),
        ({"verdict": "accept", "uid": "no-such"}, "no event has the uid"),
    ],
)
def test_what_cannot_be_kept_is_told(client: TestClient, sent: dict[str, str], told: str) -> None:
    answer = client.post("/review", data={**fields(begin(client)), **sent})
    assert answer.status_code == 400
    assert told in answer.text


def test_the_cookie_is_the_reviewers_alone(client: TestClient) -> None:
    assert not client.get("/").headers.get("set-cookie")
    token = fields(client.get("/review").text)["token"]
    sent = {"what": "name", "name": "Ada", "token": token}
    cookie = client.post("/review", data=sent, follow_redirects=False).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize("name", ["\u674e\u83b2", "Zo\u00eb; path=/", '<b onclick="x">', "\u202eada"])
def test_a_reviewer_has_any_name(client: TestClient, small_store: Store, name: str) -> None:
    token = fields(client.get("/review").text)["token"]
    page = client.post("/review", data={"what": "name", "name": name, "token": token})
    assert page.status_code == 200
    assert html.escape(name).replace("&quot;", "&#34;") in page.text
    client.post("/review", data={**fields(page.text), "verdict": "accept"})
    with small_store.reading() as connection:
        assert [each.reviewer for each in last_reviews(connection)] == [name]


def test_a_form_with_a_strange_token_is_refused(client: TestClient) -> None:
    assert client.post("/review", data={"what": "name", "name": "Ada", "token": "\u674e"}).status_code == 400
