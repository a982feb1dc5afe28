"""Other data sets in the store: what their codes come to, what bad rows do, and that all of it is there once."""

import gzip
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from gestae.errors import InputError
from gestae.settings import Settings
from gestae.store import Store
from gestae.store.importing.gdelt import columns_of
from gestae.store.importing.report import Origin
from gestae.store.importing.run import Sum, Told, import_files
from gestae.store.importing.tools import Tools, load_tools
from gestae.store.schema import DOCUMENT, EVENT, PARTICIPANT, QUANTITY, REPORT
from gestae.store.views import EVENT_REPORT

ICEWS = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|"
    "Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"
).split("|")
POLECAT = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|"
    "Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|"
    "Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")
ACLED = (
    "event_id_cnty|event_date|year|time_precision|disorder_type|event_type|sub_event_type|actor1|assoc_actor_1|inter1|"
    "actor2|assoc_actor_2|inter2|interaction|civilian_targeting|iso|region|country|admin1|admin2|admin3|location|"
    "latitude|longitude|geo_precision|source|source_scale|notes|fatalities|tags|timestamp"
).split("|")


@pytest.fixture(scope="module")
def tools() -> Tools:
    return load_tools(Settings())


@pytest.fixture
def store(store_place: str) -> Any:
    with Store.open(store_place) as store:
        yield store


@pytest.fixture
def plain(tmp_path: Path) -> Any:
    with Store.open(tmp_path / "plain.db") as store:
        yield store


def cells(columns: Sequence[str], row: Mapping[str, str]) -> list[str]:
    assert set(row) <= set(columns), set(row) - set(columns)
    return [row.get(column, "") for column in columns]


def gdelt(*rows: Mapping[str, str], width: int = 61) -> str:
    usual = {"SQLDATE": "20240305", "DATEADDED": "20240306121500", "EventCode": "190"}
    columns = columns_of(width)
    assert columns
    return "".join(
        "\t".join(
            cells(columns, {k: v for k, v in (usual | {"GLOBALEVENTID": str(n)} | dict(row)).items() if k in columns})
        )
        + "\n"
        for n, row in enumerate(rows, 1)
    )


def tabbed(columns: Sequence[str], *rows: Mapping[str, str]) -> str:
    usual = {"Event Date": "2024-03-05"}
    lines = [cells(columns, usual | {"Event ID": str(n)} | dict(row)) for n, row in enumerate(rows, 1)]
    return "".join("\t".join(line) + "\n" for line in [list(columns), *lines])


def acled(*rows: Mapping[str, str], mark: str = ",") -> str:
    usual = {"event_date": "05 March 2024", "time_precision": "1", "sub_event_type": "Attack"}
    lines = [cells(ACLED, usual | {"event_id_cnty": f"XXX{n}"} | dict(row)) for n, row in enumerate(rows, 1)]
    quoted = [[f'"{cell}"' for cell in line] for line in [list(ACLED), *lines]]
    return "".join(mark.join(line) + "\n" for line in quoted)


def take(store: Store, tmp_path: Path, tools: Tools, content: str, name: str = "rows.txt") -> tuple[Sum, list[str]]:
    """Import one file; the sum, and the problems in words."""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    problems: list[str] = []

    def note(error: InputError) -> None:
        problems.append(str(error).removeprefix(path.as_posix()))

    return import_files(store, [path], tools, told=Told(note)), problems


def events(store: Store) -> list[dict[str, Any]]:
    """Events in order, with the parties as (text, country, sectors, entity)."""
    with store.reading() as connection:
        rows = [dict(row) for row in connection.execute(select(EVENT).order_by(EVENT.c.id)).mappings()]
        parties = connection.execute(select(PARTICIPANT).order_by(PARTICIPANT.c.event_id, PARTICIPANT.c.position)).all()
    for row in rows:
        for role in ("actor", "recipient"):
            row[role] = [
                (p.text, p.country, tuple(p.sectors), p.entity)
                for p in parties
                if (p.event_id, p.role) == (row["id"], role)
            ]
    return rows


USA = {"Actor1Code": "USA", "Actor1Name": "UNITED STATES", "Actor1CountryCode": "USA"}
POLICE = {"Actor2Code": "KENCOP", "Actor2Name": "POLICE", "Actor2CountryCode": "KEN", "Actor2Type1Code": "COP"}
PLACE = {
    "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Kyiv, Kyyiv, Misto, Ukraine",
    "ActionGeo_CountryCode": "UP",
    "ActionGeo_Lat": "50.43",
    "ActionGeo_Long": "30.52",
}


