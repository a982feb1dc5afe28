"""What the language room hands on: sentences, predicates with their arguments, time expressions.

Positions are token indices into one spaCy ``Doc`` that holds the title (if any), a blank line and the
text. ``Parsed.span`` turns a token slice into a record's ``Span``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from spacy.tokens import Doc

from gestae.model import Document, Precision, Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A token slice; ``in_title`` sentences have no number in the record."""

    index: int
    start: int
    end: int
    in_title: bool = False


@dataclass(frozen=True)
class Parsed:
    """A parsed document.

    ``offset`` is the number of characters that stand before the document's text in ``doc.text``:
    0 without a title. ``sentence_of`` gives each token's sentence index.
    """

    document: Document
    doc: Doc
    offset: int
    sentences: tuple[Sentence, ...]
    sentence_of: Sequence[int]

    @cached_property
    def text(self) -> str:
        """Title, gap and text as parsed; ``doc.text`` joins the tokens anew each time."""
        return self.doc.text

    def span(self, start: int, end: int) -> Span:
        """The record span of the tokens ``start`` to ``end`` (exclusive)."""
        first, last = self.doc[start], self.doc[end - 1]
        return self.char_span(first.idx, last.idx + len(last))

    def char_span(self, start: int, end: int) -> Span:
        """The record span of a character slice of ``doc.text``."""
        words = self.text[start:end]
        if start < self.offset:
            return Span(text=words, start=start, end=end, field="title")
        return Span(text=words, start=start - self.offset, end=end - self.offset)

    def touched(self, start: int, end: int) -> tuple[int, int] | None:
        """The tokens that a character slice of the document's text touches; None if there are none."""
        start, end = start + self.offset, end + self.offset
        found = [t.i for t in self.doc if t.idx < end and t.idx + len(t) > start and not t.is_space]
        return (found[0], found[-1] + 1) if found else None

    def sentence(self, token: int) -> Sentence:
        """The sentence that holds a token."""
        return self.sentences[self.sentence_of[token]]


BEHEST = "at-behest-of"


class Role(StrEnum):
    """How an argument hangs on its predicate, in the normal (active) form."""

    SUBJECT = "subject"
    OBJECT = "object"
    DATIVE = "dative"
    OBLIQUE = "oblique"  # preposition in ``marker``, BEHEST for "on the orders of"; a passive's agent is SUBJECT
    POSSESSOR = "possessor"  # of a noun: "Israel's bombardment"
    MODIFIER = "modifier"  # of a noun: "US airstrike", "Russian raid"
    CLAUSE = "clause"  # xcomp, ccomp: head is the lower predicate's token, ``marker`` "to", "that" or ""
    ATTRIBUTE = "attribute"  # "was an attack on": the noun after the copula


@dataclass(frozen=True, slots=True)
class Argument:
    """One filled role; ``shared`` when it was filled in from a governing or coordinated predicate."""

    role: Role
    head: int
    marker: str = ""
    shared: bool = False


class PredicateKind(StrEnum):
    """The word class of a predicate's head."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"


class Voice(StrEnum):
    """How the predicate stands in the text; its arguments are in the active form already."""

    ACTIVE = "active"
    PASSIVE = "passive"
    NOMINAL = "nominal"


class Tense(StrEnum):
    """The time that the verb group tells."""

    PAST = "past"
    PRESENT = "present"
    PERFECT = "perfect"
    PLUPERFECT = "pluperfect"
    FUTURE = "future"
    NONE = "none"


class OperatorKind(StrEnum):
    """What works on a predicate from outside or by its auxiliaries."""

    NEGATION = "negation"
    POSSIBILITY = "possibility"  # may, might, could, possible
    OBLIGATION = "obligation"  # must, should, need to
    FUTURE = "future"  # will, going to
    WOULD = "would"
    CONDITION = "condition"  # in an if-clause or its like
    QUESTION = "question"
    PURPOSE = "purpose"  # "to prevent", "in order to"
    EMBEDDED = "embedded"  # complement of another predicate: ``governor`` names it
    HEDGE = "hedge"  # reportedly, allegedly


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator on a predicate and the token that brings it."""

    kind: OperatorKind
    cue: int
    governor: int | None = None


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb, deverbal noun or adjective with its arguments in one normal form.

    ``head`` is the token; ``start``/``end`` the token slice of the verb group without arguments;
    ``particle`` the adverb of a phrasal verb ("off"); ``support`` the head of the light verb that
    carries a noun ("launched" in "launched an attack"); ``governor`` the predicate this one is a
    complement or adjunct of, by ``link`` (the dependency label).
    """

    head: int
    lemma: str
    kind: PredicateKind
    voice: Voice
    tense: Tense
    start: int
    end: int
    sentence: int
    arguments: tuple[Argument, ...] = ()
    operators: tuple[Operator, ...] = ()
    particle: str = ""
    support: int | None = None
    governor: int | None = None
    link: str = ""


@dataclass(frozen=True)
class View:
    """All predicates of a document."""

    predicates: tuple[Predicate, ...]

    @cached_property
    def by_head(self) -> dict[int, Predicate]:
        """Predicate of each head token."""
        return {p.head: p for p in self.predicates}


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a date or period, resolved as far as the document allows.

    ``from_date``/``to_date`` are inclusive and null where open or unknown; ``reason`` says why an
    expression stays unresolved. ``relative_to`` is the index of the expression it counts from, None for the others.
    """

    start: int
    end: int
    from_date: date | None
    to_date: date | None
    precision: Precision | None
    reason: str = ""
    relative_to: int | None = None


@dataclass(frozen=True)
class Times:
    """All time expressions of a document, in order."""

    expressions: tuple[TimeExpression, ...] = field(default_factory=tuple)
