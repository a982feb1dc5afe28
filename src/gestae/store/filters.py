"""What can be asked for: one table of filters for the command line, Python, the API and the pages.

Values of one filter are alternatives, filters add up. What each means in SQL stands in ``conditions``, by its name;
this table needs no database.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from gestae.errors import QueryError
from gestae.store.party import Party, PartyKind, read_party

ANY = "any"
YES, NO = "yes", "no"
GIVEN, EITHER = "given", "either"
MOST = 2**31 - 1  # what a database takes for a whole number


class Scope(StrEnum):
    """Whether a filter tells documents apart, or the events in them."""

    EVENT = "event"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a value is read, and what an error says was wanted.

    ``metavar`` stands for it in the help; ``listed``: several may stand in one word, with commas between.
    """

    metavar: str
    wanted: str
    read: Callable[[str], Any]
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing that can be asked for; ``default`` holds where nothing is said."""

    name: str
    kind: Kind
    help: str
    scope: Scope = Scope.EVENT
    default: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


def _word(value: str) -> str:
    if not value.strip():
        raise ValueError(value)
    return value.strip()


def _share(value: str) -> float:
    number = float(value)
    if not 0 <= number <= 1:
        raise ValueError(value)
    return number


def _number(value: str) -> int:
    number = int(value)
    if not 0 <= number <= MOST:
        raise ValueError(value)
    return number


WORDS = Kind("WORDS", "some words", _word)
TYPES = Kind("TYPE", "a type, such as THREATEN", lambda v: _word(v).upper(), listed=True)
NAMES = Kind("NAME", "a name", lambda v: _word(v).lower(), listed=True)
COUNTRIES = Kind("CODE", "a country's code of three letters, such as FRA", lambda v: _word(v).upper(), listed=True)
DAY = Kind("DATE", "a day, such as 2017-05-30", lambda v: date.fromisoformat(v.strip()))
NUMBER = Kind("N", "a whole number", _number, listed=True)
SHARE = Kind("SHARE", "a number from 0 to 1", _share)
PARTY = Kind("WHO", "FRA, FRA:GOV, :GOV, an entity such as org:nato, or a name", read_party)
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
DOCUMENT = Scope.DOCUMENT
FILTERS = (
    Filter("actor", PARTY, "Who acts: FRA, FRA:GOV, :GOV, org:nato, or a name; may be given again, as all of these."),
    Filter("recipient", PARTY, "Who is acted upon, told as an actor is."),
    Filter("party", PARTY, "Somebody on either side, told as an actor is."),
    Filter(
        "direction", NAMES, "either: actor and recipient may change places.", default=(GIVEN,), choices=(GIVEN, EITHER)
    ),
    Filter("type", TYPES, "Type of event, such as THREATEN."),
    Filter("mode", NAMES, "Mode of event, such as expel."),
    Filter("quad", NAMES, f"{', '.join(QUADS[:-1])} or {QUADS[-1]}.", choices=QUADS),
    Filter("context", NAMES, "What the event is about, such as military."),
    Filter("country", COUNTRIES, "Country of the place."),
    Filter("place", WORDS, "A place, its province, or a GeoNames number."),
    Filter("since", DAY, "First day of events."),
    Filter("until", DAY, "Last day of events."),
    Filter(
        "status",
        NAMES,
        "How real the event is: actual, future, hypothetical, negated, any.",
        default=("actual",),
        choices=("actual", "future", "hypothetical", "negated", ANY),
    ),
    Filter(
        "role",
        NAMES,
        "main, content (what another event is about), any.",
        default=("main",),
        choices=("main", "content", ANY),
    ),
    Filter(
        "historical",
        NAMES,
        "Events that the text itself places in an earlier period: no, yes, any.",
        default=(NO,),
        choices=(NO, YES, ANY),
    ),
    Filter("said_by", PARTY, "Who vouches, told as an actor is; or text (nobody else), named, unnamed, hedge."),
    Filter("min_confidence", SHARE, "Lowest confidence of the coding."),
    Filter("evidence", WORDS, "Words of the event's sentence."),
    Filter("uid", WORDS, "Identifier of an event."),
    Filter("story", NUMBER, "Number of a story."),
    Filter("source", WORDS, "Outlet of the document.", DOCUMENT),
    Filter("outlet_country", COUNTRIES, "Country of the outlet.", DOCUMENT),
    Filter("origin", NAMES, "Who coded: gestae, or the data set that was imported.", DOCUMENT),
    Filter(
        "restricted",
        NAMES,
        "Imported under a licence that forbids to pass it on: no, yes, any.",
        DOCUMENT,
        choices=(NO, YES, ANY),
    ),
    Filter("published_since", DAY, "First day of publication.", DOCUMENT),
    Filter("published_until", DAY, "Last day of publication.", DOCUMENT),
    Filter("document", WORDS, "A document's id, key or URL.", DOCUMENT),
    Filter("text", WORDS, "Words of the document's text or title.", DOCUMENT),
)
BY_NAME = {each.name: each for each in FILTERS}
PARTIES = ("actor", "recipient", "party")
REALITY = ("status", "role", "historical")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, read and checked; every filter with a default is there."""

    values: Mapping[str, tuple[Any, ...]]

    def names(self, scope: Scope) -> list[str]:
        """The filters of a scope that are in use."""
        return [name for name in self.values if BY_NAME[name].scope is scope]

    def given(self, *names: str) -> bool:
        """Whether one of these filters is in use."""
        return any(self.values.get(name) for name in names)

    def within(self, countries: Sequence[str], sides: Sequence[str]) -> "Asked":
        """The same, of these countries on each of the sides that nothing is asked of yet."""
        wanted = tuple(Party(PartyKind.COUNTRY, country=code) for code in countries)
        return Asked({**dict.fromkeys(sides, wanted), **self.values})

    def only_countries(self, side: str) -> tuple[str, ...] | None:
        """The countries that are asked for on a side; None where something narrower is, empty for no filter."""
        parties: tuple[Party, ...] = self.values.get(side, ())
        countries = tuple(p.country for p in parties if p.kind is PartyKind.COUNTRY and p.country)
        return countries if len(countries) == len(parties) else None

    @property
    def turns(self) -> bool:
        """Whether actor and recipient may change places."""
        return EITHER in self.values.get("direction", ())

    @property
    def usual(self) -> bool:
        """Whether what counts is left as it is by default: actual, main, not historical."""
        return all(self.values[name] == BY_NAME[name].default for name in REALITY)


