"""Pairs of parties, and which report stands for a happening."""

from sqlalchemy import select, update

from gestae.store import Store, reports
from gestae.store.schema import DOCUMENT, EVENT, REPORT
from helpers.corpus import ENGINE, small_corpus


def firsts(store: Store) -> list[tuple[str, str]]:
    query = (
        select(DOCUMENT.c.external_id, EVENT.c.trigger)
        .join(REPORT, REPORT.c.document_id == DOCUMENT.c.id)
        .join(EVENT, EVENT.c.id == REPORT.c.event_id)
        .where(REPORT.c.first, REPORT.c.pair == 0)
        .order_by(REPORT.c.document_id, REPORT.c.event_id)
    )
    with store.reading() as connection:
        return [(document, trigger) for document, trigger in connection.execute(query)]


def test_a_mutual_act_stands_both_ways(small_store: Store) -> None:
    query = select(REPORT.c.actor_country, REPORT.c.recipient_country, REPORT.c.weight).where(REPORT.c.mutual)
    with small_store.reading() as connection:
        rows = connection.execute(query.order_by(REPORT.c.event_id, REPORT.c.pair)).all()
    assert [tuple(row) for row in rows] == [("NRL", "ESM", 0.5), ("ESM", "NRL", 0.5)] * 2


def test_of_wire_copies_the_first_counts_and_nothing_that_is_not_counted(small_store: Store) -> None:
    assert firsts(small_store) == [
        ("wire-1", "accused"),
        ("wire-1", "attacked"),
        ("talks", "held talks"),
        ("march", "marched"),
        ("march", "arrested"),
        ("attack", "shell"),
        ("appeal", "urged"),
        ("threat", "threatened"),
        ("threat", "threatened Estmark"),
    ]


def test_a_story_is_told_by_its_first_published_report(small_store: Store) -> None:
    with small_store.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO story (id, type_family, reports, documents, sources) VALUES (7, 'x', 2, 2, 2)"
        )
        of_story = select(EVENT.c.id).where(EVENT.c.trigger.in_(["shell", "attacked"]), ~EVENT.c.historical)
        connection.execute(update(REPORT).where(REPORT.c.event_id.in_(of_story)).values(story_id=7))
        reports.choose_first(connection, reports.Told(frozenset(), frozenset({7})))
    found = firsts(small_store)
    assert ("wire-1", "attacked") in found
    assert ("attack", "shell") not in found


def test_when_the_first_report_changes_its_words_the_next_one_counts(small_store: Store) -> None:
    first, _ = next(small_corpus())
    document = first.model_copy(update={"text": "Nothing."})
    _, empty = next((d, r) for d, r in small_corpus() if d.id == "garden")
    run = small_store.begin_run("ingest again", ENGINE)
    small_store.write(run, [(document, empty)])
    assert ("wire-2", "accused") in firsts(small_store)


def test_choosing_anew_for_all_changes_nothing(small_store: Store) -> None:
    before = firsts(small_store)
    with small_store.writing() as connection:
        reports.choose_first(connection)
    assert firsts(small_store) == before
