"""Whether an event happened: the operators around its predicate and those that composition looked through."""

from collections.abc import Iterator, Sequence

from gestae.claims.conditions import ConditionDraft
from gestae.claims.signs import SignReader
from gestae.events.view import Draft
from gestae.language.tree import Tree
from gestae.language.view import Predicate, View
from gestae.lexicon import Lexicon, Operator
from gestae.model import EventRole, EventType, Status

FOLDED = frozenset({EventType.AGREE, EventType.CONCEDE, EventType.THREATEN})
STRONGER = (Status.NEGATED, Status.HYPOTHETICAL, Status.FUTURE, Status.ACTUAL)
OPEN_WHEN_NEGATED = frozenset({"wish", "warn"})
FARTHEST = 12


def settle_status(
    drafts: Sequence[Draft], conditions: Sequence[ConditionDraft], view: View, tree: Tree, lexicon: Lexicon
) -> tuple[Status, ...]:
    """The status of each draft: what composition settled, else what the operators and conditions say."""
    settler = _Settler(conditions, view, tree, lexicon)
    found = [settler.status(draft) for draft in drafts]
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


class _Settler:
    """Settles the status of one document's drafts."""

    def __init__(self, conditions: Sequence[ConditionDraft], view: View, tree: Tree, lexicon: Lexicon) -> None:
        self.conditions = conditions
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

    def _conditional(self, draft: Draft) -> bool:
        """Does the draft stand in a condition, or hang on one? A threat made on a condition was made."""
        head = draft.predicate.head
        return any(
            c.if_[0] <= head < c.if_[1] or (not draft.about and c.then[0] <= head < c.then[1]) for c in self.conditions
        )

    def _told(self, draft: Draft) -> Status:
        """What stands at the predicate, then what each operator above makes of it."""
        above = list(self._above(draft))
        folded = bool(draft.about) or draft.type in FOLDED or draft.why.startswith("(")
        signs = self.signs.of_draft(draft, folded, {p.head for p, _ in above})
        status = next((s for s in STRONGER if s in signs), Status.ACTUAL)
        for governor, row in above:
            composed = self.lexicon.composition(row.operator, draft.type, draft.modes[0] if draft.modes else "")
            made = composed.status if composed is not None and composed.type is None else None
            status = self._passed(status, made, governor, row.operator)
        if not above and draft.status not in {None, Status.ACTUAL}:
            assert draft.status is not None
            return draft.status
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
