"""Events judged one after another, by two keys, and sentences coded without seeing what the machine found."""

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from gestae.errors import QueryError
from gestae.store.engine import Mode
from gestae.store.filters import BY_NAME, of_any_status
from gestae.store.reviewing.draw import next_event, next_sentence
from gestae.store.reviewing.keep import add_blind, add_verdict
from gestae.store.show import Passage, show_event
from gestae.store.store import Store
from gestae.training.reviews import Verdict
from gestae.web.marks import Layer, Mark, Piece, pieces
from gestae.web.page import render
from gestae.web.site import Ask, Site, View, link, read_ask

if TYPE_CHECKING:
    from fastapi import APIRouter

COOKIE = "reviewer"
A_MONTH = 30 * 24 * 3600
LONGEST_NAME = 60


def router(site: Site) -> "APIRouter":
    """The page, what is sent from it, and who sends it."""
    from fastapi import APIRouter
    from starlette.concurrency import run_in_threadpool
    from starlette.requests import Request
    from starlette.responses import HTMLResponse, RedirectResponse, Response

    routes = APIRouter()
    secret = secrets.token_bytes(32)

    def page(request: Request) -> Response:
        reviewer = unquote(request.cookies.get(COOKIE, ""))
        with site.reading() as connection:
            asked = read_ask(site, request, connection)
            view = _view(asked, reviewer, _token(secret, reviewer))
            return HTMLResponse(render(site, request, view, given=asked.given))

    async def sent(request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form(max_files=0, max_fields=60)).items()}
        reviewer = unquote(request.cookies.get(COOKIE, ""))
        if not hmac.compare_digest(form.get("token", "").encode("utf-8", "replace"), _token(secret, reviewer).encode()):
            raise QueryError("this form is out of date; go back, load the page again and send it once more")
        if form.get("what") == "name":
            answer = RedirectResponse(_back(form), 303)
            name = " ".join(form.get("name", "").split())[:LONGEST_NAME]
            answer.set_cookie(COOKIE, quote(name), max_age=A_MONTH, httponly=True, samesite="strict", path="/review")
            return answer
        await run_in_threadpool(_keep, site, reviewer, form)
        return RedirectResponse(_back(form), 303)

    routes.add_api_route("/review", page, include_in_schema=False, response_model=None)
    routes.add_api_route("/review", sent, methods=["POST"], include_in_schema=False, response_model=None)
    return routes


def _token(secret: bytes, reviewer: str) -> str:
    return hmac.new(secret, reviewer.encode(), hashlib.sha256).hexdigest()


def _back(form: dict[str, str]) -> str:
    """The page again with its filters, and nowhere else."""
    kept = {name[2:]: value for name, value in form.items() if name.startswith("f_") and name[2:] in BY_NAME}
    return link("/review", {**kept, "blind": form.get("blind") or None})


def _view(ask: Ask, reviewer: str, token: str) -> View:
    blind = bool(ask.other.get("blind"))
    about: dict[str, Any] = {
        "reviewer": reviewer,
        "token": token,
        "blind": blind,
        "shown": None,
        "passage": [],
        "sentence": None,
    }
    if reviewer and blind:
        about["sentence"] = next_sentence(ask.connection, ask.filters, reviewer)
    elif reviewer:
        uid = next_event(ask.connection, of_any_status(ask.given), reviewer)
        about["shown"] = shown = show_event(ask.connection, uid) if uid else None
        about["passage"] = _pieces(shown.passage) if shown and shown.passage else []
    about["types"] = sorted(ask.site.types())
    return View("review.html", "Review", about)


def _pieces(passage: Passage) -> list[Piece]:
    marks = [
        Mark(Layer.EVENT if mark.kind == "trigger" else Layer.ACTOR, passage.field, mark.start, mark.end, "", mark.kind)
        for mark in passage.marks
    ]
    return pieces(passage.text, marks)


def _keep(site: Site, reviewer: str, form: dict[str, str]) -> None:
    with Store.open(site.place, Mode.WRITE) as store, store.writing() as connection:
        if form.get("what") == "blind":
            types = [name.removeprefix("t_") for name, value in form.items() if name.startswith("t_") and value]
            number, of = (_number(form.get(name, "")) for name in ("sentence", "of"))
            add_blind(connection, form.get("document", ""), number, of, types, reviewer)
            return
        try:
            verdict = Verdict(form.get("verdict", ""))
        except ValueError as error:
            raise QueryError(f"a verdict is one of {', '.join(Verdict)}") from error
        changes = {name: form[name] for name in ("type", "status") if verdict is Verdict.CORRECT and form.get(name)}
        add_verdict(connection, form.get("uid", ""), reviewer, verdict, changes, form.get("why"))


def _number(value: str) -> int:
    if not value.isdecimal() or len(value) > 9:
        raise QueryError(f"{value!r}: wanted a number")
    return int(value)
