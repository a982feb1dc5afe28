"""How the events that are asked for divide, by several things at once: what may narrow a search."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Integer, cast, select

from gestae.store.conditions import on_reports
from gestae.store.filters import Asked
from gestae.store.schema import REPORT

MOST_REPORTS = 100_000
YEAR = cast(REPORT.c.month / 100, Integer).label("year")
FACETS = (REPORT.c.type, REPORT.c.source.label("source"), YEAR, REPORT.c.actor_country.label("actor"))


@dataclass(frozen=True, slots=True)
class Facets:
    """For each facet its values with the events that have them, the most events first.

    An event counts as often as it is told. ``cut``: more match than were looked at.
    """

    values: Mapping[str, Sequence[tuple[str | int, int]]]
    cut: bool


def facets(connection: Connection, asked: Asked, most: int = MOST_REPORTS) -> Facets:
    """Type, source, year and country of the actor of the events that match, of so many reports at most."""
    query = select(*FACETS, REPORT.c.pair).where(on_reports(asked, connection.dialect.name), REPORT.c.new_actor)
    rows = connection.execute(query.limit(most + 1)).all()
    firsts = [row for row in rows[:most] if row.pair == 0]
    found = {}
    for column in FACETS:
        counted = rows[:most] if column.name == "actor" else firsts
        counts = Counter(getattr(row, column.name) for row in counted)
        del counts[None]
        found[column.name] = sorted(counts.items(), key=lambda each: (-each[1], str(each[0])))
    return Facets(found, len(rows) > most)
