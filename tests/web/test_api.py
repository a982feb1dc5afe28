"""The API over the small store: envelope, paging, tags, limits, and who is let in."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from gestae.store import Store
from gestae.store.choices import Unique
from gestae.store.reviewing.keep import last_reviews
from gestae.store.stories.link import link
from gestae.store.tokens import create_token, list_tokens, revoke_token
from gestae.web.door import Admission
from gestae.web.limits import Limits
from gestae.web.server import make_app

API = "/api/v1"
FORM = "application/x-www-form-urlencoded"


def _place(store: Store) -> str:
    place = store.engine.url.database
    assert place is not None
    return place


@pytest.fixture
def client(small_store: Store) -> Iterator[TestClient]:
    with TestClient(make_app(_place(small_store)), raise_server_exceptions=False) as client:
        yield client


def _is_problem(answer: Response, status: int, words: str = "") -> None:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert words in told["title"]


def test_one_envelope(client: TestClient) -> None:
    for path in ("health", "documents", "events", "statements", "counts", "actors", "dyads", "stories", "search?q=aid"):
        answer = client.get(f"{API}/{path}")
        assert answer.status_code == 200, path
        told = answer.json()
        assert set(told) == {"data", "next", "truncated", "store"}
        assert told["store"]["run_id"]


def test_events_are_those_of_the_store(client: TestClient, small_store: Store) -> None:
    told = client.get(f"{API}/events", params={"type": ["ACCUSE", "COERCE"], "limit": 500}).json()["data"]
    wanted = small_store.events(type=["ACCUSE", "COERCE"])["uid"].to_list()
    assert wanted
    assert sorted(each["uid"] for each in told) == sorted(wanted)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("documents", {}),
        ("events", {"status": "any"}),
        ("statements", {}),
        ("search", {"q": "Norland"}),
        ("actors", {"status": "any"}),
        ("dyads", {"status": "any"}),
    ],
)
def test_pages_add_up(client: TestClient, path: str, query: dict[str, str]) -> None:
    whole = client.get(f"{API}/{path}", params=query).json()
    assert len(whole["data"]) > 1
    assert whole["next"] is None
    rows, after = [], None
    while True:
        page = client.get(f"{API}/{path}", params={**query, "limit": 1, **({"after": after} if after else {})}).json()
        rows += page["data"]
        after = page["next"]
        if after is None:
            break
    assert rows == whole["data"]


def test_pages_of_stories_add_up(client: TestClient, small_store: Store) -> None:
    with small_store.writing() as connection:
        link(connection)
    test_pages_add_up(client, "stories", {"status": "any", "documents": "1"})


def test_cells_left_out_are_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = client.get(f"{API}/dyads").json()
    assert not whole["truncated"]
    assert len(whole["data"]) > 2
    monkeypatch.setattr("gestae.web.api.figures.MOST_CELLS", 2)
    first, last = (client.get(f"{API}/dyads?status=actual,actual&limit=1&after={after}").json() for after in (0, 1))
    assert first["truncated"]
    assert last["truncated"]
    assert (first["next"], last["next"]) == ("1", None)
    assert first["data"] + last["data"] == whole["data"][:2]


def test_statements_of_a_speaker(client: TestClient) -> None:
    by = {who: client.get(f"{API}/statements", params={"speaker": who}).json()["data"] for who in ("nrl", "ESM")}
    assert {each["speaker_name"] for each in by["nrl"]} == {"Ada Berg"}
    assert by["ESM"] == []


def test_counts_by_dimensions(client: TestClient, small_store: Store) -> None:
    told = client.get(f"{API}/counts?by=actor&by=type&unique=none").json()["data"]
    wanted = small_store.counts(["actor", "type"], unique=Unique.NONE).to_dicts()
    found, expected = ({(row["actor"], row["type"]): row["events"] for row in rows} for rows in (told, wanted))
    assert found == expected


def test_one_thing_by_its_name(client: TestClient, small_store: Store) -> None:
    row = client.get(f"{API}/events?type=ACCUSE&limit=1").json()["data"][0]
    whole = client.get(f"{API}/events/{row['uid']}").json()["data"]
    assert whole["event"]["uid"] == row["uid"]
    record = client.get(f"{API}/documents/{whole['document_key']}").json()["data"]
    assert record["document"]["text"] == small_store.record(whole["document_key"]).document.text
    for path in ("events/ffffffffffff", "documents/none", "stories/77", "nothing"):
        _is_problem(client.get(f"{API}/{path}"), 404)


@pytest.mark.parametrize(
    ("query", "words"),
    [("status=perhaps", "status"), ("since=soon", "since"), ("limit=0", "limit"), ("story=9999999999", "story")],
)
def test_what_cannot_be_asked_is_told(client: TestClient, query: str, words: str) -> None:
    _is_problem(client.get(f"{API}/events?{query}"), 422, words)


def test_a_cursor_of_somebodys_own(client: TestClient) -> None:
    for after in ("x", "1_2", "9999999999", "2024-01-01_99999999999_1", "-1"):
        _is_problem(client.get(f"{API}/events", params={"after": after}), 400, "after")
        _is_problem(client.get(f"{API}/documents", params={"after": f"{after}'"}), 400, "after")


def test_a_tag_saves_the_answer(client: TestClient) -> None:
    first = client.get(f"{API}/events")
    again = client.get(f"{API}/events", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    other = client.get(f"{API}/events?limit=1", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


def test_the_api_is_compressed_and_pages_are_not(client: TestClient) -> None:
    asked = {"Accept-Encoding": "gzip"}
    assert client.get(f"{API}/events", headers=asked).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get("/events", headers=asked).headers


def test_a_review_is_kept(client: TestClient, small_store: Store) -> None:
    uid = client.get(f"{API}/events").json()["data"][0]["uid"]
    sent = {"uid": uid, "reviewer": "ada", "verdict": "correct", "type": "AID", "why": "it was help"}
    assert client.post(f"{API}/review", json=sent).status_code == 200
    with small_store.reading() as connection:
        (kept,) = last_reviews(connection)
    assert (kept.uid, kept.reviewer, kept.verdict, kept.correction) == (uid, "ada", "correct", {"type": "AID"})
    _is_problem(client.post(f"{API}/review", json={**sent, "verdict": "perhaps"}), 422, "verdict")
    _is_problem(client.post(f"{API}/review", json={**sent, "color": "red"}), 422, "color")
    _is_problem(client.post(f"{API}/review", json={**sent, "uid": "0" * 20}), 404, "0000")


def test_a_text_is_coded(client: TestClient) -> None:
    sent = {"text": "France accused Russia of spying on Monday.", "published": "2024-03-16", "source": "Daily Post"}
    answer = client.post(f"{API}/code", json=sent)
    assert answer.status_code == 200
    record = answer.json()["data"]
    assert record["document"]["source"] == "Daily Post"
    assert [event["type"] for event in record["events"]][:1] == ["ACCUSE"]
    _is_problem(client.post(f"{API}/code", json={"text": ""}), 422, "text")
    _is_problem(client.post(f"{API}/code", json={"text": "x" * 100_001}), 422, "text")


def test_too_much_and_too_often(small_store: Store) -> None:
    limits = Limits(body_bytes=1000, requests=3, seconds=3600)
    with TestClient(make_app(_place(small_store), limits=limits)) as client:
        _is_problem(client.post(f"{API}/review", content=b"x" * 1001), 413)
        _is_problem(client.post("/paste", content=iter([b"text=", b"x" * 2000]), headers={"Content-Type": FORM}), 411)
        assert [client.get(f"{API}/health").status_code for _ in range(4)] == [200, 200, 200, 429]
        refused = client.get(f"{API}/health")
        _is_problem(refused, 429)
        assert refused.headers["retry-after"] == "3600"
        assert client.get("/events").status_code == 200


def test_a_question_has_its_time(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gestae.store.within.STEPS", 1)
    monkeypatch.setattr("gestae.web.api.answer.SECONDS", -1.0)
    _is_problem(client.get(f"{API}/events"), 503, "longer")


def test_only_this_machine_is_let_in(small_store: Store) -> None:
    app = make_app(_place(small_store), admission=Admission.LOCAL)
    for host in ("127.0.0.1:8000", "localhost", "[::1]:80"):
        assert TestClient(app, base_url=f"http://{host}").get("/events").status_code == 200
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000"):
        _is_problem(TestClient(app, base_url=f"http://{host}").get("/events"), 403)


def test_other_sites_send_nothing(client: TestClient) -> None:
    for site in ("cross-site", "same-site"):
        _is_problem(client.post("/paste", data={"text": "x"}, headers={"Sec-Fetch-Site": site}), 403)
    assert client.post("/paste", data={"text": ""}, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 400
    _is_problem(client.post(f"{API}/review", content="{}", headers={"Content-Type": "text/plain"}), 422)


def test_others_bring_a_token(small_store: Store) -> None:
    with small_store.writing() as connection:
        secret = create_token(connection, "ada")
    app = make_app(_place(small_store), admission=Admission.TOKEN)
    client = TestClient(app, base_url="http://news.example", follow_redirects=False)
    bearer = {"Authorization": f"Bearer {secret}"}
    refused = client.get(f"{API}/events")
    _is_problem(refused, 401, "gestae token create")
    assert refused.headers["www-authenticate"] == "Bearer"
    _is_problem(client.get(f"{API}/events", headers={"Authorization": "Bearer gestae_other"}), 401)
    assert client.get(f"{API}/events", headers=bearer).status_code == 200
    assert client.get("/events").headers["location"] == "/sign-in"
    assert client.get("/static/style.css").status_code == 200
    assert client.post("/sign-in", data={"token": "other"}).status_code == 403
    assert client.get("/events").status_code == 303
    signed = client.post("/sign-in", data={"token": secret})
    assert "HttpOnly" in signed.headers["set-cookie"]
    assert "samesite=strict" in signed.headers["set-cookie"].lower()
    assert secret not in signed.headers["set-cookie"]
    assert client.get("/events").status_code == 200
    forged = signed.cookies["session"].replace(".", ".9", 1)
    other = TestClient(app, base_url="http://news.example", follow_redirects=False, cookies={"session": forged})
    assert other.get("/events").status_code == 303
    with small_store.writing() as connection:
        revoke_token(connection, "ada")
    assert client.get("/events").status_code == 303
    _is_problem(client.get(f"{API}/events", headers=bearer), 401)


def test_tokens_are_kept_as_hashes(small_store: Store) -> None:
    with small_store.writing() as connection:
        secret = create_token(connection, "ada")
        (kept,) = list_tokens(connection)
    assert (kept["name"], kept["revoked_at"]) == ("ada", None)
    assert secret.encode() not in Path(_place(small_store)).read_bytes()
    assert date.fromisoformat(kept["created_at"][:10])


def test_it_answers_while_somebody_writes(client: TestClient, small_store: Store) -> None:
    before = client.get(f"{API}/events").json()["data"]
    with small_store.writing() as connection:
        create_token(connection, "ada")
        assert client.get(f"{API}/events").json()["data"] == before


def test_the_api_holds_to_its_description(small_store: Store) -> None:
    import schemathesis
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    app = make_app(_place(small_store), limits=Limits(requests=10**6))
    schema = schemathesis.openapi.from_asgi(f"{API}/openapi.json", app)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 12
    for operation in operations:
        if operation.path == f"{API}/code":
            continue

        @seed(20240316)
        @settings(
            max_examples=15,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def check(case: schemathesis.Case) -> None:
            case.call_and_validate(excluded_checks=[positive_data_acceptance])  # a cursor or a uid has to be known

        check()
