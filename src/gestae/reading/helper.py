"""A process that parses what may be hostile: it can be killed when it takes too long, and the run goes on without it.

The parent sends a request (parameters as JSON, then bytes), the child answers with JSON objects and an empty frame at
the end. Nothing is pickled, so a child that a file took over can lie about that file and do no more.
"""

import importlib
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from typing import IO, Any

from gestae.errors import InputError, InstallationError
from gestae.reading.options import ReadingOptions
from gestae.reading.sources import megabytes

LENGTH = struct.Struct(">Q")
MEMORY = 4_000_000_000
ANSWER = 8  # bytes that a document of one byte may become as JSON, escapes and all
FRUGAL = {"POLARS_MAX_THREADS": "2", "MALLOC_ARENA_MAX": "2"}  # else many cores alone would use the memory up
START_SECONDS = 120.0
CODE = "from gestae.reading.helper import serve; serve({!r})"
Extract = Callable[[bytes, dict[str, Any]], Iterator[dict[str, Any]]]


class Helpers:
    """The processes of one run, one for each kind of parser, started when first needed; ``close`` ends them."""

    def __init__(self) -> None:
        self._helpers: dict[str, Helper] = {}

    def ask(
        self, parser: str, name: str, options: ReadingOptions, content: bytes = b"", **parameters: Any
    ) -> Iterator[dict[str, Any]]:
        """What ``extract`` of the module ``gestae.reading.parsers.PARSER`` finds, object by object.

        Raises:
            InputError: it found that the file is broken, took too long, or broke down.
            InstallationError: the parser's package is not installed.
        """
        if parser not in self._helpers:
            self._helpers[parser] = Helper(parser)
        return self._helpers[parser].ask(name, options, content, parameters)

    def close(self) -> None:
        """End the processes."""
        for helper in self._helpers.values():
            helper.stop()

    def __enter__(self) -> "Helpers":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Helper:
    """One process, started at the first request and again after it was killed. One request at a time."""

    def __init__(self, parser: str) -> None:
        self._parser = parser
        self._child: Child | None = None
        self._turn = threading.Lock()

    def ask(
        self, name: str, options: ReadingOptions, content: bytes, parameters: dict[str, Any]
    ) -> Iterator[dict[str, Any]]:
        """See ``Helpers.ask``."""
        with self._turn:
            try:
                child = self._started()
                watch = Watch(child, options.max_seconds)
                with watch, suppress(BrokenPipeError):  # a child that ended is told by its answer
                    send(child.requests, json.dumps(parameters).encode())
                    send(child.requests, content)
                while found := self._answer(child, watch, name, options):
                    yield found
            except InputError as error:
                if isinstance(error, BreakdownError):
                    self.stop()
                raise
            except BaseException:  # an answer that nobody waits for any more would be taken for the next one
                self.stop()
                raise

    def _answer(self, child: "Child", watch: "Watch", name: str, options: ReadingOptions) -> dict[str, Any]:
        """One object; an empty one at the end."""
        with watch:
            answer = receive(child.answers, ANSWER * options.max_bytes)
        if watch.rang:
            problem = f"took more than {options.max_seconds:g} seconds and was given up; save its text as .txt"
            raise BreakdownError(name, problem)
        if answer is None:
            raise BreakdownError(name, "broke the parser down (too large or malformed); save its text as .txt")
        found: dict[str, Any] = json.loads(answer or b"{}")
        if "error" in found:
            raise InputError(name, found["error"])
        return found

    def _started(self) -> "Child":
        if self._child is None:
            self._child = Child(self._parser)
            with Watch(self._child, START_SECONDS):
                ready = receive(self._child.answers)
            if ready is None:
                problem = f"the parser of a {self._parser} does not start; reinstall it: pip install 'gestae[corpus]'"
                raise InstallationError(problem)
        return self._child

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self._child is not None:
            self._child.end()
            self._child = None


class BreakdownError(InputError):
    """The process can no longer be used."""


class Child:
    """The process and the pipes to it."""

    def __init__(self, parser: str) -> None:
        command = [sys.executable, "-P", "-c", CODE.format(parser)]
        environment = {**os.environ, **FRUGAL, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment, start_new_session=True
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise InstallationError("no pipe to a process of one's own")
        self.requests: IO[bytes] = self._process.stdin
        self.answers: IO[bytes] = self._process.stdout

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def end(self) -> None:
        """End it and give back what it held."""
        self.kill()
        for stream in (self.requests, self.answers):
            with suppress(BrokenPipeError):
                stream.close()
        self._process.wait()


class Watch:
    """Kills a process when a step takes too long; ``rang`` says that it did."""

    def __init__(self, child: Child, seconds: float) -> None:
        self._child, self._seconds = child, seconds
        self._timer: threading.Timer | None = None
        self.rang = False

    def __enter__(self) -> "Watch":
        self._timer = threading.Timer(self._seconds, self._ring)
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _ring(self) -> None:
        self.rang = True
        self._child.kill()


def need(package: str) -> None:
    """Make sure that an optional package is there.

    Raises:
        InstallationError: it is not installed.
    """
    if find_spec(package) is None:
        raise InstallationError(f"this file needs the package {package}: pip install 'gestae[corpus]'")


def serve(parser: str) -> None:
    """What the child does: answer requests until the parent closes its end."""
    _limit_memory()
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what a parser prints is no answer
    extract: Extract = importlib.import_module(f"gestae.reading.parsers.{parser}").extract
    send(answers, b"ready")
    while (parameters := receive(requests)) is not None and (content := receive(requests)) is not None:
        try:
            for found in extract(content, json.loads(parameters)):
                send(answers, json.dumps(found, default=str).encode())
            send(answers, b"")
        except BaseException as error:  # a panic of native code is no Exception, and none of them may end the run
            send(answers, json.dumps({"error": _told(error)}).encode())


def _told(error: BaseException) -> str:
    if isinstance(error, InputError):
        return error.problem
    if isinstance(error, MemoryError):
        return f"needs more than {megabytes(MEMORY)} of memory to be parsed; save its text as .txt"
    return f"cannot be parsed ({type(error).__name__}: {str(error)[:200]}); make the file anew or save its text as .txt"


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def send(stream: IO[bytes], content: bytes) -> None:
    """One frame: its length, then its bytes."""
    stream.write(LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def receive(stream: IO[bytes], most: int | None = None) -> bytes | None:
    """One frame; None where the other end is closed, the frame is cut short or longer than ``most``."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    if most is not None and length > most:
        return None
    content = stream.read(length)
    return content if len(content) == length else None
