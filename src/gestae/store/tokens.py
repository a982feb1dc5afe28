"""Tokens that let somebody in from elsewhere: only their hashes are stored, and each can be revoked."""

import hashlib
import secrets
from typing import Any

from sqlalchemy import Connection, insert, select, update

from gestae.errors import QueryError
from gestae.store.clock import now
from gestae.store.schema import TOKEN

PREFIX = "gestae_"
BYTES = 32


def create_token(connection: Connection, name: str) -> str:
    """Make a token; it is told this once.

    Raises:
        QueryError: the name is empty, or was given before.
    """
    name = name.strip()
    if not name:
        raise QueryError("a token needs a name, such as who will use it")
    if connection.execute(select(TOKEN.c.id).where(TOKEN.c.name == name)).first():
        raise QueryError(f"a token was called {name!r} before; names are not given again")
    secret = PREFIX + secrets.token_urlsafe(BYTES)
    connection.execute(insert(TOKEN).values(name=name, hash=_hash(secret), created_at=now()))
    return secret


def revoke_token(connection: Connection, name: str) -> None:
    """Let nobody in with this token any more.

    Raises:
        QueryError: no token in use has the name.
    """
    of_name = (TOKEN.c.name == name) & TOKEN.c.revoked_at.is_(None)
    if connection.execute(update(TOKEN).where(of_name).values(revoked_at=now())).rowcount == 0:
        raise QueryError(f"no token in use is called {name!r}; gestae token list shows them")


def list_tokens(connection: Connection) -> list[dict[str, Any]]:
    """All tokens by name, when each was made, and when it was revoked."""
    columns = (TOKEN.c.name, TOKEN.c.created_at, TOKEN.c.revoked_at)
    return [dict(row) for row in connection.execute(select(*columns).order_by(TOKEN.c.id)).mappings()]


def any_token(connection: Connection) -> bool:
    """Whether a token is in use."""
    return connection.execute(select(TOKEN.c.id).where(TOKEN.c.revoked_at.is_(None)).limit(1)).first() is not None


def token_number(connection: Connection, secret: str) -> int | None:
    """The number of the token in use with this secret."""
    used = (TOKEN.c.hash == _hash(secret)) & TOKEN.c.revoked_at.is_(None)
    return connection.execute(select(TOKEN.c.id).where(used)).scalar()


def is_used(connection: Connection, number: int) -> bool:
    """Whether the token of this number was not revoked."""
    used = (TOKEN.c.id == number) & TOKEN.c.revoked_at.is_(None)
    return connection.execute(select(TOKEN.c.id).where(used)).first() is not None


def _hash(secret: str) -> str:
    """A secret of 256 random bits needs no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
