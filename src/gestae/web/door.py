"""Who is let in: anybody from this machine, others with a token."""

import hashlib
import hmac
import secrets
import time
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gestae.store.tokens import is_used, token_number
from gestae.web.api.problems import problem
from gestae.web.limits import API, READS
from gestae.web.page import render
from gestae.web.site import Site, View

if TYPE_CHECKING:
    from fastapi import APIRouter
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE = "session"
A_DAY = 24 * 3600
SIGN_IN = "/sign-in"
OPEN = ("/static/", SIGN_IN)
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
FOREIGN = frozenset({"cross-site", "same-site"})


class Admission(StrEnum):
    """``LOCAL``: whoever calls this machine by its own name, so that no other site can; ``TOKEN``: with a token."""

    ALL = "all"
    LOCAL = "local"
    TOKEN = "token"


class Door:
    """Lets requests in, and gives sessions to those who bring a token. Sessions end with the server."""

    def __init__(self, site: Site, admission: Admission) -> None:
        self.site = site
        self.admission = admission
        self._secret = secrets.token_bytes(32)

    def before(self, app: "ASGIApp") -> "ASGIApp":
        """Middleware: the answer of the application, or why there is none."""
        from starlette.requests import Request

        async def answer(scope: "Scope", receive: "Receive", send: "Send") -> None:
            refusal = await self._refusal(Request(scope)) if scope["type"] == "http" else None
            await (refusal or app)(scope, receive, send)

        return answer

    async def _refusal(self, request: "Request") -> "Response | None":
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import RedirectResponse

        if request.method not in READS and request.headers.get("sec-fetch-site") in FOREIGN:
            return problem(403, "this was sent from another site")
        path = request.url.path
        if self.admission is Admission.LOCAL and _host(request) not in LOCAL:
            return problem(403, "this server answers to 127.0.0.1 and localhost only")
        if self.admission is not Admission.TOKEN or path.startswith(OPEN):
            return None
        if await run_in_threadpool(self._knows, request):
            return None
        if path.startswith(API) or request.method not in READS:
            words = "a token is needed: Authorization: Bearer TOKEN; gestae token create NAME makes one"
            return problem(401, words, {"WWW-Authenticate": "Bearer"})
        return RedirectResponse(SIGN_IN, 303)

    def session(self, secret: str) -> str | None:
        """The value of the cookie for a token in use."""
        with self.site.store.reading() as connection:
            number = token_number(connection, secret)
        return None if number is None else self._signed(f"{number}.{int(time.time()) + A_DAY}")

    def _knows(self, request: "Request") -> bool:
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        with self.site.store.reading() as connection:
            if scheme.lower() == "bearer":
                return token_number(connection, secret.strip()) is not None
            told = request.cookies.get(COOKIE, "").rpartition(".")[0]
            if not hmac.compare_digest(self._signed(told).encode(), request.cookies.get(COOKIE, "").encode()):
                return False
            number, until = map(int, told.split("."))
            return time.time() < until and is_used(connection, number)

    def _signed(self, told: str) -> str:
        return f"{told}.{hmac.new(self._secret, told.encode(), hashlib.sha256).hexdigest()}"


def _host(request: "Request") -> str | None:
    try:
        return urlsplit(f"//{request.headers.get('host', '')}").hostname
    except ValueError:
        return None


def router(site: Site, door: Door) -> "APIRouter":
    """The form where a token is brought, and what comes of it."""
    from fastapi import APIRouter
    from starlette.requests import Request
    from starlette.responses import HTMLResponse, RedirectResponse, Response

    routes = APIRouter()

    def form(request: Request) -> Response:
        return HTMLResponse(render(site, request, View("sign-in.html", "Sign in", {"problem": None})))

    async def sent(request: Request) -> Response:
        given = await request.form(max_files=0, max_fields=5)
        session = door.session(str(given.get("token", "")).strip())
        if session is None:
            view = View("sign-in.html", "Sign in", {"problem": "No token in use is like this one."})
            return HTMLResponse(render(site, request, view), 403)
        answer = RedirectResponse("/", 303)
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, session, max_age=A_DAY, httponly=True, samesite="strict", secure=secure)
        return answer

    routes.add_api_route(SIGN_IN, form, include_in_schema=False, response_model=None)
    routes.add_api_route(SIGN_IN, sent, methods=["POST"], include_in_schema=False, response_model=None)
    return routes
