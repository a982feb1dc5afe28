"""Work shared by processes."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gestae.errors import GestaeError, InputError
from gestae.workers import spread

if TYPE_CHECKING:
    from gestae.pipeline import Coder


def slow_first(batch: list[int]) -> Iterator[tuple[int, int]]:
    time.sleep(0.3 if 0 in batch else 0)
    return ((n, os.getpid()) for n in batch)


def refuse(batch: list[int]) -> list[int]:
    if 3 in batch:
        raise InputError("three", "not liked")
    return batch


def die(batch: list[int]) -> list[int]:
    os._exit(batch[0])


def test_results_keep_the_order_and_come_from_several_processes() -> None:
    found = list(spread(slow_first, [[0, 1], [2, 3], [4], [5]], 2))
    assert [n for n, _ in found] == [0, 1, 2, 3, 4, 5]
    processes = {process for _, process in found}
    assert len(processes) == 2
    assert os.getpid() not in processes


def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(InputError, match="three: not liked"):
        list(spread(refuse, [[1], [2], [3]], 2))


def test_a_process_that_ends_by_itself_is_told() -> None:
    with pytest.raises(GestaeError, match="ended by itself"):
        list(spread(die, [[1]], 2))


def test_processes_end_when_no_more_is_wanted() -> None:
    results = spread(slow_first, iter(lambda: [7], []), 2)
    _, process = next(results)
    results.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_two_workers_make_the_records_of_one(coder: "Coder") -> None:
    from gestae.pipeline import Coder as Made

    texts = ["Greece threatened to expel envoys.", "Rebels shelled the port on Monday.", "", "Police arrested two men."]
    shared = Made(replace(coder.settings, workers=2, batch_size=1))
    assert list(shared.code_many(texts)) == list(coder.code_many(texts))
