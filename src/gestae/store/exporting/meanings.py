"""What the variables of an export mean; the codebook prints it beside what stands in them."""

from gestae.store.schema import METADATA

OWN = {
    "document": "the document's own id",
    "event": "the event's id in its document's record",
    "uid": "identifier of the event's words; the same in copies of a text",
    "day": "the day of the event, else of publication",
    "first": "the report that counts by default: the first published of its story",
    "type": "PLOVER's event type",
    "quad": "verbal or material, cooperation or conflict",
    "score": "conflict-cooperation score, -10 to 10",
    "status": "how real the event is said to be",
    "role": "main, or content of another event",
    "actors": "words that name who acts; several with semicolons between",
    "recipients": "words that name who is acted upon",
    "actor_sectors": "the sectors of each actor, | between those of one",
    "attributed_to": "who is said to vouch; empty where the text asserts it",
    "lag_days": "days from the event to publication",
    "historical": "the text places it in an earlier period",
    "killed_low": "lowest number of killed that is told",
    "killed_high": "highest number of killed that is told",
    "plover_valid": "PLOVER would keep it: it has an actor",
    "confidence": "estimated chance that type, actors and recipients are right",
    "why": "the lexicon's row or the model that decided",
    "evidence": "the sentence",
    "documents": "documents that were coded in the period",
    "events": "events that count",
    "sha256": "hash of the document's text, for gestae hydrate",
    "score_sum": "sum of the scores of actual events",
    "score_mean": "mean score of actual events",
}
STORED = {c.name: c.comment for table in METADATA.tables.values() for c in table.c if c.comment}
MEANINGS: dict[str, str] = {**STORED, **OWN}
