"""Dates as people write them in columns, feeds and pages; what could be two days is not guessed."""

import re
from datetime import UTC, date, datetime

WANTED = "wanted a date such as 2017-05-30"
LONGEST = 80
WEEKDAY = r"(?:[a-z]+,?\s+)?"
ORDINAL = r"(?:st|nd|rd|th)?"
DAY_FIRST = re.compile(rf"{WEEKDAY}(\d{{1,2}}){ORDINAL}[\s.-]+([a-z]{{3,9}})\.?,?[\s-]+(\d{{4}})\b", re.IGNORECASE)
MONTH_FIRST = re.compile(rf"{WEEKDAY}([a-z]{{3,9}})\.?\s+(\d{{1,2}}){ORDINAL},?\s+(\d{{4}})\b", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})\b")
YEAR_LAST = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4})\b")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?\d{4}(?:\d{2})?Z?)?$")
MONTHS = "january february march april may june july august september october november december".split()
SECONDS = range(1_000_000_000, 10_000_000_000)  # September 2001 to 2286, as time stamps count


def read_date(value: object) -> tuple[date | None, str]:
    """A date from a date, a time stamp or words for one; else None and the value as it was given.

    ``05/03/2017`` could be May or March and is not read; ``25/03/2017`` is.
    """
    if value is None or value == "":
        return None, ""
    if isinstance(value, datetime):
        return value.date(), ""
    if isinstance(value, date):
        return value, ""
    found = None
    if isinstance(value, str):
        found = _from_words(value.strip()[:LONGEST])
    elif isinstance(value, int) and not isinstance(value, bool):
        found = _from_number(value)
    return found, "" if found else f"{value!r}, {WANTED}"


def _from_words(words: str) -> date | None:
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        pass
    if match := COMPACT.match(words) or YEAR_FIRST.match(words):
        return _day(match[1], match[2], match[3])
    if match := DAY_FIRST.match(words):
        return _day(match[3], _month(match[2]), match[1])
    if match := MONTH_FIRST.match(words):
        return _day(match[3], _month(match[1]), match[2])
    if match := YEAR_LAST.match(words):
        first, mark, second, year = match.groups()
        if mark == "." or int(first) > 12 or first == second:
            return _day(year, second, first)
        return _day(year, first, second) if int(second) > 12 else None
    return None


def _from_number(value: int) -> date | None:
    if value in SECONDS or value // 1000 in SECONDS:
        return datetime.fromtimestamp(value if value in SECONDS else value // 1000, UTC).date()
    return _from_words(str(value)) if 8 <= len(str(abs(value))) <= 14 else None


def _month(name: str) -> int:
    """The number of a month's name or its beginning; 0, which is no month, of any other word."""
    word = "sep" if name.lower() == "sept" else name.lower()
    return next((number for number, month in enumerate(MONTHS, 1) if month.startswith(word)), 0)


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
