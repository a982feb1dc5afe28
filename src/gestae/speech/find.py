"""All statements of a document: constructions found one by one, then joined with quotations and nested."""

from dataclasses import replace

from gestae.language.view import Parsed
from gestae.model import CueKind, SpeechKind
from gestae.speech.blocks import announced, turns
from gestae.speech.cues import SpeechCues
from gestae.speech.direct import settle
from gestae.speech.nouns import adjective_finding, noun_finding
from gestae.speech.page import OUTSIDE, Page, read_page
from gestae.speech.phrases import (
    DASHES,
    closing_finding,
    headline_finding,
    phrase_finding,
    signature_finding,
    tail_finding,
)
from gestae.speech.quotes import MARKS
from gestae.speech.sources import Finding
from gestae.speech.titles import titles
from gestae.speech.verbs import verb_finding
from gestae.speech.view import Slice, Speech, Utterance

QUOTED_SENTENCE = 3
TOLD = frozenset({CueKind.REPORT, CueKind.ACCORDANCE})
SELF = frozenset({"i", "we", "you", "who", "which", "that", "it"})


def find_speech(parsed: Parsed, cues: SpeechCues) -> Speech:
    """Quotations and statements of a document: who says, thinks, wants or denies what, in whose words."""
    page = read_page(parsed, cues)
    utterances: list[Utterance] = []
    findings = _findings(page)
    blocks = announced(page, findings)
    for number, finding in enumerate(findings):
        content = _trimmed(page, blocks[number]) if number in blocks else settle(page, finding)
        if content:
            utterances.append(_utterance(page, finding, content))
    utterances = _continued(page, utterances)
    utterances.sort(key=lambda u: (u.content[0][0], -u.content[-1][1], u.cue_head if u.cue_head is not None else -1))
    told = _thinned(page, _nested(utterances))
    return Speech(page.quotations, told, titles(page, told))


def _trimmed(page: Page, parts: list[Slice]) -> list[Slice]:
    return [t for a, b in parts if (t := page.trim(a, b)) is not None]


def _findings(page: Page) -> list[Finding]:
    tree = page.tree
    found: list[Finding] = []
    by_colon = turns(page)
    colon_done = -1
    phrase_end = 0
    for i, tag in enumerate(tree.tags):
        if i < phrase_end:
            continue
        finding: Finding | None = None
        if tree.words[i] in page.cues.phrases:
            finding = phrase_finding(page, i)
        elif tree.words[i][-1] in DASHES and len(tree.words[i]) < 4:
            finding = signature_finding(page, i)
        if finding is not None:
            phrase_end = finding.cue[1]
        elif tag[:1] == "V":
            finding = tail_finding(page, i) or verb_finding(page, i)
        elif tag[:2] == "NN":
            finding = noun_finding(page, i)
        elif tag[:2] == "JJ":
            finding = adjective_finding(page, i)
        elif i in by_colon:
            finding = by_colon[i]
        elif tree.words[i] == ":" and page.parsed.sentence_of[i] != colon_done:
            colon_done = page.parsed.sentence_of[i]
            finding = headline_finding(page, i) or closing_finding(page, i)
        if finding is not None:
            found.append(finding)
    return found


def _utterance(page: Page, finding: Finding, content: list[Slice]) -> Utterance:
    addressee: Slice | None = None
    if finding.addressee is not None:
        addressee = page.trim(page.tree.left[finding.addressee], page.tree.right[finding.addressee])
    return Utterance(
        content=tuple(content),
        kind=_kind(page, content, finding.cue_head),
        source=finding.source,
        source_head=finding.source_head,
        cue=finding.cue,
        cue_head=finding.cue_head,
        addressee=addressee,
        addressee_head=finding.addressee if addressee else None,
        cue_kind=finding.kind,
    )


def _kind(page: Page, content: list[Slice], cue: int) -> SpeechKind:
    number = page.outer_of[cue]
    if number != OUTSIDE and page.outer[number].closed:
        marks = {(q.start, q.end) for q in page.quotations}
        return SpeechKind.DIRECT if set(content) <= marks else SpeechKind.INDIRECT
    quoted = plain = False
    for start, end in content:
        for i in range(start, end):
            if page.outer_of[i] != OUTSIDE:
                quoted = True
            elif page.tree.words[i][0] not in MARKS and page.tree.words[i].isalnum():
                plain = True
        if quoted and plain:
            return SpeechKind.MIXED
    return SpeechKind.DIRECT if quoted else SpeechKind.INDIRECT


