"""Reviews leave as training items in the notation of the project's own sentences, or as labelled documents."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from gestae.store.reviewing.keep import BLIND, Kept, last_reviews
from gestae.store.store import Store
from gestae.training.reviews import Review, Verdict, items_of


def training_items(store: Store) -> Iterator[str]:
    """A line for each sentence whose events were all reviewed; see ``training.reviews.items_of``.

    Raises:
        InputError: a correction cannot be used.
    """
    for key, reviews in _by_document(store).items():
        verdicts = [Review(each.uid, Verdict(each.verdict), each.correction) for each in reviews]
        yield from items_of(store.record(key), verdicts)


def labelled(store: Store) -> Iterator[dict[str, Any]]:
    """Each reviewed document with its text and its events as people left them, the rejected ones marked."""
    for key, reviews in _by_document(store).items():
        record = store.record(key)
        last = {each.uid: each for each in reviews}
        events = [
            {
                **event.model_dump(mode="json", by_alias=True),
                **last[event.uid].correction,
                "verdict": last[event.uid].verdict,
                "reviewer": last[event.uid].reviewer,
            }
            for event in record.events
            if event.uid in last
        ]
        yield {"id": record.document.id, "text": record.document.text, "title": record.document.title, "events": events}


def _by_document(store: Store) -> dict[str, list[Kept]]:
    with store.reading() as connection:
        kept = [each for each in last_reviews(connection) if each.verdict != BLIND]
    found: dict[str, list[Kept]] = defaultdict(list)
    for each in kept:
        found[each.document_key].append(each)
    return found
