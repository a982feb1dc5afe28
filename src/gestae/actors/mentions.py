"""The actors room: every noun phrase and pronoun of a document, and whom it denotes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from spacy.tokens import Token

from gestae.actors.chains import Discourse, Referent
from gestae.actors.choose import Reading
from gestae.actors.compose import Composer
from gestae.actors.context import SCENE, Setting, inherit
from gestae.actors.evidence import gather
from gestae.actors.parts import OFFICIAL, Phrase
from gestae.actors.pronouns import first_person, relative, speakers, third_person
from gestae.actors.scan import Hit, Scan
from gestae.actors.view import Mention, MentionKind, Mentions
from gestae.knowledge import Agent, AgentKind, CountryName, Entity, Knowledge, Title, words
from gestae.language.view import Parsed
from gestae.model import Actor
from gestae.places.view import Places
from gestae.speech.view import Speech

_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM"))
_INNER = frozenset(("compound", "amod", "nmod", "nummod", "npadvmod", "quantmod", "advmod"))


def find_mentions(parsed: Parsed, speech: Speech, places: Places, knowledge: Knowledge) -> Mentions:
    """All mentions of a document in order of their heads, resolved on the document's date.

    Countries and sectors come from the phrase itself first, then from what it takes up (a fuller name, an antecedent),
    last from the document where one country clearly is its scene.
    """
    return resolve(parsed, speech, places, knowledge, parsed.document.published)


def resolve(
    parsed: Parsed, speech: Speech, places: Places, knowledge: Knowledge, on: date | None, loose: bool = False
) -> Mentions:
    """``find_mentions`` with the date given; ``loose`` finds names written in small letters."""
    scan = Scan(parsed.doc, knowledge, on, loose)
    scan.yield_to(places, knowledge.word_classes, on)
    reading = Reading(knowledge, on, gather(scan, places, knowledge))
    owners: dict[int, Actor] = {}
    composer = Composer(parsed, scan, places, reading, owners)
    discourse = Discourse(parsed, knowledge)
    said_by = speakers(speech.utterances, range(len(parsed.doc)))
    document_voice = official_source(parsed.document.source, knowledge, on)
    setting = Setting(parsed, scan, places, reading, document_voice.country if document_voice else None)
    found: dict[int, Mention] = {}
    referents: dict[int, Referent] = {}
    for token in parsed.doc:
        if not _heads(token, scan):
            continue
        if token.pos_ == "PRON" or token.tag_ in ("PRP", "PRP$", "WP", "WDT", "WP$"):
            mention = _pronoun(token, discourse, found, said_by, document_voice)
            if token.tag_ == "PRP$" and len(mention.actors) == 1:
                owners[token.i] = mention.actors[0]
                composer.forget(token.head.i)
            found[token.i] = mention
            continue
        phrase = discourse.known(_held(composer.phrase(token.i), knowledge, on))
        referent = discourse.take(phrase)
        if referent is not None:
            referents[referent.chain] = referent
            if token.dep_ == "conj":
                discourse.join(token, referent)
        speaker = found.get(said_by.get(token.i, -1))
        home = _home(phrase, speaker, parsed, knowledge.word_classes["own"]) or _defied(phrase, token, found)
        mention = _mention(phrase, referent, setting, home)
        told = phrase if mention.actors is phrase.actors else replace(phrase, actors=mention.actors)
        if (held := _held(told, knowledge, on)) is not told:
            mention = replace(mention, actors=held.actors)
        hit = scan.at.get(token.i)
        found[token.i] = (
            replace(mention, rivals=reading.rivals(hit)) if hit is not None and len(hit.facts) > 1 else mention
        )
        if token.dep_ == "poss" and len(mention.actors) == 1 and mention.actors != phrase.actors:
            owners[token.i] = mention.actors[0]
            composer.forget(token.head.i)
    settled = {head: _settled(found[head], referents) for head in sorted(found)}
    return Mentions(tuple(_late_speaker(mention, said_by, settled) for mention in settled.values()))


def _heads(token: Token, scan: Scan) -> bool:
    """Whether a token heads a mention: a noun or pronoun, or a name or agent before a noun."""
    hit = scan.at.get(token.i)
    if hit is not None:
        if hit.end - hit.start > 1 and hit.start <= token.head.i < hit.end and token.head.i != token.i:
            return False
        if token.dep_ in _INNER and (_before_name(token, hit) or _describes(token, hit)):
            return False
        if token.pos_ in _NOMINAL or token.pos_ == "ADJ":
            return True
        return token.i == hit.end - 1 and (
            token.dep_ not in ("ROOT", "punct") or any(isinstance(f, Entity) for f in hit.facts)
        )
    if token.pos_ not in _NOMINAL:
        return token.tag_ in ("PRP$", "WP$")
    return token.dep_ not in _INNER or token.head.pos_ not in _NOMINAL


def _held(phrase: Phrase, knowledge: Knowledge, on: date | None) -> Phrase:
    """The phrase with the person who held the office that it names on the day: "the French president"."""
    if not phrase.person or phrase.named or len(phrase.actors) != 1 or not phrase.why.startswith("agent/"):
        return phrase
    actor = phrase.actors[0]
    if actor.country is None or actor.entity is not None or actor.sector == "ELI":
        return phrase
    holder = knowledge.holder(actor.country, phrase.why.removeprefix("agent/"), on)
    return replace(phrase, actors=(holder,)) if holder else phrase


def _before_name(token: Token, hit: Hit) -> bool:
    """Whether a title or an office stands before a person's name, as part of it."""
    return token.head.ent_type_ == "PERSON" and all(isinstance(f, Agent | Title) for f in hit.facts)


