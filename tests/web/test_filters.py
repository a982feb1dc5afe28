"""Filters of every page in a real browser, by keyboard alone: what is asked for stands in the address and narrows."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from helpers.browsing import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STEPS = 80  # presses of Tab until something has to be reached
EVENTS = "table.events tbody tr"
CASES = [
    ("/", "type", "ACCUSE", EVENTS),
    ("/events", "type", "ACCUSE", EVENTS),
    ("/events", "actor", "org:aid", EVENTS),
    ("/events", "source", "Valley Times", EVENTS),
    ("/map", "country", "SDR", "table tbody tr"),
    ("/network", "type", "ACCUSE", "table tbody tr"),
    ("/dyads/NRL/SDR", "type", "ACCUSE", EVENTS),
    ("/actors/NRL", "type", "ACCUSE", EVENTS),
    ("/stories", "type", "ASSAULT", "table.stories tbody tr"),
    ("/search", "q", "flowers", "ol.hits li"),
]


def reach(page: "Page", selector: str) -> None:
    """Go with Tab until something has the focus."""
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


@pytest.fixture
def pages(browser: "Browser", plain_site: str, request: pytest.FixtureRequest) -> Iterator["Page"]:
    with opened(browser, plain_site + request.param) as page:
        yield page


@pytest.mark.parametrize(("pages", "field", "value", "rows"), CASES, indirect=["pages"])
def test_filters_work_by_keyboard(pages: "Page", field: str, value: str, rows: str) -> None:
    before = pages.locator(rows).count()
    if pages.locator("main summary", has_text="More filters").count() and not _shown(pages, field):
        reach(pages, "main summary")
        pages.keyboard.press("Enter")
    reach(pages, f"main [name={field}]")
    pages.keyboard.type(value)
    with pages.expect_navigation():
        pages.keyboard.press("Enter")
    assert f"{field}=" in pages.url
    assert pages.evaluate("performance.getEntriesByType('navigation')[0].responseStatus") == 200
    assert pages.locator(f"main [name={field}]").first.input_value() == value
    after = pages.locator(rows).count()
    assert after
    assert before == 0 or after < before


def _shown(page: "Page", field: str) -> bool:
    return page.locator(f"main [name={field}]").first.is_visible()


@pytest.mark.parametrize("pages", ["/", "/network", "/map", "/actors", "/actors/NRL"], indirect=True)
def test_periods_are_links(pages: "Page") -> None:
    reach(pages, ".periods a:not([aria-current])")
    name = pages.evaluate("document.activeElement.textContent")
    with pages.expect_navigation():
        pages.keyboard.press("Enter")
    assert pages.locator(".periods a[aria-current]").first.inner_text() == name


def test_a_filter_is_taken_away(browser: "Browser", plain_site: str) -> None:
    with opened(browser, f"{plain_site}/?type=ACCUSE&source=Daily+Post") as page:
        reach(page, ".chips a")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator(".chips a").count() == 1


def test_two_parties_are_found_by_their_names(browser: "Browser", plain_site: str) -> None:
    with opened(browser, f"{plain_site}/actors") as page:
        reach(page, "main [name=first]")
        page.keyboard.type("NRL")
        reach(page, "main [name=second]")
        page.keyboard.type("SDR")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url.endswith("/dyads/NRL/SDR")


@pytest.mark.parametrize(("path", "name"), [("/map", "country"), ("/network", "party")])
def test_a_picture_is_looked_at_closely(browser: "Browser", plain_site: str, path: str, name: str) -> None:
    with opened(browser, plain_site + path) as page:
        reach(page, f".periods a[href*='{name}=']")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert f"{name}=" in page.url
        assert page.locator(f".periods a[href*='{name}='][aria-current]").count() == 1
        reach(page, "figure a[href*='width=large']")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.evaluate("document.documentElement.viewBox.baseVal.width") > 1200