def test_gdelt_events_stand_beside_our_own(store: Store, tmp_path: Path, tools: Tools) -> None:
    url = "https://www.herald.example/a"
    done, problems = take(store, tmp_path, tools, gdelt(USA | POLICE | PLACE | {"EventCode": "1952", "SOURCEURL": url}))
    assert (done.tally.new, done.tally.events, problems) == (1, 1, [])
    (event,) = events(store)
    assert event["actor"] == [("UNITED STATES", "USA", (), "country:USA")]
    assert event["recipient"] == [("POLICE", "KEN", ("COP",), None)]
    told = {
        name: event[name]
        for name in ("type", "mode", "quad", "score", "cameo", "status", "role", "day", "lag_days", "why")
    }
    assert told == {
        "type": "ASSAULT",
        "mode": "drone",
        "quad": "material conflict",
        "score": -9.5,
        "cameo": "1952",
        "status": "actual",
        "role": "main",
        "day": date(2024, 3, 5),
        "lag_days": 1,
        "why": "cameo/1952",
    }
    place = tuple(event[n] for n in ("place_name", "admin1", "place_country", "latitude", "longitude", "place_level"))
    assert place == ("Kyiv", "Kyyiv", "UKR", 50.43, 30.52, "city")
    with store.reading() as connection:
        report = connection.execute(select(EVENT_REPORT)).mappings().one()
    assert (report["origin"], report["actor_country"], report["recipient_country"]) == ("gdelt", "USA", "KEN")
    assert (report["source"], report["url"], report["published"]) == ("herald.example", url, date(2024, 3, 6))
    assert (report["counted"], report["restricted"], report["evidence"], report["confidence"]) == (
        True,
        False,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("code", "kind", "mode"),
    [
        ("020", "REQUEST", None),
        ("036", "AGREE", None),
        ("042", "CONSULT", "visit"),
        ("055", "CONCEDE", None),
        ("057", "SUPPORT", None),
        ("061", "COOPERATE", None),
        ("0711", "AID", None),
        ("081", "CONCEDE", None),
        ("0841", "RETREAT", "release"),
        ("0871", "RETREAT", "ceasefire"),
        ("090", "ACCUSE", "investigate"),
        ("1055", "REQUEST", "yield"),
        ("112", "ACCUSE", "allege"),
        ("116", "SANCTION", "convict"),
        ("125", "REJECT", "meet"),
        ("1381", "THREATEN", "restrict"),
        ("145", "PROTEST", "riot"),
        ("153", "MOBILIZE", "police"),
        ("163", "SANCTION", None),
        ("173", "COERCE", "arrest"),
        ("180", "ASSAULT", None),
        ("191", "COERCE", "restrict"),
        ("192", "COERCE", "seize"),
        ("202", "ASSAULT", "massacre"),
        ("841", "RETREAT", "release"),
        ("42", "CONSULT", "visit"),
    ],
)
def test_cameo_codes(tools: Tools, code: str, kind: str, mode: str | None) -> None:
    found = tools.meanings.of_cameo(code)
    assert found
    assert (found.type, found.mode) == (kind, mode)


@pytest.mark.parametrize("code", ["", "abc", "999", "0999", "1", "19521", "۱۹۰"])
def test_codes_that_cameo_does_not_have(tools: Tools, code: str) -> None:
    assert tools.meanings.of_cameo(code) is None


def test_every_type_and_score_is_the_codebooks(tools: Tools) -> None:
    types = {meaning.type for meaning in tools.meanings.cameo.values() if meaning.type}
    assert types == set(tools.lexicon.types)


def test_hosts_and_visitors_and_mutual_acts(plain: Store, tmp_path: Path, tools: Tools) -> None:
    take(plain, tmp_path, tools, gdelt(*({**USA, **POLICE, "EventCode": code} for code in ("043", "046", "185"))))
    host, talks, attempt = events(plain)
    assert ([p[1] for p in host["actor"]], [p[1] for p in host["recipient"]]) == (["KEN"], ["USA"])
    assert ([p[1] for p in talks["actor"]], talks["recipient"]) == (["USA", "KEN"], [])
    assert attempt["outcome"] == "attempted"
    with plain.reading() as connection:
        pairs = select(REPORT.c.actor_country, REPORT.c.recipient_country).where(REPORT.c.event_id == talks["id"])
        assert {tuple(row) for row in connection.execute(pairs)} == {("USA", "KEN"), ("KEN", "USA")}


