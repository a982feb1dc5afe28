"""The codebook that lies beside an export, made from what was exported."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

MOST_VALUES = 40
SHOWN = 40  # characters of a value
CODED = frozenset(
    "type mode quad status role outcome origin kind stance date_precision date_basis place_level place_country "
    "actor_country recipient_country country sector actor_sector recipient_sector historical first mutual".split()
)


@dataclass(slots=True)
class Observed:
    """What stands in the columns of one table."""

    name: str
    columns: Mapping[str, type]
    rows: int = 0
    filled: Counter[str] = field(default_factory=Counter)
    lows: dict[str, Any] = field(default_factory=dict)
    highs: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Counter[Any]] = field(default_factory=dict)

    def watch(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
        """The same rows, looked at as they pass."""
        for row in rows:
            self.rows += 1
            for name, kind in self.columns.items():
                value = row[name]
                if value is None:
                    continue
                self.filled[name] += 1
                if name in CODED:
                    self.values.setdefault(name, Counter())[value] += 1
                elif kind is not str and kind is not bool:
                    self.lows[name] = min(self.lows.get(name, value), value)
                    self.highs[name] = max(self.highs.get(name, value), value)
            yield row


def codebook(
    tables: Sequence[Observed], meaning: Mapping[str, str], about: Mapping[str, str], engines: Sequence[str]
) -> str:
    """The page in Markdown: what was asked for, how to cite, and each variable with its values and their numbers."""
    lines = ["# Codebook", "", *(f"- {name}: {value}" for name, value in about.items())]
    lines += ["", "## Engines", "", *(f"- `{engine}`" for engine in engines or ["imported rows alone"])]
    lines += ["", "## How to cite", "", _cite(about)]
    for table in tables:
        lines += ["", f"## {table.name}", "", f"{table.rows:,} rows.", ""]
        lines += ["| variable | type | filled | values | meaning |", "|---|---|---|---|---|"]
        for name, kind in table.columns.items():
            cells = (f"`{name}`", kind.__name__, f"{table.filled[name]:,}", _values(table, name), meaning.get(name, ""))
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cite(about: Mapping[str, str]) -> str:
    return (
        f"Events coded by Gestae {about['Gestae']}, exported on {about['Date']}; ontology: PLOVER 2 "
        "(Open Event Data Alliance). Name the sources of the documents, and what was asked for, as told above."
    )


def _values(table: Observed, name: str) -> str:
    if name in table.lows:
        return f"{table.lows[name]} to {table.highs[name]}"
    counts = table.values.get(name, Counter())
    told = [f"{_plain(value)} {number:,}" for value, number in counts.most_common(MOST_VALUES)]
    more = len(counts) - len(told)
    return ", ".join(told) + (f" and {more} more" if more else "")


def _plain(value: Any) -> str:
    return str(value)[:SHOWN].replace("|", "\\|").replace("\n", " ")
