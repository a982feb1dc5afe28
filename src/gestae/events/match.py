"""Does a row of the lexicon fit a predicate, and which arguments fill its slots?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gestae.events.parties import PartyFinder, side
from gestae.language.tree import Tree
from gestae.language.verbs import VerbReader
from gestae.language.view import Argument, Predicate, PredicateKind, Role, Voice
from gestae.lexicon import Frame, Lexicon, Operator, Position, Slot
from gestae.lexicon.rows import Lemma
from gestae.model import Actor, EventType

ANY_SECTOR = "*"
OF_SECTORS = 3
NOUN_ACTOR_MARKERS = frozenset({"by", "from"})
PLACES = {
    Position.SUBJECT: Role.SUBJECT,
    Position.OBJECT: Role.OBJECT,
    Position.DATIVE: Role.DATIVE,
    Position.POSSESSOR: Role.POSSESSOR,
}


@dataclass(frozen=True, slots=True)
class Match:
    """A row that fits, the arguments by slot letter, and how specific the fit is.

    ``mutual`` are further actors of a mutual act; ``used`` all tokens that fill a slot by class or
    as a thing; ``classed`` says whether any fills one by class, ``hollow`` whether a recipient that
    has to be there is no party.
    """

    row: Frame | Operator
    actor: tuple[Argument, ...]
    recipient: tuple[Argument, ...]
    mutual: tuple[Argument, ...]
    thing: tuple[Argument, ...]
    event: tuple[Argument, ...]
    used: frozenset[int]
    classed: bool
    hollow: bool
    weight: int


class Matcher:
    """Fits rows to the predicates of one document."""

    def __init__(self, tree: Tree, lexicon: Lexicon, finder: PartyFinder) -> None:
        self.tree = tree
        self.lexicon = lexicon
        self.finder = finder
        self.reader = VerbReader(tree)

    def frames(self, predicate: Predicate) -> list[Match]:
        """Frames that fit, the most specific first."""
        rows = self.lexicon.frames.get((predicate.kind.value, predicate.lemma), ())
        return self._fitting(rows, predicate)

    def operators(self, predicate: Predicate) -> list[Match]:
        """Operators that fit, the most specific first."""
        rows = self.lexicon.operators.get((predicate.kind.value, predicate.lemma), ())
        return self._fitting(rows, predicate)

    def _fitting(self, rows: Iterable[Frame] | Iterable[Operator], predicate: Predicate) -> list[Match]:
        found = [m for row in rows if (m := self._fit(row, predicate)) is not None]
        return sorted(found, key=lambda m: -m.weight)

    def _fit(self, row: Frame | Operator, predicate: Predicate) -> Match | None:
        lemma_length = self._lemma_length(row.lemmas, predicate.head)
        if lemma_length == 0 or not self._particle(row.pattern.particle, predicate):
            return None
        filled: dict[int, list[Argument]] = {}
        for number, slot in enumerate(row.pattern.slots):
            taken = {a.head for arguments in filled.values() for a in arguments}
            filled[number] = [a for a in self._filling(slot, predicate) if a.head not in taken]
            if not filled[number] and slot.letter == "R" and slot.position is Position.OBJECT:
                filled[number] = [a for a in self._raised(row, predicate) if self._fills(slot, a)]
            if not filled[number] and slot.position is Position.OBLIQUE:
                filled[number] = self._lifted(slot, filled, number, row)
            if slot.mutual and slot.position is Position.SUBJECT and not self._several(filled[number]):
                return None
            needed = slot.required or slot.letter == "E"
            if needed and not filled[number] and not self._may_lack(slot, predicate):
                return None
        letters: dict[str, list[Argument]] = {"A": [], "R": [], "O": [], "X": [], "E": [], "+": []}
        used: set[int] = set()
        weight = row.pattern.weight + 4 * (lemma_length - 1)
        for number, slot in enumerate(row.pattern.slots):
            letters["+" if slot.mutual else slot.letter] += filled[number]
            weight += 1 if filled[number] else 0
            weight -= OF_SECTORS if slot.sectors and self._sectors_unknown(filled[number]) else 0
            weight -= OF_SECTORS if slot.sectors and slot.letter == "A" and not filled[number] else 0
            if slot.letter in "XO" or slot.noun_class:
                used |= {a.head for a in filled[number] if slot.noun_class or a.role is not Role.CLAUSE}
        if predicate.kind is PredicateKind.NOUN:
            self._noun_defaults(letters, predicate, lemma_length)
        return Match(
            row,
            tuple(letters["A"]),
            tuple(letters["R"]),
            tuple(letters["+"]),
            tuple(letters["O"]),
            tuple(letters["E"]),
            frozenset(used),
            any(slot.noun_class and filled[number] for number, slot in enumerate(row.pattern.slots)),
            any(self._hollow(slot, filled[number], row.type) for number, slot in enumerate(row.pattern.slots)),
            weight,
        )

    def _several(self, arguments: list[Argument]) -> bool:
        """Are the arguments parties of more than one side, as a mutual act told without "with" needs?"""
        return len({side(p) for a in arguments for p in self.finder.at(a.head)} - {None}) > 1

    def _sectors_unknown(self, arguments: list[Argument]) -> bool:
        """Do the arguments pass for any sector, so that naming some makes the fit no closer?"""
        return any(ANY_SECTOR in p.actor.sectors for a in arguments for p in self.finder.at(a.head))

    def _lifted(
        self, slot: Slot, filled: dict[int, list[Argument]], number: int, row: Frame | Operator
    ) -> list[Argument]:
        """Prepositional objects that hang on the noun of an earlier slot: "ready for talks with Algeria"."""
        for earlier in range(number - 1, -1, -1):
            other = row.pattern.slots[earlier]
            if other.letter not in "XO" and not other.noun_class:
                continue
            found = [
                replace(a, shared=True)
                for filling in filled[earlier]
                if filling.role is not Role.CLAUSE
                for a in self.reader.obliques(filling.head)
                if a.marker in slot.markers
            ]
            if found:
                return [a for a in found if self._fills(slot, a)]
        return []

    def _hollow(self, slot: Slot, arguments: list[Argument], event: str | None) -> bool:
        needed = slot.letter == "R" and slot.position is Position.OBJECT and not slot.noun_class
        struck = event is EventType.ASSAULT and slot.letter == "A" and slot.position is Position.SUBJECT
        if struck and not slot.noun_class and arguments and arguments[0].role is Role.SUBJECT:
            return all(self.tree.pos[a.head] == "NOUN" and not self.finder.known(a.head) for a in arguments)
        told = [a for a in arguments if self.tree.pos[a.head] != "NUM"]
        return needed and bool(told) and not any(self.finder.known(a.head) for a in told)

    def _noun_defaults(self, letters: dict[str, list[Argument]], predicate: Predicate, length: int) -> None:
        taken = {a.head for arguments in letters.values() for a in arguments}
        taken |= set(range(predicate.head - length + 1, predicate.head))
        free = [a for a in predicate.arguments if a.head not in taken]
        if not letters["A"]:
            for roles in ({Role.SUBJECT}, {Role.POSSESSOR}, {Role.OBLIQUE}, {Role.MODIFIER}):
                letters["A"] += [
                    a
                    for a in free
                    if a.role in roles and (a.role is not Role.OBLIQUE or a.marker in NOUN_ACTOR_MARKERS)
                ]
                if letters["A"] and roles != {Role.POSSESSOR}:
                    break
        if not letters["R"]:
            letters["R"] += [a for a in free if a.role in {Role.OBJECT, Role.DATIVE}]

    def _particle(self, particle: str, predicate: Predicate) -> bool:
        if not particle:
            return True
        if predicate.particle == particle:
            return True
        words, deps = self.tree.words, self.tree.deps
        return any(
            words[c] == particle
            and deps[c] in {"prt", "advmod", "prep", "aux", "oprd", "acomp", "ccomp", "xcomp", "dobj"}
            for c in self.tree.children[predicate.head]
        ) or any(a.marker == particle for a in predicate.arguments)

    def _may_lack(self, slot: Slot, predicate: Predicate) -> bool:
        if slot.position is Position.SUBJECT and slot.letter == "A" and not slot.noun_class:
            told = any(a.role is Role.SUBJECT for a in predicate.arguments)
            return not slot.sectors or (predicate.voice is Voice.PASSIVE and not told)
        return False

    def _raised(self, row: Frame | Operator, predicate: Predicate) -> list[Argument]:
        """The subject of an infinitive that the parser made a clause of its own: "asked troops to leave"."""
        if not any(s.position is Position.INFINITIVE for s in row.pattern.slots):
            return []
        return [
            Argument(Role.OBJECT, subject, shared=True)
            for a in predicate.arguments
            if a.role is Role.CLAUSE and a.marker == "to"
            for subject in self.tree.by_dep(a.head, "nsubj", "nsubjpass")
        ]

    def _filling(self, slot: Slot, predicate: Predicate) -> list[Argument]:
        placed = [a for a in predicate.arguments if self._placed(slot, a, predicate)]
        found = [a for a in placed if self._fills(slot, a)]
        if not found or not (slot.sectors or (slot.noun_class and slot.letter == "A")):
            return found
        beside = {h for a in found for h in self.tree.coordinated(self.tree.first_conjunct(a.head))}
        return [a for a in placed if a in found or (a.head in beside and self.finder.at(a.head))]

    def _fills(self, slot: Slot, argument: Argument) -> bool:
        """Is the argument of the slot's noun class and sectors?"""
        if slot.noun_class:
            index = self.lexicon.class_index.get(slot.noun_class, {})
            head = argument.head
            words = dict.fromkeys((self.tree.words[head], self.tree.lemmas[head]))
            if not any(self._lemma_length(index.get(word, ()), head) for word in words):
                return False
        return not slot.sectors or any(_of_sector(p.actor, slot.sectors) for p in self.finder.at(argument.head))

    def _placed(self, slot: Slot, argument: Argument, predicate: Predicate) -> bool:
        role = argument.role
        if slot.position is Position.THAT:
            return role is Role.CLAUSE and argument.marker in {"that", "", "whether", "if"}
        if slot.position is Position.INFINITIVE:
            return role is Role.CLAUSE and argument.marker == "to"
        if slot.position is Position.OBLIQUE:
            if role is Role.OBLIQUE or (role is Role.CLAUSE and slot.letter in "EX" and self._gerund(slot, argument)):
                return argument.marker in slot.markers
            if role is Role.OBJECT or (role is Role.CLAUSE and slot.letter == "E" and argument.marker == "ing"):
                return predicate.particle in slot.markers
            return role is Role.DATIVE and "to" in slot.markers and predicate.voice is not Voice.PASSIVE
        if slot.letter == "E" and slot.position is Position.OBJECT and role is Role.CLAUSE:
            return argument.marker == "ing"
        if predicate.kind is PredicateKind.NOUN and slot.letter == "A" and slot.position is not Position.OBJECT:
            by = role is Role.OBLIQUE and argument.marker == "by"
            return by or role in {Role.SUBJECT, Role.POSSESSOR, Role.MODIFIER}
        return role is PLACES[slot.position]

    def _gerund(self, slot: Slot, argument: Argument) -> bool:
        """Is the clause one after the preposition, and for anything but an event no infinitive?"""
        infinitive = slot.letter == "X" and any(
            self.tree.tags[t] == "TO" for t in self.tree.by_dep(argument.head, "aux")
        )
        return argument.marker != "ing" and not infinitive

    def _lemma_length(self, lemmas: Iterable[Lemma], head: int) -> int:
        """Words in the longest lemma that ends at a token; 0 if none does."""
        best = 0
        words, bases = self.tree.words, self.tree.lemmas
        last = (words[head], bases[head])
        for lemma in lemmas:
            size = len(lemma)
            start = head - size + 1
            if size <= best or start < 0 or lemma[-1] not in last:
                continue
            if size == 1 or all(part in (words[start + k], bases[start + k]) for k, part in enumerate(lemma)):
                best = size
        return best


def _of_sector(actor: Actor, sectors: frozenset[str]) -> bool:
    """Is the actor's main sector, or the body that it is, among those a slot asks for?"""
    return ANY_SECTOR in actor.sectors or bool(sectors & {*actor.sectors[:1], actor.country})
