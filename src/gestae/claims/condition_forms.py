"""The forms that a condition takes: clauses with a mark, inversions, announced consequences, ultimatums, red lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gestae.claims.condition_cues import ConditionCues, Form
from gestae.language.view import Parsed
from gestae.model import ConditionKind
from gestae.speech.tree import Tree
from gestae.speech.view import Slice

ANNOUNCING = frozenset({"will", "would", "could", "shall", "'ll", "’ll", "'d", "’d"})
BINDING = ANNOUNCING | {"can", "may", "might", "must", "should", "wo", "ca", "not", "n't", "n’t", "never", "no", "to"}
HELPERS = frozenset({"do", "does", "did"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "refused", "refuses", "refuse", "refusing"})
DUTIES = frozenset({"must", "should", "to", "shall"})
CONCESSIVE = frozenset({"even", "as", "what"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
CLAUSES = frozenset({"advcl", "ROOT", "ccomp", "conj"})
LINKS = frozenset({"advcl", "ccomp", "acl", "pobj", "pcomp"})
MARKING = frozenset({"mark", "advmod"})
PERSONS = frozenset({"NNP", "NNPS", "PRP"})
TIMES = frozenset({"DATE", "TIME"})
BREAKS = frozenset({",", ";", ":", "–", "—", "-"})
NEGATED = "negated"
LONGEST = 5


@dataclass(frozen=True, slots=True)
class Found:
    """Both sides of a condition, its cue, and who sets it where the form itself names them."""

    cue: int
    if_: Slice
    then: Slice
    kind: ConditionKind
    setter: int | None = None


class FormReader:
    """Reads the conditions of one document; ``spoken`` gives for each token the quoted or reported words around it."""

    def __init__(self, parsed: Parsed, tree: Tree, cues: ConditionCues, spoken: Sequence[Slice | None]) -> None:
        self.parsed = parsed
        self.tree = tree
        self.cues = cues
        self.spoken = spoken
        self.firsts = {words[0] for words in cues.words[Form.PHRASE]}
        self.lines = cues.words[Form.LINE]

    def read(self) -> Iterator[Found]:
        """All conditions in order of their cues."""
        for i in range(len(self.tree.words)):
            one = self._only(i) or self._from_phrase(i) or self._from_mark(i) or self._inverted(i) or self._lacking(i)
            one = one or self._alternative(i) or self._from_verb(i) or self._from_line(i)
            if one is not None:
                yield one

    def _bounds(self, token: int) -> Slice:
        """The sentence of a token, without what stands outside the words that are spoken there."""
        sentence = self.parsed.sentence(token)
        said = self.spoken[token] or (sentence.start, sentence.end)
        return max(said[0], sentence.start), min(said[1], sentence.end)

    def _opens(self, token: int) -> bool:
        """Is a token the first word of its sentence or of what is spoken there?"""
        return not any(w.isalnum() for w in self.tree.words[self._bounds(token)[0] : token])

    def _from_phrase(self, i: int) -> Found | None:
        if self.tree.words[i] not in self.firsts or self.tree.deps[i] == "acl":
            return None
        for size in range(LONGEST, 0, -1):
            kind = self.cues.kind(Form.PHRASE, *self.tree.words[i : i + size])
            if kind is not None:
                return self._subordinate(i, i + size, kind)
        return None

    def _from_mark(self, i: int) -> Found | None:
        """Clauses that a subordinating word opens."""
        tree = self.tree
        kind = self.cues.kind(Form.MARK, tree.words[i])
        if kind is None or (i and tree.words[i - 1] in CONCESSIVE):
            return None
        verb = tree.heads[i]
        governor = tree.heads[verb]
        if tree.deps[i] == "prep":
            timed = any(self.parsed.doc[t].ent_type_ in TIMES for t in range(i + 1, tree.right[i]))
            if timed or kind is not ConditionKind.UNTIL or not self._open(verb):
                return None
            return self._subordinate(i, i + 1, kind)
        if tree.deps[i] not in MARKING or tree.deps[verb] not in {"advcl", "prep"}:
            return None
        strict = self.cues.needs(Form.MARK, tree.words[i]) == NEGATED
        if kind is ConditionKind.UNTIL and not (self._negated(governor) if strict else self._open(governor)):
            return None
        asking = [governor, *(c for c in tree.children[governor] if tree.deps[c] == "acomp")]
        asked = any(self.cues.kind(Form.ASKING, tree.lemmas[t]) is not None for t in asking)
        if asked and i > governor and tree.words[i - 1] != ",":
            return None
        return self._subordinate(i, i + 1, kind)

    def _subordinate(self, first: int, after: int, kind: ConditionKind) -> Found | None:
        """The clause that the words ``first`` to ``after`` open, and the clause that it hangs on."""
        tree = self.tree
        top = first
        while True:
            head = tree.heads[top]
            above = head >= after and tree.deps[head] in LINKS and tree.left[head] >= first
            if head == top or not (first <= head < after or above) or (top >= after and tree.deps[top] == "advcl"):
                break
            top = head
        governor = tree.heads[top]
        if governor == top:
            return None
        end = tree.right[top]
        if end <= after:
            loose = (c for c in tree.children[governor] if tree.deps[c] in LINKS and tree.left[c] == after)
            end = max((tree.right[c] for c in loose), default=end)
        if end <= after or self._is_time(after, end):
            return None
        return Found(first, (after, end), self._rest(governor, (first, end)), kind)

    def _is_time(self, start: int, end: int) -> bool:
        """Is all of a slice a time: "as long as two years"?"""
        doc = self.parsed.doc
        return all(doc[t].ent_type_ in TIMES or not doc[t].text.isalnum() for t in range(start, end))

    def _rest(self, governor: int, hole: Slice) -> Slice:
        """The clause of a governor without the hole: the side that holds the governor."""
        tree = self.tree
        sentence = self.parsed.sentence(governor)
        start, end = max(tree.left[governor], sentence.start), min(tree.right[governor], sentence.end)
        for child in tree.children[governor]:
            if tree.deps[child] == "conj" and child > governor and tree.child(child, *SUBJECTS) is not None:
                end = min(end, tree.left[child])
        if hole[0] <= governor:
            return (max(start, hole[1]), end)
        return (start, min(end, hole[0]))

    def _own(self, verb: int) -> list[str]:
        tree = self.tree
        return [tree.words[c] for c in tree.children[verb] if tree.deps[c] in {"aux", "neg", "auxpass"}]

    def _open(self, verb: int) -> bool:
        """Is a verb negated, modal or ordered, so that what it waits for is a condition?"""
        return not BINDING.isdisjoint(self._own(verb)) or self.tree.tags[verb] == "VB"

    def _negated(self, verb: int) -> bool:
        tree = self.tree
        of_subject = [tree.words[tree.left[c]] for c in tree.children[verb] if tree.deps[c] in SUBJECTS]
        return not NEGATIONS.isdisjoint([*self._own(verb), *of_subject, tree.words[verb]])

    def _announces(self, verb: int) -> bool:
        return not ANNOUNCING.isdisjoint(self._own(verb))

    def _only(self, i: int) -> Found | None:
        """Conditions after "only": "only after a pardon would they return", "will leave only when paid"."""
        tree = self.tree
        if tree.words[i] != "only" or i + 2 >= len(tree.words):
            return None
        kind = self.cues.kind(Form.ONLY, tree.words[i + 1])
        if kind is None:
            return None
        start, end = self._bounds(i)
        if self._opens(i):
            turn = next((t for t in range(i + 2, end) if tree.words[t] in ANNOUNCING or tree.words[t] in HELPERS), None)
            return None if turn is None else Found(i, (i + 2, turn), (turn, end), kind)
        clause = tree.heads[i + 1] if tree.deps[i + 1] in MARKING else i + 1
        governor = tree.heads[clause]
        if tree.deps[clause] not in {"advcl", "prep"} or not self._open(governor) or governor > i:
            return None
        return Found(i, (i + 2, min(end, tree.right[clause])), (max(start, tree.left[governor]), i), kind)

    def _inverted(self, i: int) -> Found | None:
        """Auxiliaries before their subject: "should the talks fail, ...", "... should the talks fail"."""
        tree = self.tree
        kind = self.cues.kind(Form.INVERSION, tree.words[i])
        if kind is None:
            return None
        start, end = self._bounds(i)
        last = next((t for t in range(end - 1, i, -1) if tree.words[t].strip() and tree.words[t] not in "\"”'’"), i)
        if tree.words[min(last, len(tree.words) - 1)] == "?" or "?" in tree.words[last : last + 3]:
            return None
        if self._opens(i):
            comma = next((t for t in range(i + 2, end) if tree.words[t] == "," and self._main_after(t, end)), None)
            return (
                None if comma is None else Found(i, (i + 1, comma), (comma + 1, self._clause_end(comma + 1, end)), kind)
            )
        verb = tree.heads[i]
        subject = tree.child(verb, *SUBJECTS)
        main = [t for t in range(start, i) if tree.words[t] in ANNOUNCING]
        helped = (
            tree.deps[i] in {"aux", "auxpass"} and tree.deps[verb] in CLAUSES and subject is not None and subject > i
        )
        return Found(i, (i + 1, min(end, tree.right[verb])), (start, i), kind) if helped and main else None

    def _main_after(self, comma: int, end: int) -> bool:
        """Does a clause with a modal of consequence begin after a comma?"""
        tree = self.tree
        for token in range(comma + 1, end):
            if tree.words[token] in ANNOUNCING and tree.deps[token] == "aux":
                subject = tree.child(tree.heads[token], *SUBJECTS)
                return subject is not None and comma < tree.left[subject]
        return False

    def _clause_end(self, start: int, end: int) -> int:
        """The end of the clause with the first modal after ``start``."""
        tree = self.tree
        modal = next(t for t in range(start, end) if tree.words[t] in ANNOUNCING)
        verb = tree.heads[modal]
        return min(end, max(tree.right[verb], modal + 1))

    def _lacking(self, i: int) -> Found | None:
        """Opening phrases that say what must not be missing: "without a deal by Friday, ..."."""
        tree = self.tree
        kind = self.cues.kind(Form.LACK, tree.words[i])
        governor = tree.heads[i]
        if kind is None or tree.deps[i] != "prep" or not self._opens(i) or not self._announces(governor):
            return None
        if tree.child(i, "pobj") is None:
            return None
        return Found(i, (i + 1, tree.right[i]), self._rest(governor, (i, tree.right[i])), kind)

    def _alternative(self, i: int) -> Found | None:
        """The bad alternative: "leave or face war", "hand it over, or we will come"."""
        tree = self.tree
        if tree.words[i] != "or" or i + 2 >= len(tree.words):
            return None
        start, end = self._bounds(i)
        kind = self.cues.kind(Form.OR, tree.words[i + 1]) or self.cues.kind(Form.OR, tree.lemmas[i + 1])
        first = self._demanded(start, i)
        if first is None:
            return None
        setter = None if self.spoken[i] else self._setter(first)
        if kind is not None:
            stop = next((t for t in range(i + 2, end) if tree.words[t] in BREAKS), end)
            return Found(i, (first, i), (i + 1, stop), kind, setter)
        verb = next((c for c in tree.children[tree.heads[i]] if c > i and tree.deps[c] == "conj"), None)
        if verb is None or not self._announces(verb) or tree.child(verb, *SUBJECTS) is None:
            return None
        return Found(i, (first, i), (i + 1, min(end, tree.right[verb])), ConditionKind.UNLESS, setter)

    def _demanded(self, start: int, end: int) -> int | None:
        """The first token of what is demanded before "or": an infinitive, a duty with its subject, an imperative."""
        tree = self.tree
        to = next((t for t in range(end - 1, start, -1) if tree.words[t] == "to" and tree.tags[t] == "TO"), None)
        if to is not None and tree.deps[tree.heads[to]] in {"xcomp", "advcl", "acl", "ccomp"}:
            return to
        opening = next((t for t in range(start, end) if tree.words[t].isalnum()), end)
        ordered = opening < end and tree.tags[opening] in {"VB", "VBP"}
        return opening if ordered or not DUTIES.isdisjoint(tree.words[opening:end]) else None

    def _setter(self, deed: int) -> int | None:
        """Who gives an order or a deadline: the subject of the verb that the demanded deed hangs on."""
        tree = self.tree
        verb = tree.heads[tree.heads[deed]] if tree.words[deed] == "to" else None
        return tree.child(verb, "nsubj") if verb is not None else None

    def _from_verb(self, i: int) -> Found | None:
        """Announced consequences and deadlines."""
        tree = self.tree
        if not tree.is_verb(i):
            return None
        lemma = tree.lemmas[i]
        if (kind := self.cues.kind(Form.ULTIMATUM, lemma)) is not None:
            return self._deadline(i, kind)
        if self.cues.kind(Form.CROSSING, lemma) is not None and (crossing := self._crossing(i)) is not None:
            return crossing
        if self.cues.kind(Form.VERB, lemma) is None or not self._announces(i):
            return None
        takes = self.cues.needs(Form.VERB, lemma)
        subject = tree.child(i, "nsubj", "nsubjpass", "csubj")
        if subject is None or tree.tags[subject] in PERSONS or tree.tags[subject][:2] not in {"NN", "VB"}:
            return None
        if takes == "N":
            thing = tree.child(i, "dobj", "attr")
        else:
            thing = next((c for c in tree.children[i] if c > i and tree.words[c] == takes), None)
        if thing is None or thing < i:
            return None
        start = tree.left[thing] if takes == "N" else thing + 1
        end = tree.right[thing]
        for child in tree.children[i]:
            if tree.deps[child] in {"prep", "agent"} and tree.left[child] == end:
                end = tree.right[child]
        kind = ConditionKind.RED_LINE if self._line_near(i) else ConditionKind.IF
        return Found(i, (tree.left[subject], min(tree.right[subject], i)), (start, end), kind)

    def _deadline(self, verb: int, kind: ConditionKind) -> Found | None:
        """An ultimatum: "gave them 48 hours to leave"."""
        tree = self.tree
        deed = next((c for c in tree.children[verb] if c > verb and self._to_do(c)), None)
        subject = tree.child(verb, "nsubj")
        if deed is None or subject is None:
            return None
        first = tree.left[deed]
        timed = any(self.parsed.doc[t].ent_type_ in TIMES for t in range(verb + 1, first))
        if not timed or "or" in tree.words[first : tree.right[deed]]:
            return None
        return Found(verb, (first, tree.right[deed]), (tree.left[subject], first), kind, subject)

    def _to_do(self, verb: int) -> bool:
        tree = self.tree
        return tree.words[tree.left[verb]] == "to" and any(tree.deps[c] == "aux" for c in tree.children[verb])

    def _crossing(self, verb: int) -> Found | None:
        """Lines that are crossed or drawn: "would cross a red line", "drew a red line at the use of gas"."""
        tree = self.tree
        line = tree.child(verb, "dobj")
        subject = tree.child(verb, "nsubj", "csubj")
        if line is None or subject is None or self._line_at(line) is None:
            return None
        start = tree.left[line]
        takes = self.cues.needs(Form.CROSSING, tree.lemmas[verb])
        if not takes:
            deed = tree.tags[subject] not in PERSONS
            sides = (tree.left[subject], min(tree.right[subject], verb)), (verb, tree.right[line])
            return Found(verb, *sides, ConditionKind.RED_LINE) if deed else None
        where = next(
            (c for t in (line, verb) for c in tree.children[t] if c > line and tree.words[c] in takes.split("/")), None
        )
        if where is None:
            return None
        return Found(
            verb, (where + 1, tree.right[where]), (start, min(where, tree.right[line])), ConditionKind.RED_LINE, subject
        )

    def _line_at(self, i: int) -> ConditionKind | None:
        words = self.tree.words
        return self.lines.get((words[i],)) or self.lines.get(tuple(words[max(i - 1, 0) : i + 1]))

    def _line_near(self, token: int) -> bool:
        sentence = self.parsed.sentence(token)
        start = self.parsed.sentences[max(sentence.index - 1, 0)].start
        return any(self._line_at(i) is not None for i in range(start, sentence.end))

    def _from_line(self, i: int) -> Found | None:
        """What "is a red line": the subject of the copula."""
        kind = self._line_at(i)
        tree = self.tree
        verb = tree.heads[i]
        if kind is None or tree.deps[i] != "attr" or verb > i:
            return None
        subject = tree.child(verb, "nsubj", "csubj")
        if subject is None or tree.words[subject] == "there":
            return None
        sides = (tree.left[subject], min(tree.right[subject], verb)), tree.span(i)
        return Found(i - 1 if tree.words[i - 1] == "red" else i, *sides, kind)
