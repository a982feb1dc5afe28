"""What is said to a person, on standard error, and how hostile words are made harmless for a terminal."""

import sys
import unicodedata
from collections import Counter

from gestae.model import Record

SHOWN = 20
KEPT = frozenset("\n\t")
QUIET = frozenset({"no-publication-date"})


def printable(text: str) -> str:
    """The text without control and direction characters, which could rewrite what a terminal shows."""
    return "".join(c if c in KEPT or unicodedata.category(c) not in {"Cc", "Cf"} else "" for c in text)


def say(message: str) -> None:
    """One line on standard error."""
    print(printable(message), file=sys.stderr, flush=True)


class Notes:
    """Tells of problems and notices as they come, the first few in full, and adds them up at the end.

    ``on_page``: the notices stand with the record on the page already.
    """

    def __init__(self, *, on_page: bool) -> None:
        self.on_page = on_page
        self.documents = 0
        self.events = 0
        self.unreadable = 0
        self.codes: Counter[str] = Counter()

    def problem(self, error: Exception) -> None:
        """An input that could not be read."""
        self.unreadable += 1
        say(f"gestae: {error}")

    def record(self, record: Record) -> None:
        """A record that was made; its notices are told."""
        self.documents += 1
        self.events += sum(event.role == "main" for event in record.events)
        for notice in record.document.notices:
            self.codes[notice.code] += 1
            if not self.on_page and self.codes[notice.code] <= (1 if notice.code in QUIET else SHOWN):
                name = record.document.id[:60]
                say(f"{name}: {notice.message}")

    def close(self) -> None:
        """The sums, where there was more than one input."""
        if self.documents + self.unreadable <= 1:
            return
        say(f"{count(self.documents, 'document')}, {count(self.events, 'event')}")
        for code, number in self.codes.items():
            if number > 1:
                say(f"  {code}: {count(number, 'document')}")
        if self.unreadable:
            say(f"  {count(self.unreadable, 'input')} could not be read")


def count(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
