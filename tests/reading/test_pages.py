import email.message
from datetime import date
from typing import Any

import pytest

from gestae.errors import InputError
from gestae.model import Document
from gestae.reading import Helpers, ReadingOptions, feed_entries, page_document
from gestae.reading.parsers.feed import without_markup
from gestae.reading.parsers.pdf import paragraphs

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Lindby Post</title>
<item><title>Port &amp;amp; town</title><link>https://post.example/1</link>
<pubDate>Mon, 07 Oct 2019 23:00:00 GMT</pubDate>
<description>&lt;p&gt;One &lt;b&gt;bold&lt;/b&gt; word.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;
&lt;p&gt;Two.&lt;/p&gt;</description></item>
<item><title>Nothing</title><link>https://post.example/2</link></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title><entry><id>tag:1</id>
<title>A</title><updated>2019-10-07T01:00:00Z</updated><summary>Short.</summary>
<content type="html">&lt;p&gt;The whole.&lt;/p&gt;</content></entry></feed>"""


def test_a_page_gives_its_article(shelf: Any, sentences: tuple[str, ...]) -> None:
    assert shelf.read(shelf.write("a.html", shelf.page())) == [
        Document(
            id="a.html",
            text="\n".join(sentences),
            title="Port closed",
            published=date(2019, 10, 7),
            author="Ada Quill",
            source="The Lindby Post",
            url="https://post.example/port",
        )
    ]


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-2", "utf-16"])
def test_the_charset_is_that_of_the_page(shelf: Any, charset: str) -> None:
    page = shelf.page(charset, title="Größe in Köln")
    (found,) = shelf.read(shelf.write("a.html", page.encode(charset)))
    assert found.title == "Größe in Köln"


def test_a_page_without_an_article_is_named(shelf: Any) -> None:
    links = "".join(f'<li><a href="/{n}">Link {n}</a></li>' for n in range(50))
    (found,) = shelf.read(shelf.write("a.html", f"<html><body><nav><ul>{links}</ul></nav></body></html>"))
    assert found.startswith("a.html: a page without a main text")


def test_a_page_saved_in_one_file_is_read(shelf: Any) -> None:
    whole = email.message.EmailMessage()
    whole["From"] = "<Saved by Blink>"
    whole.make_related()
    part = email.message.EmailMessage()
    part.set_content(shelf.page(title="Größe"), subtype="html", charset="iso-8859-1", cte="quoted-printable")
    part["Content-Location"] = "https://post.example/saved"
    whole.attach(part)
    (found,) = shelf.read(shelf.write("a.mhtml", whole.as_bytes()))
    assert (found.id, found.title, found.url) == ("a.mhtml", "Größe", "https://post.example/saved")


def test_fetched_bytes_become_a_document(shelf: Any, helpers: Helpers) -> None:
    reading = page_document(
        shelf.page().encode(), "https://other.example/a", "https://other.example/a", helpers=helpers
    )
    assert reading.document.id == reading.document.url == "https://other.example/a"
    with pytest.raises(InputError, match=r"^page 7: a page without"):
        page_document(b"<html></html>", None, "page 7", helpers=helpers)


def test_a_feed_gives_its_entries(helpers: Helpers) -> None:
    first, second = feed_entries(RSS.encode(), "feed", helpers=helpers)
    assert not isinstance(first, InputError)
    assert first.document == Document(
        id="https://post.example/1",
        text="One bold word.\nTwo.",
        title="Port & town",
        published=date(2019, 10, 7),
        source="The Lindby Post",
        url="https://post.example/1",
    )
    assert str(second) == "feed: entry 2: an entry without text; read the page that it links to"


def test_an_entrys_content_is_preferred_to_its_summary(shelf: Any) -> None:
    (found,) = shelf.read(shelf.write("a.atom", ATOM))
    assert (found.id, found.text, found.source, found.url) == ("tag:1", "The whole.", "Notes", None)


def test_other_xml_is_no_feed(shelf: Any) -> None:
    (found,) = shelf.read(shelf.write("a.xml", "<?xml version='1.0'?><inventory><item/></inventory>"))
    assert found == "a.xml: XML that is no RSS or Atom feed; save its text as .txt"


def test_a_feed_that_defines_entities_is_refused(shelf: Any) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;&b;">]>'
    (found,) = shelf.read(shelf.write("a.rss", RSS.replace("<rss", f"{bomb}<rss")))
    assert "defines entities of its own" in found


def test_markup_is_taken_off() -> None:
    assert without_markup("plain &lt; text") == "plain < text"
    assert without_markup("<div>a<br>b <i>c</i>d</div><ul><li>e<li>f</ul><style>g</style>") == "a\nb cd\ne\nf"
    assert without_markup("") == without_markup("<!-- -->") == ""


def test_a_pdf_gives_its_text_with_lines_joined(shelf: Any) -> None:
    first = (
        "The harbour master of Lindby closed the port on Mon-\nday after a dispute over the North-\nSouth line of old."
    )
    path = shelf.write("a.pdf", shelf.pdf(f"{first}\nThen it rained.", "The second page."))
    (found,) = shelf.read(path)
    assert found.id == "a.pdf"
    assert found.text == (
        "The harbour master of Lindby closed the port on Monday after a dispute over the North-South line of old.\n"
        "Then it rained.\n\nThe second page."
    )


def test_paragraphs_end_at_blank_lines_and_short_last_lines() -> None:
    page = "A line that is as long as they are,\r\nand its end.\r\nAnother para\xad\r\ngraph of some length\r\n\r\n3"
    assert paragraphs(page) == "A line that is as long as they are, and its end.\nAnother paragraph of some length\n3"


def test_locked_scanned_and_broken_pdfs_are_named(shelf: Any) -> None:
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O ({'1' * 32}) /U ({'2' * 32}) /P -4 >> /ID [(a) (a)]"
    assert "needs a password" in shelf.read(shelf.write("a.pdf", shelf.pdf("x", trailer=lock)))[0]
    assert "scanned pages" in shelf.read(shelf.write("a.pdf", shelf.pdf("")))[0]
    assert "cannot be opened" in shelf.read(shelf.write("a.pdf", "%PDF-1.7 and no more"))[0]


def test_options_reach_the_pages(shelf: Any, helpers: Helpers) -> None:
    (found,) = shelf.read(shelf.write("a.html", shelf.page()), max_bytes=500)
    assert found.startswith("a.html: longer than 500 bytes, the limit for one document")
    assert page_document(shelf.page().encode(), None, "a", ReadingOptions(max_seconds=60), helpers).document.title
