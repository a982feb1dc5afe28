"""Quotations that are the titles of works: they say nothing and tell no events."""

from collections.abc import Sequence

from gestae.model import CueKind
from gestae.speech.page import COMMAS, Page
from gestae.speech.view import Quotation, Slice, Utterance

SMALL = frozenset(
    {"of", "the", "a", "an", "in", "on", "and", "or", "to", "for", "at", "by", "from", "with", "'s", "’s"}
)
NAMING = frozenset({"of", "called", "titled", "entitled", "named", "in", "for"})
SAYING = frozenset({CueKind.REPORT, CueKind.ACCORDANCE, CueKind.QUESTION})
STOPS = frozenset(".,!?…;:")
LONGEST = 12


def titles(page: Page, utterances: Sequence[Utterance]) -> tuple[Slice, ...]:
    """The titles of a document: named as a work, or in title case where nobody says it."""
    said = {
        token
        for u in utterances
        if u.cue_kind in SAYING and u.cue is not None
        for start, end in u.content
        for token in (start, end - 1)
    }
    found = []
    for quotation in page.outer:
        short = quotation.closed and quotation.end - quotation.start <= LONGEST
        if short and (_of_work(page, quotation) or (quotation.start not in said and _in_title_case(page, quotation))):
            found.append((quotation.start, quotation.end))
    return tuple(found)


def _of_work(page: Page, quotation: Quotation) -> bool:
    """Does a work, or a verb that plays one, stand directly before: "the song", "singer of the hit", "sang"?"""
    tree = page.tree
    before = quotation.start - 2
    while before > 0 and tree.words[before] in NAMING:
        before -= 1
    if before < 0 or tree.words[before] in COMMAS:
        return False
    return tree.lemmas[before] in page.cues.works


def _in_title_case(page: Page, quotation: Quotation) -> bool:
    doc = page.parsed.doc
    words = [t for t in doc[quotation.start : quotation.end] if t.is_alpha]
    if len(words) < 2 or doc[quotation.end - 1].text in STOPS:
        return False
    capital = all(t.text[0].isupper() or t.lower_ in SMALL for t in words)
    return capital and words[0].text[0].isupper() and words[-1].text[0].isupper()
