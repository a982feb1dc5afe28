"""Ambiguous names: what the text, the date and the tables' order say for each meaning."""

from datetime import date
from typing import Any

from gestae.actors.view import Signs


def test_text_counts_more_than_date_and_order() -> None:
    assert Signs(named=1, holds=False, order=3).score > Signs(named=0, holds=True, order=0).score


def test_order_decides_last() -> None:
    assert Signs(0, holds=False, order=0).score > Signs(0, holds=False, order=1).score
    assert Signs(0, holds=True, order=1).score > Signs(0, holds=False, order=0).score


def test_rivals_are_told_best_first(read: Any) -> None:
    mention = read("Congo spoke. Officials in Brazzaville denied it.", date(2020, 1, 1)).mention("Congo")
    assert [r.meaning for r in mention.rivals] == ["country:COG", "country:COD"]
    assert mention.rivals[0].signs.named > mention.rivals[1].signs.named
