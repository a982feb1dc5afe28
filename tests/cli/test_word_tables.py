from pathlib import Path

import pytest

from gestae.cli.tables import check_lexicon_tables


def test_a_bad_cue_of_speech_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cues = tmp_path / "cues"
    cues.mkdir()
    (cues / "speech.tsv").write_text("cue\tpos\tkind\ttakes\tnote\nsay\tverb\tshouting\tthat\t\n")
    assert check_lexicon_tables(tmp_path) == 1
    told = capsys.readouterr()
    assert "speech.tsv" in told.out + told.err
    assert "row 2" in told.out + told.err
