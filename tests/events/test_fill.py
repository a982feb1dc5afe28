from dataclasses import replace

import pytest

from gestae.actors.view import Mention, MentionKind, Mentions
from gestae.events.choose import chosen
from gestae.events.fill import filled
from gestae.events.parties import PartyFinder
from gestae.events.view import Draft, Party
from gestae.language.tree import Tree
from gestae.language.view import Argument, Operator, OperatorKind, Predicate, PredicateKind, Role, Tense, Voice
from gestae.model import Actor, EventRole, EventType

COALITION = Actor(country="IGO", sector="MIL", sectors=("MIL",), entity="org:coalition")
REBELS = Actor(country="SYR", sector="REB", sectors=("REB",), entity="group:rebels")
ARMY = Actor(country="SYR", sector="MIL", sectors=("MIL",))
VILLAGERS = Actor(country="SYR", sector="CVL", sectors=("CVL",))


def tree(words: str, nouns: str = "") -> Tree:
    parts = words.split()
    size = len(parts)
    pos = ["NOUN" if p in nouns.split() else "VERB" for p in parts]
    children: list[list[int]] = [[i - 1] if i and parts[i - 1] in {"this", "a"} else [] for i in range(size)]
    return Tree(parts, parts, pos, ["NN"] * size, ["dep"] * size, list(range(size)), children)


def predicate(head: int, lemma: str, sentence: int = 0, kind: PredicateKind = PredicateKind.VERB) -> Predicate:
    return Predicate(head, lemma, kind, Voice.ACTIVE, Tense.PAST, head, head + 1, sentence)


def party(head: int, actor: Actor) -> Party:
    return Party(head, head + 1, head, actor)


def assault(head: int, sentence: int = 0, actors: tuple[Party, ...] = (), recipients: tuple[Party, ...] = ()) -> Draft:
    noun = predicate(head, "strike", sentence, PredicateKind.NOUN)
    return Draft(EventType.ASSAULT, ("aerial",), noun, (head, head + 1), actors, recipients)


NOBODY = PartyFinder(Mentions(), tree("a b c d e f g h"))


def test_the_same_noun_has_the_same_actor_again() -> None:
    drafts = [assault(1, 0, (party(0, COALITION),), (party(2, REBELS),)), assault(4, 1, (), (party(5, REBELS),))]
    later = filled(drafts, {}, tree("a strike b this strike d", "strike"), NOBODY)[1]
    assert [p.actor for p in later.actors] == [COALITION]


def test_an_indefinite_noun_is_another_act() -> None:
    drafts = [assault(1, 0, (party(0, COALITION),)), assault(4, 1)]
    assert filled(drafts, {}, tree("x strike b a strike d", "strike"), NOBODY)[1].actors == ()


def test_an_actor_far_above_is_not_taken_up() -> None:
    drafts = [assault(1, 0, (party(0, COALITION),)), assault(4, 9, (), (party(5, REBELS),))]
    assert filled(drafts, {}, tree("a strike b this strike d", "strike"), NOBODY)[1].actors == ()


def test_a_known_act_without_parties_is_the_latest_told_however_far() -> None:
    drafts = [assault(1, 0, (party(0, COALITION),), (party(2, REBELS),)), assault(4, 9)]
    later = filled(drafts, {}, tree("a strike b this strike d", "strike"), NOBODY)[1]
    assert [p.actor for p in (*later.actors, *later.recipients)] == [COALITION, REBELS]


def test_an_assault_without_target_is_on_the_adversary() -> None:
    fight = (party(0, COALITION),), (party(2, REBELS),)
    drafts = [assault(1, 0, *fight), assault(3, 1, *fight), assault(5, 2, (party(0, COALITION),))]
    assert [p.actor for p in filled(drafts, {}, tree("a b c d e f"), NOBODY)[2].recipients] == [REBELS]


@pytest.mark.parametrize(("struck", "told"), [(ARMY, []), (REBELS, [REBELS])])
def test_one_fight_makes_an_adversary_only_of_an_armed_group(struck: Actor, told: list[Actor]) -> None:
    drafts = [assault(1, 0, (party(0, COALITION),), (party(2, struck),)), assault(5, 2, (party(0, COALITION),))]
    assert [p.actor for p in filled(drafts, {}, tree("a b c d e f"), NOBODY)[1].recipients] == told


