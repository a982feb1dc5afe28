"""The words that report what somebody says, thinks or wants, read from the lexicon."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gestae.model import CueKind
from gestae.tables import read_table, table_files

COLUMNS = ("cue", "pos", "kind", "takes", "note")
Takes = Mapping[str, CueKind]


class CueClass(StrEnum):
    """What sort of word a row is about."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    LIGHT = "light"  # a verb that carries a reporting noun: "make a claim"
    SEMI = "semi"  # a verb that colours the reporting verb after it: "continue to insist"
    HEADED = "headed"  # whoever may stand before a colon in a headline without a name: "Poll: ..."
    WORK = "work"  # what has a title in quotation marks, and those who make or play it
    PHRASE = "phrase"  # words before a source: "according to"


@dataclass(frozen=True, slots=True)
class SpeechCues:
    """Reporting words by lemma, each with what it takes and what it makes of it.

    ``forms`` leads from word forms of verbs in -e to their lemma, where lemmatizers go wrong.
    ``phrases`` holds the word sequences by their first word, longest first.
    """

    verbs: Mapping[str, Takes]
    nouns: Mapping[str, Takes]
    adjectives: Mapping[str, Takes]
    light: frozenset[str]
    semi: frozenset[str]
    headed: frozenset[str]
    works: frozenset[str]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    forms: Mapping[str, str]

    def verb(self, word: str, lemma: str) -> Takes | None:
        """What a verb takes, by its form or lemma in lower case."""
        return self.verbs.get(self.forms.get(word, lemma))


def load_speech_cues(folders: Iterable[Path]) -> SpeechCues:
    """Read the tables ``cues/speech`` of lexicon folders; rows of a later folder are added.

    Raises:
        DataError: a row has an unknown class or kind.
    """
    words: dict[CueClass, dict[str, dict[str, CueKind]]] = {c: {} for c in CueClass}
    for path in table_files(folders, "cues/speech"):
        for row in read_table(path, COLUMNS):
            group = words[CueClass(row.one_of("pos", CueClass))]
            kind = CueKind(row.one_of("kind", CueKind))
            for cue in row.items("cue"):
                takes = group.setdefault(cue, {})
                for take in row.items("takes"):
                    takes.setdefault(take, kind)
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for phrase in words[CueClass.PHRASE]:
        parts = tuple(phrase.split())
        phrases.setdefault(parts[0], []).append(parts)
    verbs = words[CueClass.VERB]
    return SpeechCues(
        verbs=verbs,
        nouns=words[CueClass.NOUN],
        adjectives=words[CueClass.ADJECTIVE],
        light=frozenset(words[CueClass.LIGHT]),
        semi=frozenset(words[CueClass.SEMI]),
        headed=frozenset(words[CueClass.HEADED]),
        works=frozenset(words[CueClass.WORK]),
        phrases={first: tuple(sorted(group, key=len, reverse=True)) for first, group in phrases.items()},
        forms={
            form: verb
            for verb in verbs
            if verb.endswith("e")
            for form in (verb, verb + "s", verb + "d", verb[:-1] + "ing")
        },
    )
