"""Whether an event happened: the operators around its predicate and those that composition looked through."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gestae.claims.conditions import ConditionDraft
from gestae.claims.signs import Sign, SignReader
from gestae.events.view import Draft, Slice
from gestae.language.tree import Tree
from gestae.language.view import OperatorKind, Predicate, PredicateKind, View
from gestae.lexicon import Lexicon, Operator
from gestae.model import EventRole, EventType, Status

FOLDED = frozenset({EventType.AGREE, EventType.CONCEDE, EventType.THREATEN})
STRONGER = (Status.NEGATED, Status.HYPOTHETICAL, Status.FUTURE, Status.ACTUAL)
INSIDE: Mapping[str | None, Status] = {
    EventType.REQUEST: Status.HYPOTHETICAL,
    EventType.THREATEN: Status.HYPOTHETICAL,
    EventType.REJECT: Status.HYPOTHETICAL,
    EventType.AGREE: Status.FUTURE,
}
OPEN_WHEN_NEGATED = frozenset({"wish", "warn"})
REFUSED = "refuse>"  # a refusal that composition read from "will not"
AUXILIARIES: Mapping[str, OperatorKind] = {
    "(will)": OperatorKind.FUTURE,
    "(must)": OperatorKind.OBLIGATION,
    "refuse": OperatorKind.NEGATION,
}
FARTHEST = 12


def settle_status(
    drafts: Sequence[Draft], conditions: Sequence[ConditionDraft], view: View, tree: Tree, lexicon: Lexicon
) -> tuple[Sign, ...]:
    """The status of each draft with the words that set it: composition, operators around it, conditions."""
    settler = _Settler(conditions, view, tree, lexicon)
    verbs = {d.predicate.head: d for d in drafts if d.predicate.kind is PredicateKind.VERB and not d.about}
    found = []
    for draft in drafts:
        told = settler.sign(draft)
        inside = settler.unlinked(draft, verbs) if told.status is Status.ACTUAL else None
        found.append(inside or told)
    for outer, told in zip(drafts, list(found), strict=True):
        for inner in outer.about:
            found[inner] = _inside(outer, told, drafts[inner], found[inner])
    return tuple(found)


def _inside(outer: Draft, told: Sign, inner: Draft, sign: Sign) -> Sign:
    """What is stopped, denied or alleged, where the stop, denial or allegation itself did not happen (yet)."""
    status = sign.status
    if sign.cue is None and status is not Status.ACTUAL:
        sign = Sign(status, _carrier(outer))
    if told.status is Status.ACTUAL:
        return sign
    if inner.role is EventRole.MAIN:
        alleged = outer.modes == ("allege",) and status is Status.ACTUAL
        return Sign(Status.HYPOTHETICAL, told.cue) if alleged else sign
    if status is Status.NEGATED and outer.why.startswith("stop"):
        return Sign(Status.ACTUAL, told.cue)
    denial = told.status is Status.NEGATED and status is Status.NEGATED
    return Sign(Status.HYPOTHETICAL, told.cue) if denial else sign


def _carrier(outer: Draft) -> Slice:
    """The word that holds an event's content: its trigger, or the auxiliary that made it an announcement or a duty."""
    kind = AUXILIARIES.get(outer.why.partition(">")[0])
    cue = next((o.cue for o in outer.predicate.operators if o.kind is kind), None)
    return outer.trigger if cue is None else (cue, cue + 1)


def _covered(parts: Iterable[tuple[Slice, Slice]], size: int) -> list[Slice | None]:
    """For each token the cue of the condition in whose part it stands."""
    cues: list[Slice | None] = [None] * size
    for (start, end), cue in parts:
        cues[start:end] = [cue] * (end - start)
    return cues


