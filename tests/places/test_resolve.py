import pytest

from gestae.model import Document, Place, PlaceLevel
from gestae.places import Gazetteer, resolve_span, resolve_spans
from gestae.places.entry import Candidate, Entry, NameKind
from gestae.places.evidence import Name, Outlet
from gestae.places.resolve import FLOOR, Scene
from gestae.places.spans import Asked

BIG = Entry(1, "Vale", PlaceLevel.CITY, country="AA", admin1="AA.1", latitude=10, longitude=10, population=900_000)
SMALL = Entry(2, "Vale", PlaceLevel.CITY, country="BB", admin1="BB.1", latitude=50, longitude=50, population=9_000)
STATE = Entry(3, "Bstate", PlaceLevel.ADMIN1, country="BB", admin1="BB.1", population=1_000_000)
NEAR = Entry(4, "Dale", PlaceLevel.CITY, country="BB", admin1="BB.1", latitude=50.3, longitude=50, population=20_000)


def name(key: str, *entries: Entry, **more: object) -> Name:
    return Name(key, tuple(Candidate(entry, NameKind.MAIN) for entry in entries), **more)  # type: ignore[arg-type]


def best(target: Name, *others: Name, outlet: Outlet | None = None) -> Entry | None:
    return Scene([target, *others], outlet or Outlet()).answer(target).entry


def test_alone_the_larger_place_is_meant() -> None:
    assert best(name("vale", SMALL, BIG)) == BIG


def test_what_stands_beside_a_name_decides() -> None:
    assert best(name("vale", SMALL, BIG, inside=("bstate",)), name("bstate", STATE)) == SMALL


def test_neighbours_decide() -> None:
    assert best(name("vale", SMALL, BIG), name("dale", NEAR), name("bstate", STATE)) == SMALL


def test_the_home_of_the_outlet_decides() -> None:
    assert best(name("vale", SMALL, BIG), outlet=Outlet((NEAR,), "BB")) == SMALL


def test_names_without_weight_move_nothing() -> None:
    others = [name("dale", NEAR, weight=0.0), name("bstate", STATE, weight=0.0)]
    assert best(name("vale", SMALL, BIG), *others) == BIG


def test_confidence_grows_with_the_evidence() -> None:
    alone = name("vale", SMALL)
    supported = Scene([alone, name("dale", NEAR), name("bstate", STATE)]).answer(alone)
    assert 0 < Scene([alone]).answer(alone).confidence < supported.confidence < 1


def test_nothing_bears_the_name() -> None:
    assert Scene([]).answer(name("nowhere")).entry is None


LYON = "Auvergne-Rhône-Alpes"


def ask(gazetteer: Gazetteer, text: str, words: str, url: str | None = None, title: str | None = None) -> object:
    start = text.index(words)
    found = resolve_span(Document(text=text, url=url, title=title), start, start + len(words), gazetteer)
    return found.name, found.country, found.admin1, found.level and str(found.level)


@pytest.mark.parametrize(
    ("text", "words", "url", "wanted"),
    [
        ("A fire in Paris killed two.", "Paris", None, ("Paris", "FRA", "Île-de-France", "city")),
        ("A fire in Paris, Ky., killed two.", "Paris", None, ("Paris", "USA", "Kentucky", "city")),
        ("A fire in Athens.", "Athens", "http://www.onlineathens.com/x", ("Athens", "USA", "Georgia", "city")),
        (
            "Voters in Perth and Dundee.",
            "Perth",
            "https://www.thecourier.co.uk/x",
            ("Perth", "GBR", "Scotland", "city"),
        ),
        ("Turkey, Russia and Iran agreed.", "Turkey", None, ("Turkey", "TUR", None, "country")),
        ("The province of Idlib was shelled.", "Idlib", None, ("Idlib", "SYR", "Idlib", "admin1")),
        ("The Syrian army left.", "Syrian", None, ("Syria", "SYR", None, "country")),
        ("A crash in Xyzzytown, Utah, hurt two.", "Xyzzytown", None, ("Utah", "USA", "Utah", "admin1")),
        ("A crash in Xyzzytown hurt two.", "Xyzzytown", None, (None, None, None, None)),
        ("In Utah, Colorado, and Idaho it rained.", "Utah", None, ("Utah", "USA", "Utah", "admin1")),
        ("In Lyon, nuns of Lyon left Xyzzy Street.", "Xyzzy Street", None, ("Lyon", "FRA", LYON, "city")),
        ("The nuns left Xyzzy Street.", "Xyzzy Street", None, (None, None, None, None)),
    ],
)
def test_a_span_in_a_text(gazetteer: Gazetteer, text: str, words: str, url: str | None, wanted: object) -> None:
    assert ask(gazetteer, text, words, url) == wanted


def test_offsets_are_those_of_the_text_even_with_a_title(gazetteer: Gazetteer) -> None:
    text = "The mayor of Lyon spoke."
    assert ask(gazetteer, text, "Lyon", title="A speech in Oslo") == ask(gazetteer, text, "Lyon")


def test_each_answer_depends_on_its_own_row_alone(gazetteer: Gazetteer) -> None:
    document = Document(text="From Springfield they drove to Peoria.")
    both = list(resolve_spans([Asked(document, 5, 16), Asked(document, 31, 37)], gazetteer))
    assert both == [resolve_span(document, 5, 16, gazetteer), resolve_span(document, 31, 37, gazetteer)]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 900), (900, 901)])
def test_spans_that_name_nothing(gazetteer: Gazetteer, start: int, end: int) -> None:
    assert resolve_span(Document(text="No place."), start, end, gazetteer).geonameid is None


@pytest.mark.parametrize("url", ["http://[", "not a url", "", "https://xn--80ak6aa92e.com/"])
def test_odd_urls_do_no_harm(gazetteer: Gazetteer, url: str) -> None:
    assert resolve_span(Document(text="In Oslo.", url=url), 3, 7, gazetteer).country == "NOR"


def test_an_unsure_answer_is_none() -> None:
    twins = [Entry(n, "Vale", PlaceLevel.CITY, country=f"C{n}", population=900) for n in range(9)]
    unsure = Scene([]).answer(name("vale", *twins))
    assert 0 < unsure.confidence < FLOOR
    assert unsure.place() == Place()
    sure = Scene([]).answer(name("vale", BIG))
    assert sure.place().name == "Vale"
    assert sure.place(trust=0.01) == Place()


def test_what_else_a_name_may_mean_is_kept() -> None:
    found = Scene([]).answer(name("vale", SMALL, BIG)).rivals
    assert [rival.entry for rival in found] == [BIG, SMALL]
    assert found[0].share > found[1].share
    assert sum(rival.share for rival in found) == pytest.approx(1)
    assert Scene([]).answer(name("vale", BIG)).rivals == ()
