import bz2
import gzip
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gestae.errors import DataError, InputError
from gestae.knowledge import Knowledge, check_knowledge, load_knowledge
from gestae.knowledge.importing import Format, Import, Report, import_file
from gestae.knowledge.importing.dictionary import DictionaryEntry, entries
from gestae.knowledge.importing.sources import lines
from gestae.knowledge.rows import COLUMNS
from gestae.tables import DATA

BASE = {
    "countries": ["AAA\tstate\tAland", "BBB\tstate\tBland"],
    "country_names": ["AAA\tAland\tname", "BBB\tBland\tname"],
    "entities": [
        "person:ann-bo\tAnn Bo\tperson\tAAA\tELI",
        "person:cy-day\tCy Day\tperson\tAAA\tGOV",
        "group:reds\tReds\tgroup\tBBB\tREB",
    ],
    "aliases": ["person:cy-day\tDay"],
    "word_classes": ["woman\teve", "man\tted"],
    "agents": [
        "minister\tsg\tGOV\t\tperson",
        "union\tsg\t\t\tbody",
        "soldier\tsg\tMIL\t\tperson",
        "truck\tsg\tMIL\t\tthing",
    ],
}


def write(folder: Path, **tables: list[str]) -> Path:
    for name, rows in tables.items():
        folder.mkdir(parents=True, exist_ok=True)
        text = "\n".join(["\t".join(COLUMNS[name]), *rows]) + "\n"
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    return folder


def base(folder: Path) -> Path:
    """Two small states and their people, beside the codes of the shipped countries."""
    made = write(folder / "base", **BASE)
    shutil.copytree(DATA / "knowledge" / "countries", made / "countries", dirs_exist_ok=True)
    return made


@dataclass
class Imported:
    """What an import left behind."""

    folders: list[Path]
    report: Report
    told: list[str]

    @property
    def known(self) -> Knowledge:
        return load_knowledge(self.folders)

    def rows(self, table: str) -> list[list[str]]:
        paths = sorted((self.folders[-1] / table).glob("*.tsv"))
        return [line.split("\t") for p in paths for line in p.read_text(encoding="utf-8").splitlines()[1:]]


@dataclass
class Importer:
    """Imports content into a folder over the small tables."""

    folder: Path
    told: list[str] = field(default_factory=list)

    def __call__(self, name: str, content: str | bytes, **options: Any) -> Imported:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        into = self.folder / "own"
        folders = [base(self.folder)]
        told: list[str] = []
        report = import_file(Import(path, into, folders, **options), told.append)
        assert report.left == len(told)
        result = Imported([*folders, into], report, told)
        assert check_knowledge(result.folders) == []
        return result


@pytest.fixture
def bring(tmp_path: Path) -> Importer:
    return Importer(tmp_path)


def parsed(text: str) -> tuple[list[DictionaryEntry], list[tuple[int, str]]]:
    told: list[tuple[int, str]] = []
    found = list(entries(enumerate(text.splitlines(), 1), lambda row, problem: told.append((row, problem))))
    return found, told


def test_a_dictionary_entry_has_synonyms_and_dated_codes() -> None:
    found, told = parsed(
        "# remark\n<!-- a\ncomment --> \nEVE_FOX_ ; leader [no code]\n+FOX,_EVE_\n+FOXY_\n"
        "\t[AAAELI <900101]  before\n\t[AAAGOV 900101-20010615]\n\t[AAAELI >010616]\n\t[AAA]\nGULLS_ [BBBREB]\n"
    )
    assert told == []
    assert [(e.name, e.synonyms) for e in found] == [("EVE FOX", ["EVE FOX", "FOXY"]), ("GULLS", [])]
    assert [(c.code, c.first, c.last) for c in found[0].codings] == [
        ("AAAELI", None, date(1989, 12, 31)),
        ("AAAGOV", date(1990, 1, 1), date(2001, 6, 15)),
        ("AAAELI", date(2001, 6, 16), None),
        ("AAA", None, None),
    ]


