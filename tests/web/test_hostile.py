"""What strangers write is shown as they wrote it, and does nothing."""

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest

from gestae.store import Store
from helpers.hostile import PAYLOADS, TURNED
from helpers.pages import PAGES, addresses, keys

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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
