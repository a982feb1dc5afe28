"""What a document's names tell about each other, and where it comes from; works with and without a parse."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from gestae.model import PlaceLevel
from gestae.places.entry import Candidate, Entry, name_key
from gestae.places.gazetteer import Gazetteer
from gestae.places.knowledge import NameRowKind, PlaceKnowledge, WordKind
from gestae.places.resolve import Name
from gestae.places.scan import Word

COUNTRY_OR_STATE = (PlaceLevel.COUNTRY, PlaceLevel.ADMIN1)
GENERIC_LEVELS = {
    WordKind.ADMIN1: PlaceLevel.ADMIN1,
    WordKind.ADMIN2: PlaceLevel.ADMIN2,
    WordKind.CITY: PlaceLevel.CITY,
}
DOMAIN_NOISE = frozenset(
    {"www", "com", "org", "net", "co", "news", "online", "edition", "en", "m", "web", "blog", "blogs"}
)
SHORTEST_IN_DOMAIN = 5
LONGEST_DOMAIN = 40
LONGEST_NAME = 8
SPLIT_OUTLET = re.compile(r"[^A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A name at a slice of words, how surely it is a place, the area named right after it, a generic word's level."""

    first: int
    last: int
    key: str
    weight: float
    inside: str | None = None
    level: PlaceLevel | None = None


def area_after(
    words: Sequence[Word], last: int, by_start: Mapping[int, list[tuple[int, str]]], gazetteer: Gazetteer
) -> str | None:
    """The key of the country or division named after a comma or in brackets right behind a name ("Paris, Texas")."""
    if last + 1 >= len(words) or words[last].text not in {",", "("} or words[last + 1].stop:
        return None
    for end, key in by_start.get(last + 1, ()):
        text = "".join(word.text for word in words[last + 1 : end])
        if gazetteer.is_area(key) and exact_ok(text, key, gazetteer.knowledge, after_comma=True):
            return key
    return None


def merge(found: Iterable[Found], candidates: Mapping[str, tuple[Candidate, ...]]) -> list[Name]:
    """One name a key: the greatest weight, all areas that stand beside it, the first level told."""
    weights: dict[str, float] = {}
    inside: dict[str, dict[str, None]] = {}
    levels: dict[str, PlaceLevel] = {}
    for name in found:
        weights[name.key] = max(weights.get(name.key, 0.0), name.weight)
        areas = inside.setdefault(name.key, {})
        if name.inside:
            areas[name.inside] = None
        if name.level:
            levels.setdefault(name.key, name.level)
    return [
        Name(key, candidates.get(key, ()), weight, tuple(inside[key]), levels.get(key))
        for key, weight in weights.items()
    ]


def outlet_places(url: str | None, source: str | None, gazetteer: Gazetteer) -> list[Entry]:
    """Where a document's outlet is at home: from the table of outlets, its domain's country, names in its domain or title."""
    knowledge = gazetteer.knowledge
    host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").lower() if url else ""
    labels = host.split(".")
    for start in range(len(labels)):
        target = knowledge.outlets.get(".".join(labels[start:]))
        if target:
            entry = gazetteer.target(target)
            return [entry] if entry else []
    if source and source.lower() in knowledge.outlets:
        entry = gazetteer.target(knowledge.outlets[source.lower()])
        return [entry] if entry else []
    places: list[Entry] = []
    country = gazetteer.country_of_domain(labels[-1]) if labels[-1] else None
    if country:
        entry = gazetteer.target(country)
        places += [entry] if entry else []
    keys = _keys_in_domain([label for label in labels[:-1] if label not in DOMAIN_NOISE]) if labels else []
    if source:
        keys += _keys_in_title(source)
    found = gazetteer.candidates(keys)
    for key in keys:
        if key in found and key not in knowledge.words[WordKind.ORDINARY]:
            places.append(_best(found[key], country))
            break
    return places


def _best(candidates: tuple[Candidate, ...], country: str | None) -> Entry:
    fitting = [c for c in candidates if country in (None, c.entry.country)] or list(candidates)
    return max(fitting, key=lambda c: (c.entry.population, -c.entry.id)).entry


def _keys_in_domain(labels: Sequence[str]) -> list[str]:
    """All stretches of a domain's labels that could be a name, longest first."""
    keys: list[str] = []
    for label in labels:
        for part in label[:LONGEST_DOMAIN].split("-"):
            size = len(part)
            keys += [
                part[start : start + length]
                for length in range(size, SHORTEST_IN_DOMAIN - 1, -1)
                for start in range(size - length + 1)
            ]
    return sorted(keys, key=len, reverse=True)


def _keys_in_title(source: str) -> list[str]:
    parts = [part for part in SPLIT_OUTLET.split(source[:200]) if part]
    runs = [" ".join(parts[i:j]) for i in range(len(parts)) for j in range(len(parts), i, -1) if j - i <= 3]
    return [name_key(run) for run in sorted(runs, key=len, reverse=True)]


def generic_level(word: str, knowledge: PlaceKnowledge) -> PlaceLevel | None:
    """The level that a generic word beside a name tells ("province")."""
    for kind, level in GENERIC_LEVELS.items():
        if word in knowledge.words[kind]:
            return level
    return None


def exact_ok(text: str, key: str, knowledge: PlaceKnowledge, *, after_comma: bool) -> bool:
    """Whether a short form is written as its row wants it: "US" but not "us", "TX" only after a comma."""
    rows = knowledge.names.get(key, ())
    if not rows or any(row.kind not in (NameRowKind.EXACT, NameRowKind.AFTER_COMMA) for row in rows):
        return True
    plain = text.replace(" ", "").rstrip(".")
    return any(
        row.name.replace(" ", "").rstrip(".") == plain for row in rows if row.kind is NameRowKind.EXACT or after_comma
    )


def find_key(text: str, gazetteer: Gazetteer) -> tuple[str, PlaceLevel | None, float]:
    """The key under which a name is known, the level that a generic word in it tells, and how far to trust the key.

    Tried in turn: the whole name, the name without generic words ("Fars Province") or directions
    ("northern Syria"), the longest part of it that is known ("Damascus International Airport").
    """
    knowledge = gazetteer.knowledge
    parts = [word for word in name_key(text).split() if word != "of"][:LONGEST_NAME]
    whole = name_key(text)
    if not parts or gazetteer.known([whole]):
        return whole, None, 1.0
    level = generic_level(parts[-1], knowledge) or generic_level(parts[0], knowledge)
    plain = [word for word in parts if not generic_level(word, knowledge)]
    bare = [word for word in plain if word not in knowledge.words[WordKind.DIRECTION]]
    runs = [
        bare[i:j]
        for size in range(len(bare), 0, -1)
        for i in range(len(bare) - size + 1)
        for j in [i + size]
        if size > 1 or bare[i] not in knowledge.words[WordKind.ORDINARY]
    ]
    keys = [" ".join(run) for run in [plain, *runs] if run]
    known = gazetteer.known(keys)
    for key in keys:
        if key in known:
            return key, level, 0.9 if key in (" ".join(plain), " ".join(bare)) else 0.5
    return whole, level, 0.0
