"""Statements of whole paragraphs: announced by a line that ends in a colon, or turns of a transcript."""

from collections.abc import Sequence
from itertools import pairwise

from gestae.model import CueKind
from gestae.speech.page import OUTSIDE, Page
from gestae.speech.quotes import MARKS
from gestae.speech.sources import Finding
from gestae.speech.view import Slice

HEADING = 6
LONGEST_NAME = 5
FIRST_PERSON = frozenset({"i", "we", "our", "us", "my", "me", "ours", "mine"})
SECOND = frozenset({"you", "let"})
TELLING = frozenset({CueKind.REPORT, CueKind.QUESTION})
STOPS = frozenset(".!?…:;")


def announced(page: Page, findings: Sequence[Finding]) -> dict[int, list[Slice]]:
    """The paragraphs that belong to an announcing finding, by the number of that finding.

    A quotation that opens the next paragraph is all of it, with its reopened parts; without marks the
    words go on to the next announcement, a heading, or the end of the document.
    """
    by_sentence: dict[int, list[int]] = {}
    for number, finding in enumerate(findings):
        by_sentence.setdefault(page.parsed.sentence_of[finding.cue_head], []).append(number)
    heads: dict[int, int] = {}
    for colon, word in enumerate(page.tree.words):
        if word != ":" or not _ends_line(page, colon):
            continue
        inside = [n for n in by_sentence.get(page.parsed.sentence_of[colon], ()) if findings[n].cue_head < colon]
        teller = next((n for n in reversed(inside) if _announces(page, findings[n], colon)), None)
        if teller is not None:
            heads[colon] = teller
    blocks: dict[int, list[Slice]] = {}
    limits = [*sorted(heads), len(page.tree.words)]
    for colon, limit in pairwise(limits):
        end = limit if limit == len(page.tree.words) else page.parsed.sentence(limit).start
        paragraphs = _paragraphs(page, colon + 1, end)
        blocks[heads[colon]] = _quoted(page, paragraphs) or _plain(page, paragraphs)
    return {number: parts for number, parts in blocks.items() if parts}


def turns(page: Page) -> dict[int, Finding]:
    """The turns of a transcript by their colon: paragraphs that open with a name in capitals, "SMITH: ..."."""
    doc = page.parsed.doc
    found: dict[int, Finding] = {}
    names: list[str] = []
    for start, end in _paragraphs(page, 0, len(page.tree.words)):
        first = next((i for i in range(start, end) if page.tree.words[i].isalnum()), end)
        colon = next((i for i in range(first, min(end, first + LONGEST_NAME)) if page.tree.words[i] == ":"), None)
        if colon is None or not all(t.text.isupper() and len(t) > 1 for t in doc[first:colon]) or colon + 1 >= end:
            continue
        names.append(doc[first:colon].text)
        found[colon] = Finding(
            colon, (colon, colon + 1), CueKind.REPORT, (first, colon), colon - 1, ((colon + 1, end),)
        )
    return found if len(names) > len(set(names)) > 1 else {}


def _ends_line(page: Page, colon: int) -> bool:
    words = page.tree.words
    return colon + 2 < len(words) and "\n" in words[colon + 1] and not words[colon + 1].strip()


def _announces(page: Page, finding: Finding, colon: int) -> bool:
    if finding.source is None or finding.kind not in TELLING or page.tree.words[finding.source[0]] in SECOND:
        return False
    return finding.quotable or any(page.tree.words[i] == "following" for i in range(finding.cue_head, colon))


def _paragraphs(page: Page, start: int, end: int) -> list[Slice]:
    words = page.tree.words
    parts: list[Slice] = []
    begin = start
    for i in range(start, end + 1):
        if i == end or ("\n" in words[i] and (words[i].count("\n") > 1 or _closed(words, i, begin))):
            part = page.trim(begin, i)
            if part is not None:
                parts.append((begin, i))
            begin = i + 1
    return parts


def _closed(words: Sequence[str], i: int, begin: int) -> bool:
    return i > begin and (words[i - 1][-1] in STOPS or words[i - 1][-1] in MARKS)


def _quoted(page: Page, paragraphs: Sequence[Slice]) -> list[Slice]:
    """The quotation that opens the first paragraph and its reopened parts."""
    found: list[Slice] = []
    for start, end in paragraphs:
        first = next((i for i in range(start, end) if page.tree.words[i].strip()), end)
        while first < end and page.outer_of[first] == OUTSIDE and page.tree.words[first][0] in MARKS:
            first += 1
        number = page.outer_of[first] if first < end else OUTSIDE
        if number == OUTSIDE or page.outer[number].start != first:
            break
        if found and not page.outer[number].reopened:
            break
        found.append((page.outer[number].start, page.outer[number].end))
    return found


def _plain(page: Page, paragraphs: Sequence[Slice]) -> list[Slice]:
    """All paragraphs up to a heading if they sound like one statement, else the first one.

    They do when they quote nobody and speak in the first person, or when the document has no quotation at all.
    """
    found = _unheaded(page, paragraphs)
    tokens = [i for start, end in found for i in range(start, end)]
    alone = not any(page.outer_of[i] != OUTSIDE for i in tokens)
    if alone and (not page.outer or any(page.tree.words[i] in FIRST_PERSON for i in tokens)):
        return found
    return found[:1]


def _unheaded(page: Page, paragraphs: Sequence[Slice]) -> list[Slice]:
    found: list[Slice] = []
    for start, end in paragraphs:
        if found and end - start <= HEADING and page.tree.words[end - 1] not in STOPS:
            break
        found.append((start, end))
    return found
