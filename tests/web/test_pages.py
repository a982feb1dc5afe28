"""Pages and their JSON twins over the small store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from gestae.store.store import Store
from gestae.web.server import make_app


@pytest.fixture
def client(small_store: Store, tmp_path: Path) -> Iterator[TestClient]:
    place = small_store.engine.url.database
    assert place is not None
    with TestClient(make_app(place)) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/events"])
def test_a_page_and_its_twin(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    twin = client.get("/overview.json" if path == "/" else f"{path}.json")
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