@pytest.mark.parametrize("width", [57, 58, 61])
def test_layouts_of_gdelt_packed_or_not(plain: Store, tmp_path: Path, tools: Tools, width: int) -> None:
    content = gdelt(USA | {"SOURCEURL": "https://a.example/b"}, USA, width=width)
    (tmp_path / "a.CSV.gz").write_bytes(gzip.compress(content.encode()))
    with zipfile.ZipFile(tmp_path / "b.CSV.zip", "w") as archive:
        archive.writestr("b.CSV", content.replace("1\t2024", "11\t2024").replace("2\t2024", "12\t2024"))
    done = import_files(plain, [tmp_path / "a.CSV.gz", tmp_path / "b.CSV.zip"], tools)
    assert (done.tally.new, done.bad) == (4, 0)
    assert [e["actor"][0][1] for e in events(plain)] == ["USA"] * 4


def test_statements_are_left_out_and_counted(plain: Store, tmp_path: Path, tools: Tools) -> None:
    done, problems = take(
        plain, tmp_path, tools, gdelt({"EventCode": "010"}, {"EventCode": "013"}, {"EventCode": "14"})
    )
    assert (done.tally.new, problems) == (0, [])
    assert list(done.left_out.values()) == [3]
    root, _ = take(plain, tmp_path, tools, gdelt({"EventCode": "14", "EventRootCode": "14"}))
    assert root.tally.new == 1


def test_bad_rows_of_gdelt_are_named_and_the_rest_goes_on(plain: Store, tmp_path: Path, tools: Tools) -> None:
    rows = [
        USA | {"EventCode": "999"},
        USA | {"SQLDATE": "20240231"},
        USA | PLACE | {"ActionGeo_Lat": "95"},
        USA | PLACE | {"ActionGeo_CountryCode": "Q9"},
        USA | {"GLOBALEVENTID": ""},
        USA,
    ]
    done, problems = take(plain, tmp_path, tools, gdelt(*rows) + "7\t20240305\n")
    assert (done.tally.new, done.bad) == (1, 6)
    assert problems == [
        ": row 1: EventCode is '999'; wanted a CAMEO code such as 042 or 0841",
        ": row 2: SQLDATE is '20240231'; wanted a day such as 2024-03-06 or 20240306",
        ": row 3: ActionGeo_Lat is '95'; wanted degrees from -90 to 90",
        ": row 4: ActionGeo_CountryCode is 'Q9'; wanted a FIPS 10-4 code of the table fips",
        ": row 5: no GLOBALEVENTID",
        ": row 7: 2 columns; the first row has 61",
    ]


def test_importing_again_adds_nothing(store: Store, tmp_path: Path, tools: Tools) -> None:
    content = gdelt(*[USA | POLICE] * 5)
    first, _ = take(store, tmp_path, tools, content)
    again, _ = take(store, tmp_path, tools, content + gdelt(*[USA] * 6).splitlines(keepends=True)[5])
    assert (first.tally.new, again.tally.new, again.tally.known) == (5, 1, 5)
    with store.reading() as connection:
        assert [connection.execute(select(func.count()).select_from(t)).scalar_one() for t in (DOCUMENT, EVENT)] == [
            6,
            6,
        ]


def test_icews(plain: Store, tmp_path: Path, tools: Tools) -> None:
    rows = [
        {
            "Source Name": "Police (Kenya)",
            "Source Sectors": "Government,Police",
            "Source Country": "Kenya",
            "CAMEO Code": "173",
            "Target Name": "Protester (Kenya)",
            "Target Sectors": "Protestors / Popular Opposition / Mobs,Dissident",
            "Target Country": "Kenya",
            "Publisher": "The Herald",
            "City": "Nairobi",
            "Province": "Nairobi Area",
            "Country": "Kenya",
            "Latitude": "-1.28",
            "Longitude": "36.8",
        },
        {
            "Source Name": "UN Security Council",
            "CAMEO Code": "42",
            "Target Name": "Syria",
            "Target Country": "Syria",
            "Target Sectors": "",
            "Source Sectors": "(National) Major Party,Ideological",
        },
        {"Source Name": "Elsewhere", "CAMEO Code": "010"},
        {"Source Name": "Elsewhere", "CAMEO Code": "9999", "Target Name": "Syria"},
    ]
    done, problems = take(plain, tmp_path, tools, tabbed(ICEWS, *rows))
    assert problems == [": row 5: CAMEO Code is '9999'; wanted one such as 042 or 0841"]
    assert (done.tally.new, sum(done.left_out.values())) == (2, 1)
    arrest, visit = events(plain)
    assert (arrest["type"], arrest["mode"]) == ("COERCE", "arrest")
    assert arrest["actor"] == [("Police (Kenya)", "KEN", ("COP", "GOV"), None)]
    assert arrest["recipient"] == [("Protester (Kenya)", "KEN", ("CVL", "OPP"), None)]
    assert (arrest["place_name"], arrest["admin1"], arrest["place_country"]) == ("Nairobi", "Nairobi Area", "KEN")
    assert visit["actor"][0][1:3] == ("UNO", ("PTY",))
    assert visit["recipient"] == [("Syria", "SYR", (), "country:SYR")]


