"""Connections: readers beside a writer, tables of other versions, places where there is nothing."""

from pathlib import Path

import pytest
from sqlalchemy import delete, func, insert, select

from gestae.errors import StoreError
from gestae.store import Mode, Store
from gestae.store.schema import DOCUMENT, MIGRATION


def documents(store: Store) -> int:
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(DOCUMENT)).scalar_one())


def test_a_reader_is_not_held_up_by_the_writer_and_sees_no_half(any_store: Store, store_place: str) -> None:
    with Store.open(store_place, Mode.READ) as reader:
        with any_store.writing() as writer:
            writer.execute(delete(DOCUMENT))
            assert documents(reader) == 12
        assert documents(reader) == 0


def test_a_reader_sees_one_moment(any_store: Store, store_place: str) -> None:
    with Store.open(store_place, Mode.READ) as reader, reader.reading() as moment:
        query = select(func.count()).select_from(DOCUMENT)
        assert moment.execute(query).scalar_one() == 12
        with any_store.writing() as writer:
            writer.execute(delete(DOCUMENT))
        assert moment.execute(query).scalar_one() == 12


def test_a_transaction_that_fails_leaves_nothing(any_store: Store) -> None:
    def fail() -> None:
        with any_store.writing() as writer:
            writer.execute(delete(DOCUMENT))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert documents(any_store) == 12


def test_a_store_of_a_later_version_is_refused(small_store: Store) -> None:
    with small_store.writing() as connection:
        connection.execute(insert(MIGRATION).values(number=999, name="later", at="now"))
    with pytest.raises(StoreError, match="made by a later version"):
        Store.open(str(small_store.engine.url.database))


def test_places_that_hold_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no folder"):
        Store.open(tmp_path / "none" / "a.db")
    (tmp_path / "text.db").write_text("no database, but a text that is long enough to look like something else")
    with pytest.raises(StoreError, match="not a database"):
        Store.open(tmp_path / "text.db", Mode.READ)
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoreError, match="no store"):
        Store.open(tmp_path / "empty.db", Mode.READ)


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(StoreError, match=r"postgresql://somebody:\*\*\*@/x\?host=%2Fnowhere"):
        Store.open("postgresql://somebody:secret@/x?host=/nowhere")
