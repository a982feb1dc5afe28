from pathlib import Path

import pytest

from gestae.errors import DataError
from gestae.model import CueKind
from gestae.speech.cues import load_speech_cues
from gestae.tables import DATA


def folder(tmp_path: Path, *rows: str) -> Path:
    (tmp_path / "cues").mkdir()
    (tmp_path / "cues" / "speech.tsv").write_text("\n".join(["cue\tpos\tkind\ttakes\tnote", *rows]), encoding="utf-8")
    return tmp_path


def test_rows_of_one_word_add_up_and_keep_their_kinds(tmp_path: Path) -> None:
    cues = load_speech_cues([folder(tmp_path, "growl|snarl\tverb\treport\tthat", "growl\tverb\trequest\tfor")])
    assert cues.verb("growled", "growl") == {"that": CueKind.REPORT, "for": CueKind.REQUEST}


def test_forms_of_verbs_in_e_lead_to_their_lemma(tmp_path: Path) -> None:
    cues = load_speech_cues([folder(tmp_path, "hope\tverb\thope\tthat")])
    assert cues.verb("hoped", "hop") == {"that": CueKind.HOPE}
    assert cues.verb("hopped", "hop") is None


def test_a_later_folder_is_laid_over(tmp_path: Path) -> None:
    cues = load_speech_cues([DATA / "lexicon", folder(tmp_path, "growl\tverb\treport\tabout")])
    assert "about" in (cues.verb("growled", "growl") or {})
    assert cues.verb("said", "say") is not None


@pytest.mark.parametrize("row", ["growl\tverbs\treport\tthat", "growl\tverb\tnoise\tthat"])
def test_an_unknown_value_is_named_with_file_row_and_choices(tmp_path: Path, row: str) -> None:
    with pytest.raises(DataError, match=r"speech\.tsv: row 2: .*allowed: "):
        load_speech_cues([folder(tmp_path, row)])


def test_phrases_are_tried_longest_first(tmp_path: Path) -> None:
    cues = load_speech_cues([folder(tmp_path, "as per|as per the words of\tphrase\taccordance\t")])
    assert cues.phrases["as"] == (("as", "per", "the", "words", "of"), ("as", "per"))
