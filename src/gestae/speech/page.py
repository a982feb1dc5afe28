"""What all constructions read: the tree, the quotations, and slices cut to measure."""

from dataclasses import dataclass

from gestae.language.view import Parsed
from gestae.speech.cues import SpeechCues
from gestae.speech.quotes import MARKS, find_quotations
from gestae.speech.tree import Tree, grow_tree
from gestae.speech.view import Quotation, Slice

OUTSIDE = -1
COMMAS = frozenset({",", ";", ":", "-", "--", "–", "—", "―", "..."})
EDGES = COMMAS | {".", "!", "?", "…"}
GROUP = frozenset({"aux", "auxpass", "neg"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


@dataclass(frozen=True, slots=True)
class Page:
    """One document for the speech room.

    ``outer`` are the quotations that stand in no other one; ``outer_of`` gives each token's outer
    quotation or -1; ``opens``/``closes`` lead from a mark's neighbour inside to its outer quotation.
    """

    parsed: Parsed
    cues: SpeechCues
    tree: Tree
    quotations: tuple[Quotation, ...]
    outer: tuple[Quotation, ...]
    outer_of: list[int]

    def sentence(self, token: int) -> Slice:
        """The sentence of a token as a slice."""
        sentence = self.parsed.sentence(token)
        return sentence.start, sentence.end

    def trim(self, start: int, end: int) -> Slice | None:
        """Take white space, commas and final stops off both ends, and marks that have no partner inside."""
        while start < end and self._loose_first(start, end):
            start += 1
        while start < end and self._loose_last(start, end):
            end -= 1
        if end - start > 1 and self._is_mark(start) and self.outer_of[start] == OUTSIDE:
            number = self.outer_of[start + 1]
            if number != OUTSIDE and self.outer[number].end >= end - 1:
                return self.trim(start + 1, min(end, self.outer[number].end))
        return (start, end) if start < end else None

    def _loose_first(self, start: int, end: int) -> bool:
        word = self.tree.words[start]
        if word in EDGES or not word.strip() or word in ")]":
            return True
        return self._is_mark(start) and (self.outer_of[start] != OUTSIDE or not self._pairs(start, end))

    def _loose_last(self, start: int, end: int) -> bool:
        word = self.tree.words[end - 1]
        if word in COMMAS or not word.strip() or word in "([":
            return True
        if word in EDGES:
            return self.outer_of[end - 1] == OUTSIDE
        return self._is_mark(end - 1) and not self._paired_before(start, end)

    def _is_mark(self, token: int) -> bool:
        word = self.tree.words[token]
        return word[0] in MARKS and len(word) < 4 and not word[-1].isalnum()

    def _pairs(self, start: int, end: int) -> bool:
        """Does the mark at ``start`` open a quotation that ends within the slice?"""
        if start + 1 >= end:
            return False
        number = self.outer_of[start + 1]
        return number != OUTSIDE and self.outer[number].end <= end

    def _paired_before(self, start: int, end: int) -> bool:
        """Does the mark before ``end`` close a quotation that begins within the slice?"""
        if end - 2 < start:
            return False
        number = self.outer_of[end - 2]
        return number != OUTSIDE and self.outer[number].start > start


def read_page(parsed: Parsed, cues: SpeechCues) -> Page:
    """Read tree and quotations of a document once."""
    quotations = find_quotations(parsed)
    outer: list[Quotation] = []
    outer_of = [OUTSIDE] * len(parsed.doc)
    reach = 0
    for quotation in quotations:
        if quotation.start < reach:
            continue
        reach = quotation.end
        outer_of[quotation.start : quotation.end] = [len(outer)] * (quotation.end - quotation.start)
        outer.append(quotation)
    return Page(parsed, cues, grow_tree(parsed.doc), quotations, tuple(outer), outer_of)


def cut(start: int, end: int, hole: Slice) -> list[Slice]:
    """What is left of a slice without a hole in it."""
    parts = [(start, min(end, hole[0])), (max(start, hole[1]), end)]
    return [(a, b) for a, b in parts if a < b]