class _Settler:
    """Settles the status of one document's drafts."""

    def __init__(self, conditions: Sequence[ConditionDraft], view: View, tree: Tree, lexicon: Lexicon) -> None:
        size = len(tree.words)
        self.conditional = _covered(((c.if_, c.cue_slice) for c in conditions), size)
        self.dependent = _covered(((c.then, c.cue_slice) for c in conditions), size)
        self.view = view
        self.tree = tree
        self.lexicon = lexicon
        self.signs = SignReader(view, tree, lexicon)

    def sign(self, draft: Draft) -> Sign:
        """The status of one draft, for itself."""
        if draft.role is EventRole.CONTENT and draft.status is not None:
            return Sign(draft.status)
        told = self._told(draft)
        condition = self.conditional[draft.predicate.head]
        if condition is not None and told.status is Status.NEGATED:
            return Sign(Status.HYPOTHETICAL, condition)
        if told.status in {Status.ACTUAL, Status.FUTURE}:
            cue = self._condition(draft)
            return told if cue is None else Sign(Status.HYPOTHETICAL, cue)
        return told

    def unlinked(self, draft: Draft, verbs: Mapping[int, Draft]) -> Sign | None:
        """The status of what a frame wants, promises or rejects, where composition made no content of it."""
        tree = self.tree
        head = draft.predicate.head
        above = tree.heads[head]
        if tree.deps[head] == "xcomp" and any(tree.tags[c] == "TO" for c in tree.by_dep(head, "aux")):
            outer = verbs.get(above) if above != head else None
            status = INSIDE.get(outer.type) if outer is not None else None
            return Sign(status, outer.trigger) if outer is not None and status is not None else None
        if tree.deps[head] == "acl" and tree.lemmas[above] in self.lexicon.cues.get("hearsay", {}):
            outer = verbs.get(tree.heads[above]) if tree.deps[above] == "dobj" else None
            rejected = outer is not None and outer.type is EventType.REJECT
            return Sign(Status.NEGATED, outer.trigger) if outer is not None and rejected else None
        return None

    def _condition(self, draft: Draft) -> Slice | None:
        """The cue of the condition that the draft stands in or hangs on. A threat made on a condition was made."""
        head = draft.predicate.head
        return self.conditional[head] or (None if draft.about else self.dependent[head])

    def _told(self, draft: Draft) -> Sign:
        """What stands at the predicate, then what each operator above makes of it."""
        above = list(self._above(draft))
        folded = bool(draft.about) or draft.type in FOLDED or draft.why.startswith("(")
        signs = self.signs.of_draft(draft, folded, {p.head for p, _ in above})
        if draft.why.startswith(REFUSED):
            signs = [s for s in signs if s.status is not Status.NEGATED]
        sign = _strongest(signs)
        for governor, row in above:
            composed = self.lexicon.composition(row.operator, draft.type, draft.modes[0] if draft.modes else "")
            made = composed.status if composed is not None and composed.type is None else None
            sign = self._passed(sign, made, governor, row.operator)
        return _strongest([sign, Sign(draft.status)]) if not above and draft.status is not None else sign

    def _above(self, draft: Draft) -> Iterator[tuple[Predicate, Operator]]:
        """The operators that composition looked through, innermost first."""
        names = draft.why.split(">")[:-1]
        at = draft.predicate.head
        for name in reversed(names):
            for steps, above in enumerate(self.tree.ancestors(at)):
                if steps > FARTHEST:
                    break
                row = self._row(above, name)
                if row is not None:
                    yield self.view.by_head[above], row
                    at = above
                    break

    def _row(self, token: int, name: str) -> Operator | None:
        predicate = self.view.by_head.get(token)
        if predicate is None:
            return None
        rows = self.lexicon.operators.get((predicate.kind.value, predicate.lemma), ())
        return next((row for row in rows if row.id == name), None)

    def _passed(self, inner: Sign, made: Status | None, governor: Predicate, operator: str) -> Sign:
        """An event's status seen through an operator: "did not fail to attack" attacked."""
        sign = inner
        coming = made is Status.FUTURE and inner.status is not Status.ACTUAL
        if made is not None and made is not Status.ACTUAL and not coming:
            sign = Sign(made, (governor.start, governor.end))
        signs = self.signs.of_predicate(governor)
        no = next((s for s in signs if s.status is Status.NEGATED), None)
        if no is not None:
            if sign.status is Status.NEGATED:
                return Sign(Status.ACTUAL, no.cue)
            return Sign(Status.HYPOTHETICAL, no.cue) if operator in OPEN_WHEN_NEGATED else no
        unreal = next((s for s in signs if s.status is Status.HYPOTHETICAL), None)
        if unreal is not None:
            return unreal
        coming_sign = next((s for s in signs if s.status is Status.FUTURE), None)
        return coming_sign if coming_sign is not None and sign.status is Status.ACTUAL else sign


def _strongest(signs: Sequence[Sign]) -> Sign:
    """The first sign of the status that goes before the others; actual without a sign."""
    return min(signs, key=lambda s: STRONGER.index(s.status), default=Sign(Status.ACTUAL))
