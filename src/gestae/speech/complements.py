"""What a reporting verb takes in its own sentence: a clause, an infinitive, a noun phrase, words after a preposition.

Each function returns the content slices, the kind of statement and the end of the cue, or None where the
verb does not take this or has none of it here.
"""

from gestae.model import CueKind
from gestae.speech.cues import Takes
from gestae.speech.page import Page
from gestae.speech.tree import Tree
from gestae.speech.view import Slice

CLAUSAL = frozenset({"ccomp", "xcomp"})
TIMES = frozenset({"DATE", "TIME"})

Choice = tuple[tuple[Slice, ...], CueKind, int]


def clause_after(page: Page, verb: int, takes: Takes, group: Slice) -> Choice | None:
    """A finite clause: "said that ..."; before the cue too: "..., he said"."""
    kind = takes.get("that")
    if kind is None:
        return None
    tree = page.tree
    for child in tree.children[verb]:
        if tree.deps[child] != "ccomp" or is_to_do(tree, child):
            continue
        start, end = tree.left[child], tree.right[child]
        if child > verb:
            start = max(start, group[1])
            subject = tree.child(verb, "nsubj")
            if subject is not None and verb < subject < child:
                start = max(start, tree.right[subject])
            thing = tree.child(verb, "dobj")
            if thing is not None and verb < thing < child and "N" in takes and "whom" not in takes:
                start = min(start, tree.left[thing])
            start = _past_time(page, start, child)
            end = _before_participle(page, child, _with_modal(tree, verb, end))
            question = question_word(tree, verb)
            if question is not None:
                return ((question, question + 1), (start, end)), kind, group[1]
            first = _lost_subject(tree, verb)
            return ((start, end),) if first is None else (first, (start, end)), kind, group[1]
        end = min(end, group[0])
        return ((start, end),), kind, group[1]
    return None


def _lost_subject(tree: Tree, verb: int) -> Slice | None:
    """The first of two subjects before an inserted cue belongs to what is said: "the talks, he said, have failed"."""
    subjects = [c for c in tree.children[verb] if c < verb and tree.deps[c] == "nsubj"]
    if len(subjects) < 2 or tree.words[tree.left[subjects[-1]] - 1] != ",":
        return None
    return tree.left[subjects[0]], min(tree.right[subjects[0]], tree.left[subjects[-1]])


def _past_time(page: Page, start: int, clause: int) -> int:
    """The first token after a time that stands between verb and clause: "said on Monday he would"."""
    doc, tree = page.parsed.doc, page.tree
    token = start
    while token < clause and (doc[token].ent_type_ in TIMES or tree.tags[token] in {"DT", "IN"}):
        timeless = not doc[token].ent_type_ and tree.tags[token] == "DT"
        if timeless or tree.deps[token] in {"nsubj", "nsubjpass", "mark"}:
            return start
        token += 1
    return token if token > start and doc[token - 1].ent_type_ in TIMES else start


def _with_modal(tree: Tree, verb: int, end: int) -> int:
    """Go on over a coordinated clause that the parse hung on the cue: "said he would go and would not come back"."""
    if _modal(tree, verb):
        return end
    for child in tree.children[verb]:
        if tree.deps[child] == "conj" and child >= end and _modal(tree, child) and tree.child(child, "nsubj") is None:
            end = tree.right[child]
    return end


def _modal(tree: Tree, verb: int) -> bool:
    return any(tree.tags[c] == "MD" for c in tree.children[verb] if c < verb)


def _before_participle(page: Page, clause: int, end: int) -> int:
    """Stop before ", adding that ...": a reporting participle after a comma belongs to the speaker."""
    tree = page.tree
    for child in tree.children[clause]:
        first = tree.left[child]
        if (
            child > clause
            and tree.deps[child] == "advcl"
            and tree.tags[child] == "VBG"
            and tree.words[first - 1] == ","
        ):
            takes = page.cues.verb(tree.words[child], tree.lemmas[child])
            if takes is not None and "that" in takes:
                return min(end, first)
    return end


def question_word(tree: Tree, verb: int) -> int | None:
    """The relative or question word before a reporting clause that belongs to what is said: "what he said it was"."""
    if tree.deps[verb] not in {"relcl", "pcomp", "csubj", "ccomp", "advcl"}:
        return None
    first = tree.left[verb]
    wh = (
        first < verb
        and tree.tags[first] in {"WP", "WDT"}
        and tree.deps[first] not in {"nsubj", "nsubjpass", "mark", "det"}
    )
    return first if wh else None


def is_to_do(tree: Tree, verb: int) -> bool:
    """Is the verb an infinitive with "to"?"""
    return any(tree.deps[c] == "aux" and tree.words[c] == "to" for c in tree.children[verb])


def infinitive(page: Page, verb: int, takes: Takes, group: Slice) -> Choice | None:
    """Take "hopes to leave", "urged them to leave", "told them to leave"."""
    tree = page.tree
    for child in tree.children[verb]:
        if child < verb or tree.deps[child] not in {"xcomp", "ccomp", "advcl"} or not is_to_do(tree, child):
            continue
        thing = tree.child(verb, "dobj", "dative")
        own = tree.child(child, "nsubj")
        if own is not None or (thing is not None and thing < child):
            kind = takes.get("to-do:object") or takes.get("to-do:whom")
            if kind is None:
                continue
            start = tree.left[child]
            if own is None and thing is not None and "to-do:object" in takes:
                start = tree.left[thing]
            return ((max(start, group[1]), tree.right[child]),), kind, group[1]
        kind = takes.get("to-do")
        if kind is None or tree.deps[child] == "advcl":
            continue
        return ((max(tree.left[child], group[1]), tree.right[child]),), kind, group[1]
    return None


