"""Plain text: bytes become a document to the character."""

from collections.abc import Iterator

from gestae.errors import InputError
from gestae.model import Notice
from gestae.reading.fields import Reading, document_from
from gestae.reading.job import Found, Job
from gestae.reading.sources import Source

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
KNOWN_BINARIES = {b"%PDF-": "a PDF file", b"PK\x03\x04": "a ZIP archive or office file", b"\x1f\x8b": "a gzip file"}
CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
SAMPLE = 65_536
MOST_CONTROL = 0.01


def read_text(source: Source, job: Job) -> Iterator[Found]:
    """The one document of a text."""
    yield text_reading(source.whole(job.options.max_bytes), source)


def text_reading(content: bytes, source: Source) -> Reading:
    """A document of the bytes.

    Raises:
        InputError: the bytes are no text.
    """
    text, notices = decode(content, source.name)
    reading = document_from({"id": source.identifier, "text": text, "url": source.url}, source.name)
    return Reading(reading.document, notices + reading.notices)


def decode(content: bytes, name: str) -> tuple[str, tuple[Notice, ...]]:
    """A file's bytes as text, byte-order mark and line ends kept.

    Raises:
        InputError: the bytes are no text.
    """
    if content.startswith(UTF_16):
        encoding = "utf-16-le" if content.startswith(UTF_16[0]) else "utf-16-be"
        return content.decode(encoding, "replace"), (decoded_as("UTF-16"),)
    for magic, kind in KNOWN_BINARIES.items():
        if content.startswith(magic):
            raise InputError(name, f"{kind}, no text; give the file its own ending, or save the article as plain text")
    if is_binary(content):
        raise InputError(name, "a binary file, no text; save the article as plain text (UTF-8)")
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), (decoded_as("Windows-1252, because it is not UTF-8"),)


def is_binary(content: bytes) -> bool:
    """Whether bytes hold what no text in an eight-bit encoding holds."""
    sample = content[:SAMPLE]
    return b"\0" in content or len(sample) - len(sample.translate(None, CONTROL)) > MOST_CONTROL * len(sample)


def decoded_as(encoding: str) -> Notice:
    """The notice that a text was read in another encoding than UTF-8."""
    return Notice(code="decoded", message=f"The file was read as {encoding}.")
