"""Choosing among composed events: what is consumed by another, not political, or told twice goes."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gestae.events.parties import key_of
from gestae.events.topics import Topic
from gestae.events.view import Draft, Drafts, Party
from gestae.language.view import OperatorKind, Predicate, PredicateKind, Role
from gestae.model import EventRole, EventType

POLITICAL = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY", "OPP", "REB", "PRM", "UAF", "ELI"})
BODIES = frozenset({"UNO", "EUR", "IGO", "IMG", "NGO", "ISM"})
NEEDS_NO_PARTY = frozenset({EventType.ASSAULT, EventType.PROTEST, EventType.SANCTION, EventType.COERCE})
EXPOSED = frozenset({"JRN", "REF", "REL", "SOC", "LAB", "EDU"})
REPRESSIVE = frozenset({EventType.COERCE, EventType.SANCTION, EventType.THREATEN, EventType.ASSAULT})
OF_STATES = frozenset({EventType.THREATEN, EventType.MOBILIZE, EventType.SANCTION})
TRADE = frozenset({"BUS", "CVL", "LAB", "MED", "AGR", "EDU"})
STATE = "country:"
ARMED = frozenset({"REB", "UAF", "PRM"})
BETWEEN_STATES = frozenset(
    {EventType.SANCTION, EventType.AID, EventType.MOBILIZE, EventType.RETREAT, EventType.COOPERATE, EventType.SUPPORT}
)
DREADED = frozenset({"unconventional"})
OWNED = frozenset({EventType.REQUEST, EventType.SUPPORT, EventType.COOPERATE, EventType.AGREE})
DEMANDS = frozenset({EventType.REQUEST, EventType.ACCUSE})
REAL_PURPOSES = frozenset({EventType.CONSULT, EventType.PROTEST})
ENOUGH_ASSAULTS = 3
MOST_TOGETHER = 100
POLITICAL_MODES = frozenset(
    {
        "aerial",
        "drone",
        "explosives",
        "heavy-weapons",
        "suicide-attack",
        "unconventional",
        "massacre",
        "cleansing",
        "torture",
        "execute",
        "assassinate",
        "crowd-control",
        "demo",
        "riot",
        "hunger",
        "curfew",
        "martial-law",
        "censor",
    }
)


@dataclass(frozen=True, slots=True)
class Features:
    """What choosing looks at."""

    political: int
    known: int
    nations: int
    exposed: int
    named: int
    trade: bool
    parties: int
    consumed: bool
    noun: bool
    purpose: bool
    inanimate: bool


def chosen(drafts: Sequence[Draft], used: Mapping[int, int], topics: Sequence[Topic] = ()) -> Drafts:
    """Keep what is an event of politics, once; ``about`` is renumbered. ``topics`` are the sentences'."""
    kept: list[int] = []
    conflict = _tells_of_conflict(drafts)
    about = {i for d in drafts for i in d.about}
    marches = {d.predicate.sentence for d in drafts if d.type is EventType.PROTEST and d.actors}
    about_what = [topics[d.predicate.sentence] if topics else Topic.PUBLIC for d in drafts]
    alone = [acceptable(d, features_of(d, is_consumed=False), conflict, about_what[i]) for i, d in enumerate(drafts)]
    owners = {token: owner for token, owner in used.items() if alone[owner] or owner in about}
    for index, draft in enumerate(drafts):
        if draft.type in DEMANDS and draft.predicate.sentence in marches and _aims(draft):
            continue
        if draft.type is EventType.CONSULT and _aims(draft) and any(_leads_to(d, draft) for d in drafts):
            continue
        features = features_of(draft, consumed(index, draft, drafts, owners))
        told = index in about and not features.consumed and draft.type is not EventType.REQUEST
        if acceptable(draft, features, conflict, about_what[index]) or told:
            kept.append(index)
    kept = without_orphans(drafts, kept)
    return numbered(*told_once(drafts, kept))


def numbered(drafts: Sequence[Draft], kept: Sequence[int]) -> Drafts:
    """The drafts that are kept, in order of their triggers; ``about`` is renumbered."""
    order = sorted(kept, key=lambda i: (drafts[i].trigger, drafts[i].role is EventRole.CONTENT, i))
    number = {old: new for new, old in enumerate(order)}
    return Drafts(
        tuple(replace(drafts[i], about=tuple(number[a] for a in drafts[i].about if a in number)) for i in order)
    )


