"""Quotation marks -> quotations, in one pass with a stack of open marks."""

from dataclasses import dataclass, field

from spacy.tokens import Doc

from gestae.language.view import Parsed
from gestae.speech.view import Quotation

STRAIGHT, SINGLE = '"', "'"
CLOSER_OF = {
    "“": "”",
    "‘": "’",
    "«": "»",
    "„": "“",
    "‚": "‘",
    "‹": "›",
    "»": "«",
    "›": "‹",
    STRAIGHT: STRAIGHT,
    SINGLE: SINGLE,
}
SAME = {"''": STRAIGHT, "``": STRAIGHT, "‟": "“", "″": STRAIGHT, "＂": STRAIGHT, "`": SINGLE, "‛": "‘"}
MARKS = frozenset("\"'“”‘’«»„‚‹›‟″＂`‛")
SINGLES = frozenset("'‘‚‹›")
ENDS = frozenset(".,!?…;:-–—―")
INCHES = frozenset("0123456789")
LONGEST_GAP = 12


@dataclass(slots=True)
class _Open:
    mark: str
    start: int
    reopened: bool = False


@dataclass(slots=True)
class _Reader:
    """The marks that are open, and what has been read so far."""

    stack: list[_Open] = field(default_factory=list)
    count: dict[str, int] = field(default_factory=dict)
    found: list[Quotation] = field(default_factory=list)
    carried: _Open | None = None
    paragraphs: list[tuple[int, int]] = field(default_factory=list)

    def open(self, mark: str, start: int, reopened: bool = False) -> None:
        self.stack.append(_Open(mark, start, reopened))
        self.count[mark] = self.count.get(mark, 0) + 1

    def pop(self) -> _Open:
        top = self.stack.pop()
        self.count[top.mark] -= 1
        return top

    def add(self, opened: _Open, end: int, closed: bool) -> None:
        if end > opened.start:
            self.found.append(Quotation(opened.start, end, closed, opened.reopened))

    def close(self, mark: str, end: int) -> None:
        while self.stack:
            top = self.pop()
            if top.mark == mark:
                self.add(top, end, closed=True)
                return

    def end_paragraph(self, start: int, end: int) -> None:
        """End what is open; only the outermost mark of a paragraph can be missing its partner."""
        self.paragraphs.append((start, end))
        outer = self.stack[0] if self.stack else None
        self.stack.clear()
        self.count.clear()
        if outer is not None and outer.mark != SINGLE:
            self.add(outer, end, closed=False)
            self.carried = outer
            self.paragraphs.clear()
        elif len(self.paragraphs) > LONGEST_GAP:
            self.carried = None


def find_quotations(parsed: Parsed) -> tuple[Quotation, ...]:
    """The quotations of a document, in order of their first token, outer before inner.

    Straight, curly, German and French marks, single and double, and doubled straight marks. A quotation
    that is not closed ends with its paragraph; where the next paragraph opens with the mark again, or
    where a later one closes it, there is one ``reopened`` quotation a paragraph. Apostrophes are no marks.
    """
    doc = parsed.doc
    reader = _Reader()
    size = len(doc)
    begin = i = 0
    texts = [token.text for token in doc]
    while i < size:
        text = texts[i]
        if text.isspace():
            if text.count("\n") > 1 or ("\n" in text and _new_paragraph(doc, texts, i)):
                reader.end_paragraph(begin, i)
                begin = i + 1
            i += 1
            continue
        mark = _mark_of(text)
        if not mark:
            i += 1
            continue
        after = i + 1
        while mark == STRAIGHT and after < size and _mark_of(texts[after]) == mark and not doc[after - 1].whitespace_:
            after += 1
        _read_mark(reader, doc, texts, mark, (i, after), begin)
        i = after
    reader.end_paragraph(begin, size)
    return tuple(sorted(reader.found, key=lambda q: (q.start, -q.end)))


def _mark_of(text: str) -> str:
    if len(text) > 3 or MARKS.isdisjoint(text):
        return ""
    if text in SAME:
        return SAME[text]
    if text[0] in MARKS:
        return text[0] if not any(c.isalnum() for c in text) else ""
    return ""


