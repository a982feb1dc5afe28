import gzip
from typing import Any

URL = "https://post.example/"


def record(number: int, body: bytes, kind: str = "text/html", status: str = "200 OK", extra: str = "") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}Content-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:08}-0000-4000-8000-000000000000>\r\n"
        f"WARC-Target-URI: {URL}{number}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def identifier(number: int, file: str = "a.warc") -> str:
    return f"{file}#urn:uuid:{number:08}-0000-4000-8000-000000000000"


def test_pages_are_read_with_their_address_and_the_rest_is_counted(shelf: Any) -> None:
    page = shelf.page().encode()
    packed = gzip.compress(page)
    records = [
        record(1, page, "text/html; charset=utf-8"),
        record(2, b"\x89PNG", "image/png"),
        record(3, b"gone", status="404 Not Found"),
        record(4, b"Plain words.", "text/plain"),
        record(5, packed, extra="Content-Encoding: gzip\r\n"),
    ]
    first, plain, last = shelf.read(shelf.write("a.warc", b"".join(records)))
    assert (first.id, first.url, first.title) == (identifier(1), f"{URL}1", "Port closed")
    assert (plain.id, plain.url, plain.text) == (identifier(4), f"{URL}4", "Plain words.")
    assert last.text == first.text
    assert shelf.said == [f"{shelf.folder.as_posix()}/a.warc: passed over 1 of type image/png, 1 with status 404"]


def test_compressed_archives_are_read_record_by_record(shelf: Any) -> None:
    content = b"".join(gzip.compress(record(n, b"Words.", "text/plain")) for n in (1, 2))
    found = shelf.read(shelf.write("a.warc.gz", content))
    assert [document.id for document in found] == [identifier(1, "a.warc.gz"), identifier(2, "a.warc.gz")]


def test_an_archive_in_an_archive_is_read(shelf: Any) -> None:
    packed = gzip.compress(record(1, b"Words.", "text/plain"))
    (found,) = shelf.read(shelf.write("a.zip", shelf.zipped({"b.warc.gz": packed})))
    assert (found.id, found.text) == (identifier(1, "a.zip!b.warc.gz"), "Words.")


def test_an_archive_that_breaks_off_says_so(shelf: Any) -> None:
    whole = record(1, b"Words.", "text/plain") + record(2, b"Words. " * 9_000, "text/plain")
    first, second = shelf.read(shelf.write("a.warc", whole[:-20_000]))
    assert first.text == "Words."
    assert second == "a.warc: breaks off in record 2; fetch the file again"


def test_a_record_above_the_limit_is_named_and_the_rest_goes_on(shelf: Any) -> None:
    content = record(1, b"x" * 5_000, "text/plain") + record(2, b"Words.", "text/plain")
    first, second = shelf.read(shelf.write("a.warc", content), max_bytes=1_000)
    assert first.startswith(f"{identifier(1)}: longer than 1,000 bytes, the limit for one document")
    assert second.text == "Words."


def test_what_is_no_web_archive_is_named(shelf: Any) -> None:
    (found,) = shelf.read(shelf.write("a.warc", "Plain words."))
    assert found.startswith("a.warc: ")
