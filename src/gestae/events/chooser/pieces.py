"""Words to word pieces: what the encoder reads, and where each word stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 192
OPEN_SOURCE, CLOSE_SOURCE, OPEN_TARGET, CLOSE_TARGET = (f"[unused{n}]" for n in (1, 2, 3, 4))
CACHED_WORDS = 50_000


@dataclass(frozen=True, slots=True)
class Pieces:
    """Piece numbers of one sentence, the marks at both ends included.

    ``first`` and ``last`` are each word's first piece and the one after its last; a word beyond ``LONGEST`` pieces
    stands at 0, the mark of the whole sentence.
    """

    ids: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]


class PieceReader:
    """Splits words into pieces; words seen before are remembered."""

    def __init__(self, tokenizer: "Tokenizer") -> None:
        self._tokenizer = tokenizer
        self._start = tokenizer.token_to_id("[CLS]")
        self._end = tokenizer.token_to_id("[SEP]")
        self._of_word = lru_cache(CACHED_WORDS)(self._split)

    @classmethod
    def open(cls, path: Path) -> "PieceReader":
        """Read ``tokenizer.json``."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(tokenizer)

    def _split(self, word: str) -> tuple[int, ...]:
        mark = self._tokenizer.token_to_id(word) if word.startswith("[unused") else None
        return (mark,) if mark is not None else tuple(self._tokenizer.encode(word, add_special_tokens=False).ids)

    def read(self, words: Sequence[str]) -> Pieces:
        """The pieces of a sentence's words."""
        ids, first, last = [self._start], [], []
        for word in words:
            pieces = self._of_word(word)
            fits = pieces and len(ids) + len(pieces) < LONGEST
            first.append(len(ids) if fits else 0)
            if fits:
                ids.extend(pieces)
            last.append(len(ids) if fits else 1)
        ids.append(self._end)
        return Pieces(np.array(ids, np.int64), np.array(first, np.int64), np.array(last, np.int64))


def with_marks(words: Sequence[str], source: tuple[int, int], target: tuple[int, int] | None) -> tuple[list[str], int]:
    """The words with marks around two parties, and the place of the source's opening mark.

    Slices are of ``words``; marks that nest stay in order. The target's opening mark, if any, is found by its word.
    """
    before: dict[int, list[str]] = {}
    after: dict[int, list[str]] = {}
    for slice_, opening, closing in ((source, OPEN_SOURCE, CLOSE_SOURCE), (target, OPEN_TARGET, CLOSE_TARGET)):
        if slice_ is not None:
            before.setdefault(slice_[0], []).append(opening)
            after.setdefault(slice_[1] - 1, []).insert(0, closing)
    marked: list[str] = []
    for place, word in enumerate(words):
        marked += [*before.get(place, ()), word, *after.get(place, ())]
    return marked, marked.index(OPEN_SOURCE)
