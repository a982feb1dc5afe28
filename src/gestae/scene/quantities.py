"""Which counts of people and sums of money belong to which event."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from spacy.tokens import Token

from gestae.events.view import Draft
from gestae.language.times.numbers import NumberWords, load_number_words
from gestae.language.times.paragraphs import paragraphs
from gestae.language.view import Parsed
from gestae.lexicon import COLUMNS
from gestae.model import QuantityKind, event_type
from gestae.scene.attachment import climb
from gestae.scene.figures import Figure, find_figures
from gestae.tables import read_table, table_files

REACHED = frozenset({"to", "at"})


class Form(StrEnum):
    """How a word tells what a number counts."""

    OBJECT = "object"
    SUBJECT = "subject"
    STATE = "state"
    NOUN = "noun"
    OF = "of"
    PERSON = "person"
    UNIT = "unit"
    SIGN = "sign"
    MEASURE = "measure"


class Reach(StrEnum):
    """How far from its event a count may stand."""

    CLAUSE = "clause"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True)
class QuantityWords:
    """Kinds by form and word, the event types that each kind fits, nouns that measure, and number words."""

    kinds: Mapping[tuple[Form, str], QuantityKind]
    types: Mapping[QuantityKind, tuple[str, ...]]
    reach: Mapping[QuantityKind, Reach]
    measures: frozenset[str]
    numbers: NumberWords

    def kind(self, form: Form, word: str) -> QuantityKind | None:
        """What a word of that form counts."""
        return self.kinds.get((form, word))


@dataclass(frozen=True, slots=True)
class Count:
    """A counted quantity with inclusive bounds, None where open; the token slice holds number and noun."""

    kind: QuantityKind
    low: float | None
    high: float | None
    start: int
    end: int


def load_quantity_words(folders: Iterable[Path]) -> QuantityWords:
    """Read the tables ``quantities``, ``quantity_types`` and ``numbers`` of each folder, later ones over earlier ones.

    Raises:
        DataError: a row has an unknown kind, form, type or reach.
    """
    folders = tuple(folders)
    kinds: dict[tuple[Form, str], QuantityKind] = {}
    measures: set[str] = set()
    types: dict[QuantityKind, tuple[str, ...]] = {}
    reach: dict[QuantityKind, Reach] = {}
    for path in table_files(folders, "quantities"):
        for row in read_table(path, ("word", "kind", "form")):
            form = Form(row.one_of("form", Form))
            if form is Form.MEASURE:
                measures.add(row["word"])
                continue
            kinds[form, row["word"]] = QuantityKind(row.one_of("kind", QuantityKind))
    known = {row["type"] for path in table_files(folders, "types") for row in read_table(path, COLUMNS["types"])}
    for path in table_files(folders, "quantity_types"):
        for row in read_table(path, ("kind", "types", "reach")):
            kind = QuantityKind(row.one_of("kind", QuantityKind))
            unknown = sorted(set(row.items("types")) - known)
            if unknown:
                raise row.error(f"types has {unknown[0]!r}; allowed: {', '.join(sorted(known))}")
            types[kind] = tuple(event_type(t) for t in row.items("types"))
            reach[kind] = Reach(row.one_of("reach", Reach))
    return QuantityWords(kinds, types, reach, frozenset(measures), load_number_words(folders))


def attach_quantities(parsed: Parsed, drafts: Sequence[Draft], words: QuantityWords) -> tuple[tuple[Count, ...], ...]:
    """The counts of each draft, in order of the text.

    A count goes to the event that its verb or noun names or hangs on, then to the nearest event of a fitting type
    in the sentence or before it in the paragraph; what fits none is left out.
    """
    found: list[list[Count]] = [[] for _ in drafts]
    if not drafts:
        return ()
    index = DraftIndex.of(parsed, drafts)
    for figure in find_figures(parsed, words.numbers):
        counted = _kind_of(parsed, figure, words)
        if counted is None:
            continue
        kind, teller = counted
        number = index.draft_of(parsed, figure, kind, teller, words)
        if number is not None:
            found[number].append(_count(parsed, figure, kind))
    return tuple(tuple(counts) for counts in found)


@dataclass(frozen=True)
class DraftIndex:
    """Drafts by the tokens that name them, by sentence and by paragraph."""

    drafts: Sequence[Draft]
    by_token: Mapping[int, Sequence[int]]
    by_sentence: Mapping[int, Sequence[int]]
    by_block: Mapping[int, Sequence[int]]
    blocks: Sequence[int]

    @classmethod
    def of(cls, parsed: Parsed, drafts: Sequence[Draft]) -> "DraftIndex":
        """Index the drafts of a document."""
        by_token: dict[int, list[int]] = {}
        by_sentence: dict[int, list[int]] = {}
        by_block: dict[int, list[int]] = {}
        blocks = paragraphs(parsed)
        for number, draft in enumerate(drafts):
            tokens = {draft.predicate.head, *range(*draft.trigger)}
            if draft.predicate.support is not None:
                tokens.add(draft.predicate.support)
            for token in sorted(tokens):
                by_token.setdefault(token, []).append(number)
            sentence = parsed.sentence_of[draft.predicate.head]
            by_sentence.setdefault(sentence, []).append(number)
            by_block.setdefault(blocks[sentence], []).append(number)
        return cls(drafts, by_token, by_sentence, by_block, blocks)

    def draft_of(
        self, parsed: Parsed, figure: Figure, kind: QuantityKind, teller: Token, words: QuantityWords
    ) -> int | None:
        """The event that a count belongs to."""
        fitting = words.types.get(kind, ())
        for at in (*climb(teller), *_around(teller)):
            for number in self.by_token.get(at.i, ()):
                if self.drafts[number].type in fitting:
                    return number
        if words.reach.get(kind) is not Reach.PARAGRAPH:
            return None
        sentence = parsed.sentence_of[figure.number]
        near = [n for n in self.by_sentence.get(sentence, ()) if self.drafts[n].type in fitting]
        if near:
            return min(near, key=lambda n: (fitting.index(self.drafts[n].type), self._distance(n, figure)))
        block = self.by_block.get(self.blocks[sentence], ())
        before = (n for n in reversed(block) if parsed.sentence_of[self.drafts[n].predicate.head] < sentence)
        return next((n for n in before if self.drafts[n].type == fitting[0]), None)

    def _distance(self, number: int, figure: Figure) -> int:
        return abs(self.drafts[number].predicate.head - figure.number)


def _count(parsed: Parsed, figure: Figure, kind: QuantityKind) -> Count:
    start, end = figure.start, figure.end
    while kind is QuantityKind.MONEY and start > 0 and parsed.doc[start - 1].is_currency:
        start -= 1
    told = parsed.doc[figure.noun].pos_ not in {"VERB", "AUX"}
    if told and end <= figure.noun < end + 4 and (kind is not QuantityKind.MONEY or figure.noun == end):
        end = figure.noun + 1
    return Count(kind, figure.low, figure.high, start, end)


def _kind_of(parsed: Parsed, figure: Figure, words: QuantityWords) -> tuple[QuantityKind, Token] | None:
    """What a figure counts and the word that tells it."""
    doc = parsed.doc
    noun = doc[figure.noun]
    if noun.lemma_.lower() in words.measures:
        return None
    money = _money(parsed, figure, words)
    if money:
        return QuantityKind.MONEY, noun
    told = _by_parse(doc[figure.head], words) or _by_neighbours(parsed, figure, words)
    if told is not None:
        return told
    kind = words.kind(Form.NOUN, noun.lemma_.lower())
    if kind is not None:
        return kind, noun
    kind = words.kind(Form.PERSON, noun.lemma_.lower())
    return (kind, doc[figure.head]) if kind is not None and doc[figure.head].dep_ in {"nsubj", "pobj"} else None


def _money(parsed: Parsed, figure: Figure, words: QuantityWords) -> bool:
    before = [t.lower_ for t in parsed.doc[max(0, figure.number - 1) : figure.number]]
    if any(words.kind(Form.SIGN, word) for word in before):
        return True
    return words.kind(Form.UNIT, parsed.doc[figure.noun].lemma_.lower()) is QuantityKind.MONEY


def _by_parse(noun: Token, words: QuantityWords) -> tuple[QuantityKind, Token] | None:
    head = noun.head
    governor = head.lemma_.lower()
    form = {"nsubjpass": Form.OBJECT, "dobj": Form.OBJECT, "nsubj": Form.SUBJECT}.get(noun.dep_)
    kind = words.kind(form, governor) if form else None
    if kind is None and noun.dep_ in {"nsubj", "nsubjpass"}:
        kind = words.kind(Form.STATE, head.lower_)
    if kind is not None:
        return kind, head
    if noun.dep_ == "pobj" and head.lower_ == "of":
        kind = words.kind(Form.OF, head.head.lemma_.lower())
        if kind is not None:
            return kind, head.head
    if noun.dep_ == "pobj" and head.lower_ in REACHED and noun.pos_ == "NUM":
        for subject in (c for c in head.head.children if c.dep_ == "nsubj"):
            kind = words.kind(Form.OF, subject.lemma_.lower())
            if kind is not None:
                return kind, subject
    for child in noun.children:
        if child.dep_ in {"acl", "amod", "appos"} and child.i != noun.i:
            kind = words.kind(Form.STATE, child.lower_)
            if kind is not None:
                return kind, child
    return None


def _by_neighbours(parsed: Parsed, figure: Figure, words: QuantityWords) -> tuple[QuantityKind, Token] | None:
    """A state just after ("12 others wounded"), or a verb just before ("killing at least 12")."""
    doc = parsed.doc
    last = parsed.sentence(figure.number).end
    for token in doc[figure.end : min(figure.end + 5, last)]:
        kind = words.kind(Form.STATE, token.lower_)
        if kind is not None:
            return kind, token
        if token.pos_ not in {"NOUN", "AUX", "ADJ", "ADV", "PRON"}:
            break
    if figure.start > parsed.sentence(figure.number).start:
        before = doc[figure.start - 1]
        kind = words.kind(Form.OBJECT, before.lemma_.lower())
        if kind is not None and before.pos_ == "VERB":
            return kind, before
    return None


def _around(teller: Token) -> tuple[Token, ...]:
    """The noun that did it ("the bombing killed twelve") and what it was done in ("took part in the rally")."""
    verbs = [at for at in climb(teller) if at.pos_ in {"VERB", "AUX"}][:2]
    subjects = [child for verb in verbs for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    below = [c for verb in verbs[:1] for p in verb.subtree if p.dep_ == "prep" for c in p.children if c.dep_ == "pobj"]
    return (*subjects, *below)
