from datetime import date

from gestae.model import ActorMention, Basis, Event, EventRole, EventType, Precision, Quad, Span, Status, When
from gestae.records.same import with_repeats

FRANCE = ActorMention(country="FRA", entity="country:FRA", text="France", start=0, end=6)
SPAIN = ActorMention(country="ESP", entity="country:ESP", text="Spain", start=10, end=15)


def event(number: int, sentence: int, day: int | None = None, **fields: object) -> Event:
    when = date(2020, 1, day) if day else None
    given: dict[str, object] = {
        "id": f"e{number}",
        "uid": f"u{number}",
        "sentence": sentence,
        "role": EventRole.MAIN,
        "type": EventType.CONSULT,
        "quad": Quad.VERBAL_COOPERATION,
        "score": 2.5,
        "cameo": "04",
        "trigger": Span(text="met", start=0, end=3),
        "actors": (FRANCE, SPAIN),
        "status": Status.ACTUAL,
        "date": When.model_validate({"from": when, "to": when, "precision": Precision.DAY, "basis": Basis.STATED})
        if when
        else None,
        "plover_valid": True,
        "confidence": 0.5,
        "why": "consult/meet",
    }
    return Event.model_validate(given | fields)


def test_the_same_act_points_to_its_first_telling() -> None:
    found = with_repeats([event(1, 0), event(2, 3), event(3, 5)])
    assert [e.same_as for e in found] == [None, "e1", "e1"]


def test_another_day_is_another_act() -> None:
    assert with_repeats([event(1, 0, 3), event(2, 3, 4)])[1].same_as is None


def test_two_acts_in_a_sentence_are_two() -> None:
    assert with_repeats([event(1, 0), event(2, 0)])[1].same_as is None


def test_unknown_parties_are_not_held_for_the_same() -> None:
    nobody = ActorMention(text="officials", start=0, end=9)
    unknown = {"actors": (nobody, nobody)}
    assert with_repeats([event(1, 0, **unknown), event(2, 3, **unknown)])[1].same_as is None


def test_content_is_not_compared() -> None:
    content = {"role": EventRole.CONTENT}
    assert with_repeats([event(1, 0, **content), event(2, 3, **content)])[1].same_as is None


def test_a_repeat_takes_the_date_of_the_first_telling() -> None:
    published = {"date": {"from": "2020-01-09", "to": "2020-01-09", "precision": "day", "basis": "published"}}
    _, undated, other = with_repeats([event(1, 0, 3, lag_days=6), event(2, 3), event(3, 5, **published)])
    for repeat in (undated, other):
        assert repeat.same_as == "e1"
        assert repeat.date is not None
        assert (repeat.date.from_, repeat.date.basis, repeat.lag_days) == (date(2020, 1, 3), Basis.INHERITED, 6)


def test_news_of_today_is_no_act_of_years_ago() -> None:
    published = {"date": {"from": "2020-01-09", "to": "2020-01-09", "precision": "day", "basis": "published"}}
    assert with_repeats([event(1, 0, 3, historical=True), event(2, 3, **published)])[1].same_as is None
