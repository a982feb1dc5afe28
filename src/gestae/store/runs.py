"""Coding runs: which engine made which codings, and what was skipped on the way."""

import hashlib
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Integer, cast, func, insert, select, update

from gestae.errors import InputError, StoreError
from gestae.model import Engine
from gestae.store.clock import now
from gestae.store.keys import engine_hash
from gestae.store.rows import NOT_CODED
from gestae.store.schema import CODING, DOCUMENT, ENGINE, RUN, SKIPPED

UNREADABLE = "unreadable"
UNCODED = [status.value for status in NOT_CODED.values()]


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


def listed(connection: Connection) -> list[dict[str, Any]]:
    """All runs in order with the parts of their engines, and how many codings in use they made, stale ones apart."""
    used = (
        select(CODING.c.run_id, func.count().label("codings"), func.sum(cast(CODING.c.stale, Integer)).label("stale"))
        .where(CODING.c.current)
        .group_by(CODING.c.run_id)
        .subquery()
    )
    query = (
        select(RUN, ENGINE.c.parts, func.coalesce(used.c.codings, 0), func.coalesce(used.c.stale, 0))
        .outerjoin(ENGINE, ENGINE.c.id == RUN.c.engine_id)
        .outerjoin(used, used.c.run_id == RUN.c.id)
        .order_by(RUN.c.id)
    )
    return [
        {
            "run_id": row.run_id,
            "command": row.command,
            "started_at": row.started_at,
            "finished_at": row.finished_at,
            "documents": row.documents,
            "events": row.events,
            "skipped": row.skipped,
            "codings": codings,
            "stale": int(stale),
            "gestae": row.gestae,
            "settings": row.settings,
            "engine": row.parts,
        }
        for row in connection.execute(query)
        for codings, stale in [row[-2:]]
    ]


def newest(connection: Connection) -> dict[str, Any]:
    """The last run: its id, when it began and ended, and the version that made it; empty without one."""
    columns = (RUN.c.run_id, RUN.c.started_at, RUN.c.finished_at, RUN.c.gestae)
    row = connection.execute(select(*columns).order_by(RUN.c.id.desc()).limit(1)).mappings().first()
    return dict(row) if row else {}


def not_coded(connection: Connection, run_id: str | None = None) -> list[dict[str, Any]]:
    """What a run, or any, could not read, and the documents that hold nothing to code, each with the reason."""
    chosen = find(connection, run_id).id if run_id else None
    read = select(RUN.c.run_id, SKIPPED.c.name, SKIPPED.c.problem).join(SKIPPED, SKIPPED.c.run_id == RUN.c.id)
    coded = (
        select(RUN.c.run_id, DOCUMENT.c.external_id, CODING.c.status, CODING.c.notices)
        .join(CODING, CODING.c.run_id == RUN.c.id)
        .join(DOCUMENT, DOCUMENT.c.coding_id == CODING.c.id)
        .where(CODING.c.status.in_(UNCODED))
    )
    if chosen is not None:
        read, coded = read.where(RUN.c.id == chosen), coded.where(RUN.c.id == chosen)
    found = [
        {"run_id": row.run_id, "name": row.name, "status": UNREADABLE, "problem": row.problem}
        for row in connection.execute(read.order_by(SKIPPED.c.id))
    ]
    for row in connection.execute(coded.order_by(DOCUMENT.c.id)):
        why = next((n["message"] for n in row.notices if NOT_CODED.get(n["code"]) == row.status), "")
        found.append({"run_id": row.run_id, "name": row.external_id, "status": row.status, "problem": why})
    return found


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
