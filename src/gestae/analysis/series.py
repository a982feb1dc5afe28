"""Events month by month, with nothing left out between the first month and the last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from gestae.analysis.wording import number
from gestae.model import Quad
from gestae.store.choices import Unique
from gestae.store.counts import BY, QUADS, cells
from gestae.store.filters import Asked

MOST_MONTHS = 600
COOPERATIVE = (Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION)


@dataclass(frozen=True, slots=True)
class Month:
    """A month's events by quad; ``scored`` of them have a score, from -10 (conflict) to 10 (cooperation)."""

    name: str
    quads: tuple[int, ...]
    score_sum: float
    scored: int

    @property
    def events(self) -> int:
        """All events of the month."""
        return sum(self.quads)

    @property
    def mean(self) -> float | None:
        """The mean score; None without a scored event."""
        return self.score_sum / self.scored if self.scored else None


@dataclass(frozen=True, slots=True)
class Series:
    """Months in order, empty ones included; ``undated`` events belong to none, ``early`` lie before the first."""

    months: tuple[Month, ...]
    undated: int = 0
    early: int = 0

    @property
    def events(self) -> int:
        """All events of the months."""
        return sum(month.events for month in self.months)

    @property
    def cooperative(self) -> int:
        """The events of the two quads of cooperation."""
        return sum(month.quads[0] + month.quads[1] for month in self.months)


def monthly(connection: Connection, asked: Asked) -> Series:
    """The months of the events that are asked for, each event counted once a story."""
    query = cells([BY["month"]], asked, Unique.STORY, connection.dialect.name)
    return complete(connection.execute(query).all())


def complete(rows: Iterable[Any]) -> Series:
    """The series of rows with ``month`` (202403), a number for each quad, ``score_sum`` and ``scored``.

    At most the last 600 months are kept, so that one event with a mistaken date does not stretch the axis.
    """
    found: dict[int, Month] = {}
    undated = 0
    for row in rows:
        quads = tuple(getattr(row, QUADS[quad]) or 0 for quad in Quad)
        if row.month is None:
            undated += sum(quads)
        else:
            at = row.month // 100 * 12 + row.month % 100 - 1
            found[at] = Month(month_at(at), quads, row.score_sum or 0.0, row.scored)
    if not found:
        return Series((), undated)
    first, last = max(min(found), max(found) - MOST_MONTHS + 1), max(found)
    early = sum(month.events for at, month in found.items() if at < first)
    return Series(tuple(found.get(at) or _empty(at) for at in range(first, last + 1)), undated, early)


def month_at(number_: int) -> str:
    """The month so many months after year 0."""
    return f"{number_ // 12:04}-{number_ % 12 + 1:02}"


def _empty(at: int) -> Month:
    return Month(month_at(at), (0, 0, 0, 0), 0.0, 0)


def told(series: Series) -> str:
    """What the series shows, in words, for those who cannot see the picture."""
    if not series.months:
        return "No dated event matches."
    most = max(series.months, key=lambda month: month.events)
    share = series.cooperative / series.events if series.events else 0
    words = (
        f"{number(series.events, 'event')} from {series.months[0].name} to {series.months[-1].name}, "
        f"{share:.0%} of them cooperation; most in {most.name} ({most.events:,})."
    )
    means = [(month.mean, month.name) for month in series.months if month.mean is not None]
    if means:
        low, high = min(means), max(means)
        words += f" The mean score of a month lies between {low[0]:.1f} ({low[1]}) and {high[0]:.1f} ({high[1]})."
    return words


def table(series: Series) -> Sequence[dict[str, Any]]:
    """The months as rows of a table."""
    return [
        {
            "month": month.name,
            "events": month.events,
            **{QUADS[quad]: n for quad, n in zip(Quad, month.quads, strict=True)},
            "score_mean": None if month.mean is None else round(month.mean, 2),
        }
        for month in series.months
    ]
