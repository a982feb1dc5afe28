"""Hostile and broken inputs: each gives a record or a named problem, and none takes the coder down."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gestae.model import Record
from gestae.pipeline import Coder
from gestae.reading import Reading, read_files

FACT = "France bombed Syria on Monday."
LIMIT = 5_000
HEAVY = ("nlp", "knowledge", "lexicon", "gazetteer")


@pytest.fixture(scope="module")
def short(coder: Coder) -> Coder:
    """A coder with a low limit that shares what is slow to load."""
    made = Coder(replace(coder.settings, max_characters=LIMIT))
    made.__dict__.update({name: getattr(coder, name) for name in HEAVY})
    return made


def codes(record: Record) -> set[str]:
    return {notice.code for notice in record.document.notices}


def spans_are_true(record: Record, text: str) -> bool:
    spans = [e.trigger for e in record.events] + [a for e in record.events for a in e.actors]
    return all(text[span.start : span.end] == span.text for span in spans)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{FACT}\0 Germany met Italy.", id="NUL character"),
        pytest.param(f"\ufeff{FACT}\r\n\r\nGermany met Italy.\r", id="byte-order mark and line ends"),
        pytest.param(f"\u202e{FACT}\u202c \u200bThe minister said that it was over.", id="direction marks"),
        pytest.param(f"{FACT} 😀 🇫🇷 e\u0301\u0302\u0303" + "\u0300" * 500, id="emoji and combining marks"),
        pytest.param('"' * 10_000 + f" {FACT} " + '"' * 10_000, id="20,000 straight quotation marks"),
        pytest.param("“" * 10_000 + FACT + "”" * 10_000, id="10,000 nested quotation marks"),
        pytest.param("“he said " * 2_500 + FACT + "”" * 2_500, id="2,500 nested quotations"),
        pytest.param("(" * 5_000 + FACT + ")" * 5_000, id="5,000 nested brackets"),
        pytest.param("France and " + "the troops of the north and " * 1_000 + "left.", id="a sentence of 5,000 words"),
        pytest.param("He said that " * 1_000 + FACT, id="1,000 clauses in one another"),
        pytest.param("\n" * 50_000 + FACT + " " * 50_000, id="mostly blank"),
    ],
)
def test_odd_texts_are_coded_and_offsets_stay_true(coder: Coder, text: str) -> None:
    record = coder.code(text, published="2020-01-08")
    assert record.document.text == text
    assert spans_are_true(record, text)


@pytest.mark.parametrize("word", ["x", "France-", "1,"], ids=["letters", "hyphens", "digits"])
def test_a_word_without_an_end_is_coded_up_to_the_limit(short: Coder, word: str) -> None:
    text = word * (LIMIT // len(word) + 10)
    record = short.code(text)
    assert record.document.text == text
    assert codes(record) & {"too-long", "empty"}


def test_fifty_megabytes_on_one_line_are_cut_with_a_notice(tmp_path: Path, short: Coder) -> None:
    path = tmp_path / "long.txt"
    filler = "Nothing of note was said in the valley on that day. "
    path.write_text(FACT + " " + filler * (50_000_000 // len(filler)), encoding="utf-8")
    (reading,) = read_files([str(path)])
    assert isinstance(reading, Reading)
    record = next(short.code_many([reading]))
    assert "too-long" in codes(record)
    assert record.sentences[-1][1] <= LIMIT
    assert [event.type for event in record.events] == ["ASSAULT"]


def test_lone_surrogates_are_replaced_and_the_record_is_json(coder: Coder) -> None:
    record = coder.code(f"{FACT} \ud83d It said so.", title="\udc00")
    assert "replaced-characters" in codes(record)
    assert json.loads(record.model_dump_json(by_alias=True))["document"]["text"] == f"{FACT} \ufffd It said so."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("Le ministre des affaires étrangères a rencontré son homologue à Moscou lundi soir.", "foreign-language"),
        ("אתמול נפגשו שני השרים בירושלים כדי לדון בהסכם החדש.", "foreign-language"),
        ("Bake the apples with butter and sugar until they are soft, then let them cool.", "no-political-actor"),
    ],
)
def test_a_text_without_events_says_why(coder: Coder, text: str, code: str) -> None:
    record = coder.code(text, published="2020-01-08")
    assert record.events == ()
    assert code in codes(record)


def test_many_documents_come_back_in_order_with_their_own_notices(coder: Coder) -> None:
    texts = ["", FACT, "12 34", f"{FACT} {FACT}", "\ud800"] * 20
    records = list(coder.code_many({"id": str(n), "text": text} for n, text in enumerate(texts)))
    assert [record.document.id for record in records] == [str(n) for n in range(100)]
    assert ["empty" in codes(record) for record in records[:5]] == [True, False, True, False, True]


def test_the_same_document_gives_the_same_bytes_alone_or_among_others(coder: Coder) -> None:
    alone = coder.code(FACT, published="2020-01-08").model_dump_json(by_alias=True)
    rows = [{"text": text, "published": "2020-01-08"} for text in ("Italy met Spain in Rome.", FACT, "x" * 900)]
    among = list(coder.code_many(rows))[1].model_dump_json(by_alias=True)
    assert among == alone
