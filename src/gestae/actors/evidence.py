"""What a whole text says before any phrase is read: the countries it names, its people's full names, its bodies."""

from collections import Counter
from dataclasses import dataclass

from gestae.actors.scan import Scan
from gestae.knowledge import Agent, AgentKind, CountryName, Entity, EntityKind, Knowledge, Title, words
from gestae.places.view import Places

_NAMED, _IMPLIED = 2, 1  # weights of a country's own name, and of an entity or a place of it
_JOINTS = frozenset(("of", "for", "on", "to", "in", "against"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a text says as a whole.

    ``countries`` weighs countries by code, ``forms`` the same by code and name, so that a name is no evidence for
    itself; ``people`` are full personal names by their last word, ``bodies`` the one entity that a noun can shorten,
    ``unions`` those of no one country by each word of their names ("Global Coalition"), ``possessors`` the police
    offices of which bodies or people are named ("the sheriff's office"); ``elsewhere`` tells that it names places.
    """

    countries: Counter[str]
    forms: Counter[tuple[str, str]]
    people: dict[str, set[str]]
    bodies: dict[str, Entity]
    unions: dict[str, Entity]
    possessors: tuple[Agent, ...]
    elsewhere: bool


def gather(scan: Scan, places: Places, knowledge: Knowledge) -> Evidence:
    """The evidence of a document."""
    countries: Counter[str] = Counter()
    forms: Counter[tuple[str, str]] = Counter()
    for hit in scan.hits:
        names = dict.fromkeys((f.code, f.name.lower()) for f in hit.facts if isinstance(f, CountryName))
        entities = [f for f in hit.facts if isinstance(f, Entity) and f.kind is not EntityKind.OUTLET]
        for code, name in names:
            countries[code] += _NAMED
            forms[code, name] += _NAMED
        if not names and len(entities) == 1 and entities[0].country and hit.single is None:
            countries[entities[0].country] += _IMPLIED
    for place in places.names:
        state = knowledge.state_of(place.place.country)
        if state and place.head not in scan.at:
            countries[state] += _IMPLIED
    elsewhere = any(span.label_ == "GPE" for span in scan.doc.ents)
    return Evidence(
        countries, forms, _full_names(scan), *_bodies(scan, knowledge), _possessors(scan, knowledge), elsewhere
    )


def _possessors(scan: Scan, knowledge: Knowledge) -> tuple[Agent, ...]:
    """The police offices that own others of the agents in the tables: a sheriff, of whom there are deputies."""
    heads = (f.phrase.partition("'s ")[0] for hit in scan.hits for f in hit.facts if isinstance(f, Agent))
    found = (knowledge.agents.get(head) for head in dict.fromkeys(heads))
    return tuple(a for a in found if a is not None and a.kind is AgentKind.PERSON and a.sectors[:1] == ("COP",))


def _full_names(scan: Scan) -> dict[str, set[str]]:
    """The personal names of two words or more in a document, by their last word; titles alone are none."""
    found: dict[str, set[str]] = {}
    for span in scan.doc.ents:
        if span.label_ != "PERSON" or span.end - span.start < 2 or all(_office(scan, t.i) for t in span):
            continue
        norms = [w.norm for w in words(span.text) if w.norm != "'s"]
        if len(norms) > 1 and span[0].pos_ not in ("AUX", "VERB", "ADP", "SCONJ"):
            found.setdefault(norms[-1], set()).add(" ".join(norms))
    return found


def _office(scan: Scan, token: int) -> bool:
    hit = scan.at.get(token)
    return hit is not None and any(isinstance(f, Agent | Title) for f in hit.facts)


def _bodies(scan: Scan, knowledge: Knowledge) -> tuple[dict[str, Entity], dict[str, Entity]]:
    """The named bodies by their head noun where one only is of it, and those of no one country by each word."""
    found: dict[str, set[Entity]] = {}
    unions: dict[str, Entity] = {}
    for hit in scan.hits:
        entities = [f for f in hit.facts if isinstance(f, Entity) and f.kind is not EntityKind.PERSON]
        if len(entities) != 1 or any(isinstance(f, CountryName) for f in hit.facts):
            continue
        tokens = [t.lower_ for t in scan.doc[hit.start : hit.end]]
        joint = next((i for i, word in enumerate(tokens) if word in _JOINTS), len(tokens))
        if len(tokens) > 1:
            found.setdefault(tokens[max(joint - 1, 0)], set()).add(entities[0])
        if knowledge.stateless(entities[0].country):
            for word in tokens:
                unions.setdefault(word, entities[0])
    return {noun: next(iter(named)) for noun, named in found.items() if len(named) == 1}, unions