def particle(page: Page, verb: int, takes: Takes, group: Slice) -> Choice | None:
    """A particle and what follows it: "pointed out that", "ruled out talks", "called on X to do"."""
    tree = page.tree
    for child in tree.children[verb]:
        if child < verb or tree.deps[child] not in {"prt", "advmod", "prep", "dobj"}:
            continue
        word = tree.words[child]
        kind = takes.get(f"{word}:that")
        if kind is not None:
            end = max(group[1], child + 1)
            clause = clause_after(page, verb, {"that": kind}, (group[0], end))
            if clause is not None:
                return clause[0], kind, end
        kind = takes.get(f"{word}:N")
        thing = tree.child(verb, "dobj")
        if kind is not None and thing is not None and thing > verb:
            return ((max(tree.left[thing], group[1]), tree.right[thing]),), kind, group[1]
        kind = takes.get(f"{word}:to-do")
        if kind is not None and tree.deps[child] == "prep":
            deed = next((c for c in tree.children[verb] if c > child and is_to_do(tree, c)), None)
            whom = tree.child(child, "pobj")
            if deed is not None and whom is not None:
                return ((tree.left[whom], tree.right[deed]),), kind, child + 1
        for joined, kind in takes.items():
            first, _, second = joined.partition(":")
            if first != word or second not in {"to", "at", "of", "on", "for", "against"}:
                continue
            lower = next((c for c in tree.children[verb] if c > child and tree.words[c] == second), None)
            lower = (
                lower if lower is not None else next((c for c in tree.children[child] if tree.words[c] == second), None)
            )
            if lower is not None and lower + 1 < tree.right[lower]:
                return ((lower + 1, tree.right[lower]),), kind, lower + 1
    return None


def predicate(page: Page, verb: int, takes: Takes, group: Slice) -> Choice | None:
    """Take "called him a liar", "accused him of theft", "described it as a coup"."""
    tree = page.tree
    thing = tree.child(verb, "dobj")
    if "N:pred" in takes:
        for child in tree.children[verb]:
            if child > verb and (
                tree.deps[child] == "oprd" or (tree.deps[child] == "ccomp" and not tree.is_verb(child))
            ):
                start = tree.left[thing] if thing is not None and thing > verb else tree.left[child]
                return ((max(start, group[1]), tree.right[child]),), takes["N:pred"], group[1]
    if thing is None or thing < verb:
        return None
    for child in tree.children[verb]:
        kind = takes.get(f"N:{tree.words[child]}") if child > thing and tree.deps[child] in {"prep", "dative"} else None
        if kind is not None:
            return ((max(tree.left[thing], group[1]), tree.right[child]),), kind, group[1]
    return None


def under_preposition(page: Page, verb: int, takes: Takes, group: Slice) -> Choice | None:
    """Take "called for calm", "referred to the raid"."""
    tree = page.tree
    for child in tree.children[verb]:
        kind = takes.get(tree.words[child]) if child > verb and tree.deps[child] in {"prep", "prt", "agent"} else None
        if kind is None or child + 1 >= tree.right[child] or child - group[1] > 2 or _tells_time(page, child):
            continue
        return ((child + 1, _without_aside(tree, tree.child(child, "pobj"), tree.right[child])),), kind, child + 1
    return None


def _without_aside(tree: Tree, noun: int | None, end: int) -> int:
    """The end of a noun phrase without a relative clause that only comments on it: "the mayor, who is 70"."""
    for child in tree.children[noun] if noun is not None else ():
        first = tree.left[child]
        if tree.deps[child] == "relcl" and tree.right[child] == end and tree.words[first - 1] == ",":
            return first - 1
    return end


def _tells_time(page: Page, preposition: int) -> bool:
    thing = page.tree.child(preposition, "pobj")
    return thing is not None and page.parsed.doc[thing].ent_type_ in TIMES


def plain_object(page: Page, verb: int, takes: Takes, group: Slice) -> Choice | None:
    """Take "criticised the raid"."""
    tree = page.tree
    kind = takes.get("N")
    thing = tree.child(verb, "dobj")
    if kind is None or thing is None:
        return None
    if thing < verb:
        return ((tree.left[thing], min(tree.right[thing], group[0])),), kind, group[1]
    return ((max(tree.left[thing], group[1]), _without_aside(tree, thing, tree.right[thing])),), kind, group[1]


def gerund(page: Page, verb: int, takes: Takes, group: Slice) -> Choice | None:
    """Take "denied bombing the convoy"."""
    tree = page.tree
    kind = takes.get("doing")
    if kind is None:
        return None
    for child in tree.children[verb]:
        if child > verb and tree.deps[child] in CLAUSAL and tree.tags[child] == "VBG":
            return ((max(tree.left[child], group[1]), tree.right[child]),), kind, group[1]
    return None
