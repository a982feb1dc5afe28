import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import Whitespace

from gestae.events.chooser.model import averaging, softmax
from gestae.events.chooser.pieces import LONGEST, PieceReader, with_marks

VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[unused1]",
    "[unused2]",
    "[unused3]",
    "[unused4]",
    "troops",
    "with",
    "##drew",
]


def reader() -> PieceReader:
    tokenizer = Tokenizer(WordPiece({word: n for n, word in enumerate(VOCABULARY)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    return PieceReader(tokenizer)


def test_words_are_split_and_found_again() -> None:
    pieces = reader().read(["troops", "withdrew"])
    assert [VOCABULARY[i] for i in pieces.ids] == ["[CLS]", "troops", "with", "##drew", "[SEP]"]
    assert (pieces.first.tolist(), pieces.last.tolist()) == ([1, 2], [2, 4])


def test_words_beyond_the_longest_sentence_stand_for_the_whole() -> None:
    pieces = reader().read(["troops"] * (LONGEST + 5))
    assert len(pieces.ids) == LONGEST
    assert pieces.first[-1] == 0


def test_marks_stand_around_the_parties() -> None:
    words, opening = with_marks(["the", "army", "left", "Kabul"], (0, 2), (3, 4))
    assert words == ["[unused1]", "the", "army", "[unused2]", "left", "[unused3]", "Kabul", "[unused4]"]
    assert opening == 0


def test_marks_that_nest_stay_in_order() -> None:
    words, _ = with_marks(["Kabul", "'s", "army"], (0, 3), (0, 1))
    assert words == ["[unused1]", "[unused3]", "Kabul", "[unused4]", "'s", "army", "[unused2]"]


def test_pieces_of_a_mention_are_averaged() -> None:
    pieces = reader().read(["troops", "withdrew"])
    assert averaging(pieces, [1]).tolist() == [0, 0, 0.5, 0.5, 0]
    assert averaging(pieces, []).sum() == 0


def test_scores_become_chances() -> None:
    assert np.allclose(softmax(np.array([[0.0, 0.0], [50.0, 0.0]], np.float32)), [[0.5, 0.5], [1.0, 0.0]])
