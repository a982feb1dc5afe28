"""The scene of a document: the country that agents without one ("police", "protesters") belong to."""

import itertools
from collections import Counter, defaultdict
from dataclasses import replace

from gestae.actors.choose import Reading
from gestae.actors.parts import OFFICIAL, PLACE_PREPOSITIONS, Phrase, first_joined
from gestae.actors.scan import Hit, Scan
from gestae.actors.view import Mention, MentionKind
from gestae.knowledge import EntityKind
from gestae.language.view import Parsed
from gestae.model import Actor
from gestae.places.view import Places

SCENE = "+scene"  # marks the reason of a mention whose country is only the scene's
_DOMINANT = 0.5  # share of all countries named that the scene needs for people
_CERTAIN = 0.75  # the same for names, who may come from elsewhere
_ENOUGH = 6  # weight of all countries named that a scene needs for names
_PLACE, _OTHER, _PARTY = 4, 2, 1  # weights of a country as a place, in other uses, as a subject
_DATELINE = 4  # weight of the country that a report was sent from
_NEVER = 1000  # a weight that no country of one sentence reaches
NEAREST_ABOVE = 3  # words above a name among which one of meeting makes it a venue
_HOMELESS = frozenset(("EDU",))  # agents whose country a text does not imply


class Setting:
    """Countries named in the document and in each sentence, and how often.

    ``home`` is the country of an official body that the document comes from: its officials are meant, not its scene.
    """

    def __init__(self, parsed: Parsed, scan: Scan, places: Places, reading: Reading, home: str | None = None) -> None:
        self.parsed, self.reading, self.home = parsed, reading, home
        self.document: Counter[str] = Counter()
        self.sentences: dict[int, Counter[str]] = {}
        for hit in scan.hits:
            code = self._country(hit)
            if code and not self._venue(hit.start, hit.end):
                self._count(code, parsed.sentence_of[hit.start], self._weight(hit))
        named = frozenset(self.document)
        places_of: defaultdict[str, set[str]] = defaultdict(set)
        for name in places.names:
            places_of[reading.knowledge.state_of(name.place.country) or ""].add(name.place.name or "")
        for name in places.names:
            country = reading.knowledge.state_of(name.place.country)
            if (
                country
                and (name.head not in scan.at or name.why == "dateline")
                and not self._venue(name.start, name.end)
            ):
                sure = country in named or len(places_of[country]) > 1
                weight = _DATELINE if name.why == "dateline" else _PLACE if sure else _OTHER
                self._count(country, parsed.sentence_of[name.head], weight)

    def _venue(self, start: int, end: int) -> bool:
        """Is it only where parties from elsewhere meet: "talks with the rebels in Geneva"?"""
        classes = self.reading.knowledge.word_classes
        name = self.parsed.doc[start:end]
        if name.text.lower() not in classes["venue"] or name.root.dep_ != "pobj":
            return False
        above = itertools.islice(name.root.ancestors, NEAREST_ABOVE)
        return any(not classes["meet"].isdisjoint((t.lemma_.lower(), t.lower_)) for t in above)

    def _weight(self, hit: Hit) -> int:
        """A country where something is counts for more than one that acts."""
        last = first_joined(self.parsed.doc[hit.end - 1])
        if last.dep_ == "pobj" and last.head.lower_ in PLACE_PREPOSITIONS:
            return _PLACE
        return _PARTY if last.dep_ in ("nsubj", "nsubjpass", "agent") else _OTHER

    def _country(self, hit: Hit) -> str | None:
        name = self.reading.country(hit)
        knowledge = self.reading.knowledge
        if name is not None:
            state = knowledge.countries[name.code].kind != "body"
            return knowledge.code_on(name.code, self.reading.on) if state and not hit.linked else None
        entity = self.reading.entity(hit)
        if entity is None or entity.kind is EntityKind.OUTLET or knowledge.stateless(entity.country):
            return None
        return entity.country

    def _count(self, code: str, sentence: int, weight: int) -> None:
        if code != self.home:
            self.document[code] += weight
        self.sentences.setdefault(sentence, Counter())[code] += weight

    def country(self, token: int, share: float = _DOMINANT, near: int = 0, enough: int = 1) -> str | None:
        """The country of the scene at a token, None where no one country stands out.

        All countries named have to weigh ``enough``, the one country of its sentence ``near`` there.
        """
        total = self.document.total()
        if total >= enough:
            code, count = self.document.most_common(1)[0]
            if count > share * total:
                return code
        named = self.sentences.get(self.parsed.sentence_of[token])
        if named and len(named) == 1:
            code, weight = named.most_common(1)[0]
            return code if weight >= near else None
        return None


def inherit(mention: Mention, phrase: Phrase, setting: Setting, home: str | None = None) -> Mention:
    """The mention with a country where its actors have none: ``home``, that of the speaker, else the scene's."""
    if mention.kind is MentionKind.THING and not mention.actors:
        code = setting.country(mention.head, _CERTAIN, enough=_ENOUGH)
        return replace(mention, actors=(Actor(country=code),), why=mention.why + SCENE) if code else mention
    if not phrase.open or (mention.kind is MentionKind.OTHER and mention.why != "owner") or not mention.actors:
        return mention
    if all(a.country for a in mention.actors) or any(a.entity for a in mention.actors):
        return mention
    sectors = {s for a in mention.actors for s in a.sectors}
    if (not sectors and not phrase.person) or sectors & _HOMELESS:
        return mention
    code = home or (setting.home if _speaks_for_home(mention, phrase, sectors, setting) else None)
    if code is None and phrase.named:
        organ = bool(sectors & OFFICIAL)
        near, enough = (0, 1) if organ and not phrase.person else (0 if organ else _PLACE, _ENOUGH)
        code = setting.country(mention.head, _CERTAIN, near, enough)
    elif code is None:
        code = setting.country(mention.head, *((_CERTAIN, _NEVER, _ENOUGH) if phrase.reserved else (_DOMINANT, 0)))
    if code is None:
        return mention
    actors = tuple(a if a.country else a.model_copy(update={"country": code}) for a in mention.actors)
    return replace(mention, actors=actors, why=mention.why + SCENE)


def _speaks_for_home(mention: Mention, phrase: Phrase, sectors: set[str], setting: Setting) -> bool:
    """Whether a mention is an official of the body that the document comes from: "the Foreign Secretary welcomes"."""
    if setting.home is None or mention.kind is not MentionKind.ACTOR or mention.plural:
        return False
    head = setting.parsed.doc[mention.head]
    if not sectors:
        return phrase.person and phrase.named and head.dep_ == "nsubj"
    titled = mention.why.startswith("agent/") and head.text[:1].isupper()
    return bool(sectors & OFFICIAL) and ((phrase.person and phrase.named) or titled)
