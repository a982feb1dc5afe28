"""Events as flat rows: one row an event, one column a fact; for data frames and CSV."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from gestae.errors import InstallationError
from gestae.model import ActorMention, Attribution, Event, EventRole, Record, SourceKind

if TYPE_CHECKING:
    pass

Cell = str | int | float | bool | None
MAIN: Collection[EventRole] = (EventRole.MAIN,)
SEPARATOR = "; "
FORMULA = re.compile(r"^[=+\-@\t\r\n]")
COLUMNS: dict[str, type] = {
    "document": str,
    "title": str,
    "published": str,
    "source": str,
    "event": str,
    "uid": str,
    "sentence": int,
    "role": str,
    "type": str,
    "mode": str,
    "contexts": str,
    "quad": str,
    "score": float,
    "cameo": str,
    "trigger": str,
    "actors": str,
    "actor_countries": str,
    "actor_sectors": str,
    "actor_entities": str,
    "recipients": str,
    "recipient_countries": str,
    "recipient_sectors": str,
    "recipient_entities": str,
    "status": str,
    "outcome": str,
    "attributed_to": str,
    "about": str,
    "same_as": str,
    "date_from": str,
    "date_to": str,
    "date_precision": str,
    "date_basis": str,
    "lag_days": int,
    "historical": bool,
    "place": str,
    "place_country": str,
    "geonameid": int,
    "latitude": float,
    "longitude": float,
    "killed_low": float,
    "killed_high": float,
    "plover_valid": bool,
    "confidence": float,
    "why": str,
    "evidence": str,
}


def event_rows(record: Record, roles: Collection[EventRole] = MAIN) -> Iterator[dict[str, Cell]]:
    """A row for each event in one of the roles, by the columns of ``COLUMNS``; several values are joined by ``; ``."""
    head = record.document
    for event in record.events:
        if event.role not in roles:
            continue
        when, where = event.date, event.place
        killed = next((q for q in event.quantities if q.kind == "killed"), None)
        yield {
            "document": head.id,
            "title": head.title,
            "published": head.published.isoformat() if head.published else None,
            "source": head.source,
            "event": event.id,
            "uid": event.uid,
            "sentence": event.sentence,
            "role": event.role.value,
            "type": str(event.type),
            "mode": joined(event.modes),
            "contexts": joined(c.name for c in event.contexts),
            "quad": event.quad.value,
            "score": event.score,
            "cameo": event.cameo,
            "trigger": event.trigger.text,
            **_party_cells("actor", event.actors),
            **_party_cells("recipient", event.recipients),
            "status": event.status.value,
            "outcome": event.outcome,
            "attributed_to": joined(source_name(a) for a in event.attributed_to),
            "about": joined(event.about),
            "same_as": event.same_as,
            "date_from": when.from_.isoformat() if when and when.from_ else None,
            "date_to": when.to.isoformat() if when and when.to else None,
            "date_precision": when.precision.value if when else None,
            "date_basis": when.basis.value if when else None,
            "lag_days": event.lag_days,
            "historical": event.historical,
            "place": where.name if where else None,
            "place_country": where.country if where else None,
            "geonameid": where.geonameid if where else None,
            "latitude": where.latitude if where else None,
            "longitude": where.longitude if where else None,
            "killed_low": killed.low if killed else None,
            "killed_high": killed.high if killed else None,
            "plover_valid": event.plover_valid,
            "confidence": event.confidence,
            "why": event.why,
            "evidence": _sentence(record, event),
        }


def to_frame(records: Iterable[Record], roles: Collection[EventRole] = MAIN) -> Any:
    """A frame of events: polars where it is installed, else pandas.

    Raises:
        InstallationError: neither is installed; the message says how to install one.
    """
    rows = [row for record in records for row in event_rows(record, roles)]
    try:
        import polars
    except ImportError:
        return _pandas_frame(rows)
    kinds: dict[type, type[polars.DataType]] = {
        str: polars.String,
        int: polars.Int64,
        float: polars.Float64,
        bool: polars.Boolean,
    }
    return polars.DataFrame(rows, schema={name: kinds[kind] for name, kind in COLUMNS.items()})


def safe_cell(value: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula: text that could be one gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def joined(values: Iterable[str | None]) -> str | None:
    """The values in order; unknown ones hold their place as ``-``, so that columns of one party list run parallel."""
    cells = [value or "-" for value in values]
    return SEPARATOR.join(cells) if any(cell != "-" for cell in cells) else None


def source_name(attribution: Attribution) -> str:
    """Who is said to vouch: the source's words, or a bare hedge's cue."""
    if attribution.actor is not None:
        return attribution.actor.text
    if attribution.kind is SourceKind.HEDGE and attribution.cue is not None:
        return attribution.cue.text
    return attribution.kind.value


def _pandas_frame(rows: list[dict[str, Cell]]) -> Any:
    try:
        import pandas  # type: ignore[import-not-found,import-untyped,unused-ignore]  # only where a user has it
    except ImportError as error:
        raise InstallationError('a frame needs polars: pip install "gestae[frames]"') from error
    return pandas.DataFrame(rows, columns=list(COLUMNS))


def _party_cells(name: str, parties: Collection[ActorMention]) -> dict[str, Cell]:
    return {
        f"{name}s": joined(p.text for p in parties),
        f"{name}_countries": joined(p.country for p in parties),
        f"{name}_sectors": joined("|".join(p.sectors) for p in parties),
        f"{name}_entities": joined(p.entity for p in parties),
    }


def _sentence(record: Record, event: Event) -> str | None:
    """The words of the sentence, blanks run together; the title's for an event there; None without the text."""
    if event.trigger.field == "title":
        return record.document.title
    if record.document.text is None or event.sentence is None:
        return None
    start, end = record.sentences[event.sentence]
    return " ".join(record.document.text[start:end].split())
