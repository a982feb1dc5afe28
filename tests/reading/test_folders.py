import os
from pathlib import Path
from typing import Any

import pytest


def ids(found: list[Any]) -> list[str]:
    return [f if isinstance(f, str) else str(f.id) for f in found]


def test_a_folder_is_read_in_order_and_hidden_files_are_passed_over(shelf: Any) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt", "sub/deep/e.txt"):
        shelf.write(f"f/{name}", "One.")
    assert ids(shelf.read(shelf.folder / "f")) == ["f/a.txt", "f/b.txt", "f/sub/c.txt", "f/sub/deep/e.txt"]


def test_what_is_no_document_is_named_once(shelf: Any) -> None:
    shelf.write("f/a.txt", "One.")
    shelf.write("f/b.bin", bytes(range(256)))
    shelf.write("f/c.png", b"\x89PNG")
    shelf.write("f/d.docx", b"PK")
    assert ids(shelf.read(shelf.folder / "f")) == [
        "f/a.txt",
        "f/b.bin: a binary file, no text; save the article as plain text (UTF-8)",
        "f/c.png: a picture, no document; leave it out",
        "f/d.docx: an office file, no document; save it as .pdf or .txt",
    ]


def test_the_parts_of_a_saved_page_are_passed_over(shelf: Any) -> None:
    shelf.write("f/a.htm", shelf.page())
    shelf.write("f/a_files/style.css", "x")
    shelf.write("f/other_files/b.txt", "One.")
    assert ids(shelf.read(shelf.folder / "f")) == ["f/a.htm", "f/other_files/b.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes of Unix")
def test_links_and_pipes_cannot_lead_a_walk_away(shelf: Any) -> None:
    outside = shelf.write("outside.txt", "Secret.")
    shelf.write("f/a.txt", "One.")
    Path(shelf.folder / "f/b.txt").symlink_to("a.txt")
    Path(shelf.folder / "f/c.txt").symlink_to(outside)
    Path(shelf.folder / "f/loop").symlink_to(shelf.folder / "f")
    Path(shelf.folder / "f/gone.txt").symlink_to("nowhere")
    os.mkfifo(shelf.folder / "f/pipe")
    assert ids(shelf.read(shelf.folder / "f")) == [
        "f/loop: a link to a folder, which is not followed; name it itself",
        "f/a.txt",
        "f/b.txt",
        "f/c.txt: a link that leads out of the folder; name the file itself",
        "f/gone.txt: No such file or directory",
        "f/pipe: a device or a pipe, no file; take it out of the folder",
    ]


def test_an_empty_folder_is_named(shelf: Any) -> None:
    assert "a folder without files" in shelf.read(shelf.folder)[0]


def test_patterns_are_expanded(shelf: Any) -> None:
    for name in ("a1.txt", "a2.txt", "b.txt", "sub/a3.txt", "a[1].txt"):
        shelf.write(name, "One.")
    assert ids(shelf.read(f"{shelf.folder}/a*.txt")) == ["a1.txt", "a2.txt", "a[1].txt"]
    assert ids(shelf.read(f"{shelf.folder}/**/a?.txt")) == ["a1.txt", "a2.txt", "sub/a3.txt"]
    assert ids(shelf.read(f"{shelf.folder}/a[1].txt")) == ["a[1].txt"]
    assert ids(shelf.read(f"{shelf.folder}/s*")) == ["sub/a3.txt"]
    assert "no file has such a name" in shelf.read(f"{shelf.folder}/z*")[0]


def test_a_name_that_the_system_refuses_is_an_error(shelf: Any) -> None:
    assert len(shelf.read("x" * 5_000, "a\0b")) == 2


def test_the_format_is_told_by_the_beginning_where_the_name_is_silent(shelf: Any) -> None:
    shelf.write("f/1", shelf.page())
    shelf.write("f/2", shelf.pdf("Three."))
    shelf.write("f/3", '{"text": "Four."}')
    shelf.write("f/4", shelf.zipped({"a": "Five."}))
    shelf.write("f/5", "Six.")
    found = shelf.read(shelf.folder / "f")
    assert [f.text for f in found[1:]] == ["Three.", "Four.", "Five.", "Six."]
    assert found[0].title == "Port closed"


def test_a_name_that_says_otherwise_than_the_beginning_is_named(shelf: Any) -> None:
    found = shelf.read(shelf.write("a.html", shelf.pdf("x")))
    assert found == ["a.html: named .html, but it is a PDF file; rename it to .pdf"]
