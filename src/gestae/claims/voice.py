"""Whose voice a document speaks in: the shares of its sentences that are asserted, attributed or conditional."""

from collections.abc import Sequence

from gestae.claims.conditions import TOLD, ConditionDraft
from gestae.language.view import Parsed
from gestae.model import Voice
from gestae.speech.view import Speech

VOICED = TOLD | {None}


def voice(parsed: Parsed, speech: Speech, conditions: Sequence[ConditionDraft]) -> Voice | None:
    """Shares of the text's sentences that are asserted, attributed or conditional; None without sentences.

    A sentence is attributed when more than half of its words, source and cue aside, are said, written,
    found or believed by somebody, else conditional when a condition stands in it.
    """
    inside: list[bool | None] = [False] * len(parsed.doc)
    for utterance in speech.utterances:
        if utterance.cue_kind not in VOICED:
            continue
        for framing in (utterance.source, utterance.cue, utterance.addressee):
            if framing is not None:
                inside[framing[0] : framing[1]] = [None] * (framing[1] - framing[0])
    for utterance in speech.utterances:
        for start, end in utterance.content if utterance.cue_kind in VOICED else ():
            inside[start:end] = [True] * (end - start)
    conditional = {parsed.sentence_of[c.cue] for c in conditions}
    counts = [0, 0, 0]
    for sentence in parsed.sentences:
        words = [inside[t.i] for t in parsed.doc[sentence.start : sentence.end] if not (t.is_space or t.is_punct)]
        if sentence.in_title or not words:
            continue
        if words.count(True) > words.count(False):
            counts[1] += 1
        elif sentence.index in conditional:
            counts[2] += 1
        else:
            counts[0] += 1
    total = sum(counts)
    if not total:
        return None
    attributed, hanging = round(counts[1] / total, 4), round(counts[2] / total, 4)
    return Voice(asserted=round(1 - attributed - hanging, 4), attributed=attributed, conditional=hanging)
