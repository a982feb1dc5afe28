from pathlib import Path

import pytest

from gestae.errors import DataError
from gestae.events.chooser.inputs import TYPES
from gestae.model import EventType
from gestae.notation import parse_example
from gestae.pipeline import Coder
from gestae.training.align import ACTOR, IGNORED, NEITHER, RECIPIENT, instances
from gestae.training.data import Item, read_items

LINE = "[A:SYR.MIL Syrian warplanes] {ASSAULT/aerial bombed} [R:SYR.REB rebel positions] near Idlib on Monday."


def test_items_are_read_with_batch_and_line(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(f"# batch one\n\n{LINE}\nNothing happened.\n", encoding="utf-8")
    items = list(read_items(tmp_path))
    assert [(i.batch, i.line, len(i.example.events)) for i in items] == [("one", 3, 1), ("one", 4, 0)]


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("[X:SYR Syria] did it\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"bad\.txt: row 1: cannot read the party"):
        list(read_items(tmp_path))


def test_marks_become_labels(coder: Coder) -> None:
    (instance,) = instances(coder, [Item("b", 1, parse_example(LINE))])
    words = [instance.input.words[instance.input.word_of[t]] for t in instance.input.candidates]
    row = words.index("bombed")
    assert instance.types[row] == 1 + TYPES.index(EventType.ASSAULT)
    assert set(instance.types[[n for n in range(len(words)) if n != row]]) <= {0, IGNORED}
    heads = [instance.input.words[instance.input.word_of[m.head]] for m in instance.input.mentions]
    roles = dict(zip(heads, instance.roles[row].tolist(), strict=True))
    assert (roles["warplanes"], roles["positions"]) == (ACTOR, RECIPIENT)
    assert set(roles.values()) <= {NEITHER, ACTOR, RECIPIENT}
    assert [TYPES[t] for _, _, t in instance.relations] == [EventType.ASSAULT]


def test_a_party_that_no_mention_stands_for_becomes_one(coder: Coder) -> None:
    (instance,) = instances(
        coder, [Item("b", 1, parse_example("[A:-.GOV Zorbl Quux] {ACCUSE slammed} [R:CHL.GOV Chile]."))]
    )
    heads = {instance.input.words[instance.input.word_of[m.head]] for m in instance.input.mentions}
    assert {"Quux", "Chile"} <= heads
