"""Acts that a text names again by a noun: "the strikes were conducted", "those wounded in the attack"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from gestae.events.view import Draft
from gestae.language.tree import Tree
from gestae.language.view import Predicate, PredicateKind
from gestae.model import EventRole, EventType

DEFINITE = frozenset({"another", "the", "this", "these", "those", "that", "yesterday"})
TAKEN_UP = frozenset({EventType.CONSULT, EventType.ASSAULT})
AGAIN = "again"
ANY = ""


def named_again(
    drafts: Sequence[Draft], predicates: Iterable[Predicate], used: Mapping[int, int], tree: Tree
) -> list[Draft]:
    """The drafts, and those of nouns that fit no frame, but told such an act before."""
    told: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.predicate.kind is PredicateKind.NOUN and draft.type in TAKEN_UP:
            told.setdefault(draft.predicate.lemma, []).append(draft)
    for token, index in used.items():
        if tree.pos[token] == "NOUN" and drafts[index].type is EventType.ASSAULT:
            told.setdefault(tree.lemmas[token], []).append(drafts[index])
    known = {d.predicate.head for d in drafts} | set(used)
    found = list(drafts)
    for predicate in predicates:
        if predicate.kind is not PredicateKind.NOUN or predicate.head in known or not definite(predicate, tree):
            continue
        before = [d for d in told.get(predicate.lemma, ()) if d.predicate.sentence < predicate.sentence]
        if before:
            latest = max(before, key=lambda d: d.predicate.head)
            why = f"{AGAIN}>{latest.why.rpartition('>')[2]}"
            found.append(
                Draft(latest.type, latest.modes, predicate, (predicate.start, predicate.end), why=why, confidence=0.4)
            )
    return found


def known_again(drafts: Sequence[Draft], tree: Tree) -> list[Draft]:
    """Definite nouns without parties ("the visit") have those and the mode of the latest such act before.

    One told by the same word goes before.
    """
    last: dict[tuple[str, str], Draft] = {}
    found = list(drafts)
    for index in sorted(range(len(drafts)), key=lambda i: drafts[i].trigger):
        draft = drafts[index]
        if draft.actors or draft.recipients:
            told = any(p.actor.country for p in (*draft.actors, *draft.recipients))
            if told and draft.role is EventRole.MAIN:
                last[draft.type, ANY] = last[draft.type, draft.predicate.lemma] = draft
        elif draft.type in TAKEN_UP and (draft.type, ANY) in last and definite(draft.predicate, tree):
            earlier = last.get((draft.type, draft.predicate.lemma), last[draft.type, ANY])
            if draft.modes and earlier.modes and draft.modes != earlier.modes:
                continue
            modes = draft.modes or earlier.modes
            found[index] = replace(draft, actors=earlier.actors, recipients=earlier.recipients, modes=modes)
    return found


def definite(predicate: Predicate, tree: Tree) -> bool:
    """Is the act told by a noun as one that is known: "the", "this", "Monday's"?"""
    return predicate.kind is PredicateKind.NOUN and any(
        tree.words[c] in DEFINITE or tree.deps[c] == "poss" for c in tree.children[predicate.head]
    )
