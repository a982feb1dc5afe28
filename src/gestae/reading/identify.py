"""Which language a text is in: English function words first, a trained identifier in doubt."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gestae.tables import DATA, read_table

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier as Model

SAMPLE = 4_000
WORD = re.compile(r"[^\W\d_]+")
SURELY_ENGLISH = 0.2
FEW_WORDS = 4
SURE = 0.4
COLUMNS = ("code", "name", "function_words")


@dataclass(frozen=True, slots=True)
class Language:
    """An ISO 639-1 code and the English name."""

    code: str
    name: str


ENGLISH = Language("en", "English")


class LanguageIdentifier:
    """Tells the language of a text; the trained model is loaded at the first text that needs it."""

    def __init__(self) -> None:
        rows = list(read_table(DATA / "languages.tsv", COLUMNS))
        self._names = {row["code"]: row["name"] for row in rows}
        self._english = frozenset(w for row in rows if row["code"] == ENGLISH.code for w in row.items("function_words"))

    def identify(self, text: str) -> Language:
        """The language of the text's beginning; English unless the signs against it are clear."""
        words = WORD.findall(text[:SAMPLE])
        known = sum(word.lower() in self._english for word in words)
        if known >= SURELY_ENGLISH * len(words):
            return ENGLISH
        code, share = self._model.classify(text[:SAMPLE])
        doubtful = share < SURE or len(words) < FEW_WORDS
        latin = sum(word.isascii() for word in words) > len(words) / 2
        return ENGLISH if doubtful and latin else Language(code, self._names.get(code, code))

    @cached_property
    def _model(self) -> "Model":
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        model.set_languages(set(self._names))
        return model
