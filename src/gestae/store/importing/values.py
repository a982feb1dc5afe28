"""Cells that every origin has in its own way: days, numbers, countries, names."""

import re
from dataclasses import dataclass, field
from datetime import date

from gestae.knowledge import Knowledge
from gestae.model import Actor
from gestae.store.importing.lines import Line
from gestae.store.importing.report import Party

COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?")
MONTHS = "january february march april may june july august september october november december".split()
WORDS = re.compile(r"(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})")
REMEMBERED = 50_000


def day(line: Line, column: str) -> date:
    """A day as 2024-03-06 (a time may follow), 20240306 or 06 March 2024.

    Raises:
        InputError: it is none.
    """
    value = line[column]
    try:
        if found := COMPACT.fullmatch(value):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := WORDS.fullmatch(value):
            number = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(found[2].lower())), 0)
            return date(int(found[3]), number, int(found[1]))
        return date.fromisoformat(value[:10])
    except ValueError:
        raise line.error(f"{column} is {value!r}; wanted a day such as 2024-03-06 or 20240306") from None


def day_or_none(line: Line, column: str) -> date | None:
    """The same where the cell may be empty."""
    return day(line, column) if line[column] else None


def degrees(line: Line, column: str, most: float) -> float | None:
    """A latitude (``most`` 90) or longitude (180).

    Raises:
        InputError: it is no number, or out of bounds.
    """
    value = line[column]
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        number = most + 1
    if not -most <= number <= most:
        raise line.error(f"{column} is {value!r}; wanted degrees from {-most:g} to {most:g}")
    return number


def whole(line: Line, column: str) -> int | None:
    """A whole number, not negative.

    Raises:
        InputError: it is none.
    """
    value = line[column].removesuffix(".0")
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or len(value) > 15:
        raise line.error(f"{column} is {line[column]!r}; wanted a whole number")
    return int(value)


@dataclass(frozen=True, slots=True)
class Names:
    """Who bears a name, by the knowledge; answers are remembered."""

    knowledge: Knowledge
    _known: dict[tuple[str, date], tuple[Actor, ...]] = field(default_factory=dict)

    def country(self, words: str) -> str | None:
        """The code of a country by its code or its English name."""
        if words in self.knowledge.countries:
            return self.knowledge.state_of(words)
        found = {actor.country for actor in self.knowledge.search(words) if (actor.entity or "").startswith("country:")}
        return found.pop() if len(found) == 1 else None

    def party(self, text: str, country: str | None, sectors: tuple[str, ...], on: date) -> Party:
        """A party as its origin tells it, with the entity of the knowledge that bears the name.

        The entity has to be the only one of that name, and of the country that the origin gives. Where the origin
        gives no country, the entity's is taken; where it gives no sector, those that the entity has on the day are,
        unless it is a country, whose bare name stands for anybody from there in these data sets.
        """
        bearers = [a for a in self._bearers(text, on) if country is None or a.country == country] if text else []
        if len(bearers) != 1:
            return Party(text, country, sectors)
        (found,) = bearers
        own = () if (found.entity or "").startswith("country:") else found.sectors
        return Party(text, country or found.country, sectors or own, found.entity, found.name)

    def _bearers(self, text: str, on: date) -> tuple[Actor, ...]:
        key = (text, on)
        if key not in self._known:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[key] = tuple(self.knowledge.search(text, on))
        return self._known[key]
