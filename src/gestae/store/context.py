"""What a coding depends on besides the text: title, date, and what its outlet tells the coder."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gestae.actors.mentions import official_source
from gestae.model import Document
from gestae.places.context import read_outlet
from gestae.places.evidence import Outlet
from gestae.store.keys import words_hash

if TYPE_CHECKING:
    from gestae.pipeline import Coder

REMEMBERED = 4_096


@dataclass(frozen=True, slots=True)
class Context:
    """The hash by which codings of a text are shared, and the outlet's three-letter country."""

    hash: str
    outlet_country: str | None = None


class Contexts:
    """Tells contexts by what a coder knows of outlets.

    Two outlets of which the coder knows nothing, or the same, give one context: it would code their texts alike.
    """

    def __init__(self, coder: "Coder") -> None:
        self._coder = coder
        self._outlets: dict[tuple[str, str | None], Outlet] = {}

    def of(self, document: Document) -> Context:
        """The context of a document."""
        outlet = self._outlet(document)
        speaker = official_source(document.source, self._coder.knowledge, document.published)
        told = (
            *(str(entry.id) for entry in outlet.places),
            outlet.country or "",
            *sorted(outlet.keys),
            speaker.model_dump_json() if speaker else "",
        )
        published = document.published.isoformat() if document.published else None
        return Context(words_hash(document.title, published, *told), self._country(outlet))

    def _outlet(self, document: Document) -> Outlet:
        key = (_host(document.url), document.source)
        if key not in self._outlets:
            if len(self._outlets) >= REMEMBERED:
                self._outlets.clear()
            self._outlets[key] = read_outlet(document.url, document.source, self._coder.gazetteer)
        return self._outlets[key]

    def _country(self, outlet: Outlet) -> str | None:
        home = outlet.places[0] if outlet.places else None
        if home is None and outlet.country:
            home = self._coder.gazetteer.target(outlet.country)
        return home.country3 if home else None


def _host(url: str | None) -> str:
    try:
        return urlsplit(url).netloc if url else ""
    except ValueError:
        return url or ""
