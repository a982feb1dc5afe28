import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from typing import Any

import pytest

from gestae.model import Document


def texts(found: list[Any]) -> list[str]:
    return [f if isinstance(f, str) else f.text for f in found]


def tarred(files: dict[str, bytes], links: dict[str, str] | None = None) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        for name, target in (links or {}).items():
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, target
            archive.addfile(member)
    return packed.getvalue()


def test_files_of_all_formats_are_read_out_of_an_archive(shelf: Any) -> None:
    files = {
        "in/a.html": shelf.page(),
        "b.txt": "One.",
        "c.csv": "text\nTwo.\n",
        "d.pdf": shelf.pdf("Three."),
        "e.jsonl": '{"id": "e", "text": "Four."}',
        ".hidden": "x",
        "__MACOSX/b.txt": "x",
    }
    found = shelf.read(shelf.write("x.zip", shelf.zipped(files)))
    ids = ["x.zip!in/a.html", "x.zip!b.txt", "x.zip!c.csv:2", "x.zip!d.pdf", "e"]
    assert [document.id for document in found] == ids
    assert texts(found)[1:] == ["One.", "Two.", "Three.", "Four."]


@pytest.mark.parametrize(
    ("name", "pack"),
    [("x.tar", bytes), ("x.tar.gz", gzip.compress), ("x.tgz", gzip.compress), ("x.tar.xz", lzma.compress)],
)
def test_tar_archives_are_read_compressed_or_not(shelf: Any, name: str, pack: Any) -> None:
    found = shelf.read(shelf.write(name, pack(tarred({"a.txt": b"One.", "sub/b.txt": b"Two."}))))
    assert found == [Document(id=f"{name}!a.txt", text="One."), Document(id=f"{name}!sub/b.txt", text="Two.")]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gz", "bz2", "xz"])
def test_a_compressed_file_is_read_as_what_it_holds(shelf: Any, pack: Any) -> None:
    ending = {gzip.compress: "gz", bz2.compress: "bz2"}.get(pack, "xz")
    found = shelf.read(shelf.write(f"t.csv.{ending}", pack(b"text\nOne.\n")))
    assert found == [Document(id=f"t.csv.{ending}:2", text="One.")]


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "b/../../a.txt", "C:\\a.txt", "..\\a.txt"])
def test_names_that_lead_out_are_refused_and_the_rest_goes_on(shelf: Any, name: str) -> None:
    content = tarred({name: b"x", "b.txt": b"One."})
    for found in (
        shelf.read(shelf.write("x.tar", content)),
        shelf.read(shelf.write("x.zip", shelf.zipped({name: "x", "b.txt": "One."}))),
    ):
        assert "leads out of the archive" in found[0]
        assert texts(found)[1:] == ["One."]


def test_links_are_not_followed(shelf: Any) -> None:
    found = shelf.read(shelf.write("x.tar", tarred({"b.txt": b"One."}, {"a.txt": "b.txt"})))
    assert texts(found) == [
        "One.",
        "x.tar!a.txt: a link or a device, which is not followed; put the file itself into the archive",
    ]
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = 0xA1FF << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "a link, which is not followed" in shelf.read(shelf.write("x.zip", packed.getvalue()))[0]


def test_archives_in_archives_are_read_three_deep(shelf: Any) -> None:
    content = shelf.zipped({"a.txt": "One."})
    for name in ("3.zip", "2.zip"):
        content = shelf.zipped({name: content})
    assert texts(shelf.read(shelf.write("1.zip", content))) == ["One."]
    (found,) = shelf.read(shelf.write("0.zip", shelf.zipped({"1.zip": content})))
    assert found == "0.zip!1.zip!2.zip!3.zip: lies in 3 archives, one in the other; unpack the outer ones by hand"


def test_compressions_of_compressions_end_too(shelf: Any) -> None:
    content = b"One."
    for _ in range(5):
        content = gzip.compress(content)
    assert "lies in 3 archives" in shelf.read(shelf.write("a.gz.gz.gz.gz.gz", content))[0]


def test_what_unpacks_to_far_more_than_it_is_is_refused(shelf: Any) -> None:
    bomb = b"a\n" * 5_000_000
    wanted = "as only hostile files do"
    packed = shelf.zipped({"bomb.txt": bomb, "b.txt": "One."})
    found = shelf.read(shelf.write("x.zip", packed), max_bytes=1_000_000)
    assert wanted in found[0]
    assert texts(found)[1:] == ["One."]
    assert wanted in shelf.read(shelf.write("a.csv.gz", gzip.compress(b"text\n" + bomb)), max_bytes=1_000_000)[-1]
    assert (
        wanted in shelf.read(shelf.write("a.tar.gz", gzip.compress(tarred({"a.csv": bomb}))), max_bytes=1_000_000)[-1]
    )


def test_many_members_that_are_one_bomb_together_are_refused(shelf: Any) -> None:
    packed = shelf.zipped({f"{n}.txt": "a" * 900_000 for n in range(50)})
    found = shelf.read(shelf.write("x.zip", packed), max_bytes=1_000_000)
    assert sum(isinstance(f, str) for f in found) > 25
    assert isinstance(found[0], Document)


def test_damaged_and_locked_archives_are_named(shelf: Any) -> None:
    whole = shelf.zipped({"a.txt": "One. " * 500, "b.txt": "Two."})
    assert "a broken ZIP archive" in shelf.read(shelf.write("x.zip", whole[:60]))[0]
    damaged = bytearray(whole)
    damaged[45:50] = b"\0\0\0\0\0"
    first, second = shelf.read(shelf.write("x.zip", bytes(damaged)))
    assert first.startswith("x.zip!a.txt: ")
    assert second.text == "Two."
    locked = bytearray(whole)
    locked[whole.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in shelf.read(shelf.write("x.zip", bytes(locked)))[0]
    assert "a broken tar archive" in shelf.read(shelf.write("x.tar", b"x" * 2_000))[0]
    assert shelf.read(shelf.write("x.txt.gz", gzip.compress(b"One. " * 500)[:-20]))[0].startswith("x.txt.gz: ")
    assert "is not compressed" in shelf.read(shelf.write("x.gz", "One."))[0]
