"""Quantities and what they count: "a series of raids", "300 million dollars in aid"."""

from collections.abc import Mapping

from gestae.language.tree import Tree

QUANTITY = "quantity"
MONEY = "money"
DEEPEST = 4

Cues = Mapping[str, Mapping[str, str]]


def counted(tree: Tree, head: int, cues: Cues) -> int:
    """The noun that a quantity counts, "students" in "tens of thousands of students"; the noun itself if it is none."""
    for _ in range(DEEPEST):
        inner = next(
            (o for p in tree.by_dep(head, "prep") if _joins(tree, p, cues) for o in tree.by_dep(p, "pobj")), None
        )
        if inner is None:
            break
        head = inner
    return head


def counter(tree: Tree, noun: int, cues: Cues) -> int:
    """The outermost quantity that counts a noun; the noun itself where none does."""
    for _ in range(DEEPEST):
        preposition = tree.heads[noun]
        if tree.deps[noun] != "pobj" or tree.deps[preposition] != "prep" or not _joins(tree, preposition, cues):
            break
        noun = tree.heads[preposition]
    return noun


def _joins(tree: Tree, preposition: int, cues: Cues) -> bool:
    """Is it "of" after a quantity, or "in" after an amount of money?"""
    head = tree.heads[preposition]
    lemma = tree.lemmas[head]
    if tree.words[preposition] == "of":
        return lemma in cues.get(QUANTITY, {}) or lemma in cues.get(MONEY, {})
    money = lemma in cues.get(MONEY, {}) or any(tree.words[c] in cues.get(MONEY, {}) for c in tree.children[head])
    return tree.words[preposition] == "in" and preposition == head + 1 and money
