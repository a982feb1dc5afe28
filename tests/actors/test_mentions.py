from datetime import date
from typing import Any

from gestae.actors import MentionKind
from gestae.model import SpeechKind
from gestae.speech.view import Speech, Utterance


def test_surname_takes_up_full_name(read: Any) -> None:
    text = "Kenya's finance minister Amina Wekesa resigned. Wekesa gave no reason."
    found = read(text)
    again = found.mentions.at(next(t.i for t in found.parsed.doc if t.text == "Wekesa" and t.i > 7))
    first = found.mention("Amina Wekesa")
    assert again is not None
    assert again.chain == first.chain
    assert again.actors[0].country == "KEN"
    assert again.actors[0].sector == "GOV"


def test_pronoun_takes_the_subject(read: Any) -> None:
    found = read("The Brazilian president met reporters. She denied the charge.")
    assert [a.country for a in found.mention("She").actors] == ["BRA"]


def test_relative_pronoun_takes_its_antecedent(read: Any) -> None:
    found = read("Police arrested the Kenyan farmers who blocked the road.")
    who = found.mention("who")
    assert who.chain == found.mention("the Kenyan farmers").chain
    assert [a.sector for a in who.actors] == ["AGR"]


def test_possessive_pronoun_passes_on_the_country(read: Any) -> None:
    found = read("Turkey denied the report. Its army is at home.")
    assert [(a.country, a.sector) for a in found.mention("Its army").actors] == [("TUR", "MIL")]


def test_two_leaders_are_the_two_named_before(read: Any) -> None:
    found = read("The Greek president met the Turkish president. The two leaders spoke for an hour.")
    assert {a.country for a in found.mention("The two leaders").actors} == {"GRC", "TUR"}


def test_they_are_all_that_were_joined(read: Any) -> None:
    found = read("Kenya, Uganda and Rwanda signed the treaty. They will meet again.")
    assert [a.country for a in found.mention("They").actors] == ["KEN", "UGA", "RWA"]


def test_acronym_in_brackets_is_taken_up(read: Any) -> None:
    found = read("The Kenyan Teachers Welfare Union (KTWU) called a strike. KTWU said pay was late.")
    again = found.mentions.at(next(t.i for t in found.parsed.doc if t.text == "said") - 1)
    assert again is not None
    assert [a.country for a in again.actors] == ["KEN"]


def test_scene_gives_its_country_to_agents_without_one(read: Any) -> None:
    found = read("Clashes broke out in Bolivia. Police arrested protesters in Bolivia on Friday.")
    police = found.mention("Police")
    assert [(a.country, a.sector) for a in police.actors] == [("BOL", "COP")]
    assert police.why.endswith("+scene")


def test_no_scene_no_country(read: Any) -> None:
    assert [a.country for a in read("Police arrested protesters.").mention("Police").actors] == [None]


def test_allies_are_not_their_owners(read: Any) -> None:
    found = read("Sweden and its allies agreed. Norway and Chad did not.")
    assert "SWE" not in [a.country for a in found.mention("its allies").actors]


def test_first_person_is_the_speaker(read: Any) -> None:
    text = 'The Kenyan president said: "We will win."'
    plain = read(text).parsed.doc
    we = next(t.i for t in plain if t.text == "We")
    head = next(t.i for t in plain if t.text == "president")
    speech = Speech(utterances=(Utterance(((we, we + 3),), SpeechKind.DIRECT, (0, head + 1), head),))
    mention = read(text, speech=speech).mentions.at(we)
    assert [(a.country, a.sector) for a in mention.actors] == [("KEN", "GOV")]


def test_we_of_an_official_statement_is_its_source(read: Any) -> None:
    found = read("We condemn the attack.", source="Norwegian Government")
    assert [(a.country, a.sector) for a in found.mention("We").actors] == [("NOR", "GOV")]


def test_we_of_a_newspaper_is_nobody(read: Any) -> None:
    assert read("We condemn the attack.", source="The Daily Example").mention("We").actors == ()


def test_country_in_a_place_phrase_is_a_thing(read: Any) -> None:
    assert read("Rain fell in Portugal.").mention("Portugal").kind is MentionKind.THING


def test_country_inside_a_personal_name_is_not_meant(read: Any) -> None:
    assert not any(a.country == "JOR" for a in read("Mr. Michael Jordan spoke on Friday.").mention("Jordan").actors)


def test_office_is_that_of_the_date(read: Any) -> None:
    before = read("Angela Merkel spoke.", date(2015, 5, 1)).mention("Merkel").actors[0]
    after = read("Angela Merkel spoke.", date(2023, 5, 1)).mention("Merkel").actors[0]
    assert (before.sector, after.sector) == ("GOV", "ELI")


def test_office_without_a_name_is_its_holder(read: Any) -> None:
    found = read("Angela Merkel flew to Rome. The German chancellor met reporters.", date(2015, 5, 1))
    office = found.mention("The German chancellor")
    assert office.actors[0].name == "Angela Merkel"
    assert office.chain == found.mention("Merkel").chain


def test_former_office_is_not_its_holder(read: Any) -> None:
    found = read("A former German chancellor met reporters.", date(2015, 5, 1))
    assert [(a.sector, a.entity) for a in found.mention("chancellor").actors] == [("ELI", None)]


def test_mentions_are_in_order_and_unique(read: Any) -> None:
    heads = [m.head for m in read("The Greek president met the Turkish president in Rome.").mentions.all]
    assert heads == sorted(set(heads))


def test_hostile_text_is_read(read: Any) -> None:
    text = " and ".join(["Kenya's army's chief's aide"] * 400) + " of the army" * 400 + ' "' * 500
    assert read(text).mentions.all
