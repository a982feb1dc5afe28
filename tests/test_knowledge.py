import gc
from datetime import date
from pathlib import Path

import pytest

import gestae
from gestae.errors import DataError
from gestae.knowledge import Agent, CountryName, Knowledge, check_knowledge, load_knowledge, look_up, suggest, words
from gestae.knowledge.load import plural
from gestae.knowledge.rows import COLUMNS

SHIPPED = Path(gestae.__file__).parent / "data" / "knowledge"
BASE = {
    "countries": [
        "AAA\tstate\tAland",
        "BBB\tstate\tBland",
        "OLD\tformer\tOldland\t1950\t1990\tAAA",
        "IGO\tbody\tbodies",
    ],
    "country_names": ["AAA\tAland\tname", "AAA\tAlish\tadjective", "OLD\tOldland\tname", "BBB\tAX\tname"],
    "entities": [
        "person:ann-bo\tAnn Bo\tperson\tAAA\t",
        "group:reds\tReds\tgroup\tBBB\tREB",
    ],
    "aliases": ["group:reds\t=RD", "person:ann-bo\tBo"],
    "roles": [
        "person:ann-bo\tprime minister\tAAA\tGOV\t2010\t2014-05",
        "group:reds\tgovernment\t\tGOV\t2021-08-15",
    ],
    "agents": ["soldier\tsg\tMIL\t\tperson", "police\tboth\tCOP\t\tgroup"],
    "titles": ["Gen.\tMIL"],
}


def write(folder: Path, **tables: list[str]) -> Path:
    for name, rows in tables.items():
        path = folder / f"{name}.tsv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(["\t".join(COLUMNS[name]), *rows]) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Knowledge:
    return load_knowledge([write(tmp_path / "base", **BASE)])


def test_shipped_tables_hold() -> None:
    assert check_knowledge([SHIPPED]) == []


def test_every_codebook_state_has_a_name_and_an_adjective() -> None:
    knowledge = load_knowledge([SHIPPED])
    named = {n.code for n in knowledge.country_names if n.kind == "name"}
    states = {c.code for c in knowledge.countries.values() if c.kind in ("state", "territory")}
    assert states <= named
    assert {"XKX", "PSE", "HKG", "TWN"} <= states


def test_role_of_the_date_decides(small: Knowledge) -> None:
    assert small.entity("person:ann-bo", date(2012, 1, 1)).sectors == ("GOV",)
    assert small.entity("person:ann-bo", date(2012, 1, 1)).office == "prime minister"
    assert small.entity("person:ann-bo", date(2014, 5, 31)).sector == "GOV"
    assert small.entity("person:ann-bo", date(2014, 6, 1)).sector == "ELI"
    assert small.entity("person:ann-bo", date(2000, 1, 1)).sectors == ()


def test_without_a_day_a_person_is_where_he_served_longest(tmp_path: Path) -> None:
    envoy = "person:cy-da\tenvoy\tIGO\t\t2010\t2012"
    tables = {**BASE, "entities": [*BASE["entities"], "person:cy-da\tCy Da\tperson\tAAA\tELI"]}

    def served(folder: str, *offices: str) -> Knowledge:
        return load_knowledge([write(tmp_path / folder, **{**tables, "roles": [*BASE["roles"], *offices]})])

    abroad = served("abroad", envoy)
    assert (abroad.entity("person:cy-da").country, abroad.entity("person:cy-da").sectors) == ("IGO", ())
    assert abroad.entity("person:cy-da", date(2020, 1, 1)).country == "AAA"
    short = served("short", envoy, "person:cy-da\tminister\tAAA\tGOV\t2008\t2009")
    assert (short.entity("person:cy-da").country, short.entity("person:cy-da").sectors) == ("IGO", ())
    assert short.entity("person:cy-da", office="Minister").country == "AAA"
    assert short.entity("person:cy-da", office="mayor").country == "IGO"
    home = served("home", envoy, "person:cy-da\tprime minister\tAAA\tGOV\t2000\t2005")
    assert (home.entity("person:cy-da").country, home.entity("person:cy-da").sectors) == ("AAA", ("GOV",))


def test_standing_of_a_group_changes(small: Knowledge) -> None:
    assert small.entity("group:reds", date(2021, 8, 14)).sectors == ("REB",)
    assert small.entity("group:reds", date(2021, 8, 15)).sectors == ("GOV",)
    assert set(small.entity("group:reds").sectors) == {"GOV", "REB"}


