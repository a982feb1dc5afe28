import pytest

from gestae.errors import InputError
from gestae.model import Document, Notice
from gestae.reading import Reading, Screen
from gestae.reading.screen import cut

ENGLISH = "The minister said on Monday that the talks in the capital had ended without a result. "


@pytest.fixture(scope="module")
def screen() -> Screen:
    return Screen(max_characters=1_000)


def codes(screen: Screen, text: str) -> list[str]:
    return [n.code for n in screen.look(text).notices]


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff", "12 - 14 ... 3"])
def test_text_without_words_is_not_coded(screen: Screen, text: str) -> None:
    found = screen.look(text)
    assert found.part is None
    assert found.language is None
    assert [n.code for n in found.notices] == ["empty"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Die Bundeskanzlerin hat am Montag in Berlin den Präsidenten der Ukraine empfangen.", "German (de)"),
        ("Le ministre des affaires étrangères a rencontré son homologue à Moscou lundi soir.", "French (fr)"),
        ("Президент России встретился в понедельник с министром иностранных дел.", "Russian (ru)"),
        ("اجتمع الرئيس الفرنسي مع نظيره الروسي في باريس يوم الاثنين", "Arabic (ar)"),
        ("外交部长星期一在北京会见了俄罗斯代表团。", "Chinese (zh)"),
    ],
)
def test_a_foreign_text_is_named_by_its_language(screen: Screen, text: str, name: str) -> None:
    found = screen.look(text)
    assert found.part is None
    assert [n.code for n in found.notices] == ["foreign-language"]
    assert name in found.notices[0].message


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Ankara rejects Athens ultimatum",
        "Nkurunziza meets Museveni in Entebbe",
        f"{ENGLISH * 3}«اجتمع الرئيس الفرنسي مع نظيره الروسي»",
    ],
)
def test_english_is_coded_even_when_it_is_short_or_quotes_others(screen: Screen, text: str) -> None:
    found = screen.look(text)
    assert found.language == "en"
    assert found.part is not None
    assert found.part.text == text


def test_a_text_over_the_limit_is_cut_with_a_notice(screen: Screen) -> None:
    text = ENGLISH * 40
    found = screen.look(Document(text=text, title="Talks"))
    assert found.document.text == text
    assert found.part is not None
    assert text.startswith(found.part.text)
    assert found.part.text.endswith(". ")
    assert len(found.part.text) <= 1_000
    assert [n.code for n in found.notices] == ["too-long"]
    assert f"{len(text):,} characters" in found.notices[0].message


def test_cuts_fall_after_lines_sentences_or_words() -> None:
    assert cut("one two", 100) == 7
    assert cut("one. two\nthree four", 12) == 9
    assert cut("one. two three", 10) == 5
    assert cut("one two three", 10) == 8
    assert cut("a" * 50, 10) == 10


def test_all_kinds_of_input_are_taken(screen: Screen) -> None:
    notice = Notice(code="decoded", message="The file was read as UTF-16.")
    document = Document(text=ENGLISH)
    assert screen.look(ENGLISH).document == document
    assert screen.look(document).document == document
    assert screen.look({"text": ENGLISH}).document == document
    assert screen.look(Reading(document, (notice,))).notices == (notice,)
    with pytest.raises(InputError, match='no "text"'):
        screen.look({"body": ENGLISH})


def test_a_document_made_by_hand_is_cleaned_too(screen: Screen) -> None:
    assert codes(screen, ENGLISH + "\udc80") == ["replaced-characters"]
    made = screen.look(Document.model_construct(text=ENGLISH + "\udc80"))
    assert made.document.text == ENGLISH + "\ufffd"
