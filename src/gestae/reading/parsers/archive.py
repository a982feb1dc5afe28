"""WARC: the pages in a web archive, by FastWARC."""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from gestae.errors import InputError

TEXTS = ("text/html", "application/xhtml", "text/plain", "application/pdf", "xml")
MOST_NAMED = 200
WANTED = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion


def extract(content: bytes, parameters: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A page an object: id, url, kind, bytes (in base64; null where it is too long); at the end what was passed over.

    Raises:
        InputError: the file at ``path`` holds no records, or breaks off.
    """
    most = parameters["max_bytes"]
    passed: Counter[str] = Counter()
    records = 0
    try:
        for record in ArchiveIterator(parameters["path"], record_types=WANTED, auto_decode="all", fsspec_args=False):
            records += 1
            if why := _passed_over(record):
                passed[why[:60] if len(passed) < MOST_NAMED else "others"] += 1
                continue
            length, body = record.content_length, record.reader.read(most + 1)
            if not _encoded(record) and len(body) < min(length, most + 1):
                raise InputError("archive", f"breaks off in record {records:,}; fetch the file again")
            yield {
                "id": str(record.record_id or "").strip("<>") or str(record.stream_pos),
                "url": record.headers.get("WARC-Target-URI"),
                "kind": _kind(record),
                "bytes": None if len(body) > most else b64encode(body).decode(),
            }
    except OSError as error:
        raise InputError("archive", f"breaks off after {records:,} records ({str(error)[:200]})") from error
    if not records:
        raise InputError("archive", "a web archive without pages")
    yield {"passed": dict(passed.most_common(10))}


def _passed_over(record: WarcRecord) -> str:
    """Why a record is no document; empty where it is one."""
    status = record.http_headers.status_code if record.http_headers is not None else None
    if status is not None and str(status) != "200":
        return f"with status {status}"
    kind = _kind(record)
    return "" if any(text in kind for text in TEXTS) else f"of type {kind or 'unknown'}"


def _encoded(record: WarcRecord) -> bool:
    """Whether the bytes that are read may be fewer or more than the record's length says."""
    names = ("Content-Encoding", "Transfer-Encoding")
    return record.http_headers is not None and any(record.http_headers.get(name) for name in names)


def _kind(record: WarcRecord) -> str:
    return (record.http_content_type or record.headers.get("Content-Type") or "").lower().partition(";")[0].strip()