def test_former_state_is_its_successor_afterwards(small: Knowledge) -> None:
    assert small.country("OLD", date(1980, 1, 1)).country == "OLD"
    assert small.country("OLD", date(2000, 1, 1)).entity == "country:AAA"
    assert small.country("OLD").country == "AAA"


def test_plurals_are_found(small: Knowledge) -> None:
    length, facts = small.names.longest(words("soldiers of fortune"), 0)
    assert length == 1
    assert isinstance(facts[0], Agent)
    assert facts[0].plural


@pytest.mark.parametrize(("text", "found"), [("RD", 1), ("rd", 0), ("AX", 1), ("ax", 0), ("Alish", 1), ("alish", 0)])
def test_case_counts_where_the_name_has_capitals(small: Knowledge, text: str, found: int) -> None:
    assert small.names.longest(words(text), 0)[0] == found


def test_small_letters_are_enough_when_loose(small: Knowledge) -> None:
    assert small.names.longest(words("alish"), 0, loose=True)[0] == 1


def test_search_knows_every_name(small: Knowledge) -> None:
    assert [a.entity for a in small.search("Bo")] == ["person:ann-bo"]
    assert [a.entity for a in small.search("Oldland", date(1970, 1, 1))] == ["country:OLD"]
    assert small.search("Nobody") == []


def test_later_folder_lies_over_the_earlier(tmp_path: Path) -> None:
    base = write(tmp_path / "base", **BASE)
    over = write(
        tmp_path / "over", agents=["police\tboth\tMIL\t\tforce"], entities=["group:reds\tReds\tgroup\tAAA\tPTY"]
    )
    both = load_knowledge([base, over])
    assert both.agents["police"].sectors == ("MIL",)
    assert both.entity("group:reds", date(2000, 1, 1)).country == "AAA"
    assert both.sha256 != load_knowledge([base]).sha256
    assert any(isinstance(f, CountryName) for f in both.names.get("Aland"))


def test_roles_of_a_later_folder_decide_on_their_days(tmp_path: Path) -> None:
    base = write(tmp_path / "base", **BASE)
    over = write(
        tmp_path / "over",
        entities=["person:cy-day\tCy Day\tperson\tAAA\t"],
        roles=["person:ann-bo\trebel\tBBB\tREB\t2012\t2012", "person:cy-day\tprime minister\tAAA\tGOV\t2012\t2012"],
    )
    both = load_knowledge([base, over])
    during = both.entity("person:ann-bo", date(2012, 6, 1))
    assert (during.country, during.sectors, during.office) == ("BBB", ("REB",), "rebel")
    assert both.entity("person:ann-bo", date(2011, 6, 1)).sectors == ("GOV",)
    assert (both.entity("person:ann-bo").country, both.entity("person:ann-bo").sectors) == ("BBB", ("REB",))
    holders = [both.holder("AAA", "Prime Minister", date(year, 6, 1)) for year in (2011, 2012, 2013)]
    assert [h.entity for h in holders if h] == ["person:ann-bo", "person:cy-day", "person:ann-bo"]


@pytest.mark.parametrize("name", ["Reds", "RD", "Aland", "Bo"])
def test_names_of_a_later_folder_mean_only_what_it_says(tmp_path: Path, name: str) -> None:
    base = write(tmp_path / "base", **BASE)
    over = write(tmp_path / "over", entities=["group:blues\tBlues\tgroup\tAAA\tREB"], aliases=[f"group:blues\t{name}"])
    both = load_knowledge([base, over])
    assert [a.entity for a in both.search(name)] == ["group:blues"]
    assert [a.entity for a in both.search("Alish")] == ["country:AAA"]
    shared = write(tmp_path / "shared", aliases=["group:blues\tReds", "group:reds\tReds"])
    assert [a.entity for a in load_knowledge([base, over, shared]).search("Reds")] == ["group:blues", "group:reds"]


