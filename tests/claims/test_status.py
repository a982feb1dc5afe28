import pytest

from gestae.claims.conditions import ConditionDraft
from gestae.claims.status import settle_status
from gestae.events.view import Draft
from gestae.language.tree import Tree
from gestae.language.view import Operator, OperatorKind, Predicate, PredicateKind, Tense, View, Voice
from gestae.lexicon import Lexicon
from gestae.model import ConditionKind, EventRole, EventType, Status

TREE = Tree(["a", "b"], ["a", "b"], ["VERB", "NOUN"], ["VBD", "NN"], ["ROOT", "dobj"], [0, 0], [[1], []])


def draft(*kinds: OperatorKind, event: EventType = EventType.ASSAULT, **fields: object) -> Draft:
    operators = tuple(Operator(kind, 0) for kind in kinds)
    predicate = Predicate(0, "a", PredicateKind.VERB, Voice.ACTIVE, Tense.PAST, 0, 1, 0, operators=operators)
    modes = fields.pop("modes", ())
    return Draft(event, modes, predicate, (0, 1), **fields)  # type: ignore[arg-type]  # facts of one test


def status(one: Draft, lexicon: Lexicon, *conditions: ConditionDraft) -> Status:
    return settle_status([one], conditions, View((one.predicate,)), TREE, lexicon)[0].status


@pytest.mark.parametrize(
    ("kinds", "wanted"),
    [
        ((), Status.ACTUAL),
        ((OperatorKind.NEGATION,), Status.NEGATED),
        ((OperatorKind.POSSIBILITY,), Status.HYPOTHETICAL),
        ((OperatorKind.CONDITION,), Status.HYPOTHETICAL),
        ((OperatorKind.QUESTION,), Status.HYPOTHETICAL),
        ((OperatorKind.FUTURE,), Status.FUTURE),
        ((OperatorKind.NEGATION, OperatorKind.POSSIBILITY), Status.NEGATED),
    ],
)
def test_operators_set_the_status(kinds: tuple[OperatorKind, ...], wanted: Status, lexicon: Lexicon) -> None:
    assert status(draft(*kinds), lexicon) is wanted


def test_an_announcement_of_the_future_is_itself_actual(lexicon: Lexicon) -> None:
    assert status(draft(OperatorKind.FUTURE, event=EventType.AGREE), lexicon) is Status.ACTUAL


def test_composition_goes_before_the_operators(lexicon: Lexicon) -> None:
    content = draft(role=EventRole.CONTENT, status=Status.HYPOTHETICAL)
    assert status(content, lexicon) is Status.HYPOTHETICAL


def test_both_sides_of_a_condition_are_hypothetical(lexicon: Lexicon) -> None:
    condition = ConditionDraft(if_=(0, 1), then=(1, 2), kind=ConditionKind.IF, cue=0)
    assert status(draft(), lexicon, condition) is Status.HYPOTHETICAL


def test_a_threat_made_on_a_condition_was_made(lexicon: Lexicon) -> None:
    condition = ConditionDraft(if_=(1, 2), then=(0, 1), kind=ConditionKind.IF, cue=0)
    threat = draft(event=EventType.THREATEN, about=(1,))
    threatened = draft(role=EventRole.CONTENT, status=Status.FUTURE)
    found = settle_status([threat, threatened], [condition], View((threat.predicate,)), TREE, lexicon)
    assert [sign.status for sign in found] == [Status.ACTUAL, Status.FUTURE]


@pytest.mark.parametrize(
    ("why", "kinds", "wanted"),
    [
        ("stop/1>assault/shell", (OperatorKind.NEGATION,), Status.ACTUAL),
        ("stop/1>assault/shell", (OperatorKind.POSSIBILITY,), Status.ACTUAL),
        ("stop/1>assault/shell", (), Status.NEGATED),
        ("deny/1>assault/shell", (OperatorKind.NEGATION,), Status.HYPOTHETICAL),
        ("deny/1>assault/shell", (), Status.NEGATED),
    ],
)
def test_what_was_not_stopped_or_denied(
    why: str, kinds: tuple[OperatorKind, ...], wanted: Status, lexicon: Lexicon
) -> None:
    outer = draft(*kinds, event=EventType.REJECT, about=(1,), why=why)
    inner = draft(role=EventRole.CONTENT, status=Status.NEGATED)
    assert settle_status([outer, inner], [], View((outer.predicate,)), TREE, lexicon)[1].status is wanted


def test_an_accusation_that_was_not_made_leaves_its_matter_open(lexicon: Lexicon) -> None:
    outer = draft(OperatorKind.NEGATION, event=EventType.ACCUSE, modes=("allege",), about=(1,))
    assert settle_status([outer, draft()], [], View((outer.predicate,)), TREE, lexicon)[1].status is Status.HYPOTHETICAL
