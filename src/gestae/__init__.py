"""Gestae reads news and gives back who did what to whom, when and where, and who says so.

``load()`` gives a ``Coder``; its ``code`` makes a ``Record`` of a text. Nothing heavy is imported before then.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gestae.model import Document
    from gestae.pipeline import Coder, load
    from gestae.records.record import Record
    from gestae.store import Store

__all__ = ["Coder", "Document", "Record", "Store", "load"]

HOMES = {
    "Coder": "gestae.pipeline",
    "load": "gestae.pipeline",
    "Document": "gestae.model",
    "Record": "gestae.records.record",
    "Store": "gestae.store",
}


def __getattr__(name: str) -> object:
    """Import a name of the front door when it is first asked for."""
    if name not in HOMES:
        raise AttributeError(f"module 'gestae' has no attribute {name!r}")
    from importlib import import_module

    from gestae.threads import one_thread

    one_thread()
    return getattr(import_module(HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
