"""Paragraphs of a document, as numbers of its sentences."""

from gestae.language.view import Parsed

LONGEST = 5


def paragraphs(parsed: Parsed) -> tuple[int, ...]:
    """The paragraph number of each sentence.

    A paragraph ends at a line break between sentences, at the title's end, and in any case after ``LONGEST``
    sentences, so that a text without breaks does not count as one.
    """
    numbers: list[int] = []
    current = -1
    size = 0
    for sentence in parsed.sentences:
        before = parsed.sentences[sentence.index - 1] if sentence.index else None
        broken = before is None or before.in_title != sentence.in_title or _ends_line(parsed, before.end)
        if broken or size >= LONGEST:
            current, size = current + 1, 0
        size += 1
        numbers.append(current)
    return tuple(numbers)


def _ends_line(parsed: Parsed, end: int) -> bool:
    """Do only spaces, one of them a line break, stand before a token?"""
    at = end - 1
    while at >= 0 and parsed.doc[at].is_space:
        if "\n" in parsed.doc[at].text:
            return True
        at -= 1
    return end < len(parsed.doc) and parsed.doc[end].is_space and "\n" in parsed.doc[end].text
