"""Texts that are sent, coded one at a time: a coder is not shared between threads."""

from collections.abc import Callable
from threading import Lock, Thread
from typing import TYPE_CHECKING

from gestae.errors import GestaeError, TooLongError
from gestae.model import Document, Record

if TYPE_CHECKING:
    from gestae.pipeline import Coder

PATIENCE = 20.0  # seconds that a text waits for those before it
FIRST = Document(text="Norway's foreign minister threatened to expel two Russian diplomats.")


class Desk:
    """One coder for all who send texts; it is made when it is first needed."""

    def __init__(self, make: "Callable[[], Coder]", patience: float = PATIENCE) -> None:
        self._make = make
        self._patience = patience
        self._coder: Coder | None = None
        self._making = Lock()
        self._at_work = Lock()

    def coder(self) -> "Coder":
        """The coder, whose tables any thread may read."""
        with self._making:
            if self._coder is None:
                self._coder = self._make()
            return self._coder

    def code(self, document: Document) -> Record:
        """The record of a text.

        Raises:
            TooLongError: the texts before it took too long.
        """
        if not self._at_work.acquire(timeout=self._patience):
            raise TooLongError("too many texts are being coded; send it again in a while")
        try:
            return next(iter(self.coder().code_many([document])))
        finally:
            self._at_work.release()

    def warm(self) -> Thread:
        """Load all that coding needs, in a thread of its own, so that the first text does not wait for it."""
        warming = Thread(target=self._warm, daemon=True)
        warming.start()
        return warming

    def _warm(self) -> None:
        import gc

        try:
            self.code(FIRST)
        except GestaeError:  # whoever sends a text is told
            return
        gc.collect()
        gc.freeze()  # the tables stay; to look through them for garbage costs a sixth of the time of a text
