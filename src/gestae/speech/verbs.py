"""Reporting verbs with what they take -> findings."""

from gestae.model import CueKind
from gestae.speech.complements import (
    CLAUSAL,
    clause_after,
    gerund,
    infinitive,
    is_to_do,
    particle,
    plain_object,
    predicate,
    question_word,
    under_preposition,
)
from gestae.speech.cues import Takes
from gestae.speech.page import Page, cut
from gestae.speech.sources import STEPS, Finding, is_passive, neighbour, source_slice, subject_of, verb_group
from gestae.speech.tree import Tree
from gestae.speech.view import Slice

SUBORDINATE = frozenset({"as"})


def verb_finding(page: Page, verb: int) -> Finding | None:
    """What a token says as a reporting verb; None where it is none or takes nothing here."""
    tree = page.tree
    takes = page.cues.verb(tree.words[verb], tree.lemmas[verb])
    if takes is None:
        return None
    group = verb_group(tree, verb)
    passive = is_passive(tree, verb)
    if passive:
        return _passive(page, verb, takes, group)
    subject = subject_of(page, verb)
    source = source_slice(page, subject, group) if subject is not None else None
    if source is None:
        subject, source = neighbour(page, verb, group) if _quotable(tree, verb, takes) else (None, None)
    addressee = tree.child(verb, "dobj", "dative") if "whom" in takes else None
    for choose in (clause_after, infinitive, particle, predicate, under_preposition, plain_object, gerund):
        found = choose(page, verb, takes, group)
        if found is not None:
            content, kind, end = found
            cue = (_semi(page, verb, group)[0], max(group[1], end))
            if subject is None and (choose is not clause_after or tree.tags[verb] == "VB"):
                return None
            if choose is not clause_after:
                addressee = None
            return Finding(verb, cue, kind, source, subject, content, addressee, _quotable(tree, verb, takes))
    thing = tree.child(verb, "dobj")
    statement = thing is not None and any(tree.words[c] == "following" for c in tree.children[thing])
    if "following" in takes and thing is not None and statement and subject is not None:
        cue = (group[0], max(group[1], thing + 1))
        return Finding(verb, cue, takes["following"], source, subject, ())
    question = question_word(tree, verb)
    if question is not None and subject is not None and tree.heads[question] == verb:
        kind = next(iter(takes.values()))
        return Finding(verb, _semi(page, verb, group), kind, source, subject, ((question, question + 1),))
    if _quotable(tree, verb, takes) and subject is not None:
        clause = _as_clause(page, verb)
        kind = takes.get("that") or takes.get("quote") or CueKind.REPORT
        return Finding(verb, _semi(page, verb, group), kind, source, subject, clause, addressee, quotable=True)
    return None


def _as_clause(page: Page, verb: int) -> tuple[Slice, ...]:
    """What stands around "as he said": the clause that it hangs on."""
    tree = page.tree
    head = tree.heads[verb]
    mark = tree.left[verb]
    if (
        tree.deps[verb] != "advcl"
        or tree.words[mark] not in SUBORDINATE
        or page.parsed.sentence_of[head] != page.parsed.sentence_of[verb]
    ):
        return ()
    return tuple(cut(tree.left[head], tree.right[head], (mark, tree.right[verb])))


def _quotable(tree: Tree, verb: int, takes: Takes) -> bool:
    """Can the verb stand beside a quotation, with its particle where it needs one: "..., he pointed out"?"""
    if "that" in takes or "quote" in takes:
        return True
    return any(f"{tree.words[c]}:that" in takes for c in tree.children[verb])


def _semi(page: Page, verb: int, group: Slice) -> Slice:
    """Stretch a group over a verb that only colours this one: "continued to insist"."""
    tree = page.tree
    start = group[0]
    for _ in range(STEPS):
        head = tree.heads[verb]
        if tree.deps[verb] != "xcomp" or head >= verb or tree.lemmas[head] not in page.cues.semi:
            break
        upper = verb_group(tree, head)
        if start - upper[1] > 1:
            break
        start, verb = upper[0], head
    return start, group[1]


def _passive(page: Page, verb: int, takes: Takes, group: Slice) -> Finding | None:
    """Passives: what is said stands before the verb, after it, or on both sides."""
    tree = page.tree
    agent = tree.child(verb, "agent")
    head = tree.child(agent, "pobj") if agent is not None else None
    source = source_slice(page, head, group) if head is not None else None
    subject = tree.child(verb, "nsubjpass", "csubjpass")
    if subject is None and tree.deps[verb] == "acl":
        subject = tree.heads[verb]
    content: list[Slice] = []
    kind: CueKind | None = None
    cue_end = group[1]
    addressee = None
    after = [c for c in tree.children[verb] if c > verb]
    for child in after:
        word, dep = tree.words[child], tree.deps[child]
        if dep == "ccomp" and "that" in takes:
            kind = takes["that"]
            content.append((tree.left[child], tree.right[child]))
            addressee = subject if "whom" in takes else None
            break
        if dep in CLAUSAL and is_to_do(tree, child):
            kind = takes.get("to-do:whom") or takes.get("to-do:object") or takes.get("that")
            if kind is not None:
                content.append((tree.left[child], tree.right[child]))
                break
        if dep == "oprd" and "N:pred" in takes:
            kind = takes["N:pred"]
            content.append((tree.left[child], tree.right[child]))
            break
        if dep == "prep" and f"N:{word}" in takes:
            kind = takes[f"N:{word}"]
            content.append((tree.left[child], tree.right[child]))
            break
    else:
        kind = takes.get("N")
        if kind is None or source is None:
            return None
    if kind is None or (source is None and tree.deps[verb] == "acl"):
        return None
    expletive = subject is not None and tree.words[subject] == "it" and "that" in takes and bool(content)
    if subject is not None and not expletive and addressee is None:
        end = min(tree.right[subject], group[0])
        content.insert(0, (tree.left[subject], end))
    content = [(a, b) for a, b in content if a < b]
    if not content:
        return None
    if agent is not None and head is not None:
        content = [part for a, b in content for part in cut(a, b, (agent, tree.right[agent]))]
    return Finding(verb, (group[0], cue_end), kind, source, head if source else None, tuple(content), addressee)
