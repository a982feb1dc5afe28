"""The parse as plain lists, so that walking it costs no spaCy object per step."""

from dataclasses import dataclass

from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Tree:
    """One entry a token in each list; ``left`` and ``right`` bound a token's subtree, ``right`` exclusive."""

    words: list[str]
    lemmas: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    left: list[int]
    right: list[int]
    children: list[list[int]]

    def child(self, token: int, *deps: str) -> int | None:
        """The first child with one of the dependency labels."""
        for c in self.children[token]:
            if self.deps[c] in deps:
                return c
        return None

    def span(self, token: int) -> tuple[int, int]:
        """The slice of a token's subtree."""
        return self.left[token], self.right[token]

    def is_verb(self, token: int) -> bool:
        """Is the token a verb form?"""
        return self.tags[token][:1] == "V"

    def is_space(self, token: int) -> bool:
        """Is the token white space?"""
        return not self.words[token].strip()


def grow_tree(doc: Doc) -> Tree:
    """Read a parsed ``Doc`` into lists, in time linear in its length."""
    table = doc.to_array(["LOWER", "LEMMA", "TAG", "DEP", "HEAD"])
    strings = doc.vocab.strings
    columns: list[list[str]] = []
    for column in range(4):
        known: dict[int, str] = {}
        words: list[str] = []
        for key in table[:, column].tolist():
            word = known.get(key)
            if word is None:
                word = known[key] = strings[key] if key else ""
            words.append(word)
        columns.append(words)
    heads = [i + offset for i, offset in enumerate(table[:, 4].astype("int64").tolist())]
    size = len(heads)
    children: list[list[int]] = [[] for _ in range(size)]
    waiting = [0] * size
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
            waiting[head] += 1
    left, right = list(range(size)), list(range(1, size + 1))
    leaves = [i for i in range(size) if not waiting[i]]
    for i in leaves:
        head = heads[i]
        if head == i:
            continue
        left[head] = min(left[head], left[i])
        right[head] = max(right[head], right[i])
        waiting[head] -= 1
        if not waiting[head]:
            leaves.append(head)
    lowers, lemmas, tags, deps = columns
    return Tree(lowers, lemmas, tags, deps, heads, left, right, children)
