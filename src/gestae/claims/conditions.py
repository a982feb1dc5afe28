"""What hangs on what: conditions, red lines and ultimatums as token slices, and the document's voice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gestae.language.view import Parsed
from gestae.model import ConditionKind, Voice
from gestae.speech.tree import Tree, grow_tree
from gestae.speech.view import CueKind, Slice, Speech, Utterance
from gestae.tables import read_table, table_files

COLUMNS = ("cue", "form", "kind", "takes", "note")
MODALS = frozenset(
    {"will", "would", "could", "can", "may", "might", "shall", "must", "should", "'ll", "’ll", "'d", "’d", "wo", "ca"}
)
ANNOUNCING = frozenset({"will", "would", "could", "shall", "'ll", "’ll", "'d", "’d"})
CONCESSIVE = frozenset({"even", "as", "what"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
LINKS = frozenset({"advcl", "ccomp", "acl", "pobj", "pcomp"})
PERSONS = frozenset({"NNP", "NNPS", "PRP"})
TOLD = frozenset({CueKind.REPORT, CueKind.QUESTION, CueKind.FINDING, CueKind.BELIEF, CueKind.ACCORDANCE})
VOICED = TOLD | {None}
LONGEST = 5


class Form(StrEnum):
    """How a cue builds a condition."""

    MARK = "mark"
    PHRASE = "phrase"
    INVERSION = "inversion"
    VERB = "verb"
    OR = "or"
    LINE = "line"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class ConditionCues:
    """The cues of each form with their kind; ``takes`` says what a verb's consequence stands in."""

    words: Mapping[Form, Mapping[tuple[str, ...], ConditionKind]]
    takes: Mapping[str, str]

    def kind(self, form: Form, *words: str) -> ConditionKind | None:
        """The kind of a cue in a form, or None."""
        return self.words[form].get(words)


@dataclass(frozen=True, slots=True)
class ConditionDraft:
    """A condition before its events are known.

    ``if_`` and ``then`` are token slices without the cue, ``cue`` is the first cue token; ``utterance``
    the index of the innermost utterance that holds the cue and ``issuer_head`` the head of its source.
    """

    if_: Slice
    then: Slice
    kind: ConditionKind
    cue: int
    utterance: int | None = None
    issuer_head: int | None = None

    @property
    def cue_slice(self) -> Slice:
        """The tokens of the cue: up to the condition where they stand before it, else the first one."""
        gap = self.if_[0] - self.cue
        return self.cue, self.cue + (gap if 0 < gap <= LONGEST else 1)


@dataclass(frozen=True, slots=True)
class _Found:
    cue: int
    if_: Slice
    then: Slice
    kind: ConditionKind


def load_condition_cues(folders: Iterable[Path]) -> ConditionCues:
    """Read the tables ``cues/conditions`` of lexicon folders.

    Raises:
        DataError: a row has an unknown form or kind.
    """
    words: dict[Form, dict[tuple[str, ...], ConditionKind]] = {form: {} for form in Form}
    takes: dict[str, str] = {}
    for path in table_files(folders, "cues/conditions"):
        for row in read_table(path, COLUMNS):
            form = Form(row.one_of("form", Form))
            kind = ConditionKind(row.one_of("kind", ConditionKind))
            for cue in row.items("cue"):
                words[form][tuple(cue.split())] = kind
                if form is Form.VERB:
                    takes[cue] = row["takes"]
    return ConditionCues(words, takes)


def find_conditions(parsed: Parsed, speech: Speech, cues: ConditionCues) -> tuple[ConditionDraft, ...]:
    """The conditions of a document in order of their cues, each with the utterance that issues it."""
    tree = grow_tree(parsed.doc)
    firsts = {words[0] for words in cues.words[Form.PHRASE]}
    reported = {u.cue_head: u.content for u in speech.utterances if u.cue_head is not None and _tells(tree, u)}
    found: list[_Found] = []
    for i, word in enumerate(tree.words):
        one = _from_word(parsed, tree, cues, i) if word in firsts or tree.deps[i] == "mark" else None
        one = one or _from_verb(parsed, tree, cues, i) or _from_line(parsed, tree, cues, i)
        if one is not None:
            found.append(one)
    drafts = []
    holders = _holders(speech, len(tree.words))
    for one in found:
        if_, then = _trim(tree, one.if_), _trim(tree, _reported(tree, one, reported))
        if if_ is None or then is None:
            continue
        holder = holders[one.cue]
        issuer = speech.utterances[holder].source_head if holder is not None else None
        drafts.append(ConditionDraft(if_, then, one.kind, one.cue, holder, issuer))
    return tuple(drafts)