def consumed(index: int, draft: Draft, drafts: Sequence[Draft], used: Mapping[int, int]) -> bool:
    """Does the draft's trigger only fill a slot of another event's frame, and tell no further state at a table?"""
    owner = used.get(draft.predicate.head)
    if owner is None or owner == index or index in drafts[owner].about:
        return False
    more = _countries(draft) - _countries(drafts[owner])
    plain = all(o.kind is OperatorKind.EMBEDDED for o in drafts[owner].predicate.operators)
    return not (draft.type is EventType.CONSULT and len(draft.actors) > 1 and more and plain)


def features_of(draft: Draft, is_consumed: bool) -> Features:
    """The features of one candidate."""
    parties = _parties(draft)
    return Features(
        political=sum(_political(p) for p in parties),
        known=sum(p.actor.country is not None for p in parties),
        nations=len({p.actor.country for p in parties if p.actor.country}),
        exposed=sum(bool(EXPOSED & set(p.actor.sectors)) and p.actor.country is not None for p in draft.recipients),
        named=sum(_political(p) and not (p.actor.entity or STATE).startswith(STATE) for p in parties),
        trade=bool(parties) and all(TRADE.intersection(p.actor.sectors[:1]) for p in parties),
        parties=len(parties),
        consumed=is_consumed,
        noun=draft.predicate.kind is PredicateKind.NOUN,
        purpose=not draft.about and ">" not in draft.why and _aims(draft),
        inanimate=not draft.actors and any(a.role is Role.SUBJECT for a in draft.predicate.arguments),
    )


def _aims(draft: Draft) -> bool:
    """Is it told as a purpose?"""
    return any(o.kind is OperatorKind.PURPOSE for o in draft.predicate.operators)


def _leads_to(draft: Draft, talk: Draft) -> bool:
    """Is the draft a visit of which talk is the purpose that tells of no further state: "will travel to discuss"?"""
    return (
        draft.type in {EventType.AGREE, EventType.CONSULT}
        and draft.predicate.sentence == talk.predicate.sentence
        and draft.predicate.head < talk.predicate.head
        and not _aims(draft)
        and _countries(talk) <= _countries(draft)
    )


def _countries(draft: Draft) -> set[str | None]:
    return {p.actor.country for p in _parties(draft)}


def _tells_of_conflict(drafts: Sequence[Draft]) -> bool:
    """Does the document tell of organised violence: assaults with political parties?"""
    assaults = [d for d in drafts if d.type is EventType.ASSAULT]
    return sum(any(_political(p) for p in _parties(d)) for d in assaults) >= ENOUGH_ASSAULTS


def acceptable(draft: Draft, features: Features, conflict: bool, topic: Topic) -> bool:
    """Is the candidate an event of politics?

    In a document of armed conflict its victims need no name; in one about private affairs a party has
    to be a political body, group or person by name.
    """
    if topic is Topic.PRIVATE and not (features.named or unmistakable(draft, features)):
        return False
    if features.consumed or (features.purpose and not (draft.type in REAL_PURPOSES and draft.actors)):
        return False
    if (draft.type is EventType.CONSULT and not (draft.actors and features.known)) or (draft.hollow and not conflict):
        return False
    if draft.type in OWNED and features.noun and not draft.actors:
        return False
    mode = draft.modes[0] if draft.modes else ""
    assault = draft.type is EventType.ASSAULT
    telling = draft.type in NEEDS_NO_PARTY and mode in POLITICAL_MODES
    return bool(
        features.political
        or features.nations > 1
        or (draft.type in OF_STATES and features.known and not features.trade)
        or (draft.type is EventType.PROTEST and features.parties)
        or (draft.type in REPRESSIVE and features.exposed)
        or (features.known and draft.classed and not (features.inanimate or (draft.actors and features.trade)))
        or (assault and features.known and features.noun and mode != "sexual")
        or (assault and conflict and (features.parties or not features.noun))
        or (telling and (features.known or not features.noun or mode in DREADED))
    )


def unmistakable(draft: Draft, features: Features) -> bool:
    """Is the event one of politics even in a text about private affairs: between states, by crowds or armed groups?"""
    if draft.type in BETWEEN_STATES:
        return features.nations > 1 and draft.classed
    if draft.type is EventType.PROTEST:
        return draft.classed and bool(draft.actors)
    return draft.type is EventType.ASSAULT and any(ARMED.intersection(p.actor.sectors) for p in draft.actors)


