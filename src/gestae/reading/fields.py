"""From a row's fields to a document: types checked, lone surrogates replaced, the date read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gestae.errors import InputError
from gestae.model import Document, Notice
from gestae.reading.dates import read_date, slashed

REPLACEMENT = "\ufffd"
UNREADABLE_DATE = "unreadable-date"


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it was read and what had to be done to read it.

    ``slashed`` is its date as it was written where the order of day and month matters.
    """

    document: Document
    notices: tuple[Notice, ...] = ()
    slashed: str = ""


def document_from(fields: Mapping[str, Any], name: str = "document") -> Reading:
    """The document that a row describes; ``name`` says in errors which row it was.

    ``text`` is needed; ``id`` (string or whole number), ``title``, ``published``, ``source`` and ``url`` may be
    missing, null or empty, ``author`` anything: a name or a list of names is kept. Other fields are passed over. A
    date that cannot be read becomes null with a notice.

    Raises:
        InputError: ``text`` is missing, or a field is not of its type.
    """
    if fields.get("text") is None:
        raise InputError(name, f'no "text"; found: {", ".join(map(str, fields)) or "nothing"}')
    notices: list[Notice] = []
    words = {key: _words(fields, key, name, notices) for key in ("text", "title", "source", "url")}
    published, problem = read_date(fields.get("published"))
    if problem:
        notices.append(Notice(code=UNREADABLE_DATE, message=f"published is {problem}; dates are told without it"))
    document = Document(
        id=row_id(fields.get("id"), name),
        text=words["text"] or "",
        title=words["title"] or None,
        published=published,
        author=_author(fields.get("author")),
        source=words["source"] or None,
        url=words["url"] or None,
    )
    return Reading(document, tuple(notices), slashed(fields.get("published")))


def _author(value: object) -> str | None:
    names = value if isinstance(value, list) else [value]
    told = ", ".join(name.strip() for name in names if isinstance(name, str) and name.strip())
    return without_surrogates(told) or None


def row_id(value: object, name: str) -> str | None:
    """An id as a string; whole numbers are taken as they are written."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise InputError(name, f"id is {value!r}; wanted a string or a whole number")
    return without_surrogates(str(value))


def without_surrogates(text: str) -> str:
    """The text with each lone surrogate replaced by one U+FFFD, so that offsets stay."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _words(fields: Mapping[str, Any], key: str, name: str, notices: list[Notice]) -> str | None:
    value = fields.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(name, f"{key} is {type(value).__name__}; wanted a string")
    clean = without_surrogates(value)
    if clean != value:
        message = f"{key} held lone surrogates (half characters); each was replaced by U+FFFD"
        notices.append(Notice(code="replaced-characters", message=message))
    return clean
