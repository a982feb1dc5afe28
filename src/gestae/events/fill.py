"""Parties that a document told before and a sentence leaves out.

"The coalition conducted 12 strikes. ... One strike destroyed a bridge": the later strike is the
coalition's, and whom the coalition fights in the document is whom it struck.
"""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from gestae.events.again import DEFINITE, known_again
from gestae.events.foes import with_adversaries
from gestae.events.parties import PartyFinder, key_of, others
from gestae.events.view import Draft, Key, Party
from gestae.language.tree import Tree
from gestae.language.view import Predicate, PredicateKind, Role
from gestae.model import EventType

NEAR = 3
HARM = frozenset({EventType.ASSAULT, EventType.COERCE})
AT = frozenset({"in", "at", "near", "outside", "across"})
ABOUT = frozenset({"on", "about", "over", "regarding", "concerning"})
BESIDE: Mapping[str, frozenset[str]] = {  # prepositions after which stands the place or topic of an act, no party to it
    EventType.ASSAULT: AT,
    EventType.AGREE: ABOUT | {"at"},
    EventType.SUPPORT: ABOUT | {"at"},
}
UNAIMED = frozenset({EventType.CONSULT, EventType.COOPERATE, EventType.MOBILIZE})
JUDGING = frozenset({EventType.ACCUSE, EventType.SUPPORT})
ELSEWHERE = frozenset({"poss", "amod", "compound", "relcl", "advcl", "conj", "parataxis", "npadvmod", "appos"})
ANSWERED = frozenset({EventType.ACCUSE, EventType.REQUEST})
AIMED = frozenset({EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.PROTEST})
PRIVATE = frozenset({"UNK", "CRM", "CVL"})
OF_AUTHORITIES = frozenset(
    {
        (EventType.COERCE, "arrest"),
        (EventType.COERCE, "deport"),
        (EventType.ACCUSE, "allege"),
        (EventType.ACCUSE, "investigate"),
        (EventType.SANCTION, "convict"),
    }
)
SAID = frozenset({EventType.ACCUSE, EventType.SUPPORT, EventType.REQUEST, EventType.REJECT, EventType.THREATEN})
DONE_TO = frozenset({EventType.CONCEDE, EventType.COERCE, EventType.RETREAT, EventType.SANCTION})
Cues = Mapping[str, Container[str]]
NO_CUES: Cues = {}
HELP = frozenset({EventType.AID, EventType.AGREE})


def filled(
    drafts: Sequence[Draft], used: Mapping[int, int], tree: Tree, finder: PartyFinder, cues: Cues = NO_CUES
) -> list[Draft]:
    """The drafts with what the document told before filled in; ``cues`` are the lexicon's, by kind."""
    found = _with_actors(_issued(drafts, tree, cues.get("paper", ())), used, tree)
    found = known_again(found, tree)
    found = [_without_supposed(draft, finder) for draft in found]
    found = _with_people_there(with_adversaries(found, finder, cues.get("conquest", ())), finder)
    found = _with_counted([_with_authority(draft, finder) for draft in found], tree)
    found = _helped(_in_series(_answered(found), tree))
    unaimed = [d.type in UNAIMED or (_folded(d) and any(found[i].type in UNAIMED for i in d.about)) for d in found]
    found = [d if alone else _with_affected(d, tree, finder) for d, alone in zip(found, unaimed, strict=True)]
    return _with_addressees(found, tree)


def _issued(drafts: Sequence[Draft], tree: Tree, papers: Container[str]) -> list[Draft]:
    """What a paper says is said by those who issued it: "adopted a resolution, which condemned the raids"."""
    issuers: dict[str, tuple[Party, ...]] = {}
    found = list(drafts)
    for index in _in_order(drafts):
        draft = drafts[index]
        roles: dict[Role, list[str]] = defaultdict(list)
        for argument in draft.predicate.arguments:
            roles[argument.role].append(tree.lemmas[argument.head])
        if draft.actors:
            issuers |= dict.fromkeys((w for w in roles[Role.OBJECT] if w in papers), draft.actors)
        elif draft.type in SAID:
            told = [issuers[paper] for paper in roles[Role.SUBJECT] if paper in issuers]
            found[index] = replace(draft, actors=told[0]) if told else draft
    return found