def read_filters(given: Mapping[str, object]) -> Asked:
    """What is asked for by names and values of the table; None and empty lists count as not given.

    Raises:
        QueryError: an unknown filter, or a value that it does not take.
    """
    unknown = [name for name in given if name not in BY_NAME]
    if unknown:
        raise QueryError(f"no filter is called {unknown[0]!r}; known: {', '.join(BY_NAME)}")
    values = {f.name: tuple(_read(f, _listed(given.get(f.name)) or f.default)) for f in FILTERS}
    return Asked({name: each for name, each in values.items() if each})


def of_any_status(given: Mapping[str, object]) -> Asked:
    """The same, of any status unless one is asked for: where a denial or a plan belongs to what is shown.

    Raises:
        QueryError: as ``read_filters``.
    """
    return read_filters({**given, "status": given.get("status") or ANY})


def _listed(value: object) -> list[str]:
    if value is None:
        return []
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [str(each) for each in value]
    return [str(value)]


def _read(each: Filter, given: Iterable[str]) -> Iterable[Any]:
    for word in given:
        for part in _parts(each.kind, word):
            try:
                value = each.kind.read(part)
            except ValueError as error:
                raise QueryError(f"{each.name}: {part!r}; wanted {each.kind.wanted}") from error
            if each.choices and value not in each.choices:
                raise QueryError(f"{each.name}: {part!r}; wanted one of {', '.join(each.choices)}")
            yield value


def _parts(kind: Kind, word: str) -> list[str]:
    """The values in a word. Codes of parties with commas between are several; a name may hold a comma."""
    parts = [part for part in word.split(",") if part.strip()]
    if not parts or not (kind.listed or kind is PARTY):
        return [word]
    coded = kind.listed or all(read_party(part).kind is not PartyKind.NAME for part in parts)
    return parts if coded else [word]
