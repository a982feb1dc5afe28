"""Web archives: each page in one is handed on with its address."""

import io
from base64 import b64decode
from collections.abc import Iterator

from gestae.reading.helper import need
from gestae.reading.job import Found, Job
from gestae.reading.sources import Source, buffered, on_disk, too_long

ENDINGS = {"text/plain": ".txt", "application/pdf": ".pdf"}


def read_warc(source: Source, job: Job) -> Iterator[Found]:
    """A source for each page that was fetched well; what else is in the archive is counted and told."""
    need("fastwarc")
    most = job.options.max_bytes
    with on_disk(source) as path:
        for found in job.helpers.ask("archive", source.name, job.options, path=str(path.resolve()), max_bytes=most):
            if "passed" in found:
                told = ", ".join(f"{number:,} {why}" for why, number in found["passed"].items())
                if told:
                    job.options.say(f"{source.name}: passed over {told}")
                continue
            name = f"{source.name}#{found['id']}"
            if found["bytes"] is None:
                yield too_long(name, most)
                continue
            stream = buffered(io.BytesIO(b64decode(found["bytes"])))
            suffix = ENDINGS.get(found["kind"], ".html" if "html" in found["kind"] else ".xml")
            yield Source(name, stream, name, depth=source.depth, url=found["url"], suffix=suffix)
