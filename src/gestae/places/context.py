"""What a document's names tell about each other, and where it comes from; works with and without a parse."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from gestae.model import PlaceLevel
from gestae.places.entry import Candidate, NameKind, name_key
from gestae.places.evidence import Name, Outlet
from gestae.places.gazetteer import Gazetteer
from gestae.places.knowledge import NameRowKind, PlaceKnowledge, WordKind
from gestae.places.scan import Word

COUNTRY_OR_STATE = (PlaceLevel.COUNTRY, PlaceLevel.ADMIN1)
GENERIC_LEVELS = {
    WordKind.ADMIN1: PlaceLevel.ADMIN1,
    WordKind.ADMIN2: PlaceLevel.ADMIN2,
    WordKind.CITY: PlaceLevel.CITY,
}
GENERIC_DOMAINS = frozenset({"com", "org", "net", "info", "news", "tv", "biz", "co", "io", "me", "fm", "cc", "us"})
WELL_KNOWN = 100_000
COUNTRY_BEARING = 0.3
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
    words: Sequence[Word],
    last: int,
    key: str,
    by_start: Mapping[int, list[tuple[int, str]]],
    gazetteer: Gazetteer,
) -> str | None:
    """The key of the country or division named after a comma or in brackets right behind a name ("Paris, Texas").

    An area after an area is one only where no list goes on ("Turkey, Russia and Iran").
    """
    found = _area_at(words, last, by_start, gazetteer)
    if found is None:
        return None
    end, area = found
    if not gazetteer.is_area(key):
        return area
    if gazetteer.is_country(key) and gazetteer.is_country(area):
        return None
    behind = end + 1 if end < len(words) and words[end].text == "," else end
    goes_on = _joins(words, behind) or _area_at(words, end, by_start, gazetteer) is not None
    return None if goes_on else area


def _joins(words: Sequence[Word], at: int) -> bool:
    """Does a list go on there?"""
    return at < len(words) and words[at].text in {"and", "or", "&"}


def _area_at(
    words: Sequence[Word], mark: int, by_start: Mapping[int, list[tuple[int, str]]], gazetteer: Gazetteer
) -> tuple[int, str] | None:
    if mark + 1 >= len(words) or words[mark].text not in {",", "("} or words[mark + 1].stop:
        return None
    for end, key in by_start.get(mark + 1, ()):
        text = "".join(word.text for word in words[mark + 1 : end])
        if gazetteer.is_area(key) and exact_ok(text, key, gazetteer.knowledge, after_comma=True):
            return end, key
    return None


def merge(found: Iterable[Found], candidates: Mapping[str, tuple[Candidate, ...]]) -> list[Name]:
    """One name a key: its greatest weight, raised by repetition, and all that stands beside its mentions."""
    mentions: dict[str, list[Found]] = {}
    for name in found:
        mentions.setdefault(name.key, []).append(name)
    return [
        Name(
            key,
            _meant(candidates.get(key, ()), group),
            max(name.weight for name in group) * (1 + 0.3 * math.log(len(group))) * _bearing(candidates.get(key, ())),
            tuple(dict.fromkeys(name.inside for name in group if name.inside)),
            tuple(
                (level, count / len(group)) for level, count in Counter(n.level for n in group if n.level).most_common()
            ),
        )
        for key, group in mentions.items()
    ]


def _bearing(candidates: tuple[Candidate, ...]) -> float:
    """How much a name says of where the others are: countries are named as parties everywhere."""
    return COUNTRY_BEARING if any(c.entry.level is PlaceLevel.COUNTRY for c in candidates) else 1.0


def _meant(candidates: tuple[Candidate, ...], group: Iterable[Found]) -> tuple[Candidate, ...]:
    """An adjective ("the English town") is a town's name only where an area is named behind it ("English, Indiana")."""
    people = tuple(candidate for candidate in candidates if candidate.kind is NameKind.ADJECTIVE)
    return people if people and not any(name.inside for name in group) else candidates


def read_outlet(url: str | None, source: str | None, gazetteer: Gazetteer) -> Outlet:
    """Where a document's outlet is at home: from the table of outlets, else by its domain's country and names in it."""
    outlets = gazetteer.knowledge.outlets
    labels = _labels(url)
    names = [".".join(labels[start:]) for start in range(len(labels))] + [(source or "").lower()]
    target = next((outlets[name] for name in names if name in outlets), None)
    if target:
        entry = gazetteer.target(target)
        return Outlet((entry,), entry.country) if entry else Outlet()
    last = labels[-1] if labels else ""
    country = gazetteer.country_of_domain(last) if last not in GENERIC_DOMAINS else gazetteer.knowledge.outlets.get("*")
    keys = [*_keys_in_domain([x for x in labels[:-1] if x not in DOMAIN_NOISE]), *_keys_in_title(source or "")]
    joined = gazetteer.joined(keys)
    keys = [joined.get(key, key) for key in keys]
    ordinary = gazetteer.knowledge.words[WordKind.ORDINARY]
    found = gazetteer.candidates(keys)
    for key in keys:
        here = [c.entry for c in found.get(key, ()) if c.entry.country == country and c.entry.population]
        if here and key not in ordinary:
            best = max(here, key=lambda entry: (entry.level is PlaceLevel.CITY, entry.population, -entry.id))
            sure = (best,) if best.population >= WELL_KNOWN or len(here) == 1 else ()
            return Outlet(sure, country, frozenset({key}))
    return Outlet((), country)


def _labels(url: str | None) -> list[str]:
    if not url:
        return []
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return []
    return host.lower().removeprefix("www.").split(".")


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
    if after_comma:
        plain = text.replace(" ", "").rstrip(".")
        return any(row.name.replace(" ", "").rstrip(".") == plain for row in rows)
    plain = text.replace(" ", "")
    return any(row.kind is NameRowKind.EXACT and row.name.replace(" ", "") == plain for row in rows)


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
    singular = [*parts[:-1], parts[-1].removesuffix("s")]
    keys = [" ".join(words) for words in (plain, bare, singular) if words]
    part = [" ".join(parts[:size]) for size in range(len(parts) - 1, 0, -1)]
    known = gazetteer.known([*keys, *part])
    for key in keys:
        if key in known:
            return key, level, 0.9
    for key in part:
        if key in known and (key in gazetteer.major or gazetteer.is_area(key) or key in knowledge.adjectives):
            return key, None, 0.8
    return whole, level, 0.0


def is_built(text: str, knowledge: PlaceKnowledge) -> bool:
    """Whether a name's words tell a street or building ("Royal Street", "Bridge of Spies")."""
    built = knowledge.words[WordKind.STREET] | knowledge.words[WordKind.FACILITY]
    return any(word in built for word in text.lower().split())