def voice(parsed: Parsed, speech: Speech, conditions: Sequence[ConditionDraft]) -> Voice | None:
    """Shares of the text's sentences that are asserted, attributed or conditional; None without sentences.

    A sentence is attributed when more than half of its words, source and cue aside, are said, written,
    found or believed by somebody, else conditional when a condition stands in it.
    """
    inside: list[bool | None] = [False] * len(parsed.doc)
    for utterance in speech.utterances:
        if utterance.cue_kind not in VOICED:
            continue
        for framing in (utterance.source, utterance.cue, utterance.addressee):
            if framing is not None:
                inside[framing[0] : framing[1]] = [None] * (framing[1] - framing[0])
    for utterance in speech.utterances:
        for start, end in utterance.content if utterance.cue_kind in VOICED else ():
            inside[start:end] = [True] * (end - start)
    conditional = {parsed.sentence_of[c.cue] for c in conditions}
    counts = [0, 0, 0]
    for sentence in parsed.sentences:
        words = [inside[t.i] for t in parsed.doc[sentence.start : sentence.end] if not (t.is_space or t.is_punct)]
        if sentence.in_title or not words:
            continue
        if words.count(True) > words.count(False):
            counts[1] += 1
        elif sentence.index in conditional:
            counts[2] += 1
        else:
            counts[0] += 1
    total = sum(counts)
    if not total:
        return None
    attributed, hanging = round(counts[1] / total, 4), round(counts[2] / total, 4)
    return Voice(asserted=round(1 - attributed - hanging, 4), attributed=attributed, conditional=hanging)


def _from_word(parsed: Parsed, tree: Tree, cues: ConditionCues, i: int) -> _Found | None:
    """Clauses and phrases that a subordinating word opens."""
    word = tree.words[i]
    for size in range(LONGEST, 0, -1):
        kind = cues.kind(Form.PHRASE, *tree.words[i : i + size])
        if kind is not None:
            return _subordinate(parsed, tree, i, i + size, kind)
    if tree.deps[i] != "mark" or (i and tree.words[i - 1] in CONCESSIVE):
        return None
    verb = tree.heads[i]
    if tree.deps[verb] not in {"advcl", "prep"}:
        return None
    kind = cues.kind(Form.MARK, word)
    if kind is ConditionKind.UNTIL and not _open(tree, tree.heads[verb]):
        kind = None
    return None if kind is None else _subordinate(parsed, tree, i, i + 1, kind)


def _subordinate(parsed: Parsed, tree: Tree, first: int, after: int, kind: ConditionKind) -> _Found | None:
    """The clause that the words ``first`` to ``after`` open, and the clause that it hangs on."""
    top = first
    while True:
        head = tree.heads[top]
        if head == top or not (
            first <= head < after or (head >= after and tree.deps[head] in LINKS and tree.left[head] >= first)
        ):
            break
        top = head
    governor = tree.heads[top]
    if governor == top or tree.right[top] <= after:
        return None
    hole = (first, tree.right[top])
    return _Found(first, (after, tree.right[top]), _rest(parsed, tree, governor, hole), kind)


def _rest(parsed: Parsed, tree: Tree, governor: int, hole: Slice) -> Slice:
    """The clause of a governor without the hole: the side that holds the governor."""
    sentence = parsed.sentence(governor)
    start, end = max(tree.left[governor], sentence.start), min(tree.right[governor], sentence.end)
    for child in tree.children[governor]:
        if tree.deps[child] == "conj" and child > governor and tree.child(child, *SUBJECTS) is not None:
            end = min(end, tree.left[child])
    if hole[0] <= governor:
        return (max(start, hole[1]), end)
    return (start, min(end, hole[0]))


def _open(tree: Tree, verb: int) -> bool:
    """Is a verb negated, modal or ordered, so that what it waits for is a condition?"""
    own = [tree.words[c] for c in tree.children[verb] if tree.deps[c] in {"aux", "neg", "auxpass"}]
    return any(w in MODALS or w in {"not", "n't", "n’t", "never", "no", "to"} for w in own) or tree.tags[verb] == "VB"


