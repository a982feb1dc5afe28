"""Dictionary entries as people, bodies and agent nouns of the knowledge."""

import re
from collections.abc import Iterable
from datetime import date

from gestae.knowledge.facts import Agent, AgentKind, CountryName, Entity, EntityKind, NameKind
from gestae.knowledge.importing.codes import Code, Codes
from gestae.knowledge.importing.dictionary import Coding, DictionaryEntry
from gestae.knowledge.importing.scribe import Held, Scribe, Who
from gestae.knowledge.load import plural
from gestae.knowledge.words import words

_ACRONYM = 5  # letters; a longer single word in capitals is taken for a name
_RUN = re.compile(r"(\d|'(?=\w\b)|)([^\W\d_]+)")
_STATE = frozenset(("GOV",))
_SMALL = frozenset("a al and by da de del der di dos du e el en for in la of on the to van von y".split())


def write_entries(found: Iterable[DictionaryEntry], codes: Codes, scribe: Scribe, as_of: str) -> None:
    """Write the rows of all entries; what cannot be used is reported by its row."""
    for entry in found:
        coded = [(coding, codes.read(coding.code)) for coding in entry.codings]
        for coding, code in coded:
            for part in code.unknown:
                problem = f"{part!r} in {coding.code!r} is in no table of codes; a row of your own can add it (--codes)"
                scribe.report.problem(scribe.path, coding.row, problem)
        for coding in [c for c in entry.codings if not c.dated][1:]:
            problem = f"{coding.code!r} is a second code without days; the first one counts (join them by /)"
            scribe.report.problem(scribe.path, coding.row, problem)
        usable = [(coding, code) for coding, code in coded if code.country or code.sectors or not code.unknown]
        if not usable:
            scribe.report.problem(scribe.path, entry.row, f"{entry.name!r} has no code that can be used")
        elif entry.agent:
            _write_agent(entry, usable[0][1], codes, scribe, as_of)
        elif _is_state(entry, usable, codes):
            _write_country_names(entry, usable[0][1], codes, scribe, as_of)
        else:
            scribe.write(_who(entry, usable, codes, as_of))


def _who(entry: DictionaryEntry, coded: list[tuple[Coding, Code]], codes: Codes, as_of: str) -> Who:
    default = next((code for coding, code in coded if not coding.dated), None)
    kind = _kind(entry, coded, codes)
    name, *aliases = (_written(n, kind) for n in (entry.name, *entry.synonyms))
    return Who(
        entry.row,
        name,
        kind,
        default.country if default else next((code.country for _, code in coded if code.country), None),
        default.sectors if default else (),
        tuple(aliases),
        tuple(
            Held("", code.country, code.sectors, _iso(coding.first), _iso(coding.last))
            for coding, code in coded
            if coding.dated
        ),
        as_of=as_of,
    )


def _kind(entry: DictionaryEntry, coded: list[tuple[Coding, Code]], codes: Codes) -> EntityKind:
    """What a named actor is: as known by its name, else by a common noun in it, by signs of a person, by its role."""
    for name in (entry.name, *entry.synonyms):
        for fact in codes.knowledge.names.get(name):
            if isinstance(fact, Entity) and (fact.kind is not EntityKind.PERSON or len(words(name)) > 1):
                return fact.kind
    by_role = next((code.kind for _, code in coded if code.kind), EntityKind.ORG)
    if any(_is_body(codes, word.norm) for word in words(entry.name)):
        return EntityKind.ORG if by_role is EntityKind.PERSON else by_role
    former = any("ELI" in code.sectors for _, code in coded)
    served = by_role is EntityKind.ORG and any(coding.dated for coding, _ in coded)
    given = codes.knowledge.word_classes["woman"] | codes.knowledge.word_classes["man"]
    called = len(entry.name.split()) > 1 and entry.name.split()[0].lower() in given
    return EntityKind.PERSON if former or served or called or entry.inverted else by_role


def _is_body(codes: Codes, word: str) -> bool:
    return any(
        isinstance(f, Agent) and f.kind in (AgentKind.BODY, AgentKind.FORCE, AgentKind.GROUP)
        for f in codes.knowledge.names.get(word)
    )


def _is_state(entry: DictionaryEntry, coded: list[tuple[Coding, Code]], codes: Codes) -> bool:
    """Whether an entry is a country or its government: a name of that state is known, and the code says no more."""
    home = coded[0][1].country
    if home is None or any(c.country != home or not c.plain or set(c.sectors) - _STATE for _, c in coded):
        return False
    return any(
        isinstance(f, CountryName) and f.kind is not NameKind.PEOPLE and codes.state(f.code) == home
        for name in (entry.name, *entry.synonyms)
        for f in codes.knowledge.names.get(name)
    )


def _write_country_names(entry: DictionaryEntry, code: Code, codes: Codes, scribe: Scribe, as_of: str) -> None:
    """The names of a country that are not known yet; those of its government are its seat's."""
    kind = NameKind.SEAT if code.sectors else NameKind.NAME
    for name in dict.fromkeys((entry.name, *entry.synonyms)):
        if not any(isinstance(f, CountryName) for f in codes.knowledge.names.get(name)):
            cells = {"code": code.country, "name": _written(name, EntityKind.ORG), "kind": kind.value}
            scribe.overlay.row("country_names", {**cells, "source": scribe.source, "as_of": as_of})


def _write_agent(entry: DictionaryEntry, code: Code, codes: Codes, scribe: Scribe, as_of: str) -> None:
    """A common noun; what kind of thing it denotes is told by the known noun at its end."""
    for singular in dict.fromkeys((entry.name, *entry.synonyms)):
        phrase = singular.lower()
        heads = (codes.knowledge.agents.get(" ".join(phrase.split()[at:])) for at in range(len(phrase.split())))
        head = next((agent for agent in heads if agent), None)
        kind = head.kind if head else AgentKind.PERSON
        irregular = [p.lower() for p in entry.plurals if singular == entry.name and p.lower() != plural(phrase)]
        for number, text in (("sg", phrase), *(("pl", p) for p in irregular)):
            cells = {
                "phrase": text,
                "number": number,
                "sectors": "|".join(code.sectors),
                "country": code.country,
                "kind": kind.value,
                "source": scribe.source,
                "as_of": as_of,
            }
            scribe.overlay.row("agents", cells)


def _written(name: str, kind: EntityKind) -> str:
    """A name in capitals as the news writes it; a short single word that is no person's stays an acronym."""
    parts = name.split()
    if not name.isupper() or (len(parts) == 1 and len(name) <= _ACRONYM and kind is not EntityKind.PERSON):
        return name
    small = (p.lower() if at and p.lower() in _SMALL else _capital(p) for at, p in enumerate(parts))
    return " ".join(small)


def _capital(word: str) -> str:
    """Capitals at the beginning and after hyphens, dots and apostrophes: Al-Shabaab, U.N., O'Brien, but 1st, King's."""
    return _RUN.sub(lambda m: m[1] + (m[2].lower() if m[1] else m[2][0] + m[2][1:].lower()), word)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
