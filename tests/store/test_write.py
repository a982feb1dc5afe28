"""What is written of a batch, and that it can be read back."""

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import DBAPIError

from gestae.errors import StoreError
from gestae.store import Mode, Store
from gestae.store.rows import CodingRows, EventRows, rows_of
from gestae.store.schema import CODING, DOCUMENT, EVENT, METADATA, PARTICIPANT, REPORT, SOURCE_TEXT
from gestae.store.views import EVENT_REPORT
from gestae.store.write import Imported, Tally, write_imported
from helpers.corpus import ENGINE, small_corpus


def sizes(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in METADATA.tables.items()
        }


def test_records_come_back_whole(any_store: Store) -> None:
    for document, record in small_corpus():
        assert any_store.record(document.id or "") == record


def test_writing_again_adds_nothing(any_store: Store) -> None:
    before = sizes(any_store)
    run = any_store.begin_run("ingest small", ENGINE)
    tally = any_store.write(run, small_corpus())
    assert (tally.new, tally.changed, tally.known, tally.events) == (0, 0, 12, 0)
    assert sizes(any_store) == before | {"run": before["run"] + 1}


def test_a_wire_copy_is_one_text_and_two_documents(any_store: Store) -> None:
    found = sizes(any_store)
    assert (found["document"], found["source_text"]) == (12, 11)


def test_statuses(any_store: Store) -> None:
    query = select(CODING.c.status, func.count()).group_by(CODING.c.status).order_by(CODING.c.status)
    with any_store.reading() as connection:
        assert [tuple(r) for r in connection.execute(query)] == [("coded", 10), ("empty", 1), ("foreign", 1)]


def test_reports_hold_each_pair_and_the_view_each_event(any_store: Store) -> None:
    events = sizes(any_store)["event"]
    with any_store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(EVENT_REPORT)).scalar_one() == events
        talks = select(REPORT.c.pair, REPORT.c.actor_country, REPORT.c.recipient_country).join(
            EVENT, EVENT.c.id == REPORT.c.event_id
        )
        rows = connection.execute(talks.where(EVENT.c.trigger == "held talks").order_by(REPORT.c.pair)).all()
        assert [tuple(r) for r in rows] == [(0, "NRL", "ESM"), (1, "ESM", "NRL")]
        shown = connection.execute(select(EVENT_REPORT).where(EVENT_REPORT.c.trigger == "marched")).mappings().one()
    assert (shown["evidence"], shown["source"], shown["month"], shown["counted"]) == (
        "About 2,000 students marched in Estburg.", "City Herald", 202403, True,
    )  # fmt: skip


def test_a_reader_cannot_write(any_store: Store, store_place: str) -> None:
    with Store.open(store_place, Mode.READ) as store:
        with pytest.raises(StoreError, match="for reading"), store.writing():
            pass
        with pytest.raises(DBAPIError), store.reading() as connection:
            connection.execute(delete(DOCUMENT))


def test_no_store_to_read(tmp_path: object) -> None:
    with pytest.raises(StoreError, match="no store is there"):
        Store.open(f"{tmp_path}/none.db", Mode.READ)


def test_participants_keep_their_order(any_store: Store) -> None:
    query = select(PARTICIPANT.c.name).join(EVENT, EVENT.c.id == PARTICIPANT.c.event_id)
    with any_store.reading() as connection:
        rows: Iterator[tuple[str]] = connection.execute(
            query.where(EVENT.c.trigger == "urged", PARTICIPANT.c.role == "recipient").order_by(PARTICIPANT.c.position)
        )
        assert [r[0] for r in rows] == ["Norland", "Sudria"]
        assert connection.execute(select(func.count()).select_from(SOURCE_TEXT.join(DOCUMENT))).scalar_one() == 12


def test_what_others_coded_stands_beside(any_store: Store) -> None:
    event = {**rows_of(*next((r, d.text) for d, r in small_corpus())).events[0].event, "uid": "gdelt-1"}
    party = {"role": "actor", "position": 0, "country": "NRL", "sectors": [], "day": event["day"]}
    item = Imported(
        {"key": "gdelt:1", "origin": "gdelt", "url": "https://x.example"}, CodingRows({}, [EventRows(event, [party])])
    )
    run = any_store.begin_run("import gdelt")
    with any_store.writing() as connection:
        assert write_imported(connection, run, [item]) == Tally(new=1, codings=1, events=1)
        assert write_imported(connection, run, [item]) == Tally(known=1)
        shown = connection.execute(select(EVENT_REPORT).where(EVENT_REPORT.c.origin == "gdelt")).mappings().one()
    assert (shown["url"], shown["actor_country"], shown["counted"]) == ("https://x.example", "NRL", True)
    with pytest.raises(StoreError, match="gives no record"):
        any_store.record("https://x.example")
