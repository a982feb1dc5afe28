"""Dates as people write them in columns, feeds and pages; what could be two days is not guessed."""

import re
from datetime import UTC, date, datetime
from enum import StrEnum

WANTED = "wanted a date such as 2017-05-30"
EITHER = "which could be two days; --date-order dmy reads the day first, mdy the month"
LONGEST = 80
WEEKDAY = r"(?:[a-z]+,?\s+)?"
ORDINAL = r"(?:st|nd|rd|th)?"
DAY_FIRST = re.compile(rf"{WEEKDAY}(\d{{1,2}}){ORDINAL}[\s.-]+([a-z]{{3,9}})\.?,?[\s-]+(\d{{4}})\b", re.IGNORECASE)
MONTH_FIRST = re.compile(rf"{WEEKDAY}([a-z]{{3,9}})\.?\s+(\d{{1,2}}){ORDINAL},?\s+(\d{{4}})\b", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})\b")
YEAR_LAST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})\b")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?\d{4}(?:\d{2})?Z?)?$")
MONTHS = "january february march april may june july august september october november december".split()
SECONDS = range(1_000_000_000, 10_000_000_000)  # September 2001 to 2286, as time stamps count


class DateOrder(StrEnum):
    """Whether the day or the month comes first where both are numbers and the year stands last."""

    DMY = "dmy"
    MDY = "mdy"


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
    if found:
        return found, ""
    twofold = slashed(value) and day_in(str(value), DateOrder.DMY) and day_in(str(value), DateOrder.MDY)
    return None, f"{value!r}, {EITHER if twofold else WANTED}"


def slashed(value: object) -> str:
    """A date such as 05/03/2017 or 25-03-2017 as it was written; nothing for any other."""
    words = value.strip()[:LONGEST] if isinstance(value, str) else ""
    match = YEAR_LAST.match(words)
    return match[0] if match and match[2] != "." else ""


def order_shown(words: str) -> DateOrder | None:
    """The only order in which such a date can be read; None where both can, or none."""
    readable = [order for order in DateOrder if day_in(words, order)]
    return readable[0] if len(readable) == 1 else None


def day_in(words: str, order: DateOrder) -> date | None:
    """The day that such a date is in an order."""
    match = YEAR_LAST.match(words.strip())
    if match is None:
        return None
    first, _, second, year = match.groups()
    return _day(year, second, first) if order is DateOrder.DMY else _day(year, first, second)


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
        found = {day_in(words, order) for order in ([DateOrder.DMY] if match[2] == "." else DateOrder)} - {None}
        return found.pop() if len(found) == 1 else None
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
