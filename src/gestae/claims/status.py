"""Whether an event happened: the operators around its predicate, read once."""

from collections.abc import Iterable, Sequence

from gestae.claims.conditions import ConditionDraft
from gestae.events.view import Draft
from gestae.language.tree import Tree
from gestae.language.view import OperatorKind, View
from gestae.lexicon import Lexicon
from gestae.model import EventRole, EventType, Status

UNREAL = frozenset(
    {
        OperatorKind.POSSIBILITY,
        OperatorKind.WOULD,
        OperatorKind.CONDITION,
        OperatorKind.QUESTION,
        OperatorKind.PURPOSE,
        OperatorKind.OBLIGATION,
    }
)
FUTURE_TYPES = frozenset({EventType.AGREE, EventType.CONCEDE, EventType.THREATEN})
STRONGER = (Status.NEGATED, Status.HYPOTHETICAL, Status.FUTURE, Status.ACTUAL)


def settle_status(
    drafts: Sequence[Draft], conditions: Sequence[ConditionDraft], view: View, tree: Tree, lexicon: Lexicon
) -> tuple[Status, ...]:
    """The status of each draft: what composition settled, else what the operators and conditions say."""
    return tuple(_status(draft, conditions, view, tree, lexicon) for draft in drafts)


def _status(draft: Draft, conditions: Sequence[ConditionDraft], view: View, tree: Tree, lexicon: Lexicon) -> Status:
    told = _told(draft, view, tree, lexicon)
    head = draft.predicate.head
    for condition in conditions:
        hangs = not draft.about and condition.then[0] <= head < condition.then[1]
        if told is Status.ACTUAL and (hangs or condition.if_[0] <= head < condition.if_[1]):
            told = Status.HYPOTHETICAL
    if draft.status is None:
        return told
    if draft.role is EventRole.CONTENT or draft.status is not Status.ACTUAL:
        return draft.status
    return told


def _told(draft: Draft, view: View, tree: Tree, lexicon: Lexicon) -> Status:
    predicate = draft.predicate
    folded = bool(draft.about) or draft.type in FUTURE_TYPES
    found = {
        _of_kind(o.kind, folded)
        for o in predicate.operators
        if not (o.kind is OperatorKind.PURPOSE and draft.type is EventType.CONSULT)
    }
    found |= set(_of_words(tree, lexicon, (predicate.head, predicate.support)))
    for operator in predicate.operators:
        if operator.kind is OperatorKind.EMBEDDED and operator.governor is not None:
            governor = view.by_head.get(operator.governor)
            if governor is not None and tree.deps[predicate.head] in {"xcomp"}:
                found |= {_of_kind(o.kind, folded) for o in governor.operators if o.kind is not OperatorKind.QUESTION}
    return next((s for s in STRONGER if s in found), Status.ACTUAL)


def _of_kind(kind: OperatorKind, folded: bool) -> Status | None:
    if kind is OperatorKind.NEGATION:
        return Status.NEGATED
    if kind in UNREAL:
        return None if folded and kind is OperatorKind.OBLIGATION else Status.HYPOTHETICAL
    if kind is OperatorKind.FUTURE and not folded:
        return Status.FUTURE
    return None


def _of_words(tree: Tree, lexicon: Lexicon, heads: Iterable[int | None]) -> Iterable[Status]:
    """Adverbs and adjectives at the predicate: "possibly", "planned", "foiled"."""
    kinds = {"possibility": Status.HYPOTHETICAL, "foiled": Status.HYPOTHETICAL, "future": Status.FUTURE}
    possible = lexicon.cues.get("possibility", {})
    for head in heads:
        if head is None:
            continue
        if tree.deps[head] == "nsubj" and any(
            tree.lemmas[a] in possible for a in tree.by_dep(tree.heads[head], "attr")
        ):
            yield Status.HYPOTHETICAL
        for child in tree.children[head]:
            if tree.deps[child] not in {"advmod", "amod"}:
                continue
            for kind, status in kinds.items():
                if tree.words[child] in lexicon.cues.get(kind, {}):
                    yield status
