"""Word classes and lemmas from remembered answers.

spaCy tries some hundred rules on each token anew. What the rules of one token say depends on the word, its tag and
its label alone, so they are asked once for each such triple; only rules over several tokens are tried everywhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from spacy.attrs import IDS  # type: ignore[import-not-found]  # a module without stubs
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

FACTORY = "gestae_morphology"
RULER, LEMMATIZER = "attribute_ruler", "lemmatizer"
OF_THE_WORD = frozenset({"ORTH", "TEXT", "LOWER", "SHAPE", "IS_SPACE", "IS_PUNCT", "LIKE_NUM", "TAG", "DEP"})
WRITTEN = ("TAG", "DEP", "POS", "LEMMA")
SET = (*WRITTEN, "MORPH")
MOST_WORDS = 200_000
Word = tuple[int, ...]  # word, tag, label and the numbers of the rules over several tokens that speak of it


@Language.factory(FACTORY)
def make_morphology(nlp: Language, name: str) -> "Morphology":
    """The component that stands for a pipeline's attribute ruler and lemmatizer."""
    ruler: Any = nlp.get_pipe(RULER)
    lemmatizer: Any = nlp.get_pipe(LEMMATIZER)
    return Morphology(ruler, lemmatizer)


def remember_words(nlp: Language) -> None:
    """Put remembered answers in the place of ruler and lemmatizer if these look at words, tags and labels alone."""
    if {RULER, LEMMATIZER} <= set(nlp.pipe_names) and _rememberable(nlp.get_pipe(RULER), nlp.get_pipe(LEMMATIZER)):
        nlp.add_pipe(FACTORY, after=LEMMATIZER)
        nlp.disable_pipe(RULER)
        nlp.disable_pipe(LEMMATIZER)


def _rememberable(ruler: Any, lemmatizer: Any) -> bool:
    if type(ruler) is not AttributeRuler or not isinstance(lemmatizer, Lemmatizer) or lemmatizer.mode != "rule":
        return False
    asked = {name for _, pattern in _patterns(ruler) for token in pattern for name in token}
    rules: list[Any] = ruler.patterns
    given = {name for rule in rules for name in rule["attrs"]}
    return asked <= OF_THE_WORD and given <= set(SET) and not lemmatizer.overwrite


def _patterns(ruler: AttributeRuler) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Each pattern of the ruler with its rule's number."""
    rules: list[Any] = ruler.patterns
    return ((number, pattern) for number, rule in enumerate(rules) for pattern in rule["patterns"])


def _write(doc: Doc, names: Iterable[str | int], rows: Any) -> None:
    doc.from_array(list(names), np.array(rows, dtype=np.uint64))  # type: ignore[arg-type]  # narrower than spaCy takes


class Morphology:
    """Gives a tagged and parsed document the tags, word classes and lemmas of ruler and lemmatizer; no features."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self._ruler = ruler
        self._lemmatizer = lemmatizer
        self._answers: dict[Word, list[int]] = {}
        self._wide = Matcher(ruler.vocab)
        wide: dict[int, list[list[dict[str, Any]]]] = defaultdict(list)
        for rule, pattern in _patterns(ruler):
            if len(pattern) > 1:
                wide[rule].append(pattern)
        for rule, patterns in wide.items():
            self._wide.add(str(rule), patterns)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a document in place."""
        if len(self._answers) > MOST_WORDS:
            self._answers.clear()
        known = self._answers
        words: list[Word] = [tuple(row) for row in doc.to_array(["ORTH", "TAG", "DEP"]).tolist()]
        for token, rules in self._wide_rules(doc).items():
            words[token] += tuple(rules)
        if unknown := list(set(words).difference(known)):
            known.update(zip(unknown, self._learned(unknown), strict=True))
        if words:
            _write(doc, WRITTEN, [known[word] for word in words])
        return doc

    def _learned(self, words: Sequence[Word]) -> list[list[int]]:
        """What the rules make of each word, a later rule going before an earlier one."""
        strings = self._ruler.vocab.strings
        doc = Doc(self._ruler.vocab, words=[strings[word[0]] for word in words])
        _write(doc, ("TAG", "DEP"), [word[1:3] for word in words])
        rules = [set(word[3:]) for word in words]
        for rule, _, start, end in self._ruler.match(doc):
            if end - start == 1:
                rules[start].add(rule)
        rows = []
        for word, found in zip(words, rules, strict=True):
            values = {IDS["TAG"]: word[1], IDS["DEP"]: word[2]}
            for rule in sorted(found):
                values |= self._ruler.attrs[rule]
            rows.append([values.get(IDS[name], 0) for name in SET])
        _write(doc, SET, rows)
        answers: list[list[int]] = self._lemmatizer(doc).to_array(list(WRITTEN)).tolist()
        return answers

    def _wide_rules(self, doc: Doc) -> dict[int, list[int]]:
        """The rules over several tokens that speak of a token, by token."""
        found: dict[int, list[int]] = defaultdict(list)
        for match, start, end in self._wide(doc, allow_missing=True):
            rule = int(self._ruler.vocab.strings[match])
            found[range(start, end)[self._ruler.indices[rule]]].append(rule)
        return found
