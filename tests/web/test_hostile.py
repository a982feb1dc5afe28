"""What strangers write is shown as they wrote it, and does nothing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest
from fastapi.testclient import TestClient

from gestae.store import Store
from gestae.store.filters import BY_NAME
from gestae.web.limits import Limits
from gestae.web.server import make_app
from helpers.hostile import PAYLOADS, TURNED
from helpers.pages import PAGES, addresses, keys

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STRANGE = ("\0", "\ud800", "9" * 40, "-1", "1e999", "\u0663", "%", "'", "[", "../..", "a" * 3000)
ASKED = ("q", "limit", "page", "after", "order", "documents", "theme", "width", "title", "blind", "by", *BY_NAME)
ROOTS = ("/events", "/events.csv", "/search", "/actors/NRL", "/charts/timeline.json", "/api/v1/events")
LISTS = ("overview", "events", "stories", "story", "document")
ALIEN = """() => [...document.querySelectorAll('*')].filter(each =>
    each.matches('iframe, object, embed, base, style, meta[http-equiv], svg, img[onerror]')
    || (each.matches('script') && !(each.getAttribute('src') || '').startsWith('/static/'))
    || [...each.attributes].some(a => a.name.startsWith('on') || a.name === 'autofocus' || a.name === 'srcdoc'
        || (['href', 'src', 'action'].includes(a.name) && /^\\s*(javascript|data|vbscript):/i.test(a.value)))
).map(each => each.outerHTML.slice(0, 300))"""
LOOSE = """turned => [...document.querySelectorAll('body *')].filter(each =>
    [...each.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.includes(turned))
    && !['isolate', 'isolate-override', 'plaintext'].includes(getComputedStyle(each).unicodeBidi)
    && !each.matches('textarea, option')
).map(each => each.outerHTML.slice(0, 300))"""


@pytest.fixture(scope="module")
def client(hostile_place: str) -> Iterator[TestClient]:
    app = make_app(hostile_place, limits=Limits(requests=10**6))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("root", ROOTS)
def test_nothing_that_is_asked_breaks_the_server(client: TestClient, root: str) -> None:
    for value in STRANGE:
        for name in ASKED:
            query = urlencode({name: value}, errors="surrogatepass")
            assert client.get(f"{root}?{query}").status_code < 500, (root, name, value)


@pytest.mark.parametrize(
    "root", ["/documents/", "/stories/", "/actors/", "/dyads/NRL/", "/charts/", "/static/", "/api/v1/events/", "/"]
)
def test_no_path_breaks_the_server_or_leaves_it(client: TestClient, root: str) -> None:
    outside = ("../server.py", "..%2fserver.py", "%2e%2e/site.py", "/etc/passwd", "%2fetc%2fpasswd")
    for value in (*(quote(each, safe="", errors="surrogatepass") for each in STRANGE), "%ff", *outside):
        answer = client.get(root + value)
        assert answer.status_code < 500, (root, value)
        assert "root:" not in answer.text
        assert "def make_app" not in answer.text


def test_no_form_breaks_the_server(client: TestClient) -> None:
    for path in ("/paste", "/review", "/api/v1/review", "/api/v1/code"):
        for body in (b"", b"\xff", b"text=%ff&title=%00", b"{", b"[[" * 5000, b'{"text": "\\ud800"}'):
            for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json"):
                answer = client.post(path, content=body, headers={"Content-Type": kind})
                assert answer.status_code < 500, (path, body, kind)


def _check(browser: "Browser", site: str, address: str) -> str:
    """The words of a page in which nothing ran, was fetched from elsewhere, or turns the writing around it."""
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    fetched: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "status of" not in message.text else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(site + address)
    assert page.evaluate("window.hurt") is None
    assert page.evaluate(ALIEN) == []
    assert page.evaluate(LOOSE, TURNED) == []
    words = str(page.locator("body").text_content())
    context.close()
    assert not said
    assert all(url.startswith(site) for url in fetched)
    return words


@pytest.mark.parametrize("name", PAGES)
def test_no_page_runs_what_a_document_says(
    browser: "Browser", hostile_site: str, hostile_place: str, name: str
) -> None:
    words = _check(browser, hostile_site, addresses(hostile_place)[name])
    if name in LISTS:
        assert any(payload in words for payload in PAYLOADS)


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_a_document_is_shown_as_it_is_written(
    browser: "Browser", hostile_site: str, hostile_place: str, number: int
) -> None:
    with Store.open(hostile_place) as store:
        key = keys(store)[number]
    words = _check(browser, hostile_site, f"/documents/{key}")
    assert PAYLOADS[number] in words


@pytest.mark.parametrize("path", ["/events", "/search", "/stories"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_page_runs_what_an_address_says(browser: "Browser", hostile_site: str, path: str, payload: str) -> None:
    filters = dict.fromkeys(("q", "actor", "place", "text", "after"), payload)
    _check(browser, hostile_site, f"{path}?{urlencode(filters)}")
    _check(browser, hostile_site, f"{path}?{urlencode({'status': payload})}")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_page_runs_what_a_path_says(browser: "Browser", hostile_site: str, payload: str) -> None:
    for start in ("/documents/", "/stories/", "/"):
        _check(browser, hostile_site, start + quote(payload, safe=""))


def test_no_link_leads_astray(browser: "Browser", hostile_site: str, hostile_place: str) -> None:
    starts = [addresses(hostile_place)[name] for name in LISTS]
    with Store.open(hostile_place) as store:
        starts += [f"/documents/{key}" for key in keys(store)]
    context = browser.new_context()
    page = context.new_page()
    found: dict[str, str] = {}
    for start in starts:
        page.goto(hostile_site + start)
        hrefs = page.evaluate("[...document.links].map(each => each.href)")
        assert all(href.startswith((f"{hostile_site}/", "http://", "https://")) for href in hrefs)
        for href in hrefs:
            path = href.removeprefix(hostile_site)
            if path.startswith(("/actors/", "/dyads/")):
                found.setdefault(path, start)
    context.close()
    assert len(found) > 10
    for path in sorted(found)[:: max(1, len(found) // 24)]:
        _check(browser, hostile_site, path)


def test_reviewing_runs_nothing(browser: "Browser", hostile_site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{hostile_site}/review")
    page.locator("#name").fill(PAYLOADS[1])
    for _ in range(5):
        with page.expect_navigation():
            page.locator("main form button").first.click()
        assert page.locator("article.judged").count() == 1
        assert page.evaluate("window.hurt") is None
        assert page.evaluate(ALIEN) == []
        assert page.evaluate(LOOSE, TURNED) == []
    context.close()


def test_what_is_pasted_is_shown_again_as_text(browser: "Browser", hostile_site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    for payload in PAYLOADS:
        page.goto(f"{hostile_site}/paste")
        page.locator("#text").fill(payload)
        page.locator("[name=title]").fill(payload)
        page.locator("[name=source]").fill(payload)
        page.evaluate("document.querySelector('[name=published]').type = 'text'")
        page.locator("[name=published]").fill(payload)
        with page.expect_navigation():
            page.locator("form.paste button").click()
        assert page.evaluate("window.hurt") is None
        assert page.evaluate(ALIEN) == []
        assert page.locator("#text").input_value().strip() == payload.strip()
    context.close()
