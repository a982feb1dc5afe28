"""Stories kept up to date in a store: what is new is put together with what is near it in time."""

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from gestae.model import Status
from gestae.store import reports
from gestae.store.likeness import near_groups, signature
from gestae.store.schema import DOCUMENT, EVENT, PARTICIPANT, QUANTITY, REPORT, SOURCE_TEXT, STORY
from gestae.store.stories.cluster import cluster
from gestae.store.stories.likeness import DAYS_APART, Amount, Report, Side, Site
from gestae.tables import DATA, read_table

SPAN = timedelta(days=14)  # reports of so many days are in memory at once
COPIES_WITHIN = timedelta(days=7)
AT_ONCE = 500
CALENDAR = frozenset((*calendar.day_name, *calendar.month_name))
WORD = re.compile(r"\w+")
STEM = 7  # letters
SHORTEST = 3
TELLING = (Status.ACTUAL.value, Status.NEGATED.value)
ELIGIBLE = and_(REPORT.c.pair == 0, REPORT.c.day.is_not(None), REPORT.c.status.in_(TELLING), ~REPORT.c.historical)


@dataclass(frozen=True, slots=True)
class Linked:
    """What came of linking: reports that were put into stories, and the stories that were made."""

    reports: int
    stories: int


def families() -> dict[str, str]:
    """The family of each type; a type that is not there is one by itself.

    Raises:
        DataError: the table is broken.
    """
    rows = read_table(DATA / "stories" / "families.tsv", ("type", "family"))
    return {row["type"]: row["family"] for row in rows}


def link(connection: Connection) -> Linked:
    """Bring copies and stories up to date; where nothing is new, nothing changes."""
    link_copies(connection)
    done = link_stories(connection)
    connection.execute(delete(STORY).where(~exists().where(REPORT.c.story_id == STORY.c.id)))
    return done


def link_copies(connection: Connection) -> int:
    """Put new texts into groups of near copies, beside texts published within a week; the number of new texts.

    Texts without a date are compared with those that came with them.
    """
    new = SOURCE_TEXT.c.near_group.is_(None)
    told = select(DOCUMENT.c.published).where(DOCUMENT.c.text_id.in_(select(SOURCE_TEXT.c.id).where(new)))
    days = sorted(connection.execute(told.where(DOCUMENT.c.published.is_not(None)).distinct()).scalars())
    done = 0
    for first, last in periods(days, COPIES_WITHIN):
        within = select(DOCUMENT.c.text_id).where(DOCUMENT.c.published.between(first, last))
        done += _group_copies(connection, SOURCE_TEXT.c.id.in_(within))
    return done + _group_copies(connection, new)


def _group_copies(connection: Connection, among: ColumnElement[bool]) -> int:
    known: dict[int, int] = {}

    def signatures() -> Iterator[tuple[int, tuple[int, ...]]]:
        query = select(SOURCE_TEXT.c.id, SOURCE_TEXT.c.text, SOURCE_TEXT.c.near_group).where(among)
        for row in connection.execute(query.order_by(SOURCE_TEXT.c.id)).yield_per(AT_ONCE):
            if row.near_group is not None:
                known[row.id] = row.near_group
            yield row.id, signature(row.text)

    groups = near_groups(signatures(), known)
    changes = [{"t": number, "g": group} for number, group in groups.items() if number not in known]
    if changes:
        statement = update(SOURCE_TEXT).where(SOURCE_TEXT.c.id == bindparam("t"))
        connection.execute(statement.values(near_group=bindparam("g")), changes)
    return len(changes)


def periods(days: Iterable[date], around: timedelta) -> list[tuple[date, date]]:
    """The days in order, each with what lies around it, as first and last days of periods that do not meet."""
    found: list[tuple[date, date]] = []
    for day in days:
        first, last = day - around, day + around
        if found and first <= found[-1][1] + timedelta(days=1):
            first = found.pop()[0]
        found.append((first, last))
    return found


