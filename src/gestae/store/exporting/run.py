"""An export: files in a folder, with their codebook."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from gestae.store.ask import COLUMNS, stream
from gestae.store.exporting.codebook import Observed, codebook
from gestae.store.exporting.files import TableFormat, write_table
from gestae.store.exporting.geojson import write_geojson
from gestae.store.exporting.graph import GraphFormat, write_graph
from gestae.store.exporting.meanings import MEANINGS
from gestae.store.exporting.packing import packed
from gestae.store.exporting.polecat import write_polecat
from gestae.store.exporting.redact import Redaction, redactor
from gestae.store.exporting.tables import Flat, documents_table, dyad_table, event_tables, spans_table
from gestae.store.filters import Asked
from gestae.store.panel import Shape, build_panel
from gestae.store.schema import CODING, DOCUMENT, ENGINE


class Rows(StrEnum):
    """What a row of the export is."""

    EVENT = "event"
    DYAD = "dyad"
    PANEL = "panel"


class Target(StrEnum):
    """What the export is for."""

    PARQUET = "parquet"
    CSV = "csv"
    JSONL = "jsonl"
    XLSX = "xlsx"
    GRAPHML = "graphml"
    GEXF = "gexf"
    GEOJSON = "geojson"
    POLECAT = "polecat"


@dataclass(frozen=True, slots=True)
class Export:
    """What is to leave the store, and how."""

    target: Target
    folder: Path
    rows: Rows = Rows.EVENT
    redaction: Redaction = Redaction.NONE
    panel: Shape = field(default_factory=Shape)
    told: Mapping[str, Sequence[str]] | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A file and how many rows went into it."""

    path: Path
    rows: int


def export(connection: Connection, asked: Asked, wanted: Export) -> list[Written]:
    """Write the export's files and ``codebook.md``, to a folder or into a .zip.

    Raises:
        QueryError: the folder cannot be written, or holds something already.
        InstallationError: what a format needs is not installed.
    """
    observed: list[Observed] = []
    with packed(wanted.folder) as folder:
        written = list(_files(connection, asked, replace(wanted, folder=folder), observed))
        page = codebook(observed, MEANINGS, _about(asked, wanted), _engines(connection))
        (folder / "codebook.md").write_text(page, encoding="utf-8")
    return written


def _files(connection: Connection, asked: Asked, wanted: Export, observed: list[Observed]) -> Iterator[Written]:
    redacted = redactor(wanted.redaction)

    def passing(flat: Flat) -> Iterable[Mapping[str, Any]]:
        """The rows as they may leave, looked at for the codebook."""
        seen = Observed(flat.name, flat.columns)
        observed.append(seen)
        return seen.watch(redacted(row) for row in flat.rows)

    target, folder = wanted.target, wanted.folder
    events = Flat("events", COLUMNS, stream(connection, asked))
    if target in (Target.GRAPHML, Target.GEXF):
        path = folder / f"network.{target}"
        write_graph(path, passing(dyad_table(connection, asked)), GraphFormat(target.value))
    elif target is Target.GEOJSON:
        path = folder / "events.geojson"
        write_geojson(path, passing(events))
    elif target is Target.POLECAT:
        path = folder / "events.tsv"
        write_polecat(path, passing(events), f"gestae {version('gestae')}")
    else:
        for flat in _tables(connection, asked, wanted):
            path = folder / f"{flat.name}.{target}"
            write_table(path, flat.columns, passing(flat), TableFormat(target.value))
            yield Written(path, observed[-1].rows)
        return
    yield Written(path, observed[-1].rows)


def _tables(connection: Connection, asked: Asked, wanted: Export) -> Iterator[Flat]:
    if wanted.rows is Rows.EVENT:
        yield from event_tables(connection, asked)
        yield spans_table(connection, asked)
    elif wanted.rows is Rows.DYAD:
        yield dyad_table(connection, asked)
        yield documents_table(connection, asked)
    else:
        panel = build_panel(connection, wanted.panel, asked)
        yield Flat("panel", dict(panel.columns), (dict(row) for row in panel.rows))


def _about(asked: Asked, wanted: Export) -> dict[str, str]:
    """What was exported, in words."""
    filters = (f"{name} {', '.join(map(str, values))}" for name, values in (wanted.told or asked.values).items())
    return {
        "Gestae": version("gestae"),
        "Date": datetime.now(UTC).date().isoformat(),
        "Format": wanted.target.value,
        "A row is": wanted.rows.value,
        "Left out": wanted.redaction.value,
        "Filters": "; ".join(filters).replace("\n", " "),
    }


def _engines(connection: Connection) -> list[str]:
    used = select(DOCUMENT.c.coding_id)
    query = select(ENGINE.c.hash, ENGINE.c.parts).where(
        ENGINE.c.id.in_(select(CODING.c.engine_id).where(CODING.c.id.in_(used)))
    )
    return [
        f"{row.hash}: {', '.join(f'{k} {v}' for k, v in row.parts.items() if v)}" for row in connection.execute(query)
    ]
