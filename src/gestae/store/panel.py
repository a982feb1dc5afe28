"""Panels: every unit in every period, 0 where documents were coded and nothing was found, empty where none were."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from gestae.errors import QueryError
from gestae.store.choices import Period, Side, Unique, UnitKind, Ways
from gestae.store.counts import BY, QUADS, UNDIRECTED, cells, documents_coded
from gestae.store.filters import Asked

MOST_ROWS = 5_000_000
Unit = tuple[str, ...]
Cells = dict[str, Any]
NOTHING: Cells = {"events": 0, **dict.fromkeys(QUADS.values(), 0), "score_sum": 0.0, "score_mean": None}


@dataclass(frozen=True, slots=True)
class Shape:
    """The panel that is wanted. ``units`` are countries' codes; without them, all units of ``least`` events or more."""

    unit: UnitKind = UnitKind.DYAD
    by: Period = Period.MONTH
    units: Sequence[str] = ()
    least: int = 1
    side: Side = Side.ACTOR
    ways: Ways = Ways.DIRECTED
    unique: Unique = Unique.STORY

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that name a unit."""
        if self.unit is UnitKind.COUNTRY:
            return ("country",)
        return ("actor", "recipient") if self.ways is Ways.DIRECTED else ("country_a", "country_b")


@dataclass(frozen=True, slots=True)
class Panel:
    """Rows in the order of units and periods; ``outside`` counts events of the units in periods without documents."""

    columns: Mapping[str, type]
    rows: Sequence[Mapping[str, Any]]
    outside: int


def build_panel(connection: Connection, shape: Shape, asked: Asked) -> Panel:
    """The panel over the periods from the first to the last coded document, or over those that are asked for.

    A country's acts within itself are no dyad. ``score_mean`` is empty where there is no event.

    Raises:
        QueryError: the panel would have more than five million rows.
    """
    sums, found = _sums(connection, shape, asked), documents_coded(connection, asked, [shape.by.value])
    documents = {key[0]: number for key, number in found.items() if key[0] is not None}
    periods = _periods(shape.by, asked, documents)
    units = _units(shape, sums)
    if len(units) * len(periods) > MOST_ROWS:
        raise QueryError(
            f"{len(units):,} units in {len(periods):,} periods are too many rows; name --units, or raise --least"
        )
    kind = str if shape.by is Period.MONTH else int if shape.by is Period.YEAR else date
    measures = {"events": int, **dict.fromkeys(QUADS.values(), int), "score_sum": float, "score_mean": float}
    columns = {**dict.fromkeys(shape.keys, str), shape.by.value: kind, "documents": int, **measures}
    unknown = dict.fromkeys(measures)
    rows = []
    for unit in units:
        named = dict(zip(shape.keys, unit, strict=True))
        of_unit = sums.get(unit, {})
        for period in periods:
            number = documents.get(period, 0)
            told = of_unit.get(period, NOTHING)
            rows.append({**named, shape.by.value: period, "documents": number, **(told if number else unknown)})
    covered = {p for p in periods if documents.get(p)}
    outside = sum(c["events"] for u in units for p, c in sums.get(u, {}).items() if p not in covered)
    return Panel(columns, rows, outside)


def _sums(connection: Connection, shape: Shape, asked: Asked) -> dict[Unit, dict[Any, Cells]]:
    names = ["actor", "recipient"] if shape.unit is UnitKind.DYAD else [shape.side.value]
    undirected = shape.unit is UnitKind.DYAD and shape.ways is Ways.UNDIRECTED
    dims = [*(UNDIRECTED if undirected else (BY[name] for name in names)), BY[shape.by.value]]
    sums: dict[Unit, dict[Any, Cells]] = defaultdict(dict)
    narrowed = asked.within(shape.units, names) if shape.units else asked
    for row in connection.execute(cells(dims, narrowed, shape.unique, connection.dialect.name)):
        *unit, period = (d.read(value) for d, value in zip(dims, row, strict=False))
        if None in unit or (len(unit) == 2 and unit[0] == unit[1]):
            continue
        sums[tuple(unit)][period] = _cells(row)
    return sums


def _cells(row: Row[Any]) -> Cells:
    mean = row.score_sum / row.scored if row.scored else None
    quads = {name: getattr(row, name) for name in QUADS.values()}
    return {"events": row.events, **quads, "score_sum": row.score_sum or 0.0, "score_mean": mean}


def _units(shape: Shape, sums: Mapping[Unit, Mapping[Any, Cells]]) -> list[Unit]:
    if not shape.units:
        return sorted(unit for unit, of in sums.items() if sum(cells["events"] for cells in of.values()) >= shape.least)
    named = sorted(set(shape.units))
    if shape.unit is UnitKind.COUNTRY:
        return [(unit,) for unit in named]
    one_way = shape.ways is Ways.UNDIRECTED
    return [(a, b) for a in named for b in named if (a < b if one_way else a != b)]


def _periods(by: Period, asked: Asked, documents: Mapping[Any, int]) -> list[Any]:
    """All periods from the first to the last, in which documents were coded or that are asked for."""
    first = min(asked.values["since"]) if asked.given("since") else None
    last = max(asked.values["until"]) if asked.given("until") else None
    known = sorted(documents)
    if not known and (first is None or last is None):
        return []
    start = first or _first_day(known[0])
    end = last or _last_day(by, known[-1])
    return list(dict.fromkeys(_name(by, day) for day in _days(start, end)))


def _days(start: date, end: date) -> Iterator[date]:
    for number in range((end - start).days + 1):
        yield start + timedelta(days=number)


def _name(by: Period, day: date) -> Any:
    if by is Period.DAY:
        return day
    if by is Period.WEEK:
        return day - timedelta(days=day.weekday())
    return f"{day:%Y-%m}" if by is Period.MONTH else day.year


def _first_day(period: Any) -> date:
    if isinstance(period, date):
        return period
    return date.fromisoformat(f"{period}-01" if isinstance(period, str) else f"{period}-01-01")


def _last_day(by: Period, period: Any) -> date:
    start = _first_day(period)
    return start if by is not Period.YEAR else start.replace(month=12, day=31)
