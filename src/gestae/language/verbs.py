"""Arguments of verbs: voice, shared subjects and objects, relative gaps, control."""

from dataclasses import replace

from gestae.language.tree import NOMINAL, Tree
from gestae.language.view import BEHEST, Argument, Role

RELATIVE = frozenset({"who", "which", "that", "whom"})
NO_RELATIVE_GAP = frozenset({"where", "when", "why", "how"})
OBJECT_CONTROL_MARKERS = frozenset({"of", "from", "for", "into"})
PHRASAL = {
    ("at", "hands"): "by",
    ("in", "favour"): "for",
    ("in", "favor"): "for",
    ("on", "orders"): BEHEST,
    ("under", "orders"): BEHEST,
    ("at", "behest"): BEHEST,
    ("on", "behalf"): BEHEST,
    ("on", "instructions"): BEHEST,
    ("at", "instigation"): BEHEST,
}
DEEPEST_OBJECT = 3
LONGEST_CHAIN = 12


class VerbReader:
    """Reads the arguments of one document's verbs; shared arguments are found once."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._surface: dict[int, tuple[int, ...]] = {}

    def passive(self, i: int) -> bool:
        """Is the verb passive: with auxiliary, as reduced relative, or coordinated with a passive?"""
        tree = self.tree
        if tree.first(i, "auxpass", "nsubjpass", "csubjpass") is not None:
            return True
        if tree.tags[i] not in {"VBN", "VBD"} or tree.first(i, "aux", "dobj") is not None:
            return False
        if tree.first(i, "nsubj") is not None:
            return self._gapped(i)
        if tree.tags[i] != "VBN":
            return False
        if tree.deps[i] in {"acl", "advcl", "amod"}:
            return True
        if tree.deps[i] == "conj" and tree.heads[i] != i:
            return self.passive(tree.heads[i])
        return tree.first(i, "agent") is not None

    def _gapped(self, i: int) -> bool:
        """A participle whose auxiliary is left out: "and dozens wounded", "with its troops surrounded"."""
        tree = self.tree
        if any(tree.words[c] == "with" for c in tree.by_dep(i, "mark")):
            return True
        return tree.tags[i] == "VBN" and tree.deps[i] == "conj" and self.passive(tree.heads[i])

    def arguments(self, i: int) -> list[Argument]:
        """Arguments in the active form, own ones first."""
        passive = self.passive(i)
        subjects = [Argument(self._subject_role(i, passive), s, shared=shared) for s, shared in self._subjects(i)]
        agents = [
            Argument(Role.SUBJECT, p, "by") for a in self.tree.by_dep(i, "agent") for p in self.tree.by_dep(a, "pobj")
        ]
        if passive and not agents:
            agents = [Argument(Role.SUBJECT, o.head, "by") for o in self._told_late(i) if o.marker == "by"]
        objects = self._objects(i, passive)
        return [*subjects, *agents, *objects, *self.obliques(i), *self._from_object(i), *self.clauses(i)]

    def _told_late(self, i: int) -> list[Argument]:
        """Prepositional objects of a verb and of these: "was threatened with air strikes by Turkey"."""
        own = self.obliques(i)
        return [*own, *(inner for o in own for inner in self.obliques(o.head))]

    def _from_object(self, i: int) -> list[Argument]:
        """Prepositional objects that the parser hung on the verb's object: "sanctions on Iran"."""
        found: list[Argument] = []
        objects = self.tree.by_dep(i, "dobj", "nsubjpass")
        for _ in range(DEEPEST_OBJECT):
            hung = [a for o in objects for a in self.obliques(o)]
            found += [replace(a, shared=True) for a in hung if a.marker != "of"]
            objects = [a.head for a in hung if a.marker == "of"]
        return found

    def obliques(self, i: int) -> list[Argument]:
        """Prepositional objects; of a chain ("out of") the inner preposition is the marker.

        What somebody is called is told as with "as": "called him a liar".
        """
        found: list[Argument] = []
        tree = self.tree
        for p in tree.by_dep(i, "prep", "dative"):
            if tree.pos[p] in NOMINAL:
                continue
            objects = tree.by_dep(p, "pobj")
            found += [self._oblique(o, tree.words[p]) for o in objects]
            for inner in tree.by_dep(p, "prep"):
                found += [Argument(Role.OBLIQUE, o, tree.words[inner]) for o in tree.by_dep(inner, "pobj")]
            for other in tree.by_dep(p, "conj"):
                if tree.pos[other] == "ADP":
                    found += [Argument(Role.OBLIQUE, o, tree.words[other]) for o in tree.by_dep(other, "pobj")]
        for day in tree.by_dep(i, "npadvmod"):
            joined = [c for c in tree.by_dep(day, "conj") if tree.pos[c] == "ADP"]
            found += [Argument(Role.OBLIQUE, o, tree.words[c]) for c in joined for o in tree.by_dep(c, "pobj")]
        return found + [Argument(Role.OBLIQUE, o, "as") for o in tree.by_dep(i, "oprd") if tree.pos[o] == "NOUN"]

    def _oblique(self, noun: int, preposition: str) -> Argument:
        """A prepositional object; in "at the hands of the militia" it is the militia, with "by"."""
        marker = PHRASAL.get((preposition, self.tree.words[noun]))
        if marker is not None:
            behind = [o for p in self.tree.by_dep(noun, "prep") for o in self.tree.by_dep(p, "pobj")]
            behind = self.tree.by_dep(noun, "poss") or behind
            if behind:
                return Argument(Role.OBLIQUE, behind[0], marker)
        return Argument(Role.OBLIQUE, noun, preposition)

    def clauses(self, i: int) -> list[Argument]:
        """Complement clauses, gerunds after prepositions and infinitives, with their marker."""
        tree = self.tree
        found: list[Argument] = []
        for c in tree.by_dep(i, "xcomp", "ccomp", "acl", "advcl"):
            marker = self._clause_marker(c)
            if tree.deps[c] == "advcl" and marker not in {"to", "for"}:
                continue
            if tree.deps[c] == "acl" and tree.pos[i] == "VERB":
                continue
            found += [Argument(Role.CLAUSE, v, marker) for v in tree.coordinated(c) if tree.pos[v] not in {"PUNCT"}]
        for p in tree.by_dep(i, "prep", "agent"):
            for c in tree.by_dep(p, "pcomp"):
                found += [Argument(Role.CLAUSE, v, tree.words[p]) for v in tree.coordinated(c)]
        return found

    def _clause_marker(self, c: int) -> str:
        tree = self.tree
        if self._to(c):
            wished = any(tree.words[t] == "for" for t in tree.by_dep(c, "mark"))
            return "for" if wished else "to"
        for t in tree.children[c]:
            if tree.deps[t] == "mark":
                return tree.words[t]
        return "ing" if tree.tags[c] == "VBG" else "that" if tree.deps[c] == "ccomp" else ""

    def _subject_role(self, i: int, passive: bool) -> Role:
        if not passive:
            return Role.SUBJECT
        return Role.DATIVE if self.tree.first(i, "dobj") is not None else Role.OBJECT

    def _objects(self, i: int, passive: bool) -> list[Argument]:
        tree = self.tree
        found = [Argument(Role.OBJECT, self._antecedent(o, i)) for o in tree.by_dep(i, "dobj", "obj")]
        found += [Argument(Role.DATIVE, d) for d in tree.by_dep(i, "dative", "iobj") if tree.pos[d] in NOMINAL]
        for d in tree.by_dep(i, "dative"):
            found += [Argument(Role.DATIVE, o) for o in tree.by_dep(d, "pobj")]
        if not found and not passive:
            found += [Argument(Role.OBJECT, o) for o in self._up_to(i)]
        subjects = tree.by_dep(i, "nsubj", "nsubjpass")
        if not found and len(subjects) > 1:
            found += [Argument(Role.OBJECT, self._antecedent(s, i)) for s in subjects if tree.words[s] in RELATIVE]
        if not found and not passive:
            found += self._shared_object(i)
        return found

    def _up_to(self, i: int) -> list[int]:
        """The object in "kidnapped up to 16 advisers", which the parser takes for a direction."""
        tree = self.tree
        prepositions = [p for c in (i, *tree.by_dep(i, "prep", "prt", "advmod")) for p in tree.by_dep(c, "prep")]
        return [
            o
            for p in prepositions
            if tree.words[p] == "to" and p > 0 and tree.words[p - 1] == "up"
            for o in tree.by_dep(p, "pobj")
            if tree.first(o, "nummod") is not None
        ]

    def _shared_object(self, i: int) -> list[Argument]:
        """The object of a coordinated verb after this one, or the gap of a relative clause."""
        tree = self.tree
        if tree.deps[i] == "relcl":
            subject = tree.first(i, "nsubj")
            gap = subject is not None and tree.words[subject] not in RELATIVE
            adverb = any(tree.words[c] in NO_RELATIVE_GAP for c in tree.children[i])
            stranded = any(not tree.children[p] for p in tree.by_dep(i, "prep"))
            charged = all(tree.first(p, "pcomp") is not None for p in tree.by_dep(i, "prep"))
            if gap and charged and not adverb and not stranded and tree.first(i, "xcomp", "ccomp") is None:
                return [Argument(Role.OBJECT, tree.heads[i], shared=True)]
        if tree.deps[i] == "xcomp" and tree.deps[tree.heads[i]] == "relcl":
            return []
        for other in tree.by_dep(i, "conj"):
            between = [c for c in tree.children[i] if i < c < other and tree.deps[c] not in {"cc", "punct", "prt"}]
            if tree.pos[other] == "VERB" and not between and tree.first(other, "nsubj", "nsubjpass") is None:
                return [Argument(Role.OBJECT, o, shared=True) for o in tree.by_dep(other, "dobj")]
        return []

    def _subjects(self, i: int) -> list[tuple[int, bool]]:
        own = self._own_subjects(i)
        if own:
            return [(self._antecedent(s, i), False) for s in own]
        return [(s, True) for s in self._inherited(i, LONGEST_CHAIN)]

    def _own_subjects(self, i: int) -> list[int]:
        """Grammatical subjects; a relative pronoun beside another subject is the object."""
        own = self.tree.by_dep(i, "nsubj", "nsubjpass")
        return own if len(own) < 2 else [s for s in own if self.tree.words[s] not in RELATIVE] or own

    def _antecedent(self, word: int, verb: int) -> int:
        """The noun a relative pronoun stands for; other words stand for themselves."""
        tree = self.tree
        if tree.words[word] not in RELATIVE or tree.tags[word] not in {"WDT", "WP", "IN", "DT"}:
            return word
        for clause in (verb, *tree.ancestors(verb)):
            if tree.deps[clause] == "relcl":
                return self._nearer(word, tree.heads[clause])
            if tree.deps[clause] not in {"conj", "xcomp", "ccomp"}:
                break
        return word

    def _nearer(self, word: int, head: int) -> int:
        """For "who" after a name, the name rather than a noun farther off that the parser chose."""
        tree = self.tree
        before = word - 1
        while before > head and tree.pos[before] == "PUNCT":
            before -= 1
        named = tree.words[word] in {"who", "whom"} and tree.pos[before] == "PROPN" and tree.pos[head] == "NOUN"
        return tree.first_conjunct(before) if named and before > head else head

    def surface_subjects(self, i: int, depth: int = LONGEST_CHAIN) -> tuple[int, ...]:
        """Heads of the grammatical subject, own or shared."""
        if i not in self._surface:
            own = self._own_subjects(i)
            self._surface[i] = (
                tuple(self._antecedent(s, i) for s in own) if own else tuple(self._inherited(i, depth - 1))
            )
        return self._surface[i]

    def _inherited(self, i: int, depth: int) -> list[int]:
        tree = self.tree
        head, dep = tree.heads[i], tree.deps[i]
        if depth <= 0 or head == i:
            return []
        if dep in {"acl", "relcl"}:
            return self._inherited_from_noun(i, head, depth)
        if dep == "pcomp":
            return self._inherited_by_preposition(head, depth)
        if dep in {"xcomp", "ccomp", "advcl", "conj"} and tree.pos[head] in {"VERB", "AUX"}:
            if dep == "ccomp" and self._finite(i):
                return []
            if dep == "xcomp" or (dep == "advcl" and self._to(i)):
                objects = tree.by_dep(head, "dobj", "dative") if not self.passive(head) else []
                if objects and dep == "xcomp":
                    return objects
            return list(self.surface_subjects(head, depth))
        if dep in {"xcomp", "ccomp"} and tree.pos[head] == "ADJ" and tree.heads[head] != head:
            return list(self.surface_subjects(tree.heads[head], depth))
        return []

    def _inherited_from_noun(self, i: int, head: int, depth: int) -> list[int]:
        tree = self.tree
        if not self._to(i):
            return [head]
        possessors = tree.by_dep(head, "poss") or [a.head for a in self.obliques(head) if a.marker == "by"]
        if possessors:
            return possessors
        verb = tree.heads[head]
        if tree.deps[head] in {"dobj", "attr", "nsubj"} and tree.pos[verb] in {"VERB", "AUX"}:
            return list(self.surface_subjects(verb, depth))
        return []

    def _inherited_by_preposition(self, preposition: int, depth: int) -> list[int]:
        tree = self.tree
        governor = tree.heads[preposition]
        if tree.pos[governor] in {"VERB", "AUX"}:
            marker = tree.words[preposition]
            objects = tree.by_dep(governor, "dobj") or [a.head for a in self._shared_object(governor)]
            if marker in OBJECT_CONTROL_MARKERS and objects and not self.passive(governor):
                return objects
            return list(self.surface_subjects(governor, depth))
        if tree.pos[governor] == "NOUN":
            possessors = tree.by_dep(governor, "poss")
            verb = tree.heads[governor]
            if possessors:
                return possessors
            if tree.deps[governor] == "dobj" and tree.pos[verb] == "VERB":
                return list(self.surface_subjects(verb, depth))
        return []

    def _to(self, i: int) -> bool:
        return any(self.tree.tags[c] == "TO" and self.tree.deps[c] == "aux" for c in self.tree.children[i])

    def _finite(self, i: int) -> bool:
        tags = [self.tree.tags[i], *(self.tree.tags[c] for c in self.tree.by_dep(i, "aux", "auxpass"))]
        return any(t in {"VBD", "VBZ", "VBP", "MD"} for t in tags)
