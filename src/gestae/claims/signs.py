"""Signs of what did not happen, or has not yet: auxiliaries, adverbs, adjectives, particles around a predicate."""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from gestae.events.view import Draft, Slice
from gestae.language.tree import Tree
from gestae.language.view import Operator, OperatorKind, Predicate, PredicateKind, Tense, View
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
SAYING = frozenset({"attr", "acomp", "oprd"})
QUESTION_TAGS = frozenset({"WRB", "WP", "WP$", "WDT"})
PAST = frozenset({Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT})
ALTERNATIVE = frozenset({"or", "nor"})
NEITHER = frozenset({"nor", "neither"})
LEADING = frozenset({"of", "from", "than"})  # what a negation of two words that ends so denies stands after it
IMAGINED = frozenset({OperatorKind.WOULD, OperatorKind.POSSIBILITY})
TOLD = frozenset({"the", "this", "that", "these", "those"})
FARTHEST = 8


@dataclass(frozen=True, slots=True)
class Sign:
    """What some words make of an event; ``cue`` is their token slice, None where nothing speaks against the default."""

    status: Status
    cue: Slice | None = None


class SignReader:
    """Reads the signs around the predicates of one document."""

    def __init__(self, view: View, tree: Tree, lexicon: Lexicon) -> None:
        self.view = view
        self.tree = tree
        self.cues = lexicon.cues

    def of_draft(self, draft: Draft, folded: bool, read: Container[int]) -> list[Sign]:
        """The signs at an event's predicate.

        ``folded`` says that the future and duties are part of its type already, ``read`` are the heads of
        governing predicates whose signs are read apart.
        """
        predicate = draft.predicate
        purpose = draft.type is not EventType.CONSULT and self.tree.heads[predicate.head] not in read
        signs = list(self._of_operators(predicate, folded, read, purpose=purpose))
        for head in (predicate.head, predicate.support):
            if head is not None and head not in read:
                signs += self._of_words(head, folded)
        signs += self._from_above(predicate.head, folded, read)
        return signs

    def of_predicate(self, predicate: Predicate) -> list[Sign]:
        """The signs at a predicate that governs an event."""
        signs = list(self._of_operators(predicate, False, (), purpose=True))
        signs += self._of_words(predicate.head, False)
        able = predicate.kind is PredicateKind.ADJECTIVE and self._cue("ability", predicate.head)
        if able and predicate.tense not in PAST:
            signs.append(Sign(Status.HYPOTHETICAL, able))
        return signs

    def _of_operators(self, predicate: Predicate, folded: bool, read: Container[int], purpose: bool) -> Iterator[Sign]:
        by_kind = {o.kind: o for o in predicate.operators}
        if OperatorKind.OBLIGATION in by_kind and self._missed(predicate.head):
            if OperatorKind.NEGATION not in by_kind:
                yield Sign(Status.NEGATED, _word(by_kind[OperatorKind.OBLIGATION].cue))
            return
        for operator in predicate.operators:
            kind = operator.kind
            if kind is OperatorKind.NEGATION:
                if self._denies(operator, predicate.head) and self._holder(operator.cue, predicate.head) not in read:
                    yield Sign(Status.NEGATED, self._no(operator.cue))
            elif kind is OperatorKind.QUESTION:
                if self._asked(predicate.head):
                    yield Sign(Status.HYPOTHETICAL, _word(operator.cue))
            elif kind is OperatorKind.FUTURE:
                if not folded:
                    yield Sign(Status.FUTURE, _word(operator.cue))
            elif kind is OperatorKind.OBLIGATION:
                if not folded:
                    yield Sign(Status.HYPOTHETICAL, _word(operator.cue))
            elif kind in UNREAL and (purpose or kind is not OperatorKind.PURPOSE):
                yield Sign(Status.HYPOTHETICAL, _word(operator.cue))

    def _denies(self, operator: Operator, head: int) -> bool:
        """Does a negation deny the predicate: not "not only", "no fewer than ten soldiers", a duty not kept?"""
        words = self._within(operator.cue) or [operator.cue]
        return not any(self._undone(word, head) for word in words)

    def _within(self, noun: int) -> list[int]:
        """The words before a noun, those that hang on them included."""
        children = self.tree.children
        before = [c for c in children[noun] if c < noun]
        return before + [inner for c in before for inner in children[c] if inner < c]

    def _no(self, cue: int) -> Slice:
        """The word that negates: of a negated subject its "no"."""
        return next((_word(c) for c in self._within(cue) if self.tree.words[c] == "no"), _word(cue))

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

    def _of_words(self, head: int, folded: bool) -> Iterator[Sign]:
        """Adverbs, adjectives and negated subjects at a word: "possibly", "planned", "not a single soldier"."""
        tree = self.tree
        for child in tree.children[head]:
            dep = tree.deps[child]
            if dep in {"advmod", "amod", "neg"}:
                unreal = self._cue("possibility", child) or (self._cue("foiled", child) if dep == "amod" else None)
                if unreal:
                    yield Sign(Status.HYPOTHETICAL, unreal)
                coming = self._cue("future", child) if dep == "amod" or child > head else None
                if coming and not folded and not self._took_place(head):
                    yield Sign(Status.FUTURE, coming)
                no = self._cue("negation", child) if dep != "amod" else None
                if no and tree.words[no[1] - 1] not in LEADING and not self._undone(child, head):
                    yield Sign(Status.NEGATED, no)
            elif dep in SUBJECTS:
                yield from self._nobody(child)
            elif dep == "prep" and child < head:
                yield from self._never(child)
            elif dep == "mark" and (no := self._cue("negation", child)):
                yield Sign(Status.NEGATED, no)
            elif dep in {"cc", "preconj"} and child < head and tree.words[child] in NEITHER:
                yield Sign(Status.NEGATED, _word(child))
        yield from self._never_before(head)
        first = tree.heads[head]
        other = next((c for c in tree.by_dep(first, "cc") if c < head and tree.words[c] in ALTERNATIVE), None)
        denied = tree.first(first, "neg")
        if tree.deps[head] == "conj" and other is not None and denied is not None:
            yield Sign(Status.NEGATED, _word(denied))

    def _took_place(self, noun: int) -> bool:
        """Is a noun the subject of a verb that says that it happened: "the planned strike went ahead"?"""
        tree = self.tree
        verb = tree.heads[noun]
        happened = self._cue("happening", verb) or any(self._cue("happening", c) for c in tree.by_dep(verb, "advmod"))
        return tree.deps[noun] in SUBJECTS and tree.tags[verb] == "VBD" and bool(happened)

    def _never(self, preposition: int) -> Iterator[Sign]:
        """Take "at no time", "under no circumstances"."""
        tree = self.tree
        for thing in tree.by_dep(preposition, "pobj"):
            no = next((c for c in tree.by_dep(thing, "det", "neg") if tree.words[c] == "no"), None)
            if no is not None and self._cue("occasion", thing):
                yield Sign(Status.NEGATED, (preposition, thing + 1))

    def _never_before(self, head: int) -> Iterator[Sign]:
        """The same before an auxiliary that it was hung on: "at no point did they attack"."""
        for auxiliary in self.tree.by_dep(head, "aux"):
            for preposition in self.tree.by_dep(auxiliary, "prep"):
                yield from self._never(preposition)

    def _nobody(self, noun: int) -> Iterator[Sign]:
        """Where a subject says no: "neither side", "not a single soldier", "hardly any soldiers"."""
        for word in self._within(noun):
            no = self._cue("negation", word)
            if no and not self._undone(word, noun):
                yield Sign(Status.NEGATED, no)

    def _from_above(self, head: int, folded: bool, read: Container[int]) -> Iterator[Sign]:
        """Signs at the clause or preposition that an event stands in, and at what it is said to be."""
        tree = self.tree
        above, dep = tree.heads[head], tree.deps[head]
        if dep in SUBJECTS and above not in read:
            yield from self._of_subject(head, folded, read)
        effect = tree.heads[above] if dep == "pobj" and tree.words[above] == "of" else head
        if tree.deps[effect] in SUBJECTS and tree.pos[head] == "NOUN":
            yield from self._of_effect(head, tree.heads[effect])
        if dep == "acl" and self._cue("proof", above):
            yield from self._lacking(above)
        about = dep in {"acl", "ccomp"} or (dep == "relcl" and self._cue("hearsay", above))
        if about and tree.deps[above] in SUBJECTS:
            yield from self._said_to_be(tree.heads[above], folded)
        if dep == "relcl" and tree.deps[above] == "attr":
            yield from self._cleft(tree.heads[above])
        yield from self._of_preposition(head, folded)
        if dep in CLAUSAL and above not in read:
            copula = tree.heads[above] if tree.pos[above] == "ADJ" and tree.deps[above] in SAYING else above
            if dep != "advcl":
                yield from self._said_to_be(copula, folded)
            governor = self.view.by_head.get(above)
            purpose = dep == "advcl" and any(tree.tags[c] == "TO" for c in tree.by_dep(head, "aux"))
            if (dep == "xcomp" or purpose) and governor is not None:
                yield from self._of_operators(governor, folded, read, purpose=False)
                yield from self._of_words(above, folded)

    def _of_subject(self, head: int, folded: bool, read: Container[int]) -> Iterator[Sign]:
        """What its verb says of an event that is the subject: that it is possible, scheduled, or will begin."""
        above = self.tree.heads[head]
        said = list(self._said_to_be(above, folded))
        yield from said
        governor = self.view.by_head.get(above)
        if governor is not None and not said and self._cue("happening", above):
            yield from self._of_operators(governor, folded, read, purpose=False)

    def _of_effect(self, head: int, verb: int) -> Iterator[Sign]:
        """What "a war would be", or its effect: an act not told before, in a clause that only imagines."""
        tree = self.tree
        told = any(tree.words[c] in TOLD or tree.deps[c] == "poss" for c in tree.children[head])
        governor = self.view.by_head.get(verb) if not told else None
        for operator in governor.operators if governor is not None else ():
            if operator.kind in IMAGINED:
                yield Sign(Status.HYPOTHETICAL, _word(operator.cue))

    def _cleft(self, copula: int) -> Iterator[Sign]:
        """Take "it was not the army that attacked"."""
        tree = self.tree
        no, subject = tree.first(copula, "neg"), tree.first(copula, "nsubj")
        if no is not None and subject is not None and tree.words[subject] == "it":
            yield Sign(Status.NEGATED, _word(no))

    def _lacking(self, noun: int) -> Iterator[Sign]:
        """Where there is "no evidence", or somebody did not give any."""
        tree = self.tree
        none = [c for c in tree.by_dep(noun, "det", "amod") if self._cue("negation", c)]
        none += tree.by_dep(tree.heads[noun], "neg")
        if none:
            yield Sign(Status.HYPOTHETICAL, (min(none[0], noun), noun + 1))

    def _of_preposition(self, head: int, folded: bool) -> Iterator[Sign]:
        """Prepositions that say no, or not yet: without attacking, short of attacking, on the verge of attacking."""
        tree = self.tree
        token = head
        for _ in range(FARTHEST):
            if tree.deps[token] not in {"pcomp", "pobj", "prep"}:
                break
            token = tree.heads[token]
            coming = self._cue("brink", token)
            if coming and not folded:
                yield Sign(Status.FUTURE, coming)
            if tree.pos[token] in {"NOUN", "PROPN", "VERB"}:
                break
            no = self._cue("negation", token)
            if no:
                yield Sign(Status.NEGATED, no)
                break

    def _said_to_be(self, verb: int, folded: bool) -> Iterator[Sign]:
        """What "is possible", "is not true", "is a myth", "was invented", "is scheduled"."""
        tree = self.tree
        negated = tree.first(verb, "neg")
        passive = [verb] if tree.first(verb, "auxpass") is not None else []
        for word in [*passive, *tree.by_dep(verb, *SAYING)]:
            if unreal := self._cue("possibility", word):
                yield Sign(Status.NEGATED if negated is not None else Status.HYPOTHETICAL, unreal)
            elif (truth := self._cue("truth", word)) and negated is not None:
                yield Sign(Status.NEGATED, (negated, truth[1]))
            elif (untruth := self._cue("untruth", word)) and negated is None:
                yield Sign(Status.NEGATED, untruth)
            elif not folded and (coming := self._cue("arranged", word)):
                yield Sign(Status.NEGATED if negated is not None else Status.FUTURE, coming)

    def _cue(self, kind: str, token: int) -> Slice | None:
        """The cue of a kind that a token is, alone or with the word before or after it."""
        cues = self.cues.get(kind, {})
        words = self.tree.words
        word = words[token]
        if token + 1 < len(words) and f"{word} {words[token + 1]}" in cues:
            return token, token + 2
        if word in cues or self.tree.lemmas[token] in cues:
            return _word(token)
        if token and f"{words[token - 1]} {word}" in cues:
            return token - 1, token + 1
        return None


def _word(token: int) -> Slice:
    return token, token + 1
