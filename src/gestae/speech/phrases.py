"""Sources that come with a phrase or a colon: "according to X", "in the words of X", "X: ..."."""

from gestae.model import CueKind
from gestae.speech.page import COMMAS, OUTSIDE, Page, cut
from gestae.speech.quotes import MARKS
from gestae.speech.sources import Finding
from gestae.speech.view import Slice

DASHES = frozenset("—―–-")
LONGEST_NAME = 20
CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis"})
HEADLINE = 6
FINITE = frozenset({"VBZ", "VBP", "VBD"})
SPEAKERS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
NAMES = frozenset({"NNP", "NNPS"})


def phrase_finding(page: Page, first: int) -> Finding | None:
    """A phrase of accordance that begins at a token: the rest of its clause is the content."""
    tree = page.tree
    words = next(
        (p for p in page.cues.phrases.get(tree.words[first], ()) if tuple(tree.words[first : first + len(p)]) == p),
        None,
    )
    if words is None:
        return None
    cue = (first, first + len(words))
    head = next((c for c in tree.children[cue[1] - 1] if tree.deps[c] == "pobj"), None)
    begin, limit = page.sentence(first)
    if head is None or head >= limit:
        return None
    reach = min(tree.right[head], limit)
    comma = next((i for i in range(head + 1, reach) if tree.words[i] in COMMAS and _clause_after(page, i, reach)), None)
    source = page.trim(tree.left[head], comma if comma is not None else reach)
    if source is None:
        return None
    hole = (first, reach)
    opening = page.trim(begin, first) is None
    content = [(reach, limit)] if opening else _clause_around(page, first, hole, (begin, limit))
    return Finding(first, cue, CueKind.ACCORDANCE, source, head, tuple(content))


def _clause_after(page: Page, comma: int, end: int) -> bool:
    return any(page.tree.deps[i] == "relcl" for i in range(comma + 1, min(end, comma + 12)))


def _clause_around(page: Page, first: int, hole: Slice, sentence: Slice) -> list[Slice]:
    tree = page.tree
    head = tree.heads[first]
    while tree.deps[head] not in CLAUSES and tree.heads[head] != head and not sentence[0] <= head < first:
        head = tree.heads[head]
    start, end = sentence
    if tree.deps[head] in {"conj", "relcl", "advcl", "ccomp"} and tree.left[head] < first:
        start = max(start, tree.left[head])
    parts = cut(start, max(hole[1], min(end, tree.right[head])), hole)
    return [(a, b) for a, b in parts if any(tree.words[i].isalnum() and tree.deps[i] != "mark" for i in range(a, b))]


def headline_finding(page: Page, colon: int) -> Finding | None:
    """A short name before a colon at the beginning of a title or paragraph: "Minister: ..."."""
    tree = page.tree
    begin, limit = page.sentence(colon)
    source = page.trim(begin, colon)
    if source is None or source[1] - source[0] > HEADLINE or page.outer_of[colon] != OUTSIDE:
        return None
    named = [i for i in range(*source) if page.parsed.doc[i].ent_type_ in SPEAKERS]
    if not named and _heads_text(page, begin):
        named = [i for i in range(*source) if tree.tags[i] in NAMES or tree.lemmas[i] in page.cues.headed]
    if not named or any(tree.is_verb(i) or tree.tags[i] in {"IN", "CD", "MD"} for i in range(*source)):
        return None
    names = [i for i in range(*source) if tree.tags[i] in NAMES or i in named]
    return Finding(colon, (colon, colon + 1), CueKind.REPORT, source, names[-1], ((colon + 1, limit),))


def _heads_text(page: Page, begin: int) -> bool:
    """Does a sentence stand in the title, or first in the text?"""
    return page.parsed.sentence(begin).in_title or page.trim(0, begin) is None


def closing_finding(page: Page, colon: int) -> Finding | None:
    """A short name after a colon at the end of a title: "...: Minister"."""
    begin, limit = page.sentence(colon)
    source = page.trim(colon + 1, limit)
    if source is None or not page.parsed.sentence(colon).in_title or page.trim(begin, colon) is None:
        return None
    return _named_at_end(page, colon, source, (begin, colon))


def tail_finding(page: Page, verb: int) -> Finding | None:
    """A reporting verb and its source after a comma at the end of a title: "..., says ministry"."""
    tree = page.tree
    takes = page.cues.verb(tree.words[verb], tree.lemmas[verb])
    begin, limit = page.sentence(verb)
    if not page.parsed.sentence(verb).in_title or takes is None or "that" not in takes or verb == begin:
        return None
    source = page.trim(verb + 1, limit)
    if source is None or tree.words[verb - 1] != "," or tree.tags[verb] not in FINITE:
        return None
    return _named_at_end(page, verb, source, (begin, verb - 1))


def _named_at_end(page: Page, cue: int, source: Slice, content: Slice) -> Finding | None:
    tree = page.tree
    nouns = [i for i in range(*source) if tree.tags[i][:2] == "NN"]
    plain = not any(tree.is_verb(i) or tree.tags[i] in {"IN", "CD", "MD", "CC"} for i in range(*source))
    if not nouns or not plain or source[1] - source[0] > HEADLINE or page.outer_of[source[0]] != OUTSIDE:
        return None
    return Finding(cue, (cue, cue + 1), CueKind.REPORT, source, nouns[-1], (content,))


def signature_finding(page: Page, dash: int) -> Finding | None:
    """A name after a quotation and a dash, at the end of the line: "“...” — Jane Doe, nurse"."""
    tree, outer_of = page.tree, page.outer_of
    mark = dash if tree.words[dash][0] in MARKS else dash - 1
    while mark > 0 and not tree.words[mark].strip():
        mark -= 1
    if mark < 1 or tree.words[mark][0] not in MARKS or outer_of[mark] != OUTSIDE or outer_of[mark - 1] == OUTSIDE:
        return None
    end = dash + 1
    size = len(tree.words)
    while end < size and end - dash <= LONGEST_NAME and "\n" not in tree.words[end]:
        if tree.words[end] == "." and (end + 1 == size or "\n" in tree.words[end + 1]):
            break
        if tree.is_verb(end) or outer_of[end] != OUTSIDE or tree.words[end] in {".", ";"}:
            return None
        end += 1
    source = page.trim(dash + 1, end)
    closed = end >= size or "\n" in tree.words[end] or tree.words[end] == "."
    if source is None or not closed or tree.tags[source[0]] not in NAMES:
        return None
    quotation = page.outer[outer_of[mark - 1]]
    top = next((i for i in range(*source) if not source[0] <= tree.heads[i] < source[1]), source[0])
    return Finding(dash, (dash, dash + 1), CueKind.REPORT, source, top, ((quotation.start, quotation.end),))
