import pytest

from gestae.lexicon import PatternError, Position, compile_pattern


def places(pattern: str) -> list[tuple[str, str]]:
    return [(s.position.value, s.letter) for s in compile_pattern(pattern).slots]


def test_subject_object_and_oblique() -> None:
    pattern = compile_pattern("A V <sanction> on|against R")
    assert places("A V <sanction> on|against R") == [("subject", "A"), ("object", "X"), ("oblique", "R")]
    assert pattern.slots[1].noun_class == "sanction"
    assert pattern.slots[2].markers == {"on", "against"}


def test_two_bare_slots_are_dative_and_object() -> None:
    assert places("A V R <aid>") == [("subject", "A"), ("dative", "R"), ("object", "X")]


def test_particle_before_a_preposition() -> None:
    pattern = compile_pattern("A V down on R")
    assert pattern.particle == "down"
    assert pattern.slots[-1].markers == {"on"}


def test_optional_and_required_slots() -> None:
    pattern = compile_pattern("A V R (of|for X)")
    assert [s.required for s in pattern.slots] == [True, True, False]
    noun = compile_pattern("N on R! (by A)")
    assert [s.required for s in noun.slots] == [True, False]


def test_mutual_actor() -> None:
    assert compile_pattern("A V with A+").slots[-1].mutual


def test_infinitive_and_clause_hold_the_event() -> None:
    assert compile_pattern("A V R to E").slots[-1].position is Position.INFINITIVE
    assert compile_pattern("A V that E").slots[-1].position is Position.THAT


def test_possessor_before_a_noun() -> None:
    assert places("R 's N") == [("possessor", "R")]


def test_more_specific_patterns_weigh_more() -> None:
    assert compile_pattern("A V <sanction> on R").weight > compile_pattern("A V R").weight


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("A R", "wanted one of V, N, J"),
        ("A V V", "found 2"),
        ("A V (R", "brackets"),
        ("A V R)", "brackets"),
        ("A V Q", "cannot read 'Q'"),
        ("N R", "needs a preposition"),
        ("A V up down", "two particles"),
    ],
)
def test_a_bad_pattern_is_named(pattern: str, said: str) -> None:
    with pytest.raises(PatternError, match=said):
        compile_pattern(pattern)
