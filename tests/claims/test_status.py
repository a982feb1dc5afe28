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
    return Draft(event, (), predicate, (0, 1), **fields)  # type: ignore[arg-type]  # facts of one test


def status(one: Draft, lexicon: Lexicon, *conditions: ConditionDraft) -> Status:
    return settle_status([one], conditions, View((one.predicate,)), TREE, lexicon)[0]


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
    assert status(threat, lexicon, condition) is Status.ACTUAL
