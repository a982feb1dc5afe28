"""A document is looked over before it is coded: empty, foreign, or longer than the limit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gestae.model import Document, Notice
from gestae.reading.fields import Reading, document_from, without_surrogates
from gestae.reading.identify import LanguageIdentifier

Readable = Reading | Document | Mapping[str, Any] | str
CUT_WITHIN = 2_000


@dataclass(frozen=True, slots=True)
class Screened:
    """What the coder gets of a document.

    ``document`` is the whole of it; ``part`` what is coded, a beginning of the same text, or None where there
    is nothing to code and ``notices`` say why. ``language`` is an ISO 639-1 code, None for a text without words.
    """

    document: Document
    part: Document | None
    language: str | None
    notices: tuple[Notice, ...]


class Screen:
    """Looks documents over. ``max_characters`` of each are coded."""

    def __init__(self, max_characters: int) -> None:
        self.max_characters = max_characters
        self._languages = LanguageIdentifier()

    def look(self, item: Readable) -> Screened:
        """Whether and how far a document is to be coded.

        Raises:
            InputError: a mapping is not a document (see ``document_from``).
        """
        reading = _reading(item)
        document = reading.document
        if not any(character.isalpha() for character in document.text):
            said = "is empty" if not document.text.strip() else "holds no words"
            return _stop(reading, None, Notice(code="empty", message=f"The text {said}; there is nothing to code."))
        language = self._languages.identify(document.text)
        if language.code != "en":
            message = f"The text seems to be in {language.name} ({language.code}); only English is coded."
            return _stop(reading, language.code, Notice(code="foreign-language", message=message))
        end = cut(document.text, self.max_characters)
        if end == len(document.text):
            return Screened(document, document, language.code, reading.notices)
        message = (
            f"The first {end:,} of {len(document.text):,} characters were coded; the limit is "
            f"{self.max_characters:,} (setting max_characters)."
        )
        part = document.model_copy(update={"text": document.text[:end]})
        return Screened(document, part, language.code, (*reading.notices, Notice(code="too-long", message=message)))


def cut(text: str, limit: int) -> int:
    """Where to end a text of at most ``limit`` characters: after a line, a sentence or a word near the limit."""
    if len(text) <= limit:
        return len(text)
    start = max(0, limit - CUT_WITHIN)
    for mark in ("\n", ". ", " "):
        at = text.rfind(mark, start, limit)
        if at > 0:
            return at + len(mark)
    return limit


def _reading(item: Readable) -> Reading:
    if isinstance(item, Reading):
        return item
    if isinstance(item, Document):
        return Reading(item) if item.text == without_surrogates(item.text) else document_from(item.model_dump())
    return document_from({"text": item} if isinstance(item, str) else item)


def _stop(reading: Reading, language: str | None, notice: Notice) -> Screened:
    return Screened(reading.document, None, language, (*reading.notices, notice))
