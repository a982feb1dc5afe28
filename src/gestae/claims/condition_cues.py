"""The words that put a condition, read from the lexicon."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gestae.model import ConditionKind
from gestae.tables import read_table, table_files

COLUMNS = ("cue", "form", "kind", "takes", "note")


class Form(StrEnum):
    """How a cue builds a condition."""

    MARK = "mark"
    PHRASE = "phrase"
    INVERSION = "inversion"
    LACK = "lack"
    VERB = "verb"
    OR = "or"
    ULTIMATUM = "ultimatum"
    LINE = "line"
    CROSSING = "crossing"
    ONLY = "only"
    ASKING = "asking"


@dataclass(frozen=True, slots=True)
class ConditionCues:
    """The cues of each form with their kind; ``takes`` says what a cue of its form needs or stands with."""

    words: Mapping[Form, Mapping[tuple[str, ...], ConditionKind]]
    takes: Mapping[tuple[Form, str], str]

    def kind(self, form: Form, *words: str) -> ConditionKind | None:
        """The kind of a cue in a form, or None."""
        return self.words[form].get(words)

    def needs(self, form: Form, word: str) -> str:
        """What a cue takes in a form; empty where it takes nothing particular."""
        return self.takes.get((form, word), "")


def load_condition_cues(folders: Iterable[Path]) -> ConditionCues:
    """Read the tables ``cues/conditions`` of lexicon folders.

    Raises:
        DataError: a row has an unknown form or kind.
    """
    words: dict[Form, dict[tuple[str, ...], ConditionKind]] = {form: {} for form in Form}
    takes: dict[tuple[Form, str], str] = {}
    for path in table_files(folders, "cues/conditions"):
        for row in read_table(path, COLUMNS):
            form = Form(row.one_of("form", Form))
            kind = ConditionKind(row.one_of("kind", ConditionKind))
            for cue in row.items("cue"):
                words[form][tuple(cue.split())] = kind
                takes[form, cue] = row["takes"]
    return ConditionCues(words, takes)
