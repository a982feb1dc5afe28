"""Every page in a real browser: it opens, says no error, bars nobody, and its filters work."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.browsing import opened
from helpers.pages import PAGES, addresses

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SCREENSHOTS = Path("build/screenshots")
THEMES = ("light", "dark")
WRONG = {"events-wrong": 400, "missing": 404}
SERIOUS = "axe.run().then(found => found.violations.filter(v => ['serious', 'critical'].includes(v.impact)))"


def photograph(page: "Page", path: Path) -> None:
    """The whole page as a picture; where the browser has no room for it at that moment, what the window shows."""
    from playwright.sync_api import Error

    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        page.screenshot(path=path, full_page=True)
    except Error:
        page.screenshot(path=path)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_to_everybody(
    browser: "Browser", plain_site: str, plain_place: str, axe: str, name: str, theme: str
) -> None:
    with opened(browser, plain_site + addresses(plain_place)[name], theme) as page:
        status = page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus")
        assert status == WRONG.get(name, 200)
        assert page.locator("h1").count() == 1
        for image in page.locator("img").all():
            assert image.evaluate("each => each.decode().then(() => each.naturalWidth > 0)")
        photograph(page, SCREENSHOTS / theme / f"{name}.png")
        page.evaluate(axe)
        violations = page.evaluate(SERIOUS)
        assert not [(v["id"], [node["html"][:150] for node in v["nodes"][:3]]) for v in violations]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_small_screen(browser: "Browser", plain_site: str, plain_place: str, name: str) -> None:
    with opened(browser, plain_site + addresses(plain_place)[name], width=380) as page:
        photograph(page, SCREENSHOTS / "small" / f"{name}.png")
        assert page.evaluate("document.documentElement.scrollWidth") <= 380


@pytest.mark.parametrize(
    ("path", "field", "value", "rows", "words"),
    [
        ("/events", "type", "ACCUSE", "table.events tbody tr", "ACCUSE"),
        ("/events", "actor", "org:aid", "table.events tbody tr", "the aid agency"),
        ("/events", "source", "Valley Times", "table.events tbody tr", "Valley Times"),
        ("/search", "q", "flowers", "ol.hits li", "flowers"),
    ],
)
def test_filters_work(
    browser: "Browser", plain_site: str, path: str, field: str, value: str, rows: str, words: str
) -> None:
    with opened(browser, plain_site + path) as page:
        before = page.locator(rows).count()
        page.locator(f"main [name={field}]").first.fill(value)
        with page.expect_navigation():
            page.locator("main form button").first.click()
        found = page.locator(rows)
        assert found.count()
        assert before == 0 or found.count() < before
        assert all(words.lower() in each.inner_text().lower() for each in found.all())
        assert page.locator(f"main [name={field}]").first.input_value() == value


def test_a_choice_filters(browser: "Browser", plain_site: str) -> None:
    with opened(browser, f"{plain_site}/events") as page:
        page.locator("select[name=status]").select_option("future")
        with page.expect_navigation():
            page.locator("main form button").first.click()
        rows = page.locator("table.events tbody tr")
        assert rows.count() == 1
        assert "future" in rows.first.inner_text()


def test_marks_and_cards_of_the_reader(browser: "Browser", plain_site: str, plain_place: str) -> None:
    with opened(browser, plain_site + addresses(plain_place)["document"]) as page:
        mark = page.locator("a.m-event").first
        mark.hover()
        assert page.locator("#card").is_visible()
        page.keyboard.press("Escape")
        assert page.locator("#card").is_hidden()
        page.locator("input[data-layer=actor]").uncheck()
        borders = page.locator("a.m-actor").first.evaluate("each => getComputedStyle(each).borderBottomWidth")
        assert borders == "0px"
        mark.click()
        assert page.url.endswith(str(mark.get_attribute("href")))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("query", ["", "?blind=1"])
def test_a_reviewer_is_not_barred(browser: "Browser", plain_site: str, axe: str, query: str, theme: str) -> None:
    with opened(browser, f"{plain_site}/review{query}", theme) as page:
        page.locator("#name").fill("Ada")
        with page.expect_navigation():
            page.locator("main form button").first.click()
        if query:
            page.goto(f"{plain_site}/review{query}")
        photograph(page, SCREENSHOTS / theme / f"review-{'blind' if query else 'events'}.png")
        page.evaluate(axe)
        violations = page.evaluate(SERIOUS)
        assert not [(v["id"], [node["html"][:150] for node in v["nodes"][:3]]) for v in violations]


def test_pages_are_reached_by_keyboard(browser: "Browser", plain_site: str) -> None:
    with opened(browser, plain_site) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.url.endswith("#main")
