"""Longest match of the grammar's patterns by a trie over literals and terminals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from gestae.language.times.lexer import Lexeme
from gestae.language.times.rules import RULES, Builder, Values
from gestae.language.times.shapes import Core
from gestae.language.times.words import Meaning


@dataclass(slots=True)
class Node:
    """A state of the trie; ``rule`` is the number of the pattern that ends here."""

    following: dict[str, "Node"] = field(default_factory=dict)
    rule: int | None = None


@dataclass(frozen=True)
class Grammar:
    """Compiled patterns and their builders."""

    root: Node
    builders: tuple[Builder, ...]


def compile_rules() -> Grammar:
    """Put all patterns into one trie."""
    root = Node()
    for number, (pattern, _) in enumerate(RULES):
        for sequence in expansions(pattern):
            node = root
            for element in sequence:
                node = node.following.setdefault(element, Node())
            if node.rule is None:
                node.rule = number
    return Grammar(root, tuple(builder for _, builder in RULES))


def expansions(pattern: str) -> Iterator[tuple[str, ...]]:
    """All sequences of single elements that a pattern stands for; none ends with a comma."""
    choices: list[list[str | None]] = []
    for element in pattern.split():
        missing: list[str | None] = [None] if element.startswith("(") and element.endswith(")") else []
        choices.append([*element.strip("()").split("|"), *missing])
    for picked in product(*choices):
        sequence = tuple(element for element in picked if element is not None)
        if sequence[-1] != ",":
            yield sequence


@dataclass(frozen=True, slots=True)
class Match:
    """A core found at lexemes ``start`` to ``end`` (exclusive)."""

    start: int
    end: int
    core: Core


def match_at(grammar: Grammar, lexemes: Sequence[Lexeme], start: int) -> Match | None:
    """The longest core that begins at a lexeme."""
    best: tuple[int, int] | None = None
    values: tuple[Meaning, ...] = ()
    states: list[tuple[Node, int, tuple[Meaning, ...]]] = [(grammar.root, start, ())]
    while states:
        node, at, passed = states.pop()
        if node.rule is not None:
            rank = (at, -node.rule)
            if best is None or rank > best:
                best, values = rank, passed
        if at == len(lexemes) or not node.following:
            continue
        lexeme = lexemes[at]
        literal = node.following.get(lexeme.lower)
        if literal is not None:
            states.append((literal, at + 1, passed + tuple(m for m in lexeme.meanings if m[0] in {"unit", "units"})))
        for meaning in lexeme.meanings:
            terminal = node.following.get(meaning[0].upper())
            if terminal is not None:
                states.append((terminal, at + 1, (*passed, meaning)))
    if best is None:
        return None
    core = grammar.builders[-best[1]](Values(values))
    return None if core is None else Match(start, best[0], core)


def matches(grammar: Grammar, lexemes: Sequence[Lexeme]) -> Iterator[Match]:
    """Cores from left to right that do not overlap."""
    at = 0
    first = grammar.root.following
    while at < len(lexemes):
        lexeme = lexemes[at]
        found = None
        if lexeme.meanings or lexeme.lower in first:
            found = match_at(grammar, lexemes, at)
        if found is not None:
            yield found
            at = found.end
        else:
            at += 1