def _in_series(drafts: Sequence[Draft], tree: Tree) -> list[Draft]:
    """Of acts on one person in a series the last may name him for all: "dropped the charges and released him"."""
    by_head = {d.predicate.head: d for d in drafts if d.recipients and d.type in DONE_TO}
    found = []
    for draft in drafts:
        later = [by_head[c] for c in tree.by_dep(draft.predicate.head, "conj") if c in by_head]
        alone = draft.type in DONE_TO and not draft.recipients
        found.append(replace(draft, recipients=later[0].recipients) if alone and later else draft)
    return found


def _helped(drafts: Sequence[Draft]) -> list[Draft]:
    """Help for nobody named is for those of whom the text has just told that they are helped or offered help."""
    last: tuple[int, tuple[Party, ...]] | None = None
    found = list(drafts)
    for index in _in_order(drafts):
        draft = drafts[index]
        here = draft.predicate.sentence
        if draft.type not in HELP:
            continue
        if any(p.actor.country for p in draft.recipients):
            last = (here, draft.recipients) if draft.type is EventType.AID or not draft.actors else last
        elif last is not None and not draft.recipients and 0 < here - last[0] <= NEAR:
            found[index] = replace(draft, recipients=others(last[1], draft.actors))
    return found


def _with_actors(drafts: Sequence[Draft], used: Mapping[int, int], tree: Tree) -> list[Draft]:
    """An assault named by a noun whose actor the document told before has that actor again."""
    nouns: dict[int, list[int]] = defaultdict(list)
    for token, index in used.items():
        if tree.pos[token] == "NOUN":
            nouns[index].append(token)
    last: dict[tuple[str, str], tuple[int, tuple[Party, ...]]] = {}
    found = list(drafts)
    for index in _in_order(drafts):
        draft = drafts[index]
        here = draft.predicate.sentence
        tokens = list(nouns.get(index, ()))
        if draft.predicate.kind is PredicateKind.NOUN:
            tokens.append(draft.predicate.head)
        tokens += [a.head for a in draft.predicate.arguments if a.role is Role.SUBJECT]
        for token in tokens:
            key = (draft.type, tree.lemmas[token])
            if draft.actors:
                last[key] = here, draft.actors
            elif (
                key in last
                and draft.type is EventType.ASSAULT
                and _taken_again(token, tree)
                and here - last[key][0] <= NEAR
            ):
                taken = {key_of(p) for p in draft.recipients}
                actors = tuple(p for p in last[key][1] if key_of(p) not in taken)
                found[index] = replace(draft, actors=actors)
                last[key] = here, last[key][1]
                break
    return found


def _taken_again(token: int, tree: Tree) -> bool:
    """Is the noun told as one of those told before: definite, counted or "another"?"""
    return any(tree.words[c] in DEFINITE or tree.deps[c] == "nummod" for c in tree.children[token])


def _with_authority(draft: Draft, finder: PartyFinder) -> Draft:
    """Journalists, clergy, politicians held or charged in a country, by nobody named: by its authorities."""
    mode = draft.modes[0] if draft.modes else ""
    if not any(PRIVATE.isdisjoint(p.actor.sectors[:1]) and p.actor.sectors for p in draft.recipients):
        return draft
    if draft.actors or (draft.type, mode) not in OF_AUTHORITIES or draft.predicate.kind is not PredicateKind.VERB:
        return draft
    there = finder.parties(a for a in draft.predicate.arguments if a.role is Role.OBLIQUE and a.marker == "in")
    states = tuple(p for p in there if (p.actor.entity or "").startswith("country:"))
    return replace(draft, actors=states) if len(states) == 1 else draft


def _with_counted(drafts: Sequence[Draft], tree: Tree) -> list[Draft]:
    """Victims told by number alone are of those told before: "shot at students, killing three"."""
    found = list(drafts)
    for index, draft in enumerate(drafts):
        told = [a.head for a in draft.predicate.arguments if a.role is Role.OBJECT]
        if draft.recipients or draft.type not in HARM or not any(tree.pos[h] == "NUM" for h in told):
            continue
        actors = {key_of(p) for p in draft.actors}
        before = [
            d.recipients
            for d in drafts
            if d.predicate.sentence == draft.predicate.sentence
            and d.predicate.head < draft.predicate.head
            and d.recipients
            and actors.intersection(key_of(p) for p in d.actors)
        ]
        if before:
            found[index] = replace(draft, recipients=before[-1])
    return found