def test_a_day_on_which_one_code_ends_is_not_the_first_of_the_next() -> None:
    found, _ = parsed("X_\n\t[AAAGOV 900101-991231]\n\t[AAAELI >991231]\n\t[AAAREB <900101]\n")
    assert [c.first for c in found[0].codings] == [date(1990, 1, 1), date(2000, 1, 1), None]


@pytest.mark.parametrize(
    ("name", "code", "entity"),
    [
        ("EVE_FOX", "AAALEG", "person:eve-fox"),
        ("ZED_FOX", "AAALEG", "org:zed-fox"),
        ("ZED_FOX_UNION", "AAALAB", "org:zed-fox-union"),
        ("PKK", "AAAREB", "group:pkk"),
        ("AL-SEA'IR", "AAAREB", "group:al-sea-ir"),
        ("INK", "AAAMED", "outlet:ink"),
        ("A.B._COMPANY", "AAAMNC", "company:ab-company"),
    ],
)
def test_what_a_name_is_shows_in_it_or_in_its_code(bring: Importer, name: str, code: str, entity: str) -> None:
    (row,) = bring("x.txt", f"{name}_ [{code}]\n").rows("entities")
    assert row[0] == entity


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("AL-SEA'IR", "Al-Sea'Ir"),
        ("GULLS_OF_THE_SEA", "Gulls of the Sea"),
        ("PKK", "PKK"),
        ("U.P._ARMY", "U.P. Army"),
        ("1ST_KING'S_ARMY", "1st King's Army"),
    ],
)
def test_names_in_capitals_are_written_as_in_the_news(bring: Importer, written: str, name: str) -> None:
    (row,) = bring("x.txt", f"{written}_ [AAAREB]\n").rows("entities")
    assert row[1] == name


def test_names_of_a_government_are_its_seats(bring: Importer) -> None:
    got = bring("x.txt", "ALAND_ [AAAGOV]\n+HIGH_HALL_\nBLAND_ [BBBmos]\n")
    assert [row[:3] for row in got.rows("country_names")] == [["AAA", "High Hall", "seat"]]
    assert len(got.told) == 1
    assert "'BLAND' is the name of a country" in got.told[0]


@pytest.mark.parametrize(
    ("text", "row", "says"),
    [
        ("X_ [AAAGOV 901301-910101]", 1, "dates are"),
        ("X_ [AAAGOV 920101-910101]", 1, "the first day is after the last"),
        ("X_ [AAAGOV <9001]", 1, "wanted <YYMMDD"),
        ("X_ []", 1, "code is ''"),
        ("X_ [AA1]", 1, "code is 'AA1'"),
        ("X_ [AAAGOV", 1, "a bracket is open"),
        ("X_ [AAA]\n\tAAAGOV", 2, "neither a code in brackets nor a synonym"),
        ("+X_\n", 1, "stands under no entry"),
        ("X_ [AAA]\n+ ; nothing", 2, "a synonym without a name"),
        ("_ [AAA]", 1, "an entry without a name"),
        ("X_ [AAA]\n<!-- open", 2, "never ends"),
    ],
)
def test_what_is_no_dictionary_is_told_by_its_row(text: str, row: int, says: str) -> None:
    _, told = parsed(text)
    assert [t for t in told if t[0] == row and says in t[1]], told


def test_a_dictionary_becomes_people_groups_and_country_names(bring: Importer) -> None:
    got = bring(
        "x.actors.txt",
        "EVE_FOX_\n+FOX_\n\t[AAAREB <900101]\n\t[AAAGOV 900101-991231]\n\t[AAAELI >000101]\n"
        "GULLS_OF_THE_SEA_ [BBBREBmos]\n+GULLS_\nALAND_ [AAA]\n+THE_LOW_LAND_\nNURSES_UNION_ [AAAHLH]\n",
    )
    assert got.told == []
    known = got.known
    assert known.entity("person:eve-fox", date(1989, 12, 31)).sectors == ("REB",)
    assert known.entity("person:eve-fox", date(1990, 1, 1)).sectors == ("GOV",)
    assert known.entity("person:eve-fox", date(2000, 1, 1)).sectors == ("ELI",)
    assert [a.entity for a in known.search("Gulls")] == ["group:gulls-of-the-sea"]
    assert known.entities["group:gulls-of-the-sea"].name == "Gulls of the Sea"
    assert [a.entity for a in known.search("the Low Land")] == ["country:AAA"]
    assert known.entity("org:nurses-union").sectors == ("MED",)
    assert {row[-2] for row in got.rows("entities")} == {"x.actors.txt"}