def _political(party: Party) -> bool:
    actor = party.actor
    return bool(POLITICAL.intersection(actor.sectors)) or actor.country in BODIES


def without_orphans(drafts: Sequence[Draft], kept: list[int]) -> list[int]:
    """Content events go where no event that is kept is about them."""
    while True:
        about = {a for i in kept for a in drafts[i].about}
        left = [i for i in kept if drafts[i].role is EventRole.MAIN or i in about]
        if left == kept:
            return kept
        kept = left


def told_once(drafts: Sequence[Draft], kept: list[int]) -> tuple[Sequence[Draft], list[int]]:
    """One act told twice in a sentence is one event: the fuller stays and takes the side that it lacks."""
    found = list(drafts)
    gone: set[int] = set()
    by_sentence: dict[int, list[int]] = {}
    for i in kept:
        by_sentence.setdefault(drafts[i].predicate.sentence, []).append(i)
    for together in by_sentence.values():
        for i, j in itertools.combinations(together[:MOST_TOGETHER], 2):
            if i in gone or j in gone or not _same_act(found[i], found[j]):
                continue
            fuller, other = (i, j) if _fullness(found[i]) >= _fullness(found[j]) else (j, i)
            gone.add(other)
            if found[fuller].type is not EventType.CONSULT and _linked(found[fuller].predicate, found[other].predicate):
                found[fuller] = _completed(found[fuller], found[other])
    return found, [i for i in kept if i not in gone]


def _linked(left: Predicate, right: Predicate) -> bool:
    """Is one the argument of the other: "killed in the attack"?"""
    return any(a.head == other.head for one, other in ((left, right), (right, left)) for a in one.arguments)


def _completed(draft: Draft, other: Draft) -> Draft:
    """The draft with the side that only the other tells."""
    actors = draft.actors or tuple(p for p in other.actors if key_of(p) not in {key_of(r) for r in draft.recipients})
    recipients = draft.recipients or tuple(p for p in other.recipients if key_of(p) not in {key_of(a) for a in actors})
    return replace(draft, actors=actors, recipients=recipients)


def _fullness(draft: Draft) -> tuple[int, int, float]:
    parties = _parties(draft)
    sides = bool(draft.actors) + bool(draft.recipients)
    told = len({p.actor.country for p in parties}) if draft.type is EventType.CONSULT else sides
    return told, len(draft.modes), draft.confidence


def _same_act(left: Draft, right: Draft) -> bool:
    if left.type != right.type or left.role is not right.role or _told_apart(left.predicate, right.predicate):
        return False
    if _by_one_thing(left, right):
        return True
    if left.type is EventType.CONSULT and left.actors and right.actors:
        one, other = _countries(left), _countries(right)
        return (one <= other or other <= one) and not _with_others(left, right)
    return _compatible(left.actors, right.actors) and _compatible(left.recipients, right.recipients)


def _told_apart(left: Predicate, right: Predicate) -> bool:
    """Does one noun stand twice, each time with words of its own: "the attack in Kano and the attack in Jos"?"""
    nouns = left.kind is right.kind is PredicateKind.NOUN and left.lemma == right.lemma
    return nouns and all(any(not a.shared for a in p.arguments) for p in (left, right)) and not _linked(left, right)


def _by_one_thing(left: Draft, right: Draft) -> bool:
    """Do two verbs tell what one strike, bomb or the like did, or a verb what the strike did that the noun tells?"""
    acting = {p.head for d in (left, right) for p in d.actors}
    things = [
        {d.predicate.head}
        if d.predicate.kind is PredicateKind.NOUN
        else {a.head for a in d.predicate.arguments if a.role is Role.SUBJECT} - acting
        for d in (left, right)
    ]
    return left.type is EventType.ASSAULT and bool(things[0] & things[1])


def _with_others(left: Draft, right: Draft) -> bool:
    """Does one side meet others in each: "met the widow when he visited Hanoi"?"""
    both = {key_of(p) for p in _parties(left)} & {key_of(p) for p in _parties(right)}
    one, other = ({p.actor.country for p in _parties(d) if key_of(p) not in both} for d in (left, right))
    return bool(both and one and other and not one & other)


def _parties(draft: Draft) -> tuple[Party, ...]:
    return (*draft.actors, *draft.recipients)


def _compatible(left: Sequence[Party], right: Sequence[Party]) -> bool:
    if not left or not right:
        return True
    return bool({key_of(p) for p in left} & {key_of(p) for p in right})