def test_polecat(plain: Store, tmp_path: Path, tools: Tools) -> None:
    rows = [
        {
            "Event ID": "a",
            "Event Type": "ASSAULT",
            "Event Mode": "heavy-weapons",
            "Contexts": "military; territory;unheard_of",
            "Actor Name": "Army",
            "Actor Country": "RUS",
            "Primary Actor Sector": "MIL",
            "Actor Sectors": "MIL;GOV",
            "Recipient Name": "Civilians;Militia",
            "Recipient Country": "UKR;RUS",
            "Primary Recipient Sector": "CVL;PRM",
            "Placename": "Kharkiv",
            "City": "Kharkiv",
            "Country": "UKR",
            "GeoNames ID": "706483",
            "Source": "The Herald",
            "Publication Date": "2024-03-06",
        },
        {
            "Event ID": "b",
            "Event Type": "protest",
            "Event Mode": "demo",
            "Actor Name": "Workers",
            "Actor Country": "France",
        },
        {
            "Event ID": "b",
            "Event Type": "protest",
            "Event Mode": "demo",
            "Actor Name": "Students",
            "Actor Country": "FRA",
        },
        {"Event ID": "c", "Event Type": "QUARREL"},
        {"Event ID": "d", "Event Type": "AID", "Event Mode": "demo"},
        {"Event ID": "e", "Event Type": "ASSAULT", "Event Mode": "targeted", "Actor Country": "None"},
    ]
    done, problems = take(plain, tmp_path, tools, tabbed(POLECAT, *rows))
    assert [problem.split(";")[0] for problem in problems] == [
        ": row 5: Event Type is 'QUARREL'",
        ": row 6: Event Mode is 'demo'",
    ]
    assert done.tally.new == 3
    shelling, march, killing = events(plain)
    assert (shelling["mode"], shelling["score"], shelling["contexts"]) == (
        "heavy-weapons",
        -9.5,
        ["military", "territory"],
    )
    assert shelling["actor"] == [("Army", "RUS", ("MIL", "GOV"), None)]
    assert shelling["recipient"] == [("Civilians", "UKR", ("CVL",), None), ("Militia", "RUS", ("PRM",), None)]
    assert (shelling["geonameid"], shelling["place_level"], shelling["lag_days"]) == (706483, "city", 1)
    assert [party[:2] for party in march["actor"]] == [("Workers", "FRA"), ("Students", "FRA")]
    assert (killing["type"], killing["mode"], killing["actor"], killing["plover_valid"]) == ("ASSAULT", None, [], False)


def test_acled(store: Store, tmp_path: Path, tools: Tools) -> None:
    rows = [
        {
            "sub_event_type": "Armed clash",
            "actor1": "Military Forces of Somalia (2022-)",
            "inter1": "1",
            "actor2": "Al Shabaab",
            "inter2": "Rebel group",
            "country": "Somalia",
            "location": "Afgooye",
            "geo_precision": "1",
            "fatalities": "7",
            "time_precision": "2",
            "notes": "Two sides, \nin two lines.",
            "source": "The Herald; Radio",
        },
        {
            "sub_event_type": "Excessive force against protesters",
            "actor1": "Protesters (India)",
            "inter1": "6",
            "actor2": "Police Forces of India (2014-)",
            "inter2": "1",
            "fatalities": "2",
        },
        {"sub_event_type": "Peaceful protest", "actor1": "Protesters (India)", "inter1": "6", "fatalities": "0"},
        {"sub_event_type": "Other", "actor1": "Unidentified Armed Group (India)"},
        {"sub_event_type": "Stroll", "actor1": "Protesters (India)"},
        {"time_precision": "9", "actor1": "Protesters (India)"},
        {"fatalities": "many", "actor1": "Protesters (India)"},
    ]
    done, problems = take(store, tmp_path, tools, acled(*rows))
    assert [problem.split(";")[0] for problem in problems] == [
        ": row 7: sub_event_type is 'Stroll'",
        ": row 8: time_precision is '9'",
        ": row 9: fatalities is 'many'",
    ]
    assert (done.tally.new, done.tally.events, list(done.left_out.values())) == (3, 4, [1])
    clash, march, force, protest = events(store)
    assert (clash["type"], clash["date_precision"], clash["date_to"], clash["recipient"]) == (
        "ASSAULT",
        "week",
        None,
        [],
    )
    assert [party[1:3] for party in clash["actor"]] == [("SOM", ("MIL",)), ("SOM", ("REB",))]
    assert clash["actor"][1][3] == "group:al-shabaab"
    assert (march["type"], march["mode"], march["actor"][0][1:3]) == ("PROTEST", "demo", ("IND", ("CVL",)))
    assert (force["type"], force["actor"][0][1:3], force["recipient"][0][1:3]) == (
        "ASSAULT",
        ("IND", ("COP",)),
        ("IND", ("CVL",)),
    )
    assert protest["recipient"] == []
    with store.reading() as connection:
        killed = connection.execute(select(QUANTITY.c.event_id, QUANTITY.c.low, QUANTITY.c.high)).all()
        restricted = connection.execute(select(DOCUMENT.c.restricted)).scalars().all()
    assert [tuple(row) for row in killed] == [(clash["id"], 7, 7), (force["id"], 2, 2)]
    assert restricted == [True] * 3


