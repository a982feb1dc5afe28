"""Overview, actors, dyads, network, map and pictures over the small store."""

import html
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from gestae.store.store import Store
from gestae.web.memory import Memory
from gestae.web.security import PICTURE_POLICY
from gestae.web.server import make_app
from helpers.corpus import ENGINE, small_corpus

PAGES = ["/", "/actors/NRL", "/actors/group:fhf", "/dyads/NRL/SDR", "/network?period=all", "/map?period=all"]


@pytest.fixture
def client(small_store: Store) -> Iterator[TestClient]:
    place = small_store.engine.url.database
    assert place is not None
    with TestClient(make_app(place)) as client:
        yield client


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def twin(path: str) -> str:
    where, mark, query = path.partition("?")
    return f"{'/overview' if where == '/' else where}.json{mark}{query}"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_a_twin_and_its_pictures_say_what_they_show(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert client.get(twin(path)).json()["title"] in html.unescape(page.text)
    pictures = re.findall(r'<img src="([^"]+)" alt="([^"]*)"', page.text)
    assert pictures
    for source, alternative in pictures:
        assert re.search(r"\d", alternative)
        picture = client.get(html.unescape(source))
        assert picture.headers["content-type"] == "image/svg+xml"
        assert picture.headers["content-security-policy"] == PICTURE_POLICY
        assert picture.text.startswith("<svg")
    for table in re.findall(r"<table.*?</table>", page.text, re.DOTALL):
        assert "<caption" in table or 'class="events"' in table
        assert all("scope=" in head for head in re.findall(r"<th\b[^>]*>", table))


@pytest.mark.parametrize("path", [f"{p}{'&' if '?' in p else '?'}since=1900-01-01&until=1900-02-01" for p in PAGES])
def test_nothing_is_explained(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert "<img" not in page.text
    assert 'class="empty"' in page.text


def test_every_link_of_a_page_leads_somewhere(client: TestClient) -> None:
    seen = set()
    for path in PAGES:
        links = re.findall(r'href="(/(?:\?|actors|dyads|events|network|map)[^"#]*)"', client.get(path).text)
        seen |= {html.unescape(link) for link in links}
    assert len(seen) > 30
    for link in seen:
        assert client.get(link).status_code == 200, link


def test_shares_of_the_overview(client: TestClient) -> None:
    shares = client.get("/overview.json").json()["data"]["shares"]
    assert shares["statuses"] == {"actual": 11, "future": 1, "hypothetical": 2, "negated": 1}
    assert (shares["events"], shares["attributed"]) == (15, 3)


def test_an_actor_with_what_the_reports_make_of_it(client: TestClient) -> None:
    data = client.get("/actors/person:ada-berg.json").json()["data"]
    assert data["standings"] == []
    assert [said["content"] for said in data["says"]] == [
        "gunmen attacked a convoy in Port Vale, killing 12 to 15 people"
    ]
    norland = client.get("/actors/country:NRL.json").json()["data"]
    assert norland["who"] == "NRL"
    assert {each["sector"] for each in norland["standings"]} == {"GOV", "MIL"}
    relations = {each["type"]: each["towards"] for each in norland["relations"]}
    assert relations["THREATEN"] == [["ESM", 1], ["SDR", 1]]
    assert relations["CONSULT"] == [["ESM", 1]]


def test_actors_are_listed_and_found_by_what_they_are_called(client: TestClient) -> None:
    data = client.get("/actors.json").json()["data"]
    assert data["countries"][0] == {"who": "NRL", "name": "NRL", "events": 5}
    assert ("org:norland-army", 1) in [(row["who"], row["events"]) for row in data["entities"]]
    for query, where in [
        ("first=country:NRL&second=", "/actors/NRL"),
        ("first=org:nato&second=FRA", "/dyads/org:nato/FRA"),
        ("first=&second=", "/actors"),
        ("first=//evil.example", "/actors/evil.example"),
    ]:
        found = client.get(f"/find-actor?{query}", follow_redirects=False)
        assert (found.status_code, found.headers["location"]) == (303, where)


def test_an_actor_of_the_tables_of_knowledge(client: TestClient) -> None:
    roles = client.get("/actors/org:nato.json").json()["data"]["roles"]
    assert roles[0]["country"] == "IGO"


def test_both_directions_of_a_dyad_and_what_is_too_little(client: TestClient) -> None:
    there, back = client.get("/dyads/NRL/SDR.json").json()["data"]["directions"]
    assert (there["events"], back["events"]) == (3, 0)
    assert "Too few events" in there["unknown"]
    assert "Too few events to tell changes of course" in words(client.get("/dyads/NRL/SDR").text)
    assert len(client.get("/dyads/NRL/NRL.json").json()["data"]["directions"]) == 1


def test_the_map_and_the_network_begin_with_the_last_year(client: TestClient) -> None:
    for path in ("/map", "/network"):
        page = client.get(path).text
        assert re.search(r'aria-current="true">Last 12 months', page)
        assert "since=2023-05-01" in page


def test_places_with_level_and_confidence(client: TestClient) -> None:
    places = client.get("/map.json?period=all").json()["data"]["places"]
    port = next(place for place in places if place["name"] == "Port Vale")
    assert (port["level"], port["confidence"]) == ("city or site", 0.9)
    assert port["quads"] == {"material conflict": 2, "verbal conflict": 1}


@pytest.mark.parametrize(
    "path",
    ["/charts/pie.svg", "/charts/map.exe", "/charts/map", "/charts/map.svg?theme=pink", "/charts/map.svg?since=x"],
)
def test_other_pictures_are_refused(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("suffix", ["png", "json"])
def test_pictures_as_files(client: TestClient, suffix: str) -> None:
    found = client.get(f"/charts/matrix.{suffix}?theme=dark&width=narrow&title=Mine")
    assert found.status_code == 200
    assert found.content.startswith(b"\x89PNG") if suffix == "png" else found.json()["title"]["text"] == ["Mine"]


def test_what_is_kept_is_forgotten_when_the_store_changes(small_store: Store) -> None:
    memory = Memory()
    made = iter(range(10))

    def ask() -> int:
        with small_store.reading() as connection:
            return memory.keep(connection, "key", lambda: next(made))

    assert (ask(), ask()) == (0, 0)
    document, record = next(iter(small_corpus()))
    other = document.model_copy(update={"id": "new", "url": "https://new.example/1"})
    small_store.write(small_store.begin_run("more", ENGINE), [(other, record)])
    assert ask() == 1
