"""Coding runs: which engine made which codings, and what was skipped on the way."""

import hashlib
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from gestae.errors import InputError, StoreError
from gestae.model import Engine
from gestae.store.clock import now
from gestae.store.keys import engine_hash
from gestae.store.schema import CODING, ENGINE, RUN, SKIPPED


@dataclass(frozen=True, slots=True)
class Run:
    """A run under way: its row, its public name and the row of its engine."""

    id: int
    run_id: str
    engine_id: int | None


def begin(
    connection: Connection,
    command: str,
    version: str,
    engine: Engine | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Run:
    """A new run, or the last one of the same command and engine if it was interrupted. Imports have no engine."""
    engine_id = _engine(connection, engine) if engine else None
    open_ = select(RUN.c.id, RUN.c.run_id).where(
        RUN.c.finished_at.is_(None), RUN.c.command == command, RUN.c.engine_id.is_not_distinct_from(engine_id)
    )
    if left := connection.execute(open_.order_by(RUN.c.id.desc())).first():
        return Run(left.id, left.run_id, engine_id)
    started = now()
    short = hashlib.sha256(f"{time.time_ns()} {os.getpid()} {command}".encode()).hexdigest()[:6]
    run_id = f"{started.translate(str.maketrans('', '', '-:Z')).replace('T', '-')}-{short}"
    row = {
        "run_id": run_id,
        "started_at": started,
        "command": command,
        "engine_id": engine_id,
        "settings": dict(settings) if settings else None,
        "gestae": version,
    }
    number = connection.execute(insert(RUN).values(row).returning(RUN.c.id)).scalar_one()
    return Run(number, run_id, engine_id)


def finish(connection: Connection, run: Run) -> None:
    """The run has seen all its sources."""
    connection.execute(update(RUN).where(RUN.c.id == run.id).values(finished_at=now()))


def finish_left(connection: Connection, command: str) -> None:
    """The runs of the command that were stopped have nothing left to do."""
    left = RUN.c.finished_at.is_(None) & (RUN.c.command == command)
    connection.execute(update(RUN).where(left).values(finished_at=now()))


def find(connection: Connection, run_id: str) -> Any:
    """The row of the run whose ``run_id`` is, or begins or ends with, these words.

    Raises:
        StoreError: no run has the name, or several have.
    """
    rows = connection.execute(select(RUN).order_by(RUN.c.id)).all()
    found = [r for r in rows if r.run_id == run_id] or [
        r for r in rows if r.run_id.startswith(run_id) or r.run_id.endswith(run_id)
    ]
    if len(found) == 1:
        return found[0]
    names = ", ".join(r.run_id for r in (found or rows)) or "none"
    raise StoreError(f"{run_id}: {'several runs have' if found else 'no run has'} that name; runs: {names}")


def skip(connection: Connection, run: Run, problems: Iterable[InputError]) -> int:
    """Note what could not be read; the same problem is noted once. The number of new ones."""
    at = now()
    rows = [
        {"run_id": run.id, "name": each.name, "problem": each.problem, "at": at}
        for each in new_problems(connection, problems)
    ]
    if rows:
        connection.execute(insert(SKIPPED), rows)
        connection.execute(update(RUN).where(RUN.c.id == run.id).values(skipped=RUN.c.skipped + len(rows)))
    return len(rows)


def new_problems(connection: Connection, problems: Iterable[InputError]) -> list[InputError]:
    """The problems that are not noted yet, each once."""
    asked = {(each.name, each.problem): each for each in problems}
    found = select(SKIPPED.c.name, SKIPPED.c.problem).where(SKIPPED.c.name.in_({name for name, _ in asked}))
    known = {(row.name, row.problem) for row in connection.execute(found)} if asked else set()
    return [each for key, each in asked.items() if key not in known]


def mark_stale(connection: Connection, engine: Engine) -> int:
    """Mark the codings that another engine made, and unmark those of this one; the number of stale ones in use."""
    known = connection.execute(select(ENGINE.c.id).where(ENGINE.c.hash == engine_hash(engine))).scalar()
    other = CODING.c.engine_id.is_not(None) & CODING.c.engine_id.is_distinct_from(known)
    connection.execute(update(CODING).where(other, ~CODING.c.stale).values(stale=True))
    connection.execute(update(CODING).where(~other, CODING.c.stale).values(stale=False))
    stale = select(func.count()).select_from(CODING).where(CODING.c.stale, CODING.c.current)
    return int(connection.execute(stale).scalar_one())


def _engine(connection: Connection, engine: Engine) -> int:
    digest = engine_hash(engine)
    known = connection.execute(select(ENGINE.c.id).where(ENGINE.c.hash == digest)).scalar()
    if known is None:
        row = {"hash": digest, "parts": engine.model_dump(mode="json")}
        known = connection.execute(insert(ENGINE).values(row).returning(ENGINE.c.id)).scalar_one()
    return int(known)