def _describes(token: Token, hit: Hit) -> bool:
    """Whether a common noun before another only says of what sort it is: "car bomb", "military action"."""
    agents = [f for f in hit.facts if isinstance(f, Agent)]
    sort = token.pos_ == "ADJ" or any(a.kind in (AgentKind.THING, AgentKind.PLACE) for a in agents)
    return len(agents) == len(hit.facts) and sort


def _home(phrase: Phrase, speaker: Mention | None, parsed: Parsed, own: frozenset[str]) -> str | None:
    """The country of the official who speaks of "the government": his own."""
    if speaker is None or len(speaker.actors) != 1 or not phrase.open or phrase.named:
        return None
    body = parsed.doc[phrase.head].lower_ in own and parsed.doc[phrase.start].lower_ == "the"
    return speaker.actors[0].country if body and speaker.actors[0].sector in OFFICIAL else None


def _defied(phrase: Phrase, token: Token, found: Mapping[int, Mention]) -> str | None:
    """The country of opponents whom officials act against: "officials in Turkey cracked down on opponents"."""
    if not phrase.open or phrase.named or not phrase.actors or phrase.actors[0].sector != "OPP":
        return None
    verb = token.head.head if token.dep_ == "pobj" else token.head
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None) if token.dep_ in ("dobj", "pobj") else None
    there = found.get(subject.i) if subject is not None else None
    official = there is not None and len(there.actors) == 1 and there.actors[0].sector in OFFICIAL
    return there.actors[0].country if there is not None and official else None


def _mention(phrase: Phrase, referent: Referent | None, setting: Setting, home: str | None) -> Mention:
    mention = Mention(
        phrase.start, phrase.end, phrase.head, phrase.kind, phrase.actors, None, phrase.plural, phrase.why
    )
    if referent is None:
        return mention
    actors = phrase.actors
    if len(actors) == 1 and len(referent.actors) == 1:
        known = referent.person and referent.actors[0].entity is not None and actors[0].entity is None
        actors = (_fuller(*(referent.actors + actors if known else actors + referent.actors)),)
    elif not actors or not any(a.country for a in actors):
        actors = referent.actors
    explicit = bool(phrase.actors) and all(a.country for a in phrase.actors)
    if referent.inferred and explicit:
        referent.actors, referent.inferred = actors, False
    why = phrase.why + SCENE if referent.inferred and not explicit else phrase.why
    mention = inherit(replace(mention, actors=actors, chain=referent.chain, why=why), phrase, setting, home)
    if len(mention.actors) == len(referent.actors):
        referent.inferred |= mention.why.endswith(SCENE) and not all(a.country for a in referent.actors)
        referent.actors = tuple(_fuller(a, b) for a, b in zip(referent.actors, mention.actors, strict=True))
    return mention


