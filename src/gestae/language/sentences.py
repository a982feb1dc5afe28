"""Sentence ends, found before and without the parse.

Rules over tokens: a mark of end not after an abbreviation or initial, closing quotes and brackets
go with the sentence they close, and a blank line always ends one.
"""

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

ENDS = frozenset({".", "!", "?", "…", "..", "...", "?!", "!?", "。"})
CLOSERS = frozenset({'"', "”", "’", "'", "''", ")", "]", "»", "›", "}"})
ABBREVIATIONS = frozenset(
    (
        "mr mrs ms dr gen lt col maj capt sgt cpl adm cmdr brig gov sen rep rev hon prof st jr sr pres "
        "vs no nos art dept est inc corp co ltd bros jan feb mar apr jun jul aug sep sept oct nov dec mt "
        "ft fig cf al ave blvd u.s u.n u.k e.u i.e e.g a.m p.m ph.d messrs supt insp det sec amb min "
        "atty pvt spc "
    ).split()
)
INITIAL = re.compile(r"^(?:[A-Z]\.)+$|^[A-Z]$")
BREAK = re.compile(r"\n\s*\n|\n(?=\s*[-•*#>|])")
LONGEST = 400


def mark_sentences(doc: Doc, hard: int = 0) -> Doc:
    """Set the sentence starts of a tokenized document in place and return it.

    ``hard`` is a character offset at which a sentence starts in any case (the text after a title).
    A run of more than ``LONGEST`` tokens without an end is cut, so that parsing stays bounded.
    """
    tokens = list(doc)
    since = 0
    pending = False
    for i, token in enumerate(tokens):
        start = i == 0
        if not start:
            before = tokens[i - 1]
            if hard and before.idx < hard <= token.idx:
                start = True
            elif token.is_space:
                start = False
            elif pending and _opens(tokens, i):
                start = True
            elif before.is_space and BREAK.search(before.text):
                start = pending or not token.is_lower
            elif since >= LONGEST:
                start = True
        if token.is_space and pending and not start:
            token.is_sent_start = False
            since += 1
            continue
        token.is_sent_start = start
        since = 1 if start else since + 1
        if start:
            pending = False
        pending = _ends(tokens, i) or (pending and token.text in CLOSERS)
    return doc


def _ends(tokens: Sequence[Token], i: int) -> bool:
    text = tokens[i].text
    if text in ENDS:
        if text != "." or i == 0:
            return True
        previous = tokens[i - 1]
        if tokens[i].idx > previous.idx + len(previous):
            return True
        return not (INITIAL.match(previous.text) or previous.lower_ in ABBREVIATIONS)
    if len(text) > 1 and text.endswith(".") and not INITIAL.match(text):
        return text[:-1].lower() not in ABBREVIATIONS and i + 1 < len(tokens) and tokens[i + 1].is_title
    return False


def _opens(tokens: Sequence[Token], i: int) -> bool:
    """Can a sentence start here, after a mark of end? Closing marks and lower case go on."""
    token = tokens[i]
    if token.text in CLOSERS:
        before = tokens[i - 1]
        glued = token.idx == before.idx + len(before)
        return not glued and token.text in {'"', "'"}
    return not token.is_lower or tokens[i - 1].is_space
