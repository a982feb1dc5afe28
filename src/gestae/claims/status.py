"""Whether an event happened: the operators around its predicate and those that composition looked through."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gestae.claims.conditions import ConditionDraft
from gestae.claims.signs import SignReader
from gestae.events.view import Draft, Slice
from gestae.language.tree import Tree
from gestae.language.view import Predicate, PredicateKind, View
from gestae.lexicon import Lexicon, Operator
from gestae.model import EventRole, EventType, Status

FOLDED = frozenset({EventType.AGREE, EventType.CONCEDE, EventType.THREATEN})
STRONGER = (Status.NEGATED, Status.HYPOTHETICAL, Status.FUTURE, Status.ACTUAL)
INSIDE: Mapping[EventType | None, Status] = {
    EventType.REQUEST: Status.HYPOTHETICAL,
    EventType.THREATEN: Status.HYPOTHETICAL,
    EventType.REJECT: Status.HYPOTHETICAL,
    EventType.AGREE: Status.FUTURE,
}
OPEN_WHEN_NEGATED = frozenset({"wish", "warn"})
REFUSED = "refuse>"  # a refusal that composition read from "will not"
FARTHEST = 12


def settle_status(
    drafts: Sequence[Draft], conditions: Sequence[ConditionDraft], view: View, tree: Tree, lexicon: Lexicon
) -> tuple[Status, ...]:
    """The status of each draft: what composition settled, else what the operators and conditions say."""
    settler = _Settler(conditions, view, tree, lexicon)
    verbs = {d.predicate.head: d.type for d in drafts if d.predicate.kind is PredicateKind.VERB and not d.about}
    found = []
    for draft in drafts:
        told = settler.status(draft)
        inside = settler.unlinked(draft, verbs) if told is Status.ACTUAL else None
        found.append(inside or told)
    for outer, told in zip(drafts, list(found), strict=True):
        for inner in outer.about:
            found[inner] = _inside(outer, told, drafts[inner], found[inner])
    return tuple(found)


def _inside(outer: Draft, told: Status, inner: Draft, status: Status) -> Status:
    """What is stopped, denied or alleged, where the stop, denial or allegation itself did not happen (yet)."""
    if told is Status.ACTUAL:
        return status
    if inner.role is EventRole.MAIN:
        return Status.HYPOTHETICAL if outer.modes == ("allege",) and status is Status.ACTUAL else status
    if status is Status.NEGATED and outer.why.startswith("stop"):
        return Status.ACTUAL
    return Status.HYPOTHETICAL if told is Status.NEGATED and status is Status.NEGATED else status


def _marked(slices: Iterable[Slice], size: int) -> list[bool]:
    """Which tokens stand in any of the slices."""
    steps = [0] * (size + 1)
    for start, end in slices:
        steps[start] += 1
        steps[end] -= 1
    return [depth > 0 for depth in itertools.accumulate(steps)]


class _Settler:
    """Settles the status of one document's drafts."""

    def __init__(self, conditions: Sequence[ConditionDraft], view: View, tree: Tree, lexicon: Lexicon) -> None:
        self.conditional = _marked((c.if_ for c in conditions), len(tree.words))
        self.dependent = _marked((c.then for c in conditions), len(tree.words))
        self.view = view
        self.tree = tree
        self.lexicon = lexicon
        self.signs = SignReader(view, tree, lexicon)

    def status(self, draft: Draft) -> Status:
        """The status of one draft, for itself."""
        if draft.role is EventRole.CONTENT and draft.status is not None:
            return draft.status
        told = self._told(draft)
        if told in {Status.ACTUAL, Status.FUTURE} and self._conditional(draft):
            return Status.HYPOTHETICAL
        return told

    def unlinked(self, draft: Draft, verbs: Mapping[int, EventType]) -> Status | None:
        """The status of what a frame wants, promises or rejects, where composition made no content of it."""
        tree = self.tree
        head = draft.predicate.head
        above = tree.heads[head]
        if tree.deps[head] == "xcomp" and any(tree.tags[c] == "TO" for c in tree.by_dep(head, "aux")):
            return INSIDE.get(verbs.get(above)) if above != head else None
        if tree.deps[head] == "acl" and tree.lemmas[above] in self.lexicon.cues.get("hearsay", {}):
            rejected = tree.deps[above] == "dobj" and verbs.get(tree.heads[above]) is EventType.REJECT
            return Status.NEGATED if rejected else None
        return None

    def _conditional(self, draft: Draft) -> bool:
        """Does the draft stand in a condition, or hang on one? A threat made on a condition was made."""
        head = draft.predicate.head
        return self.conditional[head] or (not draft.about and self.dependent[head])

    def _told(self, draft: Draft) -> Status:
        """What stands at the predicate, then what each operator above makes of it."""
        above = list(self._above(draft))
        folded = bool(draft.about) or draft.type in FOLDED or draft.why.startswith("(")
        signs = self.signs.of_draft(draft, folded, {p.head for p, _ in above})
        if draft.why.startswith(REFUSED):
            signs.discard(Status.NEGATED)
        status = next((s for s in STRONGER if s in signs), Status.ACTUAL)
        for governor, row in above:
            composed = self.lexicon.composition(row.operator, draft.type, draft.modes[0] if draft.modes else "")
            made = composed.status if composed is not None and composed.type is None else None
            status = self._passed(status, made, governor, row.operator)
        if not above and draft.status is not None:
            return next(s for s in STRONGER if s in {status, draft.status})
        return status

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

    def _passed(self, inner: Status, made: Status | None, governor: Predicate, operator: str) -> Status:
        """An event's status seen through an operator: "did not fail to attack" attacked."""
        status = inner
        if (
            made is not None
            and made is not Status.ACTUAL
            and not (made is Status.FUTURE and inner is not Status.ACTUAL)
        ):
            status = made
        signs = self.signs.of_predicate(governor)
        if Status.NEGATED in signs:
            if status is Status.NEGATED:
                return Status.ACTUAL
            return Status.HYPOTHETICAL if operator in OPEN_WHEN_NEGATED else Status.NEGATED
        if Status.HYPOTHETICAL in signs:
            return Status.HYPOTHETICAL
        return Status.FUTURE if Status.FUTURE in signs and status is Status.ACTUAL else status