def _fuller(actor: Actor, other: Actor) -> Actor:
    if actor == other:
        return actor
    return Actor(
        country=actor.country or other.country,
        sector=actor.sector or other.sector,
        sectors=actor.sectors or other.sectors,
        entity=actor.entity or other.entity,
        name=other.name if other.name and len(other.name) > len(actor.name or "") else actor.name,
        office=actor.office or other.office,
        wikidata=actor.wikidata or other.wikidata,
    )


def _pronoun(
    token: Token,
    discourse: Discourse,
    found: dict[int, Mention],
    said_by: dict[int, int],
    document_voice: Actor | None,
) -> Mention:
    plural = token.lower_ in ("they", "them", "their", "we", "us", "our")
    empty = Mention(token.i, token.i + 1, token.i, MentionKind.OTHER, plural=plural)
    if first_person(token):
        speaker = said_by.get(token.i)
        if speaker is not None:
            return replace(empty, kind=MentionKind.ACTOR, why="speaker")
        if document_voice:
            return replace(empty, kind=MentionKind.ACTOR, actors=(document_voice,), why="source")
        return empty
    antecedent = relative(token)
    if antecedent is not None:
        there = found.get(antecedent.i)
        if there is None:
            return empty
        return replace(
            empty, kind=there.kind, actors=there.actors, chain=there.chain, plural=there.plural, why="relative"
        )
    if not third_person(token):
        return empty
    referent = discourse.pronoun(token)
    if referent is None:
        person = token.lower_ in ("he", "she", "him", "they", "them")
        return replace(empty, kind=MentionKind.ACTOR if person else MentionKind.OTHER, why="pronoun")
    return replace(empty, kind=referent.kind, actors=referent.actors, chain=referent.chain, why="pronoun")


def _settled(mention: Mention, referents: Mapping[int, Referent]) -> Mention:
    """The mention with what a later one said of the same actor, where its own country was only the scene's."""
    referent = referents.get(mention.chain) if mention.chain is not None else None
    if referent is None or referent.inferred or not (mention.why.endswith(SCENE) or mention.why == "pronoun"):
        return mention
    return replace(mention, actors=referent.actors) if referent.actors else mention


def _late_speaker(mention: Mention, said_by: dict[int, int], by_head: dict[int, Mention]) -> Mention:
    """First-person pronouns take their speaker, who often stands after the quotation."""
    if mention.why != "speaker":
        return mention
    speaker = by_head.get(said_by[mention.head])
    if speaker is None or speaker.why == "speaker":
        return mention
    actors = speaker.actors
    return replace(mention, actors=actors, chain=speaker.chain)


def official_source(source: str | None, knowledge: Knowledge, on: date | None) -> Actor | None:
    """The official body that speaks as "we" in its own statement, None for a news outlet or an unknown source."""
    text = words(source or "")
    country: Actor | None = None
    sectors: tuple[str, ...] = ()
    position = 0
    while position < len(text):
        length, facts = knowledge.names.longest(text, position)
        for fact in facts[:1]:
            if isinstance(fact, Entity):
                actor = knowledge.entity(fact.id, on)
                return actor if actor.sector in OFFICIAL else None
            if isinstance(fact, CountryName):
                country = knowledge.country(fact.code, on)
            elif isinstance(fact, Agent):
                sectors = fact.sectors
        position += max(length, 1)
    if country is None or sectors[:1] == () or sectors[0] not in OFFICIAL:
        return None
    return Actor(country=country.country, sector=sectors[0], sectors=sectors, name=source)