def test_a_thing_in_the_scene_yields_to_the_adversary() -> None:
    thing = Mention(6, 7, 6, MentionKind.THING, (VILLAGERS,), why="agent/bridge+scene")
    finder = PartyFinder(Mentions((thing,)), tree("a b c d e f g"))
    fight = (party(0, COALITION),), (party(2, REBELS),)
    bridge = assault(5, 2, (party(0, COALITION),), (party(6, VILLAGERS),))
    drafts = [assault(1, 0, *fight), assault(3, 1, *fight), bridge]
    assert [p.actor for p in filled(drafts, {}, tree("a b c d e f g"), finder)[2].recipients] == [REBELS]


def test_content_goes_with_the_event_it_is_about() -> None:
    inner = replace(assault(2, 0, (party(0, VILLAGERS),)), role=EventRole.CONTENT)
    outer = Draft(EventType.THREATEN, (), predicate(1, "threaten"), (1, 2), (), (), about=(0,))
    assert chosen([inner, outer], {}).all == ()


def test_about_is_renumbered() -> None:
    noise = Draft(EventType.SUPPORT, (), predicate(0, "like"), (0, 1))
    inner = replace(assault(4, 0, (party(3, COALITION),)), role=EventRole.CONTENT)
    outer = Draft(EventType.THREATEN, (), predicate(2, "threaten"), (2, 3), (party(1, COALITION),), about=(1,))
    kept = chosen([noise, inner, outer], {}).all
    assert [(d.type, d.about) for d in kept] == [(EventType.THREATEN, (1,)), (EventType.ASSAULT, ())]


def test_an_act_told_twice_in_a_sentence_is_one_event() -> None:
    verb = Draft(EventType.ASSAULT, (), predicate(1, "attack"), (1, 2), (party(0, COALITION),), (party(2, REBELS),))
    assert len(chosen([verb, assault(3, 0, (party(0, COALITION),))], {}).all) == 1


@pytest.mark.parametrize(("kind", "left"), [(OperatorKind.PURPOSE, 0), (OperatorKind.POSSIBILITY, 1)])
def test_a_purpose_is_no_event(kind: OperatorKind, left: int) -> None:
    draft = assault(1, 0, (party(0, COALITION),))
    draft = replace(draft, predicate=replace(draft.predicate, operators=(Operator(kind, 0),)))
    assert len(chosen([draft], {}).all) == left


def test_what_fills_another_frame_is_no_event_of_its_own() -> None:
    sanctions = Draft(EventType.SANCTION, (), predicate(2, "sanction"), (2, 3), (party(0, COALITION),))
    imposed = replace(sanctions, predicate=predicate(1, "impose"), trigger=(1, 2), recipients=(party(4, REBELS),))
    kept = chosen([imposed, sanctions], {2: 0}).all
    assert [d.predicate.lemma for d in kept] == ["impose"]


