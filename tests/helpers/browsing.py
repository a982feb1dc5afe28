"""A real server on a free port, and a page of it in a real browser."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATIENCE = 60  # seconds until a server has to answer
TOLD_BY_SERVER = "the server responded with a status of"
GIVEN_UP = "net::ERR_ABORTED"  # a picture of another width was wanted after all


@contextmanager
def served(place: str) -> Iterator[str]:
    """The address of a server over a store."""
    import uvicorn

    from gestae.web.server import make_app

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(make_app(place), log_level="warning", ws="none"))
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        running.start()
        until = time.monotonic() + PATIENCE
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        running.join(PATIENCE)


@contextmanager
def opened(browser: "Browser", address: str, theme: str = "light", width: int = 1200) -> Iterator["Page"]:
    """A page in a browser of its own; what the console or a script says wrong fails the test."""
    context = browser.new_context(color_scheme=theme, viewport={"width": width, "height": 800})  # type: ignore[arg-type]
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type == "error" and TOLD_BY_SERVER not in m.text else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda r: said.append(f"{r.url} {r.failure}") if r.failure != GIVEN_UP else None)
    response = page.goto(address)
    assert response is not None
    yield page
    context.close()
    assert not said
