"""Who is known under a name, and what else could have been meant."""

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from gestae.knowledge.base import Knowledge
from gestae.knowledge.facts import CountryName, Entity
from gestae.knowledge.words import Entry, name_key
from gestae.model import Actor

_SUGGESTED = 5
_ALIKE = 0.8  # share of letters that two names have in common


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who bears a name: as they stand on the day, the spellings that matched, and where the row came from."""

    actor: Actor
    matched: tuple[str, ...]
    source: str
    as_of: str


def look_up(knowledge: Knowledge, name: str, on: date | None = None) -> list[Found]:
    """Entities and countries that bear a name, or the outlet of a domain; an empty list where none does."""
    outlet = knowledge.outlet(None, name, on) if "." in name else None
    actors = [*knowledge.search(name, on), *([outlet] if outlet else [])]
    entries = knowledge.names.entries(name)
    found = []
    for actor in dict.fromkeys(actors):
        spelled = (e.name for e in entries if _identifier(e) == actor.entity)
        entity = knowledge.entities.get(actor.entity or "")
        matched = tuple(dict.fromkeys(spelled)) or (name,)
        found.append(Found(actor, matched, entity.source if entity else "", entity.as_of if entity else ""))
    return found


def suggest(knowledge: Knowledge, name: str) -> list[str]:
    """Names of those who could have been meant: with all its words among others, then alike in their letters."""
    key = name_key(name)
    asked = set(key.split())
    names = list(knowledge.names.keys())
    holding = sorted((k for k in names if asked and asked <= set(k.split())), key=lambda k: (len(k), k))
    alike = get_close_matches(key, names, _SUGGESTED, _ALIKE)
    written = (_written(knowledge, k) for k in (*holding, *alike))
    return list(dict.fromkeys(w for w in written if w))[:_SUGGESTED]


def _written(knowledge: Knowledge, key: str) -> str | None:
    return next((e.name for e in knowledge.names.entries(key) if isinstance(e.fact, CountryName | Entity)), None)


def _identifier(entry: Entry) -> str | None:
    if isinstance(entry.fact, Entity):
        return entry.fact.id
    return f"country:{entry.fact.code}" if isinstance(entry.fact, CountryName) else None
