"""What a noun phrase comes to, and small questions about tokens and actors that its reading asks."""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from gestae.actors.view import MentionKind
from gestae.model import Actor

_PARTY_PREPOSITIONS = frozenset(("by", "with", "between", "against", "on", "toward", "towards", "upon"))
_LONGEST_LIST = 20
OFFICIAL = frozenset(("GOV", "MIL", "LEG", "JUD", "COP", "SPY"))  # sectors of a state's own organs
PLACE_PREPOSITIONS = frozenset(("in", "at", "inside", "across", "near", "around", "outside", "throughout", "within"))
_MODIFIERS = frozenset(("compound", "amod", "nmod", "poss", "npadvmod", "advmod"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a noun phrase says by itself.

    ``named`` is for names; ``open`` where a country is still wanted, ``reserved`` where only a certain scene may.
    """

    start: int
    end: int
    head: int
    kind: MentionKind = MentionKind.OTHER
    actors: tuple[Actor, ...] = ()
    plural: bool = False
    why: str = ""
    named: bool = False
    person: bool = False
    open: bool = False
    reserved: bool = False


def tie(participle: Token) -> Token | None:
    """The preposition of "linked to", "affiliated with"."""
    return next((c for c in participle.rights if c.dep_ == "prep" and c.lower_ in ("with", "to")), None)


def is_place(phrase: Phrase) -> bool:
    """Whether a phrase names a country or a place."""
    return phrase.why == "place" or phrase.why.startswith(("country", "capital"))


def plural(head: Token) -> bool:
    """Whether a head is tagged as plural."""
    return head.tag_ in ("NNS", "NNPS")


def nominal(head: Token) -> bool:
    """Whether an adjective of nationality stands for the people ("the French")."""
    return head.dep_ not in _MODIFIERS or head.tag_ in ("NNS", "NNPS")


def first_joined(head: Token) -> Token:
    """The first of the nouns that a noun is joined to by "and" or commas; the noun itself where it stands alone."""
    for _ in range(_LONGEST_LIST):
        if head.dep_ != "conj":
            break
        head = head.head
    return head


def bare(head: Token) -> bool:
    """Whether nothing but adjectives stands before a noun."""
    return all(c.dep_ in ("amod", "compound", "cc") for c in head.lefts)


def acts(head: Token) -> bool:
    """Whether a name stands where parties stand: subject, object, owner or modifier."""
    if head.dep_ == "conj":
        return head.head.i != head.i and _acts_at(head.head)
    return _acts_at(head)


def _acts_at(head: Token) -> bool:
    return head.dep_ in ("nsubj", "nsubjpass", "agent", "poss", "dative", "dobj", "ROOT", "compound", "amod") or (
        head.dep_ == "pobj" and head.head.lower_ in _PARTY_PREPOSITIONS
    )


def of_name(token: Token) -> bool:
    """Whether a token can be part of a personal name."""
    return token.ent_type_ == "PERSON" or (token.pos_ == "PROPN" and token.dep_ in ("compound", "flat", "nmod"))


def is_state(actor: Actor) -> bool:
    """Whether an actor stands for a country, not for a body or group of it."""
    return actor.entity is None or actor.entity.startswith("country:")


def with_(actor: Actor, country: str | None = None, sectors: Iterable[str] | None = None) -> Actor:
    """The actor with another country or other sectors."""
    update: dict[str, object] = {}
    if country is not None:
        update["country"] = country
    if sectors is not None:
        kept = tuple(sectors)
        update |= {"sectors": kept, "sector": kept[0] if kept else None}
    return actor.model_copy(update=update)


def filled(actor: Actor, other: Actor) -> Actor:
    """The actor with country, sectors and office of another where it has none."""
    return Actor(
        country=actor.country or other.country,
        sector=actor.sector or other.sector,
        sectors=actor.sectors or other.sectors,
        entity=actor.entity,
        name=actor.name,
        office=actor.office or other.office,
        wikidata=actor.wikidata,
    )
