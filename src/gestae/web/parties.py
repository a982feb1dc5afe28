"""Parties of an event as a reader knows them: the words of the report, and whom they mean where these do not say."""

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from gestae.records.frames import SEPARATOR

UNKNOWN = "-"


def parties(event: Mapping[str, Any], side: str) -> list[tuple[str, str]]:
    """The words of each party on a side of an event, and the name of whom they mean; empty where the words tell it."""
    words, names, countries = (
        (event[f"{side}{part}"] or "").split(SEPARATOR) for part in ("s", "_names", "_countries")
    )
    if len(names) > len(words) or len(countries) > len(words):
        return [(event[f"{side}s"], "")]
    told = zip_longest(words, names, countries, fillvalue=UNKNOWN)
    return [(word, _meant(word, name, country)) for word, name, country in told if word]


def _meant(word: str, name: str, country: str) -> str:
    known = next((each for each in (name, country) if each not in ("", UNKNOWN)), "")
    said = set(word.lower().split()) & set(known.lower().split())
    return "" if said or known.lower() in word.lower() else known
