"""Quotations and their cues: which quotation belongs to which reporting verb, and what goes on without one."""

from collections.abc import Sequence

from gestae.speech.page import COMMAS, OUTSIDE, Page, cut
from gestae.speech.quotes import MARKS
from gestae.speech.sources import Finding
from gestae.speech.view import Slice

FULL_STOP = "."


def settle(page: Page, finding: Finding) -> list[Slice]:
    """The content of a finding: its clause, the quotations next to its cue, what stands around an inserted cue."""
    content = list(finding.content)
    unit = _stretched(page, finding)
    if finding.quotable:
        content += _neighbours(page, finding, unit)
        if not content and page.tree.child(finding.cue_head, "dobj", "acomp", "oprd") in {None, finding.addressee}:
            content = _around(page, unit, finding.cue_head)
    number = page.outer_of[finding.cue_head]
    if number != OUTSIDE:
        own = page.outer[number]
        content = [(max(a, own.start), min(b, own.end)) for a, b in content]
    else:
        content = [_with_quotations(page, part) for part in content if part[0] < part[1]]
    for hole in (unit,) if finding.quotable else (finding.cue, finding.source):
        if hole is not None:
            content = [piece for a, b in content for piece in cut(a, b, hole)]
    return _joined([t for a, b in content if a < b and (t := page.trim(a, b)) is not None])


def _stretched(page: Page, finding: Finding) -> Slice:
    """The unit of source, cue, addressee and what else stands between cue and the next mark."""
    start, end = finding.unit
    if finding.source is not None and any(page.tree.is_verb(i) for i in range(finding.source[1], finding.cue[0])):
        start, end = finding.cue
    if finding.addressee is not None and finding.addressee >= end:
        end = max(end, page.tree.right[finding.addressee])
    return start, end


def _neighbours(page: Page, finding: Finding, unit: Slice) -> list[Slice]:
    """Quotations directly before and after the unit, with a comma or colon between at most."""
    tree, outer_of = page.tree, page.outer_of
    found: list[Slice] = []
    begin, limit = page.sentence(finding.cue_head)
    i = unit[0] - 1
    while i >= 0 and (tree.words[i] in COMMAS or (not tree.words[i].strip() and "\n" not in tree.words[i])):
        i -= 1
    if i > 0 and tree.words[i][0] in MARKS and outer_of[i] == OUTSIDE and outer_of[i - 1] != OUTSIDE:
        quotation = page.outer[outer_of[i - 1]]
        if not (finding.content and tree.words[quotation.end - 1] == FULL_STOP):
            found.append((quotation.start, quotation.end))
    elif i > 0 and outer_of[i] != OUTSIDE and outer_of[unit[0]] == OUTSIDE:
        quotation = page.outer[outer_of[i]]
        found.append((quotation.start, quotation.end))
    j = unit[1]
    while j < limit and tree.words[j][0] not in MARKS and tree.words[j] not in ".!?" and outer_of[j] == OUTSIDE:
        if tree.is_verb(j) and found:
            return found
        j += 1
    if j + 1 < len(outer_of) and tree.words[j][0] in MARKS and outer_of[j] == OUTSIDE and outer_of[j + 1] != OUTSIDE:
        quotation = page.outer[outer_of[j + 1]]
        between = tree.words[j - 1]
        if quotation.start == j + 1 and (between in COMMAS or j == unit[1]) and (begin <= unit[0]):
            found.append((quotation.start, quotation.end))
    return found


def _around(page: Page, unit: Slice, cue: int) -> list[Slice]:
    """The rest of the sentence around a unit set off by commas: "the talks, he said, have failed"."""
    tree = page.tree
    begin, limit = page.sentence(unit[0])
    before, after = unit[0] - 1, unit[1]
    set_off = before > begin and tree.words[before] in COMMAS
    circumstance = any(tree.deps[c] == "advcl" and begin <= c < before and _opened(page, c) for c in tree.children[cue])
    if not set_off or circumstance or not _breaks_off(page, after, limit):
        return []
    while after < limit and tree.words[after] not in COMMAS and tree.words[after] not in ".!?":
        after += 1
    parts = [(begin, before)]
    if after < limit and tree.words[after] == ",":
        parts.append((after + 1, limit))
    return parts


def _opened(page: Page, clause: int) -> bool:
    """Does a clause open with a mark ("if attacked") or an auxiliary ("were they to attack"), unlike an order?"""
    first = page.tree.left[clause]
    return page.tree.deps[first] == "mark" or page.tree.tags[first] in {"MD", "VBD"}


def _breaks_off(page: Page, token: int, limit: int) -> bool:
    """Does nothing but a time, a place or a mark follow a reporting unit?"""
    if token >= limit or page.tree.words[token] in COMMAS or page.tree.words[token] in ".!?":
        return True
    return page.tree.tags[token] == "IN" or page.parsed.doc[token].ent_type_ in {"DATE", "TIME"}


def _with_quotations(page: Page, part: Slice) -> Slice:
    """Stretch a slice over the quotations that it begins or ends in."""
    start, end = part
    for token in (start, end - 1):
        number = page.outer_of[token]
        if number != OUTSIDE:
            start, end = min(start, page.outer[number].start), max(end, page.outer[number].end)
    closing = page.outer[page.outer_of[end - 1]] if page.outer_of[end - 1] != OUTSIDE else None
    if closing is not None and closing.closed and start < closing.start and closing.end == end < len(page.outer_of):
        end += 1
    opening = page.outer[page.outer_of[start]] if page.outer_of[start] != OUTSIDE else None
    if opening is not None and 0 < start == opening.start and opening.end + 1 < end:
        start -= 1
    return start, end


def _joined(parts: Sequence[Slice]) -> list[Slice]:
    """Overlapping slices made one, in order."""
    joined: list[Slice] = []
    for start, end in sorted(parts):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
