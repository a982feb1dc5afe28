"""What was counted or drawn, kept until the store changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from gestae.store.glance import state

if TYPE_CHECKING:
    from sqlalchemy import Connection

MOST = 100  # a map takes nearly a megabyte
Thing = TypeVar("Thing")


class Memory:
    """The things that were asked for last; all are forgotten when something was written to the store."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._things: OrderedDict[Hashable, Any] = OrderedDict()
        self._state: tuple[Any, ...] | None = None
        self._lock = Lock()

    def keep(self, connection: "Connection", key: Hashable, make: Callable[[], Thing]) -> Thing:
        """What was made for this key; made now, if it was not or if the store has changed."""
        now = state(connection)
        with self._lock:
            if now != self._state:
                self._things.clear()
                self._state = now
            if key in self._things:
                self._things.move_to_end(key)
                found: Thing = self._things[key]
                return found
        made = make()
        with self._lock:
            if now == self._state:
                self._things[key] = made
                while len(self._things) > self._most:
                    self._things.popitem(last=False)
        return made
