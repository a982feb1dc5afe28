"""What all pages share: the store, the templates, and what a page is made of."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from gestae.store.filters import BY_NAME, Asked, read_filters
from gestae.store.within import within
from gestae.web.coding import Desk
from gestae.web.memory import Memory
from gestae.web.parties import parties

if TYPE_CHECKING:
    from jinja2 import Environment
    from sqlalchemy import Connection
    from starlette.requests import Request

    from gestae.store.store import Store

FOLDER = Path(__file__).parent
TEMPLATES = FOLDER / "templates"
STATIC = FOLDER / "static"
SECONDS = 30.0  # for all questions of one page
MOST_ANSWERS = 64  # of a megabyte at most
MOST_COUNTS = 16  # of ten thousand cells each


@dataclass(frozen=True, slots=True)
class Site:
    """One store on show. Texts are coded at the ``desk``; ``types`` (of events) are loaded when first asked for."""

    place: str
    store: "Store"
    name: str
    templates: "Environment"
    desk: Desk
    types: Callable[[], Collection[str]]
    memory: Memory = field(default_factory=Memory)
    answers: Memory = field(default_factory=lambda: Memory(MOST_ANSWERS))
    counts: Memory = field(default_factory=lambda: Memory(MOST_COUNTS))

    @contextmanager
    def reading(self, seconds: float = SECONDS) -> "Iterator[Connection]":
        """A connection to read from for some time.

        Raises:
            TooLongError: the time is over.
        """
        with self.store.reading() as connection, within(connection, seconds):
            yield connection


@dataclass(frozen=True, slots=True)
class Ask:
    """What a request asks of a page: its filters, its other parameters, and the words in its path."""

    site: Site
    filters: Asked
    given: Mapping[str, list[str]]
    other: Mapping[str, str]
    path: Mapping[str, str]
    connection: "Connection"

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number of the query, between 1 and ``most``; the default where it is none."""
        value = self.other.get(name, "")
        return min(max(int(value), 1), most) if value.isdecimal() and len(value) < 10 else default


@dataclass(frozen=True, slots=True)
class View:
    """A page to be: its template, its title, and its data, which its JSON twin gives as they are."""

    template: str
    title: str
    data: Mapping[str, Any]
    links: Mapping[str, Any] = field(default_factory=dict)


def read_ask(site: Site, request: "Request", connection: "Connection") -> Ask:
    """The filters of a request, empty ones left out, and what else it says.

    Raises:
        QueryError: a filter has a value that it does not take.
    """
    given: dict[str, list[str]] = {}
    other: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in BY_NAME:
            other[name] = value
        elif value.strip():
            given.setdefault(name, []).append(value)
    path = {name: str(value) for name, value in request.path_params.items()}
    return Ask(site, read_filters(given), given, other, path, connection)


def link(path: str, query: Mapping[str, object] | None = None) -> str:
    """An address within the site; None and empty values are left out, lists are repeated."""
    pairs = [(name, value) for name, values in (query or {}).items() for value in _each(values)]
    return quote(path, safe="/:") + (f"?{urlencode(pairs)}" if pairs else "")


def _each(values: object) -> Iterable[str]:
    if values is None or values == "":
        return []
    if isinstance(values, str) or not isinstance(values, Iterable):
        return [values.isoformat() if isinstance(values, date) else str(values)]
    return [str(value) for value in values]


def make_templates() -> "Environment":
    """The templates; whatever stands in a variable is escaped, and a variable that is not there is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals |= {"link": link, "parties": parties}
    return templates