def test_acled_with_semicolons_and_a_torn_quotation(plain: Store, tmp_path: Path, tools: Tools) -> None:
    content = acled({"actor1": "Rioters (Kenya)", "notes": "a; b"}, mark=";")
    done, _ = take(plain, tmp_path, tools, content)
    assert done.tally.new == 1
    torn = acled(*[{"actor1": f"Rioters (Kenya) {n}", "event_id_cnty": f"Y{n}"} for n in range(3)]).replace(
        '"Y1"', '"Y1'
    )
    done, _ = take(plain, tmp_path, tools, torn)
    assert done.tally.new == 2


@pytest.mark.parametrize(
    ("content", "origin"),
    [
        (gdelt({}), Origin.GDELT),
        (gdelt({}, width=58), Origin.GDELT),
        (tabbed(ICEWS, {}), Origin.ICEWS),
        (tabbed(POLECAT, {}), Origin.POLECAT),
        ("\ufeff" + acled({}), Origin.ACLED),
    ],
)
def test_the_layout_tells_the_origin(plain: Store, tmp_path: Path, tools: Tools, content: str, origin: Origin) -> None:
    path = tmp_path / "rows"
    path.write_text(content, encoding="utf-8")
    told: list[Origin] = []
    import_files(plain, [path], tools, told=Told(file=lambda name, kind: told.append(kind)))
    assert told == [origin]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "an empty file"),
        (b"a,b\n1,2\n", "wanted gdelt, icews, polecat, acled"),
        (b"\x1f\x8bno gzip", "cannot be unpacked whole"),
        (b"PK\x03\x04no zip", "cannot be unpacked whole"),
    ],
)
def test_files_that_are_none(plain: Store, tmp_path: Path, tools: Tools, content: bytes, problem: str) -> None:
    (tmp_path / "bad").write_bytes(content)
    (tmp_path / "good").write_text(gdelt(USA))
    problems: list[InputError] = []
    done = import_files(
        plain, [tmp_path / "none", tmp_path / "bad", tmp_path / "good"], tools, told=Told(problems.append)
    )
    assert (done.tally.new, done.bad) == (1, 2)
    assert "No such file" in problems[0].problem
    assert problem in problems[1].problem


def test_what_a_torn_file_still_holds_is_taken(plain: Store, tmp_path: Path, tools: Tools) -> None:
    packed = gzip.compress(gdelt(*[USA] * 2_000).encode())
    (tmp_path / "torn.gz").write_bytes(packed[:-200])
    problems: list[InputError] = []
    done = import_files(plain, [tmp_path / "torn.gz"], tools, told=Told(problems.append))
    assert 0 < done.tally.new < 2_000
    assert "cannot be unpacked whole" in problems[0].problem


def test_a_file_of_another_origin_than_said(plain: Store, tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "rows"
    path.write_text(tabbed(ICEWS, {}))
    problems: list[InputError] = []
    done = import_files(plain, [path], tools, Origin.POLECAT, Told(problems.append))
    assert done.bad == 1
    assert "its header is not that of polecat" in problems[0].problem
    import_files(plain, [path], tools, Origin.GDELT, Told(problems.append))
    assert "20 columns; a GDELT event export has 57, 58 or 61" in problems[1].problem