def _answered(drafts: Sequence[Draft]) -> list[Draft]:
    """What is rejected without a name is what was demanded or alleged before: "he rejected those claims"."""
    last: dict[Key, tuple[int, tuple[Party, ...]]] = {}
    found = list(drafts)
    for index in _in_order(drafts):
        draft = drafts[index]
        here = draft.predicate.sentence
        if draft.type in ANSWERED and draft.actors:
            for party in draft.recipients:
                last[key_of(party)] = here, draft.actors
        elif draft.type is EventType.REJECT and not draft.recipients:
            before = [last[k] for p in draft.actors if (k := key_of(p)) in last and here - last[k][0] <= NEAR]
            if before:
                found[index] = replace(draft, recipients=before[-1][1])
    return found


def _with_addressees(drafts: Sequence[Draft], tree: Tree) -> list[Draft]:
    """A protest is against those of whom its purpose tells: "marched to demand reforms by the government"."""
    found = list(drafts)
    for index, draft in enumerate(drafts):
        if draft.type is not EventType.PROTEST or draft.recipients:
            continue
        aims = {c for c in _clause(tree, draft.predicate) if tree.deps[c] in {"advcl", "xcomp", "conj", "acl"}}
        told = [d.recipients for d in drafts if d.type in AIMED and d.predicate.head in aims and d.recipients]
        if told:
            found[index] = replace(draft, recipients=told[0])
    return found


def _clause(tree: Tree, predicate: Predicate) -> list[int]:
    """The children of a predicate's head and of the verb that carries it."""
    carrier = predicate.support
    return [*tree.children[predicate.head], *(tree.children[carrier] if carrier is not None else [])]


def _without_supposed(draft: Draft, finder: PartyFinder) -> Draft:
    """Beside an owner that is told, the one supposed of another thing goes."""
    told = tuple(p for p in draft.recipients if not finder.supposed(p))
    return replace(draft, recipients=told) if told else draft


def _with_people_there(drafts: Sequence[Draft], finder: PartyFinder) -> list[Draft]:
    """An assault of which only the place is told is on the people there."""
    found = []
    for draft in drafts:
        if draft.type is EventType.ASSAULT and not draft.actors and not draft.recipients:
            there = finder.parties(a for a in draft.predicate.arguments if a.role is Role.OBLIQUE and a.marker in AT)
            found.append(replace(draft, recipients=tuple(p for p in there if p.actor.country)))
        else:
            found.append(draft)
    return found


def _folded(draft: Draft) -> bool:
    """Does an auxiliary alone announce the act: "will meet"?"""
    return draft.why.startswith("(")


def _with_affected(draft: Draft, tree: Tree, finder: PartyFinder) -> Draft:
    """An act on nobody named is on the first other party told in its own words: "a curfew in Montenegro"."""
    judged = bool(draft.about) and draft.type in JUDGING
    if draft.recipients or not draft.actors or judged:
        return draft
    if draft.type is EventType.ASSAULT and len({key_of(p) for p in draft.actors}) > 1:
        return draft
    actors = {key_of(p) for p in draft.actors}
    heads = {p.head for p in draft.actors}
    for token in _own_words(tree, draft.predicate.head):
        if token in heads or any(p.start <= token < p.end for p in draft.actors):
            continue
        if tree.deps[token] == "pobj" and tree.words[tree.heads[token]] in BESIDE.get(draft.type, ()):
            continue
        beside = [p for t in tree.coordinated(token) for p in finder.exactly(t)]
        affected = tuple(p for p in beside if p.actor.country and key_of(p) not in actors)
        if affected and not finder.supposed(affected[0]):
            return replace(draft, recipients=affected)
    return draft


def _own_words(tree: Tree, head: int) -> list[int]:
    """The tokens after a predicate that hang on it, without clauses that tell something else."""
    found, queue = [], [c for c in tree.children[head] if c > head]
    while queue:
        token = queue.pop()
        if tree.deps[token] in ELSEWHERE:
            continue
        found.append(token)
        queue.extend(tree.children[token])
    return sorted(found)


def _in_order(drafts: Sequence[Draft]) -> list[int]:
    return sorted(range(len(drafts)), key=lambda i: drafts[i].trigger)
