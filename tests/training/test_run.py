"""What a training run learns from."""

import pytest

pytest.importorskip("torch")

from gestae.notation import parse_example
from gestae.training.data import Item
from gestae.training.run import Material, kept_out


def material(batches: int = 11, lines: int = 3) -> Material:
    example = parse_example("Nothing happened.")
    items = tuple(Item(f"b{b:02}", n, example) for b in range(batches) for n in range(lines))
    return Material(items, (), kept_out(items))


def test_every_tenth_batch_is_kept_out() -> None:
    assert material().aside == {"b04"}
    assert [(i.batch, i.line) for i in material().kept_out] == [("b04", 0), ("b04", 1), ("b04", 2)]


def test_fewer_items_leave_what_is_kept_out_whole() -> None:
    fewer = material().only(5, seed=7)
    assert fewer.kept_out == material().kept_out
    assert len(fewer.items) == 5 + 3
    assert fewer == material().only(5, seed=7)
    assert fewer != material().only(5, seed=8)
