"""The store: documents, codings and events of a corpus in SQLite or PostgreSQL."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gestae.store.engine import Mode
    from gestae.store.store import Store, open_store

__all__ = ["Mode", "Store", "open_store"]

HOMES = {"Mode": "gestae.store.engine", "Store": "gestae.store.store", "open_store": "gestae.store.store"}


def __getattr__(name: str) -> object:
    """Import a name when it is first asked for."""
    if name not in HOMES:
        raise AttributeError(f"module 'gestae.store' has no attribute {name!r}")
    from importlib import import_module

    from gestae.errors import InstallationError

    try:
        return getattr(import_module(HOMES[name]), name)
    except ModuleNotFoundError as error:
        if error.name != "sqlalchemy":
            raise
        raise InstallationError("a store needs SQLAlchemy: pip install 'gestae[corpus]'") from error
