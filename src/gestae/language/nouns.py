"""Arguments of deverbal nouns, and the light verbs that carry them."""

from collections.abc import Mapping

from gestae.language.tree import Tree
from gestae.language.verbs import VerbReader
from gestae.language.view import Argument, Predicate, Role
from gestae.lexicon import Lexicon, Position
from gestae.lexicon.rows import Light

MODIFIERS = frozenset({"amod", "compound", "nmod"})


def noun_arguments(tree: Tree, i: int) -> list[Argument]:
    """Possessor, modifiers, prepositional objects and clauses of a noun.

    Of coordinated nouns the later takes the possessor and modifiers of the first, the earlier the
    prepositional objects of the last: "Israel's bombing and shelling of the city".
    """
    reader = VerbReader(tree)
    found = _left(tree, i)
    first = tree.first_conjunct(i)
    if first != i and not found:
        found = [Argument(a.role, a.head, a.marker, shared=True) for a in _left(tree, first)]
    right = reader.obliques(i)
    if not right and (later := [c for c in tree.by_dep(i, "conj") if c - i <= 4]):
        right = [Argument(a.role, a.head, a.marker, shared=True) for a in reader.obliques(later[-1])]
    return [*found, *right, *_by_of_verb(tree, reader, i), *reader.clauses(i)]


def _by_of_verb(tree: Tree, reader: VerbReader, i: int) -> list[Argument]:
    """An agent that the parser hung on the verb above: "will provoke retaliation by the French"."""
    head = tree.heads[i]
    if tree.deps[i] != "dobj" or tree.pos[head] != "VERB" or reader.passive(head):
        return []
    return [a for a in reader.obliques(head) if a.marker == "by"]


def _left(tree: Tree, i: int) -> list[Argument]:
    found = [Argument(Role.POSSESSOR, p) for p in tree.by_dep(i, "poss")]
    modifiers = [m for m in tree.children[i] if tree.deps[m] in MODIFIERS and m < i]
    found += [Argument(Role.MODIFIER, m) for m in modifiers]
    found += [
        Argument(Role.MODIFIER, c)
        for m in modifiers
        for c in tree.by_dep(m, "npadvmod", *MODIFIERS)
        if tree.pos[m] != "NOUN"
    ]
    return found


def support_of(
    tree: Tree, i: int, verbs: Mapping[int, Predicate], lexicon: Lexicon
) -> tuple[int | None, list[Argument]]:
    """The light verb that carries a noun and the arguments that it brings.

    The noun's subject is the light verb's slot ``A``, its object the slot ``R``.
    """
    first = tree.first_conjunct(i)
    head = tree.heads[first]
    marker = ""
    if tree.deps[first] == "pobj" and tree.pos[head] == "ADP":
        marker, head = tree.words[head], tree.heads[head]
    verb = verbs.get(head)
    if verb is None:
        return None, []
    for row in lexicon.light.get(verb.lemma, ()):
        if _carries(verb, row, first, marker):
            return head, _brought(verb, row, first)
    return None, []


def _carries(verb: Predicate, row: Light, noun: int, marker: str) -> bool:
    if row.pattern.particle and row.pattern.particle != verb.particle:
        return False
    slot = next((s for s in row.pattern.slots if s.letter == "X"), None)
    if slot is None:
        return False
    if slot.position is Position.OBLIQUE:
        return marker in slot.markers or (verb.particle in slot.markers and _object(verb, noun))
    return _object(verb, noun)


def _object(verb: Predicate, noun: int) -> bool:
    return any(a.role is Role.OBJECT and a.head == noun for a in verb.arguments)


def _brought(verb: Predicate, row: Light, noun: int) -> list[Argument]:
    roles = {"A": Role.SUBJECT, "R": Role.OBJECT}
    places = {Position.SUBJECT: Role.SUBJECT, Position.OBJECT: Role.OBJECT, Position.DATIVE: Role.DATIVE}
    found: list[Argument] = []
    for slot in row.pattern.slots:
        if slot.letter not in roles:
            continue
        for a in verb.arguments:
            fits = (
                a.role is Role.OBLIQUE and a.marker in slot.markers
                if slot.position is Position.OBLIQUE
                else a.role is places.get(slot.position)
            )
            if fits and a.head != noun:
                found.append(Argument(roles[slot.letter], a.head, "", shared=True))
    taken = {a.head for a in found} | {noun}
    found += [
        Argument(Role.OBLIQUE, a.head, a.marker, shared=True)
        for a in verb.arguments
        if a.role is Role.OBLIQUE and a.head not in taken
    ]
    return found