def test_a_known_actor_keeps_its_identifier_and_a_namesake_gets_another(bring: Importer) -> None:
    got = bring("x.txt", "REDS_ [BBBPTY]\nCY_DAY_ [BBBELI]\nANN_BO_ [AAAGOV 100101-111231]\n", as_of=date(2031, 1, 1))
    assert got.report.linked == 2
    assert {row[0] for row in got.rows("entities")} == {"group:reds", "person:ann-bo", "person:cy-day-2"}
    assert got.known.entity("group:reds").sectors == ("PTY",)
    assert got.known.entity("person:ann-bo", date(2010, 6, 1)).sectors == ("GOV",)
    assert {a.entity for a in got.known.search("Cy Day")} == {"person:cy-day", "person:cy-day-2"}
    assert got.known.until == date(2031, 1, 1)


def test_codes_that_no_table_knows_are_told_and_the_rest_is_used(bring: Importer, tmp_path: Path) -> None:
    text = "GULLS_ [BBBREBQQQ]\nTERNS_ [QQQREB]\nAUKS_ [QQQ]\n"
    got = bring("x.txt", text)
    assert {row[0] for row in got.rows("entities")} == {"group:gulls", "group:terns"}
    assert [t.split(": ", 1)[1] for t in got.told] == [
        "row 1: 'QQQ' in 'BBBREBQQQ' is in no table of codes; a row of your own can add it (--codes)",
        "row 2: 'QQQ' in 'QQQREB' is in no table of codes; a row of your own can add it (--codes)",
        "row 3: 'QQQ' in 'QQQ' is in no table of codes; a row of your own can add it (--codes)",
        "row 3: 'AUKS' has no code that can be used",
    ]
    codes = tmp_path / "codes"
    codes.mkdir()
    (codes / "roles.tsv").write_text("code\tsectors\tkind\tnote\nQQQ\tREL\torg\t\n", encoding="utf-8")
    (codes / "countries.tsv").write_text("code\tcountry\tnote\nQQQ\tAAA\t\n", encoding="utf-8")
    again = bring("x.txt", text, codes=codes)
    assert again.told == []
    assert again.known.entity("group:gulls").sectors == ("REB", "REL")
    assert again.known.entity("group:terns").country == "AAA"
    (codes / "roles.tsv").write_text("code\tsectors\tkind\tnote\nQQQ\tRELIGION\torg\t\n", encoding="utf-8")
    with pytest.raises(DataError, match="allowed: AGR"):
        bring("x.txt", text, codes=codes)
    assert again.known.entity("group:terns").country == "AAA"


def test_a_dated_code_may_be_a_country_alone_and_a_second_default_is_told(bring: Importer) -> None:
    got = bring("x.txt", "EVE_FOX_\n\t[BBB <900101]\n\t[AAAREB]\n\t[AAAGOV]\n")
    assert len(got.told) == 1
    assert "row 4: 'AAAGOV' is a second code without days" in got.told[0]
    known = got.known
    before, after = (known.entity("person:eve-fox", date(year, 1, 1)) for year in (1989, 1990))
    assert (before.country, before.sectors) == ("BBB", ())
    assert (after.country, after.sectors) == ("AAA", ("REB",))


def test_agent_files_become_common_nouns(bring: Importer) -> None:
    got = bring("x.agents.txt", "FOOT_SOLDIER_ [~MIL]\nAXMAN_ {AXEMEN_} [~REB]\nARMY_TRUCK_ [~MIL]\n")
    agents = got.known.agents
    assert agents["foot soldiers"].sectors == ("MIL",)
    assert agents["axemen"].plural
    assert [agents[p].kind for p in ("axman", "army truck")] == ["person", "thing"]


