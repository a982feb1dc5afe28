"""Tokens of a text, in time that grows with its length alone.

The tokenizer peels punctuation off a word one mark at a time and copies the rest, so a run of thousands of marks
without a blank takes minutes. Such runs are cut into pieces first.
"""

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LONGEST = 500
RUN = re.compile(rf"\S{{{LONGEST + 1},}}")


def make_doc(nlp: "Language", text: str) -> "Doc":
    """The text as tokens; ``doc.text`` is the text."""
    runs = list(RUN.finditer(text))
    if not runs:
        return nlp.make_doc(text)
    from spacy.tokens import Doc

    words: list[str] = []
    spaces: list[bool] = []
    inside = (edge for run in runs for edge in (*range(run.start(), run.end(), LONGEST), run.end()))
    edges = sorted({0, *inside, len(text)})
    for start, end in pairwise(edges):
        for token in nlp.make_doc(text[start:end]):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
    return Doc(nlp.vocab, words=words, spaces=spaces)
