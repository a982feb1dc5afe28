"""The text of PETRARCH's and Phoenix's dictionaries as entries: margin names, synonyms, dated codes, agent nouns."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

_CODE = re.compile(r"\[([^\]]*)\]")
_PLURAL = re.compile(r"\{([^}]*)\}")
_DAYS = re.compile(r"(?P<sign>[<>]?)(?P<first>\d{6}|\d{8})(?:-(?P<last>\d{6}|\d{8}))?\Z")
_THIS_CENTURY = 30  # two-digit years up to this one are 20.., later ones 19..
_OPEN, _CLOSE = "<!--", "-->"

Tell = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Coding:
    """A code and the days it holds, both included; None where open."""

    row: int
    code: str
    first: date | None = None
    last: date | None = None

    @property
    def dated(self) -> bool:
        """Whether it is bound to days."""
        return self.first is not None or self.last is not None


@dataclass
class DictionaryEntry:
    """A name in capitals with blanks, its synonyms, its plurals in braces and its codes.

    ``inverted``: one of its names is written as people's are, ``LEADER,_EXAMPLE_``.
    """

    row: int
    name: str
    synonyms: list[str] = field(default_factory=list)
    plurals: list[str] = field(default_factory=list)
    codings: list[Coding] = field(default_factory=list)
    inverted: bool = False

    @property
    def agent(self) -> bool:
        """Whether it is a common noun: its codes begin with ``~``."""
        return bool(self.codings) and all(c.code.startswith("~") for c in self.codings)


def entries(lines: Iterable[tuple[int, str]], tell: Tell) -> Iterator[DictionaryEntry]:
    """Entries in order; ``tell`` gets row and problem of what cannot be read."""
    entry: DictionaryEntry | None = None
    for row, line in _plain(lines, tell):
        if not line[0].isspace() and line[0] not in "+[":
            if entry is not None:
                yield _apart(entry)
            head = re.split(r"[\[{]", line, maxsplit=1)[0]
            entry = DictionaryEntry(row, _name(head))
            if not entry.name:
                tell(row, "an entry without a name; wanted NAME_ [CODE]")
                entry = None
        if entry is None:
            if line.lstrip()[0] in "+[":
                tell(row, "stands under no entry")
            continue
        _add(entry, row, line.strip(), tell)
    if entry is not None:
        yield _apart(entry)


def _apart(entry: DictionaryEntry) -> DictionaryEntry:
    """A code from a day on begins the day after where another one ends on that day."""
    ends = {c.last for c in entry.codings if c.first is not None}
    entry.codings = [
        replace(c, first=c.first + timedelta(1)) if c.first is not None and c.last is None and c.first in ends else c
        for c in entry.codings
    ]
    return entry


def _add(entry: DictionaryEntry, row: int, line: str, tell: Tell) -> None:
    """The synonym, plurals and codes of a line."""
    entry.inverted |= ",_" in re.split(r"[\[{]", line, maxsplit=1)[0]
    if line.startswith("+"):
        synonym = _name(re.split(r"[\[{]", line[1:], maxsplit=1)[0])
        if synonym:
            entry.synonyms.append(synonym)
        else:
            tell(row, "a synonym without a name; wanted +NAME_")
    entry.plurals += [name for p in _PLURAL.findall(line) for name in map(_name, p.split(",")) if name]
    found = _CODE.findall(line)
    for content in found:
        coding = _coding(row, content)
        if isinstance(coding, str):
            tell(row, coding)
        else:
            entry.codings.append(coding)
    if line.count("[") > len(found):
        tell(row, "a bracket is open; wanted [CODE] or [CODE DATES]")
    elif not found and not line.startswith("+") and row != entry.row and not line.startswith("{"):
        tell(row, f"{line[:40]!r} is neither a code in brackets nor a synonym after +")


def _coding(row: int, content: str) -> Coding | str:
    """The coding, or what is wrong with it."""
    code, *days = content.split() or [""]
    if not re.fullmatch(r"~?[A-Za-z-]+(/~?[A-Za-z-]+)*", code):
        return f"code is {code!r}; wanted letters in threes such as XYZGOV, or ~GOV"
    if not days:
        return Coding(row, code)
    match = _DAYS.match("".join(days))
    first = _day(match["first"]) if match else None
    last = _day(match["last"]) if match and match["last"] else None
    if not match or first is None or (match["last"] and (last is None or match["sign"])):
        return f"dates are {' '.join(days)!r}; wanted <YYMMDD, >YYMMDD, YYMMDD-YYMMDD or the same with YYYYMMDD"
    if last is not None and first > last:
        return f"dates are {' '.join(days)!r}; the first day is after the last"
    if match["sign"] == "<":
        return Coding(row, code, None, first - timedelta(1))
    return Coding(row, code, first, last if match["sign"] or last else first)


def _day(digits: str) -> date | None:
    year = int(digits[:-4])
    if len(digits) == 6:
        year += 2000 if year <= _THIS_CENTURY else 1900
    try:
        return date(year, int(digits[-4:-2]), int(digits[-2:]))
    except ValueError:
        return None


def _name(written: str) -> str:
    """A name with blanks: ``LEADER,_EXAMPLE_`` is EXAMPLE LEADER."""
    name = " ".join(written.replace("_", " ").split())
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and first else name.rstrip(",")


def _plain(lines: Iterable[tuple[int, str]], tell: Tell) -> Iterator[tuple[int, str]]:
    """The lines that say something, without comments and remarks."""
    opened = 0
    for row, line in lines:
        text = line
        if opened:
            _, close, text = text.partition(_CLOSE)
            if not close:
                continue
            opened = 0
        while _OPEN in text:
            before, _, rest = text.partition(_OPEN)
            _, close, after = rest.partition(_CLOSE)
            text = before + after
            if not close:
                opened = row
        text = re.split("[#;]", text, maxsplit=1)[0].rstrip()
        if text.strip():
            yield row, text
    if opened:
        tell(opened, f"a comment begins with {_OPEN} and never ends")