def test_aliases_that_are_countries_stay_countries(bring: Importer) -> None:
    got = bring("x.txt", "EVE_FOX_\n+ALAND_\n\t[BBBELI]\nBLAND_ [AAAREB]\n")
    assert [a.entity for a in got.known.search("Aland")] == ["country:AAA"]
    assert got.known.search("Bland")[0].entity == "country:BBB"
    assert got.report.left == 2


def test_importing_again_replaces_and_changes_nothing_else(bring: Importer) -> None:
    first = bring("x.txt", "GULLS_ [BBBREB]\nCY_DAY_ [BBBELI]\n").rows("entities")
    bring("y.txt", "TERNS_ [BBBREB]\n")
    again = bring("x.txt", "GULLS_ [BBBREB]\nCY_DAY_ [BBBELI]\n")
    assert sorted(again.rows("entities")) == sorted([*first, *bring("y.txt", "TERNS_ [BBBREB]\n").rows("entities")[2:]])
    assert not list(again.folders[-1].rglob("*.before"))


def test_an_import_that_fails_leaves_the_former_one(bring: Importer) -> None:
    before = bring("x.csv", "name,country\nEve Fox,AAA\n").rows("entities")
    with pytest.raises(InputError, match="wanted the columns of one of"):
        bring("x.csv", "colour,size\nred,3\n")
    assert Imported([bring.folder / "own"], Report(print), []).rows("entities") == before


def test_sheets_are_told_apart_by_their_columns(bring: Importer) -> None:
    people = bring(
        "people.csv",
        "name;kind;country;office;sectors;from;until;aliases\n"
        "Eve Fox;;AAA;minister;GOV;2010;2012;Fox|Evie\n"
        '"Eve Fox";;AAA;"senator; acting";LEG;2013-02;;\n'
        "Eve Fox;party;AAA;;PTY;;;\n",
    )
    assert people.told == []
    assert people.known.entity("person:eve-fox", date(2011, 1, 1)).office == "minister"
    assert people.known.entity("person:eve-fox", date(2014, 1, 1)).office == "senator; acting"
    assert people.known.entity("person:eve-fox", date(2012, 12, 31)).sectors == ("GOV",)
    assert {a.entity for a in people.known.search("Evie")} == {"person:eve-fox"}
    assert people.known.entity("party:eve-fox").sectors == ("PTY",)
    assert len(people.rows("entities")) == 2
    aliases = bring("aliases.tsv", "entity\talias\ngroup:reds\tCrimsons\nperson:eve-fox\tVixen\n")
    assert {a.entity for n in ("Crimsons", "Vixen") for a in aliases.known.search(n)} == {
        "group:reds",
        "person:eve-fox",
    }
    nouns = bring("nouns.tsv", "phrase\tnumber\tsectors\tkind\nrower\tsg\tCVL\tperson\n", source="handbook")
    assert nouns.known.agents["rowers"].sectors == ("CVL",)
    assert nouns.rows("agents")[0][-2] == "handbook"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Eve Fox,person,ZZZ,GOV,", "allowed: the codes in the table countries"),
        ("Eve Fox,person,AAA,GOVT,", "allowed: AGR"),
        ("Eve Fox,hero,AAA,GOV,", "allowed: agency"),
        ("Eve Fox,person,AAA,GOV,soon", "allowed: dates such as"),
        (",person,AAA,GOV,", "allowed: a name with Latin letters"),
        ("狐,person,AAA,GOV,", "allowed: a name with Latin letters"),
        ("Eve Fox,person,AAA,GOV,,,,", "cells, but the header has 5"),
    ],
)
def test_a_bad_row_of_a_sheet_is_told_and_the_next_goes_on(bring: Importer, row: str, says: str) -> None:
    got = bring("x.csv", f"name,kind,country,sectors,from\n{row}\nTed Roe,person,BBB,LEG,\n")
    assert len(got.told) == 1
    assert "x.csv: row 2: " in got.told[0]
    assert says in got.told[0]
    assert [r[0] for r in got.rows("entities")] == ["person:ted-roe"]


