"""Renew what another engine coded: stale documents are coded again, batch by batch, and point at their new codings.

What was coded before keeps its record, so that runs can be compared; reviews stay with their events by ``uid``.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from gestae.model import Document
from gestae.reading.fields import Reading
from gestae.store.ingest import Ingest, Outcome
from gestae.store.schema import CODING, DOCUMENT, SOURCE_TEXT
from gestae.store.store import Store

COMMAND = "recode"


def recode(job: Ingest) -> Outcome:
    """Code all stale documents of the job's store again; interrupted, it goes on with those that are left.

    Raises:
        InstallationError: the language model is missing.
        DataError: a table of lexicon or knowledge is broken.
    """
    job.mark_stale()
    stale = _stale(job.store)
    job.listener.expected(len(stale))
    return job.renew(_readings(job.store, stale, job.coder.settings.batch_size))


def _stale(store: Store) -> Sequence[int]:
    """The ids of the documents whose coding is stale."""
    query = select(DOCUMENT.c.id).join(CODING, CODING.c.id == DOCUMENT.c.coding_id).where(CODING.c.stale)
    with store.reading() as connection:
        return connection.execute(query.order_by(DOCUMENT.c.id)).scalars().all()


def _readings(store: Store, documents: Sequence[int], size: int) -> Iterator[Reading]:
    """The documents as they were read."""
    for start in range(0, len(documents), size):
        query = (
            select(DOCUMENT, SOURCE_TEXT.c.text)
            .join(SOURCE_TEXT, SOURCE_TEXT.c.id == DOCUMENT.c.text_id)
            .where(DOCUMENT.c.id.in_(documents[start : start + size]))
            .order_by(DOCUMENT.c.id)
        )
        with store.reading() as connection:
            rows = connection.execute(query).all()
        for row in rows:
            yield Reading(
                Document(
                    id=row.external_id,
                    text=row.text,
                    title=row.title,
                    published=row.published,
                    source=row.source,
                    url=row.url,
                )
            )
