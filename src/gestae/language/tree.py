"""A parse as plain lists: what the predicate view reads many times, fetched from spaCy once."""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

PREFIXES = ("re", "over", "with", "mis", "under", "out")
IRREGULAR = {
    "took": "take",
    "taken": "take",
    "threw": "throw",
    "thrown": "throw",
    "built": "build",
    "held": "hold",
    "drew": "draw",
    "drawn": "draw",
    "ran": "run",
    "went": "go",
    "gone": "go",
    "wrote": "write",
    "written": "write",
    "came": "come",
    "began": "begin",
    "armed": "arm",
}
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM", "X"})


@dataclass(frozen=True, slots=True)
class Tree:
    """Token attributes by index; ``children`` in text order."""

    words: list[str]
    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    children: list[list[int]]

    @classmethod
    def of(cls, doc: Doc, verbs: Container[str] = ()) -> "Tree":
        """Read a parsed document.

        ``verbs`` are known base forms: a lemma that is none of them is mended where a small change makes it
        one ("staged" is no form of "stag", "retook" is one of "retake").
        """
        tokens = list(doc)
        heads = [t.head.i for t in tokens]
        children: list[list[int]] = [[] for _ in heads]
        for i, head in enumerate(heads):
            if head != i:
                children[head].append(i)
        pos = [t.pos_ for t in tokens]
        return cls(
            [t.lower_ for t in tokens],
            [_mended(t, verbs) if p == "VERB" else t.lemma_.lower() for t, p in zip(tokens, pos, strict=True)],
            pos,
            [t.tag_ for t in tokens],
            [t.dep_ for t in tokens],
            heads,
            children,
        )

    def attach(self, token: int, head: int, dep: str) -> None:
        """Hang a token on another head; nothing happens where that would close a circle."""
        if head == token or token in self.ancestors(head):
            return
        if self.heads[token] != token:
            self.children[self.heads[token]].remove(token)
        self.heads[token] = head
        self.deps[token] = dep
        self.children[head].append(token)
        self.children[head].sort()

    def lift(self, token: int) -> None:
        """Put a token in its head's place, with the head below it."""
        head = self.heads[token]
        above = self.heads[head]
        self.children[head].remove(token)
        if above != head:
            self.children[above].remove(head)
            self.children[above] = sorted((*self.children[above], token))
        self.heads[token], self.deps[token] = (token if above == head else above), self.deps[head]
        self.heads[head] = token
        self.children[token] = sorted((*self.children[token], head))

    def by_dep(self, token: int, *deps: str) -> list[int]:
        """Children of a token with one of the given labels."""
        return [c for c in self.children[token] if self.deps[c] in deps]

    def first(self, token: int, *deps: str) -> int | None:
        """The first child with one of the given labels."""
        return next((c for c in self.children[token] if self.deps[c] in deps), None)

    def coordinated(self, token: int) -> list[int]:
        """The token and all that is coordinated with it, in text order."""
        found, queue = [token], [token]
        while queue:
            for c in self.children[queue.pop()]:
                if self.deps[c] == "conj":
                    found.append(c)
                    queue.append(c)
        return sorted(found)

    def first_conjunct(self, token: int) -> int:
        """The head of the coordination that a token belongs to."""
        while self.deps[token] == "conj" and self.heads[token] != token:
            token = self.heads[token]
        return token

    def ancestors(self, token: int) -> Iterator[int]:
        """Heads from the token's own upwards."""
        while self.heads[token] != token:
            token = self.heads[token]
            yield token

    def subtree(self, token: int) -> list[int]:
        """All tokens below a token and itself, in text order."""
        found, queue = [], [token]
        while queue:
            i = queue.pop()
            found.append(i)
            queue.extend(self.children[i])
        return sorted(found)


def _mended(token: Token, verbs: Container[str]) -> str:
    lemma, word = token.lemma_.lower(), token.lower_
    if word.endswith("ed") and f"{word[:-1]}" in verbs and lemma == word[:-2]:
        return word[:-1]
    if lemma in verbs or not verbs:
        return lemma
    tries = [f"{lemma}e", f"{lemma}{lemma[-1:]}", lemma[:-1] if lemma.endswith("e") else lemma]
    for prefix in PREFIXES:
        if lemma.startswith(prefix):
            tries += [prefix + IRREGULAR[rest] for rest in (lemma[len(prefix) :],) if rest in IRREGULAR]
    return next((t for t in tries if t in verbs), lemma)