def told(kind: EventType, head: int, actors: tuple[Party, ...], recipients: tuple[Party, ...] = ()) -> Draft:
    return Draft(kind, (), predicate(head, "tell", head // 10), (head, head + 1), actors, recipients)


def test_what_is_rejected_is_what_was_alleged_before() -> None:
    alleged = told(EventType.ACCUSE, 1, (party(0, COALITION),), (party(2, REBELS),))
    rejected = told(EventType.REJECT, 4, (party(3, REBELS),))
    assert [p.actor for p in filled([alleged, rejected], {}, tree("a b c d e f"), NOBODY)[1].recipients] == [COALITION]


def test_a_refusal_by_somebody_else_answers_nobody() -> None:
    alleged = told(EventType.ACCUSE, 1, (party(0, COALITION),), (party(2, REBELS),))
    rejected = told(EventType.REJECT, 4, (party(3, VILLAGERS),))
    assert filled([alleged, rejected], {}, tree("a b c d e f"), NOBODY)[1].recipients == ()


@pytest.mark.parametrize(("aim", "against"), [("advcl", [COALITION]), ("nsubj", [])])
def test_a_protest_is_against_those_of_whom_it_demands(aim: str, against: list[Actor]) -> None:
    words = tree("a march to demand e")
    words.attach(3, 1, aim)
    march = told(EventType.PROTEST, 1, (party(0, VILLAGERS),))
    demand = told(EventType.REQUEST, 3, (party(0, VILLAGERS),), (party(4, COALITION),))
    assert [p.actor for p in filled([march, demand], {}, words, NOBODY)[0].recipients] == against


def test_whoever_fights_nobody_by_name_fights_those_whom_others_strike() -> None:
    strikes = (party(0, COALITION),), (party(2, REBELS),)
    advance = assault(5, 2, (party(4, VILLAGERS),))
    found = filled([assault(1, 0, *strikes), assault(3, 1, *strikes), advance], {}, tree("a b c d e f"), NOBODY)
    assert [p.actor for p in found[2].recipients] == [REBELS]


def test_a_supposed_owner_goes_beside_a_told_one() -> None:
    thing = Mention(3, 4, 3, MentionKind.THING, (VILLAGERS,), why="agent/bridge+scene")
    finder = PartyFinder(Mentions((thing,)), tree("a b c d"))
    raid = assault(1, 0, (party(0, COALITION),), (party(2, REBELS), party(3, VILLAGERS)))
    assert [p.actor for p in filled([raid], {}, tree("a b c d"), finder)[0].recipients] == [REBELS]


@pytest.mark.parametrize(("sector", "known"), [("JRN", True), ("UNK", False)])
def test_authorities_of_the_place_hold_whoever_is_more_than_private(sector: str, known: bool) -> None:
    state = Actor(country="PER", sector="GOV", sectors=("GOV",), entity="country:PER")
    place = Mention(3, 4, 3, MentionKind.ACTOR, (state,))
    held = Actor(country="BOL", sector=sector, sectors=(sector,))
    arrested = replace(predicate(1, "arrest"), arguments=(Argument(Role.OBLIQUE, 3, "in"),))
    draft = Draft(EventType.COERCE, ("arrest",), arrested, (1, 2), (), (party(0, held),))
    found = filled([draft], {}, tree("a b c d"), PartyFinder(Mentions((place,)), tree("a b c d")))
    assert [p.actor for p in found[0].actors] == ([state] if known else [])


def test_the_fuller_of_two_tellings_takes_the_side_it_lacks() -> None:
    killed = replace(predicate(1, "kill"), arguments=(Argument(Role.OBLIQUE, 3, "in"),))
    verb = Draft(EventType.ASSAULT, ("aerial",), killed, (1, 2), (), (party(2, REBELS),))
    kept = chosen([verb, assault(3, 0, (party(0, COALITION),))], {}).all
    assert [([p.actor for p in d.actors], [p.actor for p in d.recipients]) for d in kept] == [([COALITION], [REBELS])]


def test_a_demand_that_a_march_is_for_is_the_marchs() -> None:
    march = told(EventType.PROTEST, 1, (party(0, REBELS),))
    demand = told(EventType.REQUEST, 3, (party(0, REBELS),), (party(4, COALITION),))
    aimed = replace(demand, predicate=replace(demand.predicate, operators=(Operator(OperatorKind.PURPOSE, 2),)))
    assert [d.type for d in chosen([march, demand], {}).all] == [EventType.PROTEST, EventType.REQUEST]
    assert [d.type for d in chosen([march, aimed], {}).all] == [EventType.PROTEST]


def test_what_takes_ground_is_on_the_group_that_holds_it() -> None:
    taken = replace(assault(4, 1, (party(3, COALITION),), (party(5, VILLAGERS),)), predicate=predicate(4, "retake", 1))
    drafts = [assault(1, 0, (party(0, COALITION),), (party(2, REBELS),)) for _ in range(2)] + [taken]
    later = filled(drafts, {}, tree("a strike b c retake d", "strike"), NOBODY, {"conquest": {"retake"}})[-1]
    assert [p.actor for p in later.recipients] == [REBELS]
    assert filled(drafts, {}, tree("a strike b c retake d", "strike"), NOBODY)[-1].recipients == taken.recipients


def test_who_is_struck_does_not_strike_back_unsaid() -> None:
    drafts = [assault(1, 0, (party(0, COALITION),), (party(2, REBELS),)) for _ in range(2)]
    later = filled([*drafts, assault(4, 1, (party(3, REBELS),))], {}, tree("a strike b c strike d"), NOBODY)[-1]
    assert later.recipients == ()
