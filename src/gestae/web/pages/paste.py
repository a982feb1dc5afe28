"""A text coded in the page and read at once; nothing of it is stored."""

from datetime import date
from typing import TYPE_CHECKING

from gestae.model import Document
from gestae.web.page import render
from gestae.web.pages.reader import view_of
from gestae.web.site import Site, View

if TYPE_CHECKING:
    from fastapi import APIRouter

LONGEST = 100_000  # characters


def router(site: Site) -> "APIRouter":
    """The form, and what comes of it."""
    from fastapi import APIRouter
    from starlette.concurrency import run_in_threadpool
    from starlette.requests import Request
    from starlette.responses import HTMLResponse

    routes = APIRouter()

    def form(request: Request) -> HTMLResponse:
        return HTMLResponse(render(site, request, _form({}, None)))

    async def coded(request: Request) -> HTMLResponse:
        sent = await request.form(max_files=0, max_fields=10, max_part_size=4 * LONGEST)
        given = {name: str(value) for name, value in sent.items()}
        problem, document = _document(given)
        if document is None:
            return HTMLResponse(render(site, request, _form(given, problem)), 400)
        record = await run_in_threadpool(site.desk.code, document)
        return HTMLResponse(render(site, request, view_of(record)))

    routes.add_api_route("/paste", form, include_in_schema=False, response_model=None)
    routes.add_api_route("/paste", coded, methods=["POST"], include_in_schema=False, response_model=None)
    return routes


def _form(given: dict[str, str], problem: str | None) -> View:
    return View("paste.html", "Paste a text", {"sent": given, "problem": problem, "longest": LONGEST})


def _document(given: dict[str, str]) -> tuple[str | None, Document | None]:
    """The document that was sent, or what is wrong with it."""
    text = given.get("text", "")
    if not text.strip():
        return "There is no text yet.", None
    if len(text) > LONGEST:
        return f"The text has {len(text):,} characters; at most {LONGEST:,} are coded here.", None
    day = given.get("published", "").strip()
    try:
        published = date.fromisoformat(day) if day else None
    except ValueError:
        return f"{day!r} is no day; wanted one such as 2017-05-30.", None
    plain = {name: given.get(name, "").strip() or None for name in ("title", "source")}
    return None, Document(text=text.replace("\r\n", "\n"), published=published, **plain)
