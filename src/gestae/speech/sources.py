"""Who speaks: the subject of a reporting verb and the noun phrase that names it."""

from dataclasses import dataclass

from gestae.model import CueKind
from gestae.speech.page import COMMAS, GROUP, OUTSIDE, Page
from gestae.speech.quotes import MARKS
from gestae.speech.tree import Tree
from gestae.speech.view import Slice

ADVERBS = frozenset({"RB", "RBR", "RBS"})
NAMING = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP"})
LONGEST_SOURCE = 25
STEPS = 12


@dataclass(frozen=True, slots=True)
class Finding:
    """A cue with its source and the content that its own sentence shows; content may still be empty."""

    cue_head: int
    cue: Slice
    kind: CueKind
    source: Slice | None
    source_head: int | None
    content: tuple[Slice, ...]
    addressee: int | None = None
    quotable: bool = False

    @property
    def unit(self) -> Slice:
        """The slice from source to cue."""
        start, end = self.cue
        if self.source is not None and self.source_head is not None:
            start, end = min(start, self.source[0]), max(end, self.source[1])
        return start, end


def verb_group(tree: Tree, verb: int) -> Slice:
    """Auxiliaries, negation and adverbs that stand directly before a verb, the verb, and its particle."""
    start = verb
    own = set(tree.children[verb])
    while start and (start - 1) in own and (tree.deps[start - 1] in GROUP or _adverb(tree, start - 1)):
        start -= 1
    while start < verb and _adverb(tree, start) and tree.deps[start] != "neg" and _opens_clause(tree, start):
        start += 1
    end = verb + 1
    if end < len(tree.words) and end in own and tree.deps[end] == "prt":
        end += 1
    return start, end


def _adverb(tree: Tree, token: int) -> bool:
    return tree.deps[token] == "advmod" and tree.tags[token] in ADVERBS and tree.left[token] == token


def _opens_clause(tree: Tree, token: int) -> bool:
    return token == 0 or tree.words[token - 1] in COMMAS or not tree.words[token - 1].strip()


def subject_of(page: Page, verb: int) -> int | None:
    """The token that heads the subject of a verb in the active sense, its own or a shared one."""
    tree = page.tree
    agent = tree.child(verb, "agent")
    if agent is not None:
        return tree.child(agent, "pobj")
    for _ in range(STEPS):
        own = [c for c in tree.children[verb] if tree.deps[c] in {"nsubj", "csubj"}]
        if own:
            own = [c for c in own if page.outer_of[c] == page.outer_of[verb]]
            return max((c for c in own if c < verb), default=own[0] if own else None)
        passive = tree.child(verb, "nsubjpass")
        if passive is not None:
            return passive
        dep, head = tree.deps[verb], tree.heads[verb]
        if head == verb:
            return None
        if dep == "acl" and tree.tags[verb] == "VBG":
            return head
        holder = _told_to(page, dep, head)
        if holder is not None:
            return holder
        if dep == "pcomp" or (dep == "advcl" and _speaks_on(page, verb)):
            head = tree.heads[head]
        elif dep not in {"conj", "xcomp", "advcl", "prep", "dep"}:
            return None
        verb = head
    return None


def _told_to(page: Page, dep: str, above: int) -> int | None:
    """The object of the verb above where that is who speaks: "urged them to say", "quoted them as saying"."""
    tree = page.tree
    if dep == "pcomp" and tree.words[above] == "as":
        return tree.child(tree.heads[above], "dobj")
    takes = page.cues.verb(tree.words[above], tree.lemmas[above]) if dep == "xcomp" else None
    return tree.child(above, "dobj", "dative") if takes is not None and "to-do:object" in takes else None


def _speaks_on(page: Page, verb: int) -> bool:
    """Is this ", adding that ..." after a reported clause: its subject is that of the reporting verb?"""
    tree = page.tree
    first, clause = tree.left[verb], tree.heads[verb]
    if tree.tags[verb] != "VBG" or tree.words[first - 1] != "," or tree.deps[clause] != "ccomp" or clause > verb:
        return False
    upper = tree.heads[clause]
    outer = page.cues.verb(tree.words[upper], tree.lemmas[upper])
    own = page.cues.verb(tree.words[verb], tree.lemmas[verb])
    return outer is not None and own is not None and "that" in outer and "that" in own


def neighbour(page: Page, verb: int, group: Slice) -> tuple[int | None, Slice | None]:
    """A source that the parse lost: the words between a closing mark and the verb, if they are a noun phrase."""
    tree, outer_of = page.tree, page.outer_of
    start = group[0]
    nouns: list[int] = []
    while start and group[0] - start < LONGEST_SOURCE:
        before = start - 1
        if tree.words[before][0] in MARKS and outer_of[before] == OUTSIDE:
            break
        if outer_of[before] != OUTSIDE or tree.is_verb(before) or not tree.words[before].strip():
            return None, None
        if tree.tags[before] in NAMING:
            nouns.append(before)
        start = before
    source = page.trim(start, group[0]) if nouns and start and outer_of[start - 2] != OUTSIDE else None
    if source is None:
        return None, None
    top = next((n for n in reversed(nouns) if not start <= tree.heads[n] < group[0]), nouns[-1])
    return top, source


def is_passive(tree: Tree, verb: int) -> bool:
    """Does the verb stand in the passive?"""
    return tree.child(verb, "nsubjpass", "auxpass", "csubjpass") is not None or (
        tree.tags[verb] == "VBN" and tree.deps[verb] == "acl"
    )


def source_slice(page: Page, head: int, unit: Slice) -> Slice | None:
    """The noun phrase of a source, cut off before the cue, without a trailing clause after a comma."""
    tree = page.tree
    start, end = tree.left[head], tree.right[head]
    if head < unit[0]:
        end = min(end, unit[0])
    else:
        start = max(start, unit[1])
    for child in tree.children[head]:
        if child > head and tree.deps[child] in {"relcl", "acl", "advcl"} and tree.left[child] - 1 > head:
            before = tree.left[child] - 1
            if tree.words[before] in COMMAS and head < unit[0]:
                end = min(end, before)
    if not start <= head < end:
        return None
    return page.trim(start, end)