def link_stories(connection: Connection) -> Linked:
    """Give every report that has none a story; those near it in time may change theirs."""
    of_type = families()
    done = Linked(0, 0)
    after: date | None = None
    while (first := _first_new(connection, after)) is not None:
        last = first + SPAN
        found = _reports(connection, first, last, of_type)
        stories = _renew(connection, cluster(found))
        done = Linked(done.reports + len(found), done.stories + stories)
        after = last
    return done


def _first_new(connection: Connection, after: date | None) -> date | None:
    query = select(func.min(REPORT.c.day)).where(ELIGIBLE, REPORT.c.story_id.is_(None))
    found: date | None = connection.execute(query if after is None else query.where(REPORT.c.day > after)).scalar()
    return found


def _reports(connection: Connection, first: date, last: date, of_type: Mapping[str, str]) -> list[Report]:
    """The reports of these days, and all of the stories that have one a little before or among them."""
    touched = REPORT.c.day.between(first - timedelta(days=DAYS_APART), last)
    stories = select(REPORT.c.story_id).where(ELIGIBLE, touched, REPORT.c.story_id.is_not(None))
    either = or_(REPORT.c.day.between(first, last), REPORT.c.story_id.in_(stories))
    rows = connection.execute(_telling().where(ELIGIBLE, either)).all()
    events = sorted({row.event_id for row in rows})
    sides, named, amounts = _sides(connection, events), _party_words(connection, events), _amounts(connection, events)
    return [
        Report(
            document=row.document_id,
            event=row.event_id,
            family=of_type.get(row.type, row.type),
            day=row.day,
            actors=sides.get((row.event_id, "actor"), Side()),
            recipients=sides.get((row.event_id, "recipient"), Side()),
            site=Site(row.geonameid, row.place_country, row.place_level, row.latitude, row.longitude),
            words=words_of(f"{row.title or ''} {row.evidence or ''}"),
            names=names_of(row.evidence or "") - named.get(row.event_id, frozenset()),
            amounts=amounts.get(row.event_id, {}),
            text_group=row.near_group,
            repeated=row.repeated,
        )
        for row in rows
    ]


def _telling() -> Select[tuple[object, ...]]:
    place = (EVENT.c.geonameid, EVENT.c.place_level, EVENT.c.latitude, EVENT.c.longitude)
    told = (REPORT.c.document_id, REPORT.c.event_id, REPORT.c.type, REPORT.c.day, REPORT.c.repeated)
    return (
        select(*told, REPORT.c.place_country, *place, EVENT.c.evidence, DOCUMENT.c.title, SOURCE_TEXT.c.near_group)
        .join(EVENT, EVENT.c.id == REPORT.c.event_id)
        .join(DOCUMENT, DOCUMENT.c.id == REPORT.c.document_id)
        .outerjoin(SOURCE_TEXT, SOURCE_TEXT.c.id == DOCUMENT.c.text_id)
    )


def _sides(connection: Connection, events: Sequence[int]) -> dict[tuple[int, str], Side]:
    countries: dict[tuple[int, str], set[str]] = defaultdict(set)
    entities: dict[tuple[int, str], set[str]] = defaultdict(set)
    columns = (PARTICIPANT.c.event_id, PARTICIPANT.c.role, PARTICIPANT.c.country, PARTICIPANT.c.entity)
    for part in _parts(events):
        for row in connection.execute(select(*columns).where(PARTICIPANT.c.event_id.in_(part))):
            key = (row.event_id, row.role)
            countries[key] |= {row.country} - {None}
            entities[key] |= {row.entity} - {None}
    return {key: Side(frozenset(countries[key]), frozenset(entities[key])) for key in countries}


def _party_words(connection: Connection, events: Sequence[int]) -> dict[int, frozenset[str]]:
    """The words that name the parties of each event."""
    found: dict[int, set[str]] = defaultdict(set)
    columns = (PARTICIPANT.c.event_id, PARTICIPANT.c.text, PARTICIPANT.c.name)
    for part in _parts(events):
        for row in connection.execute(select(*columns).where(PARTICIPANT.c.event_id.in_(part))):
            found[row.event_id].update(WORD.findall(f"{row.text or ''} {row.name or ''}".lower()))
    return {event: frozenset(word[:STEM] for word in words) for event, words in found.items()}