def _new_paragraph(doc: Doc, texts: list[str], i: int) -> bool:
    """Does a single line end start a paragraph: after a full stop or closing mark and before a capital or a mark?"""
    if i == 0 or i + 1 >= len(texts):
        return True
    return (texts[i - 1][-1] in ".!?" or texts[i - 1] in MARKS) and (texts[i + 1][0] in MARKS or doc[i + 1].is_title)


def _read_mark(reader: _Reader, doc: Doc, texts: list[str], mark: str, place: tuple[int, int], begin: int) -> None:
    start, after = place
    size = len(texts)
    spaced_before = start == begin or bool(doc[start - 1].whitespace_) or texts[start - 1].isspace()
    spaced_before = spaced_before or texts[start - 1][-1] in "([{—–-―/:" or texts[start - 1][0] in '“"‘„'
    spaced_after = after >= size or bool(doc[after - 1].whitespace_) or texts[after].isspace()
    opens = spaced_before and not spaced_after
    if mark in "'’":
        _read_single(reader, doc, mark, start, after, opens, spaced_after)
        return
    top = reader.stack[-1].mark if reader.stack else ""
    if top and CLOSER_OF[top] == mark and not (mark == top and opens and start != begin):
        reader.close(top, start)
        return
    if mark == STRAIGHT:
        if reader.count.get(STRAIGHT):
            if not opens:
                reader.close(STRAIGHT, start)
                return
            _end_here(reader, start)
            reader.open(STRAIGHT, after)
        elif opens or start == begin:
            reader.open(STRAIGHT, after, reopened=_reopens(reader, STRAIGHT, start, begin))
        elif start and texts[start - 1][-1] not in INCHES:
            _stray(reader, texts, STRAIGHT, start, begin)
        return
    if mark in "”»›":
        opener = {"”": "“", "»": "«", "›": "‹"}[mark]
        closable = next((m for m in (opener, "„") if reader.count.get(m)), "")
        if closable:
            reader.close(closable, start)
        elif opens:
            reader.open("“" if mark == "”" else mark, after)
        else:
            _stray(reader, texts, opener, start, begin)
        return
    if mark in CLOSER_OF:
        if mark in "‘‚" and not opens:
            return
        reader.open(mark, after, reopened=_reopens(reader, mark, start, begin))


def _read_single(reader: _Reader, doc: Doc, mark: str, start: int, after: int, opens: bool, spaced_after: bool) -> None:
    opener = "‘" if mark == "’" else SINGLE
    if reader.count.get(opener):
        before = doc[start - 1]
        glued = not before.whitespace_
        done = spaced_after or doc[after].text[0] in ENDS or doc[after].text[0] in MARKS or doc[after].text[0] in ")]"
        if glued and done and (before.is_punct or doc[start].tag_ != "POS"):
            if start - reader.stack[-1].start == 1 and len(before) == 1:
                reader.pop()
            else:
                reader.close(opener, start)
        return
    if opens and mark == SINGLE:
        reader.open(SINGLE, after)


def _end_here(reader: _Reader, end: int) -> None:
    """A mark that opens while the same one is open: the earlier closing mark is missing."""
    while reader.stack:
        top = reader.pop()
        if top.mark == STRAIGHT:
            reader.add(top, end, closed=False)
            return


def _reopens(reader: _Reader, mark: str, start: int, begin: int) -> bool:
    carried = reader.carried
    if start == begin and carried is not None and carried.mark == mark and not reader.paragraphs:
        reader.carried = None
        return True
    if carried is not None:
        reader.carried = None
    return False


def _stray(reader: _Reader, texts: list[str], mark: str, start: int, begin: int) -> None:
    """A closing mark with nothing open: the end of an earlier paragraph's quotation, or a missing first mark."""
    carried = reader.carried
    if carried is not None and carried.mark == mark:
        for first, last in [*reader.paragraphs, (begin, start)]:
            if last > first:
                reader.found.append(Quotation(first, last, closed=last == start, reopened=True))
        reader.carried = None
    elif texts[start - 1][-1] in ",.?!…" and start > begin and not any(q.end > begin for q in reader.found[-1:]):
        reader.found.append(Quotation(begin, start, closed=False))