def test_unknown_columns_are_told(bring: Importer) -> None:
    got = bring("x.csv", "name,country,colour\nTed Roe,BBB,red\n")
    assert "the column 'colour' is passed over; allowed: entity, name" in got.told[0]
    assert len(got.rows("entities")) == 1


def item(identifier: str, label: str | None, *aliases: str, **claims: list[Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"id": identifier, "type": "item", "modified": "2024-06-01T10:00:00Z", "claims": claims}
    made["labels"] = {"en": {"language": "en", "value": label}} if label else {"fr": {"language": "fr", "value": "x"}}
    made["aliases"] = {"en": [{"language": "en", "value": alias} for alias in aliases]}
    return made


def snak(value: str) -> dict[str, Any]:
    if value.startswith("+"):
        precision = 9 if "-00-00" in value else 10 if "-00T" in value else 11
        return {"snaktype": "value", "datavalue": {"value": {"time": value, "precision": precision}}}
    return {"snaktype": "value", "datavalue": {"value": {"id": value} if value.startswith("Q") else value}}


def says(value: str, start: str | None = None, end: str | None = None, rank: str = "normal") -> dict[str, Any]:
    qualifiers = {name: [snak(day)] for name, day in (("P580", start), ("P582", end)) if day}
    return {"mainsnak": snak(value), "rank": rank, "qualifiers": qualifiers}


ALAND = item("Q1", "Aland", P31=[says("Q90")], P298=[says("AAA")])
MINISTER = item("Q2", "Minister of Fish", P279=[says("Q91")], P17=[says("Q1")])
DANCER = item("Q3", "dancer of state", P279=[says("Q91")])
PARTY = item("Q4", "political party", P279=[says("Q91")])
REPORTER = item("Q6", "journalist", P279=[says("Q91")])
HUMAN = says("Q5")


def dump(*items: dict[str, Any] | str) -> str:
    return "[\n" + ",\n".join(i if isinstance(i, str) else json.dumps(i) for i in items) + "\n]\n"


def test_a_dump_gives_people_with_dated_offices_wherever_the_words_stand(bring: Importer) -> None:
    eve = item(
        "Q10",
        "Eve Fox",
        "Foxy",
        "eve",
        P31=[HUMAN],
        P27=[says("Q1")],
        P39=[
            says("Q2", "+2010-05-14T00:00:00Z", "+2012-03-00T00:00:00Z"),
            says("Q2", "+1999-00-00T00:00:00Z", rank="deprecated"),
        ],
    )
    got = bring("dump.json", dump(eve, MINISTER, ALAND))
    assert got.told == []
    known = got.known
    actor = known.entity("person:eve-fox", date(2012, 3, 31))
    assert (actor.country, actor.sectors, actor.office) == ("AAA", ("GOV",), "Minister of Fish")
    assert actor.wikidata == "Q10"
    assert known.entity("person:eve-fox", date(2010, 5, 13)).sectors == ()
    assert known.entity("person:eve-fox", date(2012, 4, 1)).sectors == ("ELI",)
    assert [row[1] for row in got.rows("aliases")] == ["Foxy"]
    assert got.rows("entities")[0][-1] == "2024-06-01"
    assert got.report.passed == 2


def test_bodies_and_occupations_come_by_their_classes(bring: Importer) -> None:
    got = bring(
        "dump.json",
        dump(
            item("Q11", "Fish Party", P31=[says("Q4")], P17=[says("Q1")], P571=[says("+1990-00-00T00:00:00Z")]),
            item("Q12", "Joe Ink", P31=[HUMAN], P27=[says("Q1")], P106=[says("Q6")]),
            item("Q13", "Flo Toe", P31=[HUMAN], P27=[says("Q1")], P106=[says("Q77")]),
            item("Q14", "Mem Ber", P31=[HUMAN], P27=[says("Q1")], P102=[says("Q11", "+2001-00-00T00:00:00Z")]),
            item("Q15", "Lake Fox", P31=[says("Q78")]),
            *(ALAND, PARTY, REPORTER),
        ),
    )
    assert got.told == []
    assert {row[0]: row[4] for row in got.rows("entities")} == {
        "party:fish-party": "PTY",
        "person:joe-ink": "JRN",
        "person:mem-ber": "",
    }
    member = got.known.entity("person:mem-ber", date(2005, 1, 1))
    assert (member.sector, member.office) == ("PTY", "member of Fish Party")
    assert got.known.entity("party:fish-party", date(1980, 1, 1)).sectors == ()


def test_namesakes_of_a_dump_get_their_wikidata_id(bring: Importer) -> None:
    people = [item(q, "Cy Day", P31=[HUMAN], P27=[says("Q1")], P106=[says("Q6")]) for q in ("Q20", "Q21")]
    got = bring("dump.json", dump(*people, ALAND, REPORTER))
    assert [row[0] for row in got.rows("entities")] == ["person:cy-day", "person:cy-day-q21"]
    assert got.report.linked == 1
    assert got.known.entity("person:cy-day").wikidata == "Q20"
    again = bring("more.json", dump(people[1], ALAND, REPORTER))
    assert again.report.linked == 1
    assert {row[0] for row in again.rows("entities")} == {"person:cy-day", "person:cy-day-q21"}


def test_what_a_dump_leaves_open_is_told(bring: Importer) -> None:
    office = ("+2010-00-00T00:00:00Z",)
    got = bring(
        "dump.json",
        dump(
            item("Q10", None, P31=[HUMAN], P39=[says("Q2")]),
            item("Q11", "A Bee", P31=[HUMAN], P27=[says("Q50")], P39=[says("Q2", *office)]),
            item("Q12", "A Cee", P31=[HUMAN], P39=[says("Q51", *office)]),
            item("Q13", "A Dee", P31=[HUMAN], P39=[says("Q3", *office)]),
            item("Q14", "A Eff", P31=[HUMAN], P39=[says("Q2", "+2010-13-45T00:00:00Z")]),
            item("Q15", "A Gee", P31=[HUMAN], P39=[says("Q2", "+2010-05-01T00:00:00Z", "+2009-00-00T00:00:00Z")]),
            item("Q16", "Aland", P31=[HUMAN], P39=[says("Q2", *office)]),
            '{"id": "Q17", "claims": [1]}',
            '{"id": "Q18", ',
            "[" * 100_000,
            "7",
            *(ALAND, MINISTER, DANCER),
        ),
    )
    wanted = [
        (2, "Q10 has no English label"),
        (9, "no Wikidata entity"),
        (10, "not JSON"),
        (11, "not JSON (nested too deeply)"),
        (12, "no Wikidata entity"),
        (3, "its country Q50 has no ISO code (P298) in the dump"),
        (4, "the office Q51 is not in the dump"),
        (5, "the office 'dancer of state' tells no sector"),
        (6, "are no days of the calendar"),
        (7, "after its end on 2009"),
        (8, "is the name of a country"),
    ]
    assert len(got.told) == len(wanted)
    for told, (row, problem) in zip(got.told, wanted, strict=True):
        assert f": row {row}: " in told
        assert problem in told
    assert got.known.entity("person:a-bee", date(2011, 1, 1)).sector == "GOV"


def test_names_with_broken_characters_do_no_harm(bring: Importer) -> None:
    eve = item("Q10", "Eve\ud800 \tFox\n", "F\udc00X", "\x00", P31=[HUMAN], P27=[says("Q1")], P106=[says("Q6")])
    got = bring("dump.json", dump(eve, ALAND, REPORTER))
    assert [row[:2] for row in got.rows("entities")] == [["person:eve-fox", "Eve? Fox"]]


@pytest.mark.parametrize(
    "broken",
    [
        {"id": "Q9", "labels": {"en": "Eve"}},
        {"id": "Q9", "labels": {"en": {"value": 7}}},
        {"id": "Q9", "labels": [], "claims": {"P31": {"a": 1}}},
        {"id": "Q9", "labels": {}, "claims": {"P31": [{"mainsnak": {"datavalue": {"value": None}}}]}},
        {"id": "Q9", "labels": {}, "claims": {"P31": [{"mainsnak": {}}]}},
        {"labels": {}},
        [],
        None,
    ],
)
def test_an_entity_of_another_shape_is_told(bring: Importer, broken: Any) -> None:
    got = bring("dump.json", dump(broken, item("Q10", "Eve Fox", P31=[HUMAN], P106=[says("Q6")]), REPORTER))
    assert len(got.told) == 1
    assert "row 2: no Wikidata entity" in got.told[0]
    assert len(got.rows("entities")) == 1


def test_claims_without_a_value_say_nothing(bring: Importer) -> None:
    unknown = {"mainsnak": {"snaktype": "somevalue"}, "rank": "normal"}
    vague = says("Q2", "+2010-05-14T00:00:00Z")
    vague["qualifiers"]["P582"] = [{"snaktype": "novalue"}]
    eve = item("Q10", "Eve Fox", P31=[HUMAN], P27=[unknown, says("Q1")], P39=[vague])
    got = bring("dump.json", dump(eve, ALAND, MINISTER))
    assert got.told == []
    assert got.rows("roles")[0][2:6] == ["AAA", "GOV", "2010-05-14", ""]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_packed_files_are_read_and_one_that_ends_early_is_told(bring: Importer, pack: Callable[[bytes], bytes]) -> None:
    people = [item(f"Q{n}", f"Eve Fox{n}", P31=[HUMAN], P106=[says("Q6")]) for n in range(1000, 1400)]
    packed = pack(dump(REPORTER, *people).encode())
    assert len(bring("dump.json.x", packed).rows("entities")) == 400
    cut = bring("dump.json.x", packed[: len(packed) // 2])
    assert len(cut.told) == 1
    assert "the file is damaged or ends early from here on" in cut.told[0]
    flipped = bring("dump.json.x", packed[:40] + bytes(200) + packed[240:])
    assert flipped.report.left


def test_lines_that_are_no_text_or_too_long_are_told(tmp_path: Path) -> None:
    told: list[str] = []
    path = tmp_path / "x.txt"
    path.write_bytes(b"\xef\xbb\xbfone\r\n\xff\xfe\n" + b"y" * 5_000_000 + b"\nlast")
    assert list(lines(path, Report(told.append), longest=1000)) == [(1, "one"), (4, "last")]
    assert [t.partition("row ")[2] for t in told] == [
        "2: not UTF-8 at byte 0; save the file as UTF-8",
        "3: the line is longer than 1,000 bytes",
    ]


def test_a_file_that_cannot_be_read_at_all_is_an_error(bring: Importer, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="UTF-16"):
        bring("x.txt", "EVE_FOX_ [AAAGOV]\n".encode("utf-16"))
    with pytest.raises(InputError, match="No such file"):
        import_file(Import(tmp_path / "none", tmp_path / "own", []), print)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="file"):
        import_file(Import(tmp_path / "x.txt", tmp_path / "file", [base(tmp_path)]), print)


def test_names_of_absurd_length_are_left_out(bring: Importer) -> None:
    got = bring("x.txt", f"{'X' * 500}_ [AAAREB]\nGULLS_ [BBBREB]\n+{'Y' * 500}_\n")
    assert [r[0] for r in got.rows("entities")] == ["group:gulls"]
    assert len(got.told) == 2


def test_the_format_can_be_said(bring: Importer) -> None:
    assert bring("noend", dump(REPORTER, item("Q9", "Eve Fox", P31=[HUMAN], P106=[says("Q6")]))).rows("entities")
    assert bring("odd.json", "name,country\nTed Roe,BBB\n", format=Format.CSV).rows("entities")