def _from_verb(parsed: Parsed, tree: Tree, cues: ConditionCues, i: int) -> _Found | None:
    """Announced consequences, inversions, alternatives after "or", and "only after"."""
    if not tree.is_verb(i):
        return None
    lemma = tree.lemmas[i]
    dep = tree.deps[i]
    if dep == "advcl":
        first = tree.left[i]
        while tree.words[first] in {",", '"', "“"} and first < i:
            first += 1
        kind = cues.kind(Form.INVERSION, tree.words[first])
        if kind is not None and _inverted(tree, i, first):
            hole = (first, tree.right[i])
            return _Found(first, (first + 1, tree.right[i]), _rest(parsed, tree, tree.heads[i], hole), kind)
        only = tree.words[first] == "only"
        kind = cues.kind(Form.ONLY, tree.words[first + only])
        if kind is not None and (only or (first and tree.words[first - 1] == "only")) and _open(tree, tree.heads[i]):
            first += only
            hole = (first - 1, tree.right[i])
            return _Found(first, (first + 1, tree.right[i]), _rest(parsed, tree, tree.heads[i], hole), kind)
    if dep == "conj":
        kind = cues.kind(Form.OR, lemma)
        first = tree.heads[i]
        if kind is not None and any(tree.words[c] == "or" for c in tree.children[first] if first < c < i):
            return _Found(i, (tree.left[first], tree.left[i]), (i, tree.right[i]), kind)
    takes = cues.takes.get(lemma)
    if takes is None or not any(tree.words[c] in ANNOUNCING for c in tree.children[i] if tree.deps[c] == "aux"):
        return None
    subject = tree.child(i, "nsubj", "nsubjpass")
    if subject is None or tree.tags[subject] in PERSONS or tree.tags[subject][:2] not in {"NN", "VB"}:
        return None
    if takes == "N":
        thing = tree.child(i, "dobj")
    else:
        thing = next((c for c in tree.children[i] if c > i and tree.words[c] == takes), None)
    if thing is None or thing < i:
        return None
    start = tree.left[thing] if takes == "N" else thing + 1
    kind = ConditionKind.RED_LINE if _line_near(parsed, tree, cues, i) else ConditionKind.IF
    end = tree.right[thing]
    for child in tree.children[i]:
        if tree.deps[child] in {"prep", "agent"} and tree.left[child] == end:
            end = tree.right[child]
    return _Found(i, (tree.left[subject], min(tree.right[subject], i)), (start, end), kind)


def _inverted(tree: Tree, verb: int, first: int) -> bool:
    subject = tree.child(verb, *SUBJECTS)
    helper = first == verb or (tree.heads[first] == verb and tree.deps[first] in {"aux", "auxpass"})
    return helper and subject is not None and first < subject


def _line_near(parsed: Parsed, tree: Tree, cues: ConditionCues, token: int) -> bool:
    sentence = parsed.sentence(token)
    start = parsed.sentences[max(sentence.index - 1, 0)].start
    return any(_line_at(tree, cues, i) is not None for i in range(start, sentence.end))


def _line_at(tree: Tree, cues: ConditionCues, i: int) -> ConditionKind | None:
    lines = cues.words[Form.LINE]
    return lines.get((tree.words[i],)) or lines.get(tuple(tree.words[i : i + 2]))


def _from_line(parsed: Parsed, tree: Tree, cues: ConditionCues, i: int) -> _Found | None:
    """What "is a red line": the subject of the copula, or what the line is "for" or "against"."""
    kind = _line_at(tree, cues, i)
    if kind is None:
        return None
    noun = i + 1 if i + 1 < len(tree.words) and (tree.words[i], tree.words[i + 1]) in cues.words[Form.LINE] else i
    verb = tree.heads[noun]
    if tree.deps[noun] == "attr" and verb < noun:
        subject = tree.child(verb, "nsubj", "csubj")
        if subject is not None and tree.tags[subject] not in {"EX"} and tree.words[subject] != "there":
            return _Found(
                i, (tree.left[subject], min(tree.right[subject], verb)), (tree.left[noun], tree.right[noun]), kind
            )
    return None


def _tells(tree: Tree, utterance: Utterance) -> bool:
    """Does an utterance report words, rather than announce a deed ("would respond with force")?"""
    cue = utterance.cue
    return cue is not None and utterance.cue_kind in TOLD and MODALS.isdisjoint(tree.words[cue[0] : cue[1]])


def _reported(tree: Tree, one: _Found, reported: Mapping[int, tuple[Slice, ...]]) -> Slice:
    """Where the parse hung the condition on the reporting verb, the consequence is what that verb reports."""
    start, end = one.then
    for i in range(start, min(end, start + 12)):
        for first, last in reported.get(i, ()):
            if start <= first and i < first and not first <= one.cue < i:
                return (first, min(last, end))
    return one.then


def _holders(speech: Speech, size: int) -> list[int | None]:
    """The innermost utterance over each token."""
    holders: list[int | None] = [None] * size
    order = sorted(range(len(speech.utterances)), key=lambda n: -sum(b - a for a, b in speech.utterances[n].content))
    for number in order:
        for start, end in speech.utterances[number].content:
            holders[start:end] = [number] * (end - start)
    return holders


def _trim(tree: Tree, part: Slice) -> Slice | None:
    start, end = part
    while start < end and not any(c.isalnum() for c in tree.words[start]):
        start += 1
    while end > start and not any(c.isalnum() for c in tree.words[end - 1]):
        end -= 1
    while start < end and tree.deps[start] == "cc":
        start += 1
    while start < end and tree.deps[end - 1] in {"cc", "punct"}:
        end -= 1
    return (start, end) if start < end else None
