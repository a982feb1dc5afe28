"""Processes that do the same work on batches; the results come in the order of the input."""

import gc
import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from gestae.errors import GestaeError

AHEAD = 4  # batches a worker that are under way or wait for their turn
T = TypeVar("T")
R = TypeVar("R")


def spread(work: Callable[[list[T]], Iterable[R]], batches: Iterable[list[T]], workers: int) -> Iterator[R]:
    """The results of ``work`` on each batch, made by ``workers`` processes, in the order of the batches.

    The processes are started before the first batch is asked for and end when no more results are wanted.

    Raises:
        GestaeError: the work raised it, or a process ended by itself.
    """
    crew = Crew(work, workers)
    try:
        yield from crew.results(batches)
    finally:
        crew.stop()


class Crew(Generic[T, R]):
    """Started processes and a connection to each. Where processes can fork, they share what is loaded already."""

    def __init__(self, work: Callable[[list[T]], Iterable[R]], workers: int) -> None:
        context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self._processes: list[BaseProcess] = []
        self._idle: list[Connection] = []
        gc.freeze()  # else a collection in a process copies all that is shared
        for _ in range(workers):
            here, there = context.Pipe()
            process = context.Process(target=serve, args=(work, there, here), daemon=True)
            process.start()
            there.close()
            self._processes.append(process)
            self._idle.append(here)
        gc.unfreeze()

    def results(self, batches: Iterable[list[T]]) -> Iterator[R]:
        """All results, in order."""
        waiting = enumerate(batches)
        busy: dict[Connection, int] = {}
        done: dict[int, list[R]] = {}
        most = AHEAD * len(self._processes)
        turn = 0
        while True:
            while self._idle and len(busy) + len(done) < most and (batch := next(waiting, None)):
                connection = self._idle.pop()
                busy[connection], content = batch
                connection.send(content)
            if turn in done:
                yield from done.pop(turn)
                turn += 1
            elif busy:
                ready = wait(list(busy))
                for connection in [c for c in busy if c in ready]:
                    done[busy.pop(connection)] = self._answer(connection)
                    self._idle.append(connection)
            else:
                return

    def _answer(self, connection: Connection) -> list[R]:
        try:
            answer: list[R] | GestaeError = connection.recv()
        except EOFError as error:
            raise GestaeError("a worker process ended by itself; perhaps memory is short: try fewer workers") from error
        if isinstance(answer, GestaeError):
            raise answer
        return answer

    def stop(self) -> None:
        """End the processes, whatever they are doing."""
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join()


def serve(work: Callable[[list[T]], Iterable[R]], batches: Connection, others: Connection) -> None:
    """What a process does: answer each batch until the other end, ``others``, is closed; Ctrl-C is for the starter."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    others.close()
    while True:
        try:
            batch: list[T] = batches.recv()
        except EOFError:
            return
        try:
            batches.send(list(work(batch)))
        except GestaeError as error:
            batches.send(error)
