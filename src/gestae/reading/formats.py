"""The formats: how each is recognised, and who reads it."""

from collections.abc import Iterator
from dataclasses import dataclass

from gestae.errors import InputError
from gestae.reading.archives import read_compressed, read_tar, read_zip
from gestae.reading.job import Found, Job, Read
from gestae.reading.pages import read_feed, read_html, read_pdf, read_saved_page
from gestae.reading.rows import read_json, read_json_lines
from gestae.reading.sources import WARC_GZ, Source
from gestae.reading.tables import read_csv, read_excel, read_parquet
from gestae.reading.text import read_text
from gestae.reading.warc import read_warc

BLANK = b"\xef\xbb\xbf \t\r\n"
TAR_AT = 257
SAVE_AS_TEXT = "save it as .pdf or .txt"


@dataclass(frozen=True, slots=True)
class Format:
    """``suffixes`` tell a format; where a name has none that is known, ``magic``, one of the first bytes, does."""

    name: str
    suffixes: tuple[str, ...]
    read: Read
    magic: tuple[bytes, ...] = ()
    at: int = 0

    def begins(self, head: bytes) -> bool:
        """Whether bytes begin as files of this format do."""
        return bool(self.magic) and head[self.at :].startswith(self.magic)


TEXT = Format("plain text", (".txt", ".text", ".md"), read_text)
JSON_LINES = Format("JSON Lines", (".jsonl", ".ndjson"), read_json_lines)
JSON = Format("JSON", (".json",), read_json)
TABLE = Format("a table", (".csv", ".tsv", ".tab"), read_csv)
HTML = Format("HTML", (".html", ".htm", ".xhtml"), read_html)
FEED = Format("a feed", (".rss", ".atom", ".xml"), read_feed)
FORMATS = (
    TEXT,
    JSON_LINES,
    JSON,
    TABLE,
    HTML,
    FEED,
    Format("a PDF file", (".pdf",), read_pdf, (b"%PDF-",)),
    Format("a Parquet file", (".parquet", ".pq"), read_parquet, (b"PAR1",)),
    Format("an Excel file", (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), read_excel, (b"\xd0\xcf\x11\xe0",)),
    Format("a web archive", (".warc", WARC_GZ), read_warc, (b"WARC/",)),
    Format("a saved page", (".mhtml", ".mht"), read_saved_page, (b"From: <Saved by", b"MIME-Version:")),
    Format("a ZIP archive", (".zip",), read_zip, (b"PK\x03\x04", b"PK\x05\x06")),
    Format("a compressed file", (".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz"), read_compressed,
           (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")),
    Format("a tar archive", (".tar",), read_tar, (b"ustar",), TAR_AT),
)  # fmt: skip
UNREAD = {
    "an office file": (".doc", ".docx", ".odt", ".rtf", ".ppt", ".pptx", ".epub"),
    "a picture": (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico", ".tif", ".tiff", ".bmp"),
    "sound or film": (".mp3", ".mp4", ".wav", ".ogg", ".webm", ".mov", ".avi", ".m4a"),
    "a part of a page": (".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".eot"),
    "an archive of a kind that is not read": (".7z", ".rar", ".zst", ".lz4"),
}


def read_source(source: Source, job: Job) -> Iterator[Found]:
    """What a source holds: documents, further sources, and errors.

    Raises:
        InputError: it is of no format that is read, or not of the format that its name says.
    """
    yield from format_of(source, job).read(source, job)


def format_of(source: Source, job: Job) -> Format:
    """The format of a source, by its name, else by its first bytes.

    Raises:
        InputError: it is none that is read, or its first bytes are those of another than its name says.
    """
    suffix, head = source.ending, source.head
    for kind, suffixes in UNREAD.items():
        if suffix in suffixes:
            remedy = SAVE_AS_TEXT if "office" in kind else "unpack it" if "archive" in kind else "leave it out"
            raise InputError(source.name, f"{kind}, no document; {remedy}")
    named = next((each for each in FORMATS if suffix in each.suffixes), None)
    seen = next((each for each in FORMATS if each.begins(head)), None)
    if named is None:
        return seen or _by_first_words(head, job)
    if named in (HTML, FEED, JSON, JSON_LINES) and seen is not None:
        raise InputError(source.name, f"named {suffix}, but it is {seen.name}; rename it to {seen.suffixes[0]}")
    return named


def _by_first_words(head: bytes, job: Job) -> Format:
    start = head.lstrip(BLANK)[:1000].lower()
    if start.startswith(b'{"'):
        return JSON_LINES
    if start.startswith((b'[{"', b"[\n", b"[ {")):
        return JSON
    if start.startswith((b"<!doctype html", b"<html")):
        return HTML
    if start.startswith((b"<rss", b"<feed", b"<?xml")):
        return HTML if b"<html" in start else FEED
    return TABLE if job.options.columns else TEXT
