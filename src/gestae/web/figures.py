"""What pages of analysis share: pictures with their words, periods to choose from, filters to take away, names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gestae.analysis.pictures import PictureKind
from gestae.analysis.series import month_at
from gestae.analysis.theme import Theme, Width
from gestae.store.filters import Asked, read_filters
from gestae.store.glance import months
from gestae.web.memory import Thing
from gestae.web.site import Ask, Site, link

MOST_YEARS = 12
YEAR = 12  # months
ALL = "all"
FILES = (".svg", ".png", ".json")


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture on a page: its address for each theme and width, what it shows in words, and how many events."""

    kind: PictureKind
    words: str
    events: int
    query: Mapping[str, Any]

    def address(self, theme: str = Theme.LIGHT, width: str = Width.WIDE, suffix: str = ".svg") -> str:
        """Where the picture is drawn."""
        return link(f"/charts/{self.kind}{suffix}", {**self.query, "theme": theme, "width": width})


@dataclass(frozen=True, slots=True)
class Choice:
    """A link that changes what is asked; ``current`` is the one that holds."""

    name: str
    address: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What a page of analysis is about: its filters, the same as words of an address, and what else may be chosen."""

    asked: Asked
    query: Mapping[str, Sequence[str]]
    periods: Sequence[Choice]
    chips: Sequence[Choice]


def scope(ask: Ask, path: str, *, recent: bool = False, fixed: Sequence[str] = ()) -> Scope:
    """The filters of a page. ``recent``: without a period the last twelve months of the store are meant."""
    span = months(ask.connection)
    given = {name: list(values) for name, values in ask.given.items() if name not in fixed}
    query = dict(given)
    chosen = "since" in given or "until" in given
    everything = ask.other.get("period") == ALL
    if recent and not chosen and not everything and span is not None:
        query["since"] = [f"{month_at(_position(span[1]) - YEAR + 1)}-01"]
    rest = {name: values for name, values in given.items() if name not in ("since", "until")}
    whole = {**rest, "period": [ALL]} if recent else rest
    periods = [Choice("All time", link(path, whole), everything if recent else not chosen)]
    if recent:
        periods.append(Choice("Last 12 months", link(path, rest), not chosen and not everything))
    if span is not None:
        last = span[1] // 100
        for year in range(last, max(span[0] // 100, last - MOST_YEARS + 1) - 1, -1):
            days = {"since": [f"{year:04}-01-01"], "until": [f"{year:04}-12-31"]}
            current = all(given.get(name) == values for name, values in days.items())
            periods.append(Choice(str(year), link(path, {**rest, **days}), current))
    chips = [
        Choice(f"{name.replace('_', ' ')}: {', '.join(values)}", link(path, {**given, name: []}))
        for name, values in given.items()
    ]
    return Scope(read_filters(query), query, periods, chips)


def _position(month: int) -> int:
    return month // 100 * 12 + month % 100 - 1


def kept(ask: Ask, name: str, query: Mapping[str, Any], make: Callable[[], Thing]) -> Thing:
    """What ``make`` gives, from memory where the same was asked before."""
    key = (name, tuple(sorted((key, tuple(values)) for key, values in query.items())))
    return ask.site.memory.keep(ask.connection, key, make)


def country_name(site: Site, code: str) -> str:
    """The name of a country with its code, or of an entity; what is not known stands for itself."""
    knowledge = site.desk.coder().knowledge
    if code in knowledge.countries:
        return knowledge.countries[code].name
    entity = knowledge.entities.get(code)
    return entity.name if entity else code


def namer(site: Site) -> Callable[[str], str]:
    """``country_name`` of a site, for templates."""
    return lambda code: country_name(site, code)
