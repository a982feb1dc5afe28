"""Each filter, by what it leaves."""

from collections.abc import Mapping

import pytest

from gestae.errors import QueryError
from gestae.model import EventRole, Quad, SourceKind, Status
from gestae.store import Store
from gestae.store.ask import stream
from gestae.store.conditions import MEANINGS
from gestae.store.filters import BY_NAME, FILTERS, Scope, read_filters
from gestae.store.hints import hints
from gestae.store.party import Party, PartyKind, read_party

EVERYTHING = {"status": "any", "role": "any", "historical": "any"}


def triggers(store: Store, given: Mapping[str, object]) -> list[str]:
    with store.reading() as connection:
        return sorted(row["trigger"] for row in stream(connection, read_filters(given)))


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"actor": "NRL", "recipient": "SDR"}, ["accused", "accused", "shell", "threatened"]),
        ({"actor": "NRL:MIL"}, ["shell"]),
        ({"actor": "NRL-MIL"}, ["shell"]),
        ({"actor": ":COP"}, ["arrested"]),
        ({"actor": "group:fhf", "direction": "either"}, ["shell"]),
        ({"recipient": "free hills front"}, ["shell"]),
        ({"actor": "ESM", "recipient": "NRL"}, ["The talks", "held talks"]),
        ({"actor": "SDR", "recipient": "NRL", "direction": "either"}, ["accused", "accused", "shell", "threatened"]),
        ({"party": "org:aid"}, ["urged"]),
        ({"actor": "ESM,SDR", "recipient": "ESM"}, ["arrested"]),
        ({"type": ["threaten", "COERCE"]}, ["arrested", "threatened", "threatened Estmark"]),
        ({"mode": "demo"}, ["marched"]),
        ({"quad": "verbal cooperation"}, ["The talks", "held talks"]),
        ({"context": "military"}, ["accused", "accused"]),
        ({"country": "ESM"}, ["The talks", "arrested", "held talks", "marched"]),
        ({"place": "port vale", "since": "2024-03-20"}, ["shell", "urged"]),
        ({"place": "101", "until": "2024-03-15"}, ["attacked", "attacked"]),
        ({"since": "2024-04-01"}, ["threatened", "threatened Estmark"]),
        ({"status": "negated"}, ["attack"]),
        ({"status": "future"}, ["send aid"]),
        ({"historical": "yes"}, ["attacked"]),
        ({"role": "content"}, ["arming", "arming"]),
        ({"said_by": "person:ada-berg"}, ["attacked", "attacked"]),
        ({"said_by": "Ada Berg"}, ["attacked", "attacked"]),
        ({"said_by": "hedge"}, ["shell"]),
        ({"said_by": "text", "type": "ASSAULT"}, []),
        ({"min_confidence": 0.9}, []),
        ({"evidence": "convoy"}, ["attacked", "attacked"]),
        ({"source": "Valley Times"}, ["shell", "urged"]),
        ({"document": "talks"}, ["The talks", "held talks"]),
        ({"published_since": "2024-03-31", "published_until": "2024-04-04"}, ["urged"]),
        ({"text": "students -flowers"}, ["arrested", "marched"]),
        ({"origin": "gdelt"}, []),
        ({**EVERYTHING, "document": "denial"}, ["attack", "attacked"]),
    ],
)  # fmt: skip
def test_what_is_left(any_store: Store, given: Mapping[str, object], found: list[str]) -> None:
    assert triggers(any_store, given) == found


def test_the_table_and_its_meanings_name_the_same() -> None:
    assert set(MEANINGS) == set(BY_NAME)
    assert len(FILTERS) == len(BY_NAME)
    assert all(each.help.endswith(".") for each in FILTERS)


def test_choices_are_those_of_the_model() -> None:
    assert set(BY_NAME["status"].choices) == {*Status, "any"}
    assert set(BY_NAME["role"].choices) == {*EventRole, "any"}
    assert set(BY_NAME["quad"].choices) == set(Quad)
    assert all(kind.value in BY_NAME["said_by"].help for kind in SourceKind)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"status": "true"}, "status: 'true'; wanted one of actual, future, hypothetical, negated, any"),
        ({"since": "may"}, "since: 'may'; wanted a day"),
        ({"min_confidence": "2"}, "wanted a number from 0 to 1"),
        ({"actor": " "}, "actor: ' '; wanted FRA, FRA:GOV"),
        ({"colour": "red"}, "no filter is called 'colour'; known: actor, recipient"),
        ({"story": "x"}, "story: 'x'; wanted a whole number"),
    ],
)
def test_what_cannot_be_asked(given: Mapping[str, object], told: str) -> None:
    with pytest.raises(QueryError) as raised:
        read_filters(given)
    assert told in str(raised.value)


@pytest.mark.parametrize(
    ("words", "party"),
    [
        ("FRA", Party(PartyKind.COUNTRY, country="FRA")),
        ("FRA:GOV", Party(PartyKind.SECTOR, country="FRA", sector="GOV")),
        (":REB", Party(PartyKind.SECTOR, sector="REB")),
        ("org:nato", Party(PartyKind.ENTITY, words="org:nato")),
        ("Ada  Berg", Party(PartyKind.NAME, words="Ada Berg")),
        ("fra", Party(PartyKind.NAME, words="fra")),
    ],
)
def test_how_parties_are_told(words: str, party: Party) -> None:
    assert read_party(words) == party


def test_a_name_with_a_comma_is_one_name_and_codes_are_several() -> None:
    asked = read_filters({"actor": ["Berg, Ada", "FRA,DEU:GOV"], "type": "AID,AGREE"})
    assert [p.words or p.country for p in asked.values["actor"]] == ["Berg, Ada", "FRA", "DEU"]
    assert asked.values["type"] == ("AID", "AGREE")
    assert asked.names(Scope.DOCUMENT) == []


def test_values_that_nothing_has_are_told_with_what_is_like_them(small_store: Store) -> None:
    asked = read_filters({"actor": ["NRX", "Free Hils Front", "hills"], "type": "THREATN", "source": "Daily Post"})
    with small_store.reading() as connection:
        assert list(hints(connection, asked)) == [
            "no event has the type 'THREATN'; did you mean THREATEN?",
            "actor: no party has the country 'NRX'; did you mean NRL?",
            "nobody in the store is called 'Free Hils Front'; did you mean Free Hills Front?",
            "nobody in the store is called 'hills'; did you mean Free Hills Front?",
        ]
