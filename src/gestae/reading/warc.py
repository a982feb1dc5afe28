"""Web archives: each page in one is handed on with its address."""

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

from gestae.errors import InputError
from gestae.reading.helper import need
from gestae.reading.job import Found, Job
from gestae.reading.sources import Source, buffered, megabytes

TEXTS = (
    "text/html",
    "application/xhtml",
    "text/plain",
    "application/pdf",
    "application/rss",
    "application/atom",
    "xml",
)
ENDINGS = {"text/plain": ".txt", "application/pdf": ".pdf"}
MOST_NAMED = 200


def read_warc(source: Source, job: Job) -> Iterator[Found]:
    """A source for each page that was fetched well; what else is in the archive is counted and told.

    Raises:
        InputError: the file is no WARC file, or breaks off.
    """
    need("fastwarc")
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    passed: Counter[str] = Counter()
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    records = 0
    try:
        for record in ArchiveIterator(source.stream, record_types=wanted, auto_decode="all"):
            records += 1
            name = f"{source.name}#{_id_of(record)}"
            why = _passed_over(record)
            if why:
                passed[why[:60] if len(passed) < MOST_NAMED else "others"] += 1
                continue
            content = record.reader.read(job.options.max_bytes + 1)
            if len(content) > job.options.max_bytes:
                yield InputError(name, f"longer than {megabytes(job.options.max_bytes)}, the limit for one document")
                continue
            url = record.headers.get("WARC-Target-URI")
            yield Source(name, buffered(io.BytesIO(content)), name, depth=source.depth, url=url, suffix=_suffix(record))
    except InputError:
        raise
    except Exception as error:
        raise InputError(source.name, f"breaks off after {records:,} records ({str(error)[:200]})") from error
    if passed:
        told = ", ".join(f"{number:,} {why}" for why, number in passed.most_common(10))
        job.options.say(f"{source.name}: passed over {told}")
    if not records:
        raise InputError(source.name, "a web archive without pages")


def _id_of(record: Any) -> str:
    identifier = str(record.record_id or "").strip("<>")
    return identifier or str(record.stream_pos)


def _passed_over(record: Any) -> str:
    """Why a record is no document; empty where it is one."""
    status = record.http_headers.status_code if record.http_headers is not None else None
    if status is not None and status != 200:
        return f"with status {status}"
    kind = _kind(record)
    return "" if any(text in kind for text in TEXTS) else f"of type {kind or 'unknown'}"


def _kind(record: Any) -> str:
    return (record.http_content_type or record.headers.get("Content-Type") or "").lower().partition(";")[0].strip()


def _suffix(record: Any) -> str:
    kind = _kind(record)
    return ENDINGS.get(kind, ".html" if "html" in kind else ".xml")