@pytest.mark.parametrize(
    ("source", "url", "entity"),
    [
        (None, "https://news.tide.example/2024/a?b=c", "outlet:tide"),
        (None, "tide.example", "outlet:tide"),
        ("The Tide", None, "outlet:tide"),
        ("the tide", "https://other.example/", "outlet:tide"),
        ("Ann Bo", "https://ide.example", None),
        (None, "http://[bad", None),
        (None, None, None),
    ],
)
def test_a_document_has_an_outlet(tmp_path: Path, source: str | None, url: str | None, entity: str | None) -> None:
    tide = {"entities": [*BASE["entities"], "outlet:tide\tThe Tide\toutlet\tBBB\tJRN"]}
    known = load_knowledge([write(tmp_path / "base", **BASE | tide, domains=["outlet:tide\tTide.example"])])
    outlet = known.outlet(source, url)
    assert (outlet.entity if outlet else None) == entity
    assert outlet is None or outlet.country == "BBB"


def test_who_is_known_is_told_with_what_matched(tmp_path: Path) -> None:
    rows = [*BASE["entities"], "person:di-bo\tDi Bo\tperson\tBBB\tLEG\t\t\tQ1\thandbook\t2024"]
    known = load_knowledge(
        [write(tmp_path / "base", **{**BASE, "entities": rows, "aliases": [*BASE["aliases"], "person:di-bo\tBo"]})]
    )
    ann, di = look_up(known, "bo", date(2012, 1, 1))
    assert (ann.actor.entity, ann.actor.office, ann.matched) == ("person:ann-bo", "prime minister", ("Bo",))
    assert (di.source, di.as_of, di.actor.wikidata) == ("handbook", "2024", "Q1")
    assert look_up(known, "Nobody") == []
    assert suggest(known, "An Bo") == ["Ann Bo"]
    assert suggest(known, "Di") == ["Di Bo"]
    assert suggest(known, "") == []


@pytest.mark.parametrize(
    ("table", "row", "says"),
    [
        ("entities", "person:x\tX\tperson\tZZZ\tGOV", "country"),
        ("entities", "person:x\tX\tperson\tAAA\tGOVT", "allowed: AGR"),
        ("entities", "hero:x\tX\thero\tAAA\tGOV", "kind:slug"),
        ("entities", "person:x\tX\tgroup\tAAA\tGOV", "allowed: person"),
        ("aliases", "person:nobody\tX", "identifiers in the table entities"),
        ("roles", "group:reds\tx\t\tGOV\t2012\t2010", "is after"),
        ("roles", "group:reds\tx\t\tGOV\t2012-13", "allowed: dates such as"),
        ("agents", "x\tmany\tGOV\t\tperson", "allowed: both, pl, sg"),
        ("agents", "x\tsg\tGOV\t\tanimal", "allowed: body"),
        ("countries", "aa\tstate\tA", "three capital letters"),
        ("country_names", "AAA\tA\tnickname", "allowed: adjective"),
    ],
)
def test_bad_row_is_named(tmp_path: Path, table: str, row: str, says: str) -> None:
    bad = write(tmp_path / "base", **{**BASE, table: [*BASE[table], row]})
    with pytest.raises(DataError, match=says) as caught:
        load_knowledge([bad])
    assert caught.value.path.name == f"{table}.tsv"
    assert caught.value.row == len(BASE[table]) + 2
    assert [e.row for e in check_knowledge([bad])] == [caught.value.row]


def test_as_of_tells_how_far_the_knowledge_reaches(tmp_path: Path) -> None:
    rows = ["group:reds\tReds\tgroup\tBBB\tREB\t\t\t\town\t2024-02"]
    assert load_knowledge(
        [write(tmp_path / "x", **{**BASE, "entities": rows, "aliases": [], "roles": []})]
    ).until == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("U.S.-led", "us led"),
        ("Côte d’Ivoire", "cote d ivoire"),
        ("Ukraine's army", "ukraine 's army"),
        ("al-Shabaab", "al shabaab"),
        ("Łódź", "lodz"),
        ("B & C", "b and c"),
    ],
)
def test_words(text: str, norms: str) -> None:
    assert " ".join(w.norm for w in words(text)) == norms


def test_plural() -> None:
    assert [plural(p) for p in ("chief of staff", "policeman", "spy", "church")] == [
        "chiefs of staff",
        "policemen",
        "spies",
        "churches",
    ]


def test_loading_leaves_the_collector_as_it_was(tmp_path: Path) -> None:
    folder = write(tmp_path / "base", **BASE)
    load_knowledge([folder])
    assert gc.isenabled()
    gc.disable()
    try:
        load_knowledge([folder])
        assert not gc.isenabled()
    finally:
        gc.enable()
