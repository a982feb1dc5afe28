"""Stories: reports of one event put together, on own cases and on both databases."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import Connection, func, select, update

from gestae.errors import QueryError
from gestae.model import Document
from gestae.pipeline import Coder
from gestae.store.filters import read_filters
from gestae.store.likeness import near_groups, signature
from gestae.store.schema import DOCUMENT, REPORT, SOURCE_TEXT, STORY
from gestae.store.store import Store
from gestae.store.stories.cluster import cluster
from gestae.store.stories.likeness import Report, Side, Site
from gestae.store.stories.link import link, periods
from gestae.store.stories.listing import Stance, list_stories, show_story, stance_of

HAPPENINGS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "stories.yaml").read_text(encoding="utf-8")
)
PAIRS = 200
FLOORS = {"precision": 0.9, "recall": 0.85}
MONDAY = date(2020, 6, 15)


def told(document: int, **changes: Any) -> Report:
    usual: dict[str, Any] = {
        "document": document,
        "event": document,
        "family": "violence",
        "day": MONDAY,
        "actors": Side(frozenset({"TUR"})),
        "recipients": Side(frozenset({"IRQ"})),
        "site": Site(1, "IRQ", "city", 36.2, 44.0),
        "words": frozenset({"jets", "bombed", "camps", "erbil"}),
    }
    return Report(**usual | changes)


def numbers(reports: list[Report]) -> list[list[int]]:
    return [[report.document for report in story] for story in cluster(reports)]


def test_the_same_event_in_two_reports_is_one_story() -> None:
    assert numbers([told(1), told(2, day=date(2020, 6, 16))]) == [[1, 2]]


@pytest.mark.parametrize(
    "changes",
    [
        {"family": "protest"},
        {"day": date(2020, 6, 18)},
        {"actors": Side(frozenset({"IRN"}))},
        {"site": Site(2, "IRQ", "city", 33.3, 44.4)},
        {"site": Site(3, "SYR", "city", 36.2, 37.1)},
        {"words": frozenset({"shells", "market"})},
        {"names": frozenset({"basra"}), "words": frozenset({"jets", "bombed", "camps", "basra"})},
        {"amounts": {"killed": (40.0, 40.0)}},
    ],
)
def test_what_speaks_against_it_parts_stories(changes: dict[str, Any]) -> None:
    first = told(1, names=frozenset({"erbil"}), amounts={"killed": (2.0, 2.0)})
    assert numbers([first, told(2, **changes)]) == [[1], [2]]


def test_one_document_tells_two_events_apart() -> None:
    assert numbers([told(1), told(1, event=2)]) == [[1], [1]]
    assert numbers([told(1), told(1, event=2, repeated=True)]) == [[1, 1]]


def test_the_order_of_reports_does_not_matter() -> None:
    reports = [told(1), told(2, day=date(2020, 6, 16)), told(3, family="protest"), told(4)]
    assert numbers(reports) == numbers(reports[::-1])


def test_near_copies_share_a_group() -> None:
    text = " ".join(f"word{number}" for number in range(120))
    copy = f"By our staff. {text} (edited)"
    other = " ".join(f"other{number}" for number in range(120))
    found = near_groups([(7, signature(text)), (8, signature(other)), (9, signature(copy))], {})
    assert found == {7: 7, 8: 8, 9: 7}


def test_periods_around_days() -> None:
    days = [date(2014, 7, 18), date(2014, 7, 20), date(2014, 8, 3), date(2022, 2, 24)]
    assert periods(days, timedelta(days=7)) == [
        (date(2014, 7, 11), date(2014, 8, 10)),
        (date(2022, 2, 17), date(2022, 3, 3)),
    ]
    assert periods([], timedelta(days=7)) == []


def test_a_known_group_stays() -> None:
    text = " ".join(f"word{number}" for number in range(120))
    assert near_groups([(7, signature(text)), (9, signature(text))], {7: 3}) == {7: 3, 9: 3}


@pytest.mark.parametrize(
    ("status", "attributed", "stance"),
    [
        ("actual", False, Stance.ASSERTS),
        ("actual", True, Stance.ATTRIBUTES),
        ("negated", True, Stance.DENIES),
        ("negated", False, Stance.DENIES),
    ],
)
def test_stances(status: str, attributed: bool, stance: Stance) -> None:
    assert stance_of(status, attributed=attributed) is stance


def grouped(connection: Connection) -> set[frozenset[int]]:
    rows = connection.execute(select(REPORT.c.story_id, REPORT.c.event_id).where(REPORT.c.story_id.is_not(None)))
    groups: dict[int, set[int]] = {}
    for row in rows:
        groups.setdefault(row.story_id, set()).add(row.event_id)
    return {frozenset(group) for group in groups.values()}


def test_linking_again_changes_nothing(any_store: Store) -> None:
    with any_store.writing() as connection:
        assert link(connection).reports > 0
        first = connection.execute(select(STORY).order_by(STORY.c.id)).all()
        assert link(connection).reports == 0
        assert connection.execute(select(STORY).order_by(STORY.c.id)).all() == first
        assert connection.scalar(select(func.count()).where(SOURCE_TEXT.c.near_group.is_(None))) == 0


def test_what_comes_later_joins_what_is_there(any_store: Store) -> None:
    with any_store.writing() as connection:
        link(connection)
        whole = grouped(connection)
        late = connection.scalar(select(func.max(DOCUMENT.c.id)))
        connection.execute(update(REPORT).where(REPORT.c.document_id == late).values(story_id=None))
        link(connection)
        assert grouped(connection) == whole


def test_wire_copy_in_two_outlets_is_one_story(any_store: Store) -> None:
    with any_store.writing() as connection:
        link(connection)
        stories = list_stories(connection, read_filters({"status": "any"}), 50).rows
        assert stories
        assert all(story["documents"] >= 2 for story in stories)
        shown = show_story(connection, stories[0]["story"])
        assert len({telling.document_key for telling in shown.tellings}) == stories[0]["documents"]
        with pytest.raises(QueryError, match="no story has the number 0"):
            show_story(connection, 0)


def test_stories_page_by_page(any_store: Store) -> None:
    asked = read_filters({"status": "any"})
    with any_store.writing() as connection:
        link(connection)
        undated, *_ = connection.execute(select(STORY.c.id).order_by(STORY.c.id)).scalars()
        connection.execute(update(STORY).where(STORY.c.id == undated).values(first_day=None))
        whole = list_stories(connection, asked, 500, 1)
        assert whole.after is None
        assert len(whole.rows) > 2
        assert whole.rows[-1]["story"] == undated
        page = list_stories(connection, asked, 1, 1)
        rows = list(page.rows)
        while page.after is not None:
            page = list_stories(connection, asked, 1, 1, page.after)
            rows += page.rows
        assert rows == whole.rows
        for wrong in ("", "soon_1", "2020-06-15_x", "_9999999999", "2020-06-15"):
            with pytest.raises(QueryError, match="after"):
                list_stories(connection, asked, 1, 1, wrong)


def together(coder: Coder, place: Path) -> list[tuple[bool, bool]]:
    """For each pair that could be mistaken: whether it is one happening, and whether it came out as one story."""
    given = [
        (number, Document(id=f"{number}-{at}", text=text, published=day, source=outlet))
        for number, happening in enumerate(HAPPENINGS)
        for at, (outlet, day, text) in enumerate(happening["reports"])
    ]
    with Store.open(place) as store:
        run = store.begin_run("stories", coder.engine)
        documents = [document for _, document in given]
        store.write(run, list(zip(documents, coder.code_many(documents), strict=True)))
        with store.writing() as connection:
            link(connection)
            rows = connection.execute(
                select(DOCUMENT.c.external_id, REPORT.c.story_id)
                .join(REPORT, REPORT.c.document_id == DOCUMENT.c.id)
                .where(REPORT.c.story_id.is_not(None))
            ).all()
    stories: dict[str, set[int]] = {}
    for row in rows:
        stories.setdefault(row.external_id, set()).add(row.story_id)
    pairs = [
        (
            abs((one.published - other.published).days),
            a == b,
            bool(stories.get(one.id, set()) & stories.get(other.id, set())),
        )
        for at, (a, one) in enumerate(given)
        for b, other in given[at + 1 :]
    ]
    nearest = sorted(pairs, key=lambda pair: (not pair[1], pair[0]))
    return [(same, found) for _, same, found in nearest[:PAIRS]]


def test_pairs_of_reports(coder: Coder, tmp_path: Path) -> None:
    pairs = together(coder, tmp_path / "pairs.db")
    assert len(pairs) == PAIRS
    right = sum(same and found for same, found in pairs)
    assert right / sum(found for _, found in pairs) >= FLOORS["precision"]
    assert right / sum(same for same, _ in pairs) >= FLOORS["recall"]
