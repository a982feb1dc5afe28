"""Signs of what did not happen, or has not yet: auxiliaries, adverbs, adjectives, particles around a predicate."""

from collections.abc import Container, Iterator

from gestae.events.view import Draft
from gestae.language.tree import Tree
from gestae.language.view import OperatorKind, Predicate, PredicateKind, Tense, View
from gestae.lexicon import Lexicon
from gestae.model import EventType, Status

UNREAL = frozenset(
    {
        OperatorKind.POSSIBILITY,
        OperatorKind.WOULD,
        OperatorKind.CONDITION,
        OperatorKind.QUESTION,
        OperatorKind.PURPOSE,
    }
)
ASIDE = frozenset({"relcl", "advcl", "parataxis"})
CLAUSAL = frozenset({"ccomp", "xcomp", "csubj", "acl", "advcl"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
QUESTION_TAGS = frozenset({"WRB", "WP", "WP$", "WDT"})
PAST = frozenset({Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT})
ALTERNATIVE = frozenset({"or", "nor"})
FARTHEST = 8


class SignReader:
    """Reads the signs around the predicates of one document."""

    def __init__(self, view: View, tree: Tree, lexicon: Lexicon) -> None:
        self.view = view
        self.tree = tree
        self.cues = lexicon.cues

    def of_draft(self, draft: Draft, folded: bool, read: Container[int]) -> set[Status]:
        """The signs at an event's predicate.

        ``folded`` says that the future and duties are part of its type already, ``read`` are the heads of
        governing predicates whose signs are read apart.
        """
        predicate = draft.predicate
        signs = self._of_operators(predicate, folded, read, purpose=draft.type is not EventType.CONSULT)
        for head in (predicate.head, predicate.support):
            if head is not None and head not in read:
                signs |= set(self._of_words(head, folded))
        signs |= set(self._from_above(predicate.head, folded, read))
        return signs

    def of_predicate(self, predicate: Predicate) -> set[Status]:
        """The signs at a predicate that governs an event."""
        signs = self._of_operators(predicate, False, (), purpose=True)
        signs |= set(self._of_words(predicate.head, False))
        able = predicate.kind is PredicateKind.ADJECTIVE and self._is("ability", predicate.head)
        if able and predicate.tense not in PAST:
            signs.add(Status.HYPOTHETICAL)
        return signs

    def _of_operators(self, predicate: Predicate, folded: bool, read: Container[int], purpose: bool) -> set[Status]:
        found: set[Status] = set()
        kinds = {o.kind for o in predicate.operators}
        if OperatorKind.OBLIGATION in kinds and self._missed(predicate.head):
            return set() if OperatorKind.NEGATION in kinds else {Status.NEGATED}
        for operator in predicate.operators:
            kind = operator.kind
            if kind is OperatorKind.NEGATION:
                if (
                    not self._undone(operator.cue, predicate.head)
                    and self._holder(operator.cue, predicate.head) not in read
                ):
                    found.add(Status.NEGATED)
            elif kind is OperatorKind.QUESTION:
                if self._asked(predicate.head):
                    found.add(Status.HYPOTHETICAL)
            elif kind is OperatorKind.FUTURE:
                if not folded:
                    found.add(Status.FUTURE)
            elif kind is OperatorKind.OBLIGATION:
                if not folded:
                    found.add(Status.HYPOTHETICAL)
            elif kind in UNREAL and (purpose or kind is not OperatorKind.PURPOSE):
                found.add(Status.HYPOTHETICAL)
        return found

    def _missed(self, head: int) -> bool:
        """Is the duty one that was missed: "should have arrested"?"""
        tree = self.tree
        auxiliaries = {tree.words[c] for c in tree.by_dep(head, "aux")}
        return tree.tags[head] in {"VBN", "VBD"} and "have" in auxiliaries and "should" in auxiliaries

    def _undone(self, cue: int, head: int) -> bool:
        """Does the word after a negation undo it ("not only"), or a duty that it shows was not kept?"""
        following = cue + 1
        pseudo = following < len(self.tree.words) and self.tree.words[following] in self.cues.get("pseudo", {})
        return pseudo or self._missed(head)

    def _holder(self, cue: int, head: int) -> int:
        """The predicate that a negation stands at: a verb's own or its subject's."""
        above = self.tree.heads[cue]
        if above != head and self.tree.deps[above] in SUBJECTS:
            return self.tree.heads[above]
        return above

    def _asked(self, head: int) -> bool:
        """Is the predicate itself in question? "Why did they attack?" takes the attack for granted."""
        tree = self.tree
        token = head
        for _ in range(FARTHEST):
            if any(tree.tags[c] in QUESTION_TAGS for c in tree.children[token]) or tree.deps[token] in ASIDE:
                return False
            if tree.heads[token] == token:
                break
            token = tree.heads[token]
        return True

    def _of_words(self, head: int, folded: bool) -> Iterator[Status]:
        """Adverbs, adjectives and negated subjects at a word: "possibly", "planned", "not a single soldier"."""
        tree = self.tree
        for child in tree.children[head]:
            dep = tree.deps[child]
            if dep in {"advmod", "amod", "neg"}:
                if self._is("possibility", child) or (dep == "amod" and self._is("foiled", child)):
                    yield Status.HYPOTHETICAL
                if not folded and self._is("future", child) and (dep == "amod" or child > head):
                    yield Status.FUTURE
                if dep != "amod" and self._is("negation", child) and not self._undone(child, head):
                    yield Status.NEGATED
            elif (dep in SUBJECTS and self._nobody(child)) or (dep == "prep" and child < head and self._never(child)):
                yield Status.NEGATED
        first = tree.heads[head]
        alternative = any(tree.words[c] in ALTERNATIVE for c in tree.by_dep(first, "cc") if c < head)
        if tree.deps[head] == "conj" and alternative and tree.first(first, "neg") is not None:
            yield Status.NEGATED

    def _never(self, preposition: int) -> bool:
        """Is this "at no time", "under no circumstances"?"""
        tree = self.tree
        return any(
            tree.lemmas[o] in self.cues.get("occasion", {})
            and any(tree.words[c] == "no" for c in tree.by_dep(o, "det"))
            for o in tree.by_dep(preposition, "pobj")
        )

    def _nobody(self, noun: int) -> bool:
        """Does a subject say no: "neither side", "not a single soldier", "hardly any soldiers"?"""
        children = self.tree.children
        before = [c for c in children[noun] if c < noun]
        before += [inner for c in before for inner in children[c] if inner < c]
        return any(self._is("negation", word) for word in before)

    def _from_above(self, head: int, folded: bool, read: Container[int]) -> Iterator[Status]:
        """Signs at the clause or preposition that an event stands in, and at what it is said to be."""
        tree = self.tree
        above, dep = tree.heads[head], tree.deps[head]
        if dep in SUBJECTS and (governor := self.view.by_head.get(above)) is not None and above not in read:
            said = tree.by_dep(above, "attr", "acomp")
            if said:
                yield from self._said_to_be(above, said)
            elif self._is("happening", above):
                yield from self._of_operators(governor, folded, read, purpose=False)
        if dep == "acl" and self._is("proof", above) and self._lacking(above):
            yield Status.HYPOTHETICAL
        about = dep in {"acl", "ccomp"} or (dep == "relcl" and self._is("hearsay", above))
        if about and tree.deps[above] in SUBJECTS:
            yield from self._said_to_be(tree.heads[above], tree.by_dep(tree.heads[above], "attr", "acomp"))
        yield from self._of_preposition(head)
        if dep in CLAUSAL and above not in read:
            copula = tree.heads[above] if tree.pos[above] == "ADJ" and tree.deps[above] in {"acomp", "attr"} else above
            said = tree.by_dep(copula, "attr", "acomp")
            if dep != "advcl" and said:
                yield from self._said_to_be(copula, said)
            governor = self.view.by_head.get(above)
            purpose = dep == "advcl" and any(tree.tags[c] == "TO" for c in tree.by_dep(head, "aux"))
            if (dep == "xcomp" or purpose) and governor is not None:
                yield from (s for s in self._of_operators(governor, folded, read, purpose=False))
                yield from self._of_words(above, folded)

    def _lacking(self, noun: int) -> bool:
        """Is there "no evidence", or did somebody not give any?"""
        tree = self.tree
        none = any(self._is("negation", c) for c in tree.by_dep(noun, "det", "amod"))
        return none or tree.first(tree.heads[noun], "neg") is not None

    def _of_preposition(self, head: int) -> Iterator[Status]:
        """Prepositions that say no: without attacking, instead of talks, short of attacking."""
        tree = self.tree
        token = head
        for _ in range(FARTHEST):
            if tree.deps[token] not in {"pcomp", "pobj", "prep"}:
                break
            token = tree.heads[token]
            if tree.pos[token] in {"NOUN", "PROPN", "VERB"}:
                break
            if self._is("negation", token):
                yield Status.NEGATED
                break

    def _said_to_be(self, copula: int, said: list[int]) -> Iterator[Status]:
        """What "is possible", "is not true", "is a myth"."""
        negated = any(self.tree.deps[c] == "neg" for c in self.tree.children[copula])
        for word in said:
            if self._is("possibility", word):
                yield Status.NEGATED if negated else Status.HYPOTHETICAL
            elif (self._is("truth", word) and negated) or (self._is("untruth", word) and not negated):
                yield Status.NEGATED

    def _is(self, kind: str, token: int) -> bool:
        """Is a token of a kind of cue, alone or with the word before or after it?"""
        cues = self.cues.get(kind, {})
        words = self.tree.words
        word = words[token]
        if word in cues or self.tree.lemmas[token] in cues:
            return True
        before = words[token - 1] if token else ""
        after = words[token + 1] if token + 1 < len(words) else ""
        return f"{before} {word}" in cues or f"{word} {after}" in cues
