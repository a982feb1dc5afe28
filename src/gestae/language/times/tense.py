"""Does the clause around a time expression look back or ahead?"""

from collections.abc import Collection
from enum import StrEnum

from spacy.tokens import Doc, Token

HIGHEST = 40
FUTURE_AUXILIARIES = frozenset({"will", "'ll", "’ll", "shall", "wo", "would", "'d", "’d"})
OPEN_MODALS = frozenset({"may", "might", "could", "can", "should", "must", "ca"})
BEFOREHAND = frozenset({"before", "ahead", "until", "till"})
AFTERWARDS = frozenset({"after", "since", "following"})
VERBAL = frozenset({"VERB", "AUX"})


class Outlook(StrEnum):
    """Where an expression without its own direction points."""

    BACK = "back"
    AHEAD = "ahead"


def outlook(doc: Doc, token: int, forward: Collection[str], *, headline: bool) -> Outlook:
    """The outlook of the clause that holds a token.

    ``forward`` are lemmas whose dates are still to come ("scheduled for Monday"). The present tense looks ahead
    ("the court meets on Monday"), but back in a headline.
    """
    at = doc[token]
    for _ in range(HIGHEST):
        if at.tag_ == "VBG" and at.dep_ == "pcomp":
            return Outlook.BACK
        if at.pos_ in VERBAL or at.lemma_ in forward:
            found = _of_verb(at, forward, headline=headline)
            if found is not None:
                return found
        elif at.lower_ in AFTERWARDS:
            return Outlook.BACK
        elif at.lower_ in BEFOREHAND and at.head.pos_ not in VERBAL:
            return Outlook.AHEAD
        if at.head is at or at.head.i == at.i:
            break
        at = at.head
    return Outlook.BACK


def _of_verb(verb: Token, forward: Collection[str], *, headline: bool) -> Outlook | None:
    auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"} and child.i < verb.i]
    words = {a.lower_ for a in auxiliaries}
    if words & FUTURE_AUXILIARIES and not words & {"have", "'ve"}:
        return Outlook.AHEAD
    if any(a.lemma_ == "have" for a in auxiliaries):
        return Outlook.BACK
    if words & OPEN_MODALS:
        return Outlook.AHEAD
    if verb.lemma_ in forward and verb.tag_ in {"VBN", "JJ", "VBG", "VB"}:
        return Outlook.AHEAD
    passive = next((a for a in auxiliaries if a.lemma_ in {"be", "get"}), None)
    if "to" in words:
        return _of_infinitive(verb, forward, headline=headline)
    return _of_tag(verb, passive.tag_ if passive is not None else verb.tag_, headline=headline)


def _of_tag(verb: Token, tag: str, *, headline: bool) -> Outlook | None:
    if tag in {"VBZ", "VBP"}:
        reports = verb.dep_ == "ROOT" and any(child.dep_ == "ccomp" for child in verb.children)
        return Outlook.BACK if headline or reports else Outlook.AHEAD
    return Outlook.BACK if tag in {"VBD", "VBN"} else None


def _of_infinitive(verb: Token, forward: Collection[str], *, headline: bool) -> Outlook | None:
    """Ahead under "plans to" and as a headline's "to", else as the verb above."""
    governor = verb.head
    if governor.i == verb.i:
        return Outlook.AHEAD if headline else None
    if governor.lemma_ in forward or (governor.lemma_ == "go" and governor.tag_ == "VBG"):
        return Outlook.AHEAD
    if governor.pos_ in VERBAL:
        return None
    return Outlook.AHEAD
