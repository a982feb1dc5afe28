"""Arguments of deverbal nouns, and the light verbs that carry them."""

from collections.abc import Mapping
from dataclasses import replace

from gestae.language.measures import counter
from gestae.language.tree import Tree
from gestae.language.verbs import VerbReader
from gestae.language.view import Argument, Predicate, Role
from gestae.lexicon import Lexicon, Position
from gestae.lexicon.rows import Light

MODIFIERS = frozenset({"amod", "compound", "nmod"})
COMPLEMENTS = ("dobj", "attr", "acomp", "nsubjpass")
AIMED = frozenset({"on", "against"})
ABSENT = -1


def noun_arguments(tree: Tree, i: int, top: int) -> list[Argument]:
    """Possessor, modifiers, prepositional objects and clauses of a noun, and of the quantity on ``top`` that counts it.

    Of coordinated nouns the later takes the possessor and modifiers of the first, the earlier the
    prepositional objects of the last: "Israel's bombing and shelling of the city".
    """
    reader = VerbReader(tree)
    found = _left(tree, i)
    first = tree.first_conjunct(i)
    if first != i and not found:
        found = [Argument(a.role, a.head, a.marker, shared=True) for a in _left(tree, first)]
    right = reader.obliques(i) or _hung_on_verb(tree, reader, i)
    if not right and (later := [c for c in tree.by_dep(i, "conj") if c - i <= 4]):
        right = [Argument(a.role, a.head, a.marker, shared=True) for a in reader.obliques(later[-1])]
    if not right and tree.deps[i] == "compound":
        right = [replace(a, shared=True) for a in reader.obliques(tree.heads[i]) if a.marker in AIMED]
    done = [c for c in tree.by_dep(i, "acl") if tree.tags[c] == "VBN"]
    right += [replace(a, shared=True) for c in done for a in reader.obliques(c) if a.marker in AIMED]
    right += [b for a in right if a.marker == "by" for b in reader.obliques(a.head) if b.marker in AIMED]
    if top not in {i, first}:
        found += _left(tree, top)
        right += [a for a in reader.obliques(top) if not top < a.head <= i and a.head != first]
    return [*found, *right, *_by_of_verb(tree, reader, i), *reader.clauses(i)]


def _hung_on_verb(tree: Tree, reader: VerbReader, i: int) -> list[Argument]:
    """What follows an object at once, though it hangs on the verb: "urged a halt to air strikes"."""
    verb = tree.heads[i]
    if tree.deps[i] != "dobj" or not tree.by_dep(verb, "prep", "dative"):
        return []
    after = {o for p in tree.by_dep(verb, "prep", "dative") if p == i + 1 for o in tree.by_dep(p, "pobj")}
    return [replace(a, shared=True) for a in reader.obliques(verb) if a.head in after]


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
    """The light verb that carries a noun, above it or in a clause of its own, and the arguments that it brings.

    The noun's subject is the light verb's slot ``A``, its object the slot ``R``.
    """
    first = tree.first_conjunct(i)
    top = counter(tree, first, lexicon.cues)
    below = [(clause, "", None) for noun in dict.fromkeys((first, top)) for clause in tree.by_dep(noun, "acl", "relcl")]
    for head, marker, middle in (_way_up(tree, top), *below):
        verb = verbs.get(head)
        if verb is None or tree.first(head, "oprd") is not None:
            continue
        for row in lexicon.light.get(verb.lemma, ()):
            particle = _particle(tree, verb, row)
            if particle == ABSENT or (middle is not None and middle != particle):
                continue
            if _carries(verb, row, first, marker, middle is not None):
                return head, _brought(tree, verb, row, first, particle)
    return None, []


def _way_up(tree: Tree, noun: int) -> tuple[int, str, int | None]:
    """The verb above a noun, the preposition between, and the word that takes it: "claimed responsibility for"."""
    head = tree.heads[noun]
    if tree.deps[noun] != "pobj" or tree.pos[head] != "ADP":
        return head, "", None
    marker, head = tree.words[head], tree.heads[head]
    if tree.deps[head] in COMPLEMENTS and tree.pos[head] in {"NOUN", "ADJ"}:
        return tree.heads[head], marker, head
    return head, marker, None


def _particle(tree: Tree, verb: Predicate, row: Light) -> int | None:
    """The token of the row's particle, which may be a noun or adjective; None if the row has none."""
    word = row.pattern.particle
    if not word:
        return None
    if verb.particle == word:
        return verb.head
    return next((c for c in tree.by_dep(verb.head, *COMPLEMENTS) if word in {tree.words[c], tree.lemmas[c]}), ABSENT)


def _carries(verb: Predicate, row: Light, noun: int, marker: str, through_noun: bool) -> bool:
    slot = next((s for s in row.pattern.slots if s.letter == "X"), None)
    if slot is None:
        return False
    if slot.position is Position.OBLIQUE:
        return marker in slot.markers or (verb.particle in slot.markers and _filled(verb, noun, Role.OBJECT))
    role = Role.SUBJECT if slot.position is Position.SUBJECT else Role.OBJECT
    return not through_noun and _filled(verb, noun, role)


def _filled(verb: Predicate, noun: int, role: Role) -> bool:
    return any(a.role is role and a.head == noun for a in verb.arguments)


def _brought(tree: Tree, verb: Predicate, row: Light, noun: int, particle: int | None) -> list[Argument]:
    roles = {"A": Role.SUBJECT, "R": Role.OBJECT}
    places = {Position.SUBJECT: Role.SUBJECT, Position.OBJECT: Role.OBJECT, Position.DATIVE: Role.DATIVE}
    offered = list(verb.arguments)
    if particle is not None and particle != verb.head:
        offered += VerbReader(tree).obliques(particle)
    found: list[Argument] = []
    for slot in row.pattern.slots:
        if slot.letter not in roles:
            continue
        for a in offered:
            fits = (
                a.role is Role.OBLIQUE and a.marker in slot.markers
                if slot.position is Position.OBLIQUE
                else a.role is places.get(slot.position)
            )
            if fits and a.head != noun:
                found.append(Argument(roles[slot.letter], a.head, "", shared=True))
    taken = {a.head for a in found} | {noun}
    found += [
        replace(a, shared=True)
        for a in verb.arguments
        if (a.role is Role.OBLIQUE and a.head not in taken) or (a.role is Role.CLAUSE and a.marker == "that")
    ]
    return found