def _continued(page: Page, utterances: list[Utterance]) -> list[Utterance]:
    """Give quotations without a cue to the speaker who was quoted just before, else to nobody."""
    taken = [False] * len(page.outer)
    last: dict[int, int] = {}
    for number, utterance in enumerate(utterances):
        for start, end in utterance.content:
            for mark in (page.outer_of[start], page.outer_of[end - 1]):
                if mark != OUTSIDE and page.outer[mark].start >= start:
                    taken[mark] = True
        head = utterance.cue_head
        told = utterance.kind is not SpeechKind.INDIRECT or utterance.cue_kind is CueKind.REPORT
        if head is not None and page.outer_of[head] == OUTSIDE and told and utterance.source is not None:
            last[page.parsed.sentence_of[head]] = number
            last[page.parsed.sentence_of[utterance.content[-1][1] - 1]] = number
    for own, quotation in enumerate(page.outer):
        first = page.parsed.sentence(quotation.start)
        if taken[own]:
            continue
        whole = page.trim(first.start, quotation.start) is None and quotation.end - quotation.start >= QUOTED_SENTENCE
        if not whole:
            continue
        before = next((last[s] for s in (first.index - 1, first.index) if s in last), None)
        piece = page.trim(quotation.start, quotation.end)
        if piece is None:
            continue
        after = page.parsed.sentence_of[quotation.end - 1]
        if before is None:
            utterances.append(Utterance((piece,), SpeechKind.DIRECT))
            last[after] = len(utterances) - 1
        else:
            speaker = utterances[before]
            utterances[before] = replace(speaker, content=tuple(sorted((*speaker.content, piece))))
            last[after] = before
    return utterances


def _nested(utterances: list[Utterance]) -> tuple[Utterance, ...]:
    """Point each utterance to the innermost one whose content holds its cue."""
    slices = sorted(
        ((a, b, n) for n, u in enumerate(utterances) for a, b in u.content), key=lambda s: (s[0], -s[1], s[2])
    )
    heads = sorted((u.cue_head, n) for n, u in enumerate(utterances) if u.cue_head is not None)
    result = list(utterances)
    sizes = [sum(b - a for a, b in u.content) for u in utterances]
    stack: list[tuple[int, int]] = []
    at = 0
    for head, number in heads:
        while at < len(slices) and slices[at][0] <= head:
            while stack and stack[-1][0] <= slices[at][0]:
                stack.pop()
            stack.append((slices[at][1], slices[at][2]))
            at += 1
        while stack and stack[-1][0] <= head:
            stack.pop()
        holder = next((n for end, n in reversed(stack[-8:]) if end > head and sizes[n] > sizes[number]), None)
        if holder is not None:
            result[number] = replace(result[number], within=holder)
    return tuple(result)


def _thinned(page: Page, utterances: tuple[Utterance, ...]) -> tuple[Utterance, ...]:
    """Leave out what a quoted or reported speaker says of his own mind: inside a statement only others' words count."""
    kept: list[Utterance] = []
    number_of: dict[int, int] = {}
    for number, utterance in enumerate(utterances):
        head = utterance.cue_head
        inside = utterance.within is not None or (head is not None and page.outer_of[head] != OUTSIDE)
        if inside and not _told(page, utterance):
            continue
        number_of[number] = len(kept)
        kept.append(utterance)
    holders = [u.within for u in utterances]
    for i, utterance in enumerate(kept):
        holder = utterance.within
        while holder is not None and holder not in number_of:
            holder = holders[holder]
        kept[i] = replace(utterance, within=None if holder is None else number_of[holder])
    return tuple(kept)


def _told(page: Page, utterance: Utterance) -> bool:
    if utterance.cue_kind not in TOLD or utterance.source_head is None:
        return False
    return page.tree.words[utterance.source_head] not in SELF
