"""Reporting nouns and adjectives -> findings: "his call for", "the claim that", "is confident that"."""

from gestae.model import CueKind
from gestae.speech.cues import Takes
from gestae.speech.page import COMMAS, Page
from gestae.speech.sources import Finding, is_passive, source_slice, subject_of, verb_group
from gestae.speech.tree import Tree
from gestae.speech.view import Slice

MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "advmod"})
LINKS = frozenset({"acl", "relcl", "ccomp", "xcomp"})
NAMES = frozenset({"NNP", "NNPS"})


def noun_finding(page: Page, noun: int) -> Finding | None:
    """What a noun reports: its content is a clause, an infinitive or a phrase after a preposition."""
    tree = page.tree
    takes = page.cues.nouns.get(tree.lemmas[noun])
    if takes is None:
        return None
    found = _complement(page, noun, takes)
    if found is None:
        return None
    content, kind, end = found
    holder = tree.child(noun, "poss")
    start = noun
    while start and (start - 1) in tree.children[noun] and tree.deps[start - 1] in MODIFIERS:
        start -= 1
    source: Slice | None = None
    if holder is not None:
        source = page.trim(tree.left[holder], min(_without_mark(tree, holder), start))
    else:
        carrier = _carrier(page, noun)
        if carrier is not None:
            holder = subject_of(page, carrier)
            group = verb_group(tree, carrier)
            if holder is not None and not is_passive(tree, carrier):
                source = source_slice(page, holder, group)
                start = group[0]
        else:
            holder, source, content = _author(page, noun, content)
    if source is None:
        holder = None
        if kind is not CueKind.REPORT or tree.words[content[0]] != "that":
            return None
    return Finding(noun, (start, end), kind, source, holder, (content,))


def _complement(page: Page, noun: int, takes: Takes) -> tuple[Slice, CueKind, int] | None:
    tree = page.tree
    for child in tree.children[noun]:
        if child < noun:
            continue
        dep = tree.deps[child]
        if dep in LINKS and tree.is_verb(child):
            words = [tree.words[c] for c in tree.children[child] if tree.deps[c] in {"mark", "aux"} and c < child]
            first = tree.words[tree.left[child]]
            if "to" in words and "to-do" in takes and dep != "relcl":
                return (tree.left[child], tree.right[child]), takes["to-do"], noun + 1
            if "that" in takes and first == "that" and (dep == "acl" or "that" in words):
                return (tree.left[child], tree.right[child]), takes["that"], noun + 1
        if dep == "prep" and child - noun == 1 and tree.words[child] in takes and child + 1 < tree.right[child]:
            return (child + 1, tree.right[child]), takes[tree.words[child]], child + 1
    return None


def _without_mark(tree: Tree, holder: int) -> int:
    end = tree.right[holder]
    return end - 1 if tree.words[end - 1] in {"'s", "’s", "'", "’"} else end


def _carrier(page: Page, noun: int) -> int | None:
    """The light verb that has the noun as its object."""
    tree = page.tree
    verb = tree.heads[noun]
    if tree.deps[noun] == "dobj" and verb < noun and tree.lemmas[verb] in page.cues.light:
        return verb
    return None


def _author(page: Page, noun: int, content: Slice) -> tuple[int | None, Slice | None, Slice]:
    """The source in "a claim by X that ..." or "the announcement of talks by X", and the content without it."""
    tree = page.tree
    thing = tree.heads[content[0]] if content[0] > noun + 1 else noun
    for child in [*tree.children[noun], *tree.children[thing]]:
        if child <= noun or tree.words[child] not in {"by", "from"}:
            continue
        head = tree.child(child, "pobj")
        if head is None:
            continue
        if child < content[0]:
            return head, page.trim(tree.left[head], min(tree.right[head], content[0])), content
        if tree.words[child] == "by":
            return head, page.trim(tree.left[head], tree.right[head]), (content[0], min(content[1], child))
    return None, None, content


def adjective_finding(page: Page, adjective: int) -> Finding | None:
    """What somebody is "confident that", "afraid of", "willing to do"."""
    tree = page.tree
    takes = page.cues.adjectives.get(tree.words[adjective])
    verb = tree.heads[adjective]
    if takes is None or tree.deps[adjective] not in {"acomp", "oprd"} or verb > adjective:
        return None
    subject = tree.child(verb, "nsubj")
    if subject is None:
        return None
    group = verb_group(tree, verb)
    for child in [*tree.children[adjective], *tree.children[verb]]:
        if child < adjective:
            continue
        dep, word = tree.deps[child], tree.words[child]
        kind: CueKind | None = None
        start, end = tree.left[child], adjective + 1
        if dep in {"ccomp", "xcomp", "advcl"} and tree.words[child] not in COMMAS:
            marks = {tree.words[c] for c in tree.children[child] if tree.deps[c] in {"aux", "mark"}}
            if "to" in marks:
                kind = takes.get("to-do")
            elif dep == "ccomp":
                kind = takes.get("that")
        elif dep == "prep" and word in takes and child == adjective + 1 and child + 1 < tree.right[child]:
            kind, start, end = takes[word], child + 1, child + 1
        if kind is None:
            continue
        source = source_slice(page, subject, group) if tree.words[subject] != "it" else None
        return Finding(
            adjective,
            (group[0], end),
            kind,
            source,
            subject if source else None,
            ((max(start, end), tree.right[child]),),
        )
    return None
