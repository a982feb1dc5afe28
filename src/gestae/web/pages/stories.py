"""One event in many reports: who asserts it, who attributes it, who denies it, in which words."""

from typing import TYPE_CHECKING

from gestae.errors import QueryError
from gestae.store.filters import of_any_status
from gestae.store.stories.listing import Stance, list_stories, show_story
from gestae.web.page import add_page
from gestae.web.site import Ask, Site, View

if TYPE_CHECKING:
    from fastapi import APIRouter

ROWS = 50
MOST_ROWS = 200
LEAST_DOCUMENTS = 2
TELLS = {
    Stance.ASSERTS: "Assert it in their own voice",
    Stance.ATTRIBUTES: "Attribute it to somebody",
    Stance.DENIES: "Deny it, or report the denial",
}


def router(site: Site) -> "APIRouter":
    """The routes of the list and of one story."""
    from fastapi import APIRouter

    routes = APIRouter()
    add_page(routes, site, "/stories", stories)
    add_page(routes, site, "/stories/{number}", story)
    return routes


def stories(ask: Ask) -> View:
    """The newest stories that match, told by two documents or more unless asked otherwise."""
    rows = ask.number("limit", ROWS, MOST_ROWS)
    documents = ask.number("documents", LEAST_DOCUMENTS, MOST_ROWS)
    found = list_stories(ask.connection, of_any_status(ask.given), rows, documents, ask.other.get("after"))
    data = {"stories": found.rows, "after": found.after, "documents": documents, "limit": rows}
    return View("stories.html", "Stories", data)


def story(ask: Ask) -> View:
    """One story with its reports side by side.

    Raises:
        QueryError: there is none of this number.
    """
    number = ask.path["number"]
    if not number.isdecimal() or len(number) > len("2147483647") - 1:
        raise QueryError(f"no story has the number {number!r}")
    found = show_story(ask.connection, int(number))
    tellings = [{"stance": each.stance, "key": each.document_key, "event": each.event} for each in found.tellings]
    stances = {stance: [each for each in tellings if each["stance"] is stance] for stance in Stance}
    title = " ".join(str(found.summary[name]) for name in ("type", "place", "first_day") if found.summary[name])
    return View(
        "story.html", title, {"story": found.summary, "tellings": tellings}, {"stances": stances, "tells": TELLS}
    )