def _amounts(connection: Connection, events: Sequence[int]) -> dict[int, dict[str, Amount]]:
    found: dict[int, dict[str, Amount]] = defaultdict(dict)
    told = select(QUANTITY.c.event_id, QUANTITY.c.kind, QUANTITY.c.low, QUANTITY.c.high).where(
        or_(QUANTITY.c.low.is_not(None), QUANTITY.c.high.is_not(None))
    )
    for part in _parts(events):
        for row in connection.execute(told.where(QUANTITY.c.event_id.in_(part))):
            low = row.high if row.low is None else row.low
            found[row.event_id].setdefault(row.kind, (low, low if row.high is None else row.high))
    return found


def names_of(sentence: str) -> frozenset[str]:
    """The capitalised words of a sentence but the first, without days and months."""
    words = WORD.findall(sentence)[1:]
    return frozenset(word.lower()[:STEM] for word in words if word[0].isupper() and word not in CALENDAR)


def words_of(text: str) -> frozenset[str]:
    """The words of a text that are not common ones, cut so that forms of one word meet."""
    from spacy.lang.en.stop_words import STOP_WORDS

    words = (word for word in WORD.findall(text.lower()) if len(word) >= SHORTEST and word not in STOP_WORDS)
    return frozenset(word[:STEM] for word in words)


def _renew(connection: Connection, stories: Sequence[Sequence[Report]]) -> int:
    """Put these reports into stories of their own in place of those that they had."""
    members = [report for story in stories for report in story]
    events = sorted({report.event for report in members})
    former: set[int] = set()
    uids: set[str] = set()
    for part in _parts(events):
        told = select(REPORT.c.story_id, EVENT.c.uid).join(EVENT, EVENT.c.id == REPORT.c.event_id)
        for row in connection.execute(told.where(REPORT.c.event_id.in_(part), REPORT.c.pair == 0)):
            uids.add(row.uid)
            former |= {row.story_id} - {None}
    numbers = _insert(connection, [_told(connection, story) for story in stories])
    changes = [
        {"d": report.document, "e": report.event, "s": number}
        for number, story in zip(numbers, stories, strict=True)
        for report in story
    ]
    if changes:
        same = and_(REPORT.c.document_id == bindparam("d"), REPORT.c.event_id == bindparam("e"))
        connection.execute(update(REPORT).where(same).values(story_id=bindparam("s")), changes)
    for part in _parts(sorted(former)):
        connection.execute(delete(STORY).where(STORY.c.id.in_(part)))
    reports.choose_first(connection, reports.Told(frozenset(uids), frozenset(numbers)))
    return len(numbers)


def _insert(connection: Connection, rows: Sequence[dict[str, object]]) -> list[int]:
    if not rows:
        return []
    statement = insert(STORY).returning(STORY.c.id, sort_by_parameter_order=True)
    return [int(row.id) for row in connection.execute(statement, rows)]


def _told(connection: Connection, story: Sequence[Report]) -> dict[str, object]:
    """What the table of stories says of one."""
    days = [report.day for report in story if report.day is not None]
    documents = {report.document for report in story}
    return {
        "type_family": story[0].family,
        "first_day": min(days),
        "last_day": max(days),
        "reports": len(story),
        "documents": len(documents),
        "sources": _outlets(connection, sorted(documents)) if len(documents) > 1 else 1,
    }


def _outlets(connection: Connection, documents: Sequence[int]) -> int:
    query = select(func.count(func.distinct(DOCUMENT.c.source))).where(DOCUMENT.c.id.in_(set(documents)))
    return int(connection.execute(query).scalar_one()) or 1


def _parts(numbers: Sequence[int]) -> Iterable[Sequence[int]]:
    for start in range(0, len(numbers), AT_ONCE):
        yield numbers[start : start + AT_ONCE]
