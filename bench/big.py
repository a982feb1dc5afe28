"""A big store made by a script, without coding: articles of made-up sentences, spread over five years."""

import itertools
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, insert, text, update

from gestae.knowledge.rows import COLUMNS
from gestae.model import Engine, Record
from gestae.store import Store, reports
from gestae.store.clock import now
from gestae.store.keys import text_hash
from gestae.store.rows import CodingRows, rows_of
from gestae.store.runs import Run
from gestae.store.schema import (
    ATTRIBUTION,
    CODING,
    DOCUMENT,
    EVENT,
    PARTICIPANT,
    QUANTITY,
    REPORT,
    RUN,
    SOURCE_TEXT,
    STATEMENT,
    STORY,
    VERSION,
)
from gestae.tables import DATA, read_table

TEMPLATES = 2_000
BATCH = 2_000
FIRST, DAYS = date(2019, 1, 1), 5 * 365
Party = dict[str, Any]
DAY = date(2000, 1, 1)  # of the templates
MARK = "u" * 12  # begins the uids of the templates
OUTLETS = [f"{name} {kind}" for name in ("Daily", "Coast", "City", "Evening", "North") for kind in
           ("Post", "Herald", "Times", "Mirror", "Voice", "Record")]  # fmt: skip
VERBS = {
    "AGREE": "agreed to meet", "CONSULT": "held talks with", "SUPPORT": "praised", "CONCEDE": "apologised to",
    "COOPERATE": "traded with", "AID": "sent food to", "RETREAT": "withdrew from", "REQUEST": "called on",
    "ACCUSE": "accused", "REJECT": "rejected a plan of", "THREATEN": "threatened", "PROTEST": "marched against",
    "SANCTION": "imposed sanctions on", "MOBILIZE": "moved troops towards", "COERCE": "detained citizens of",
    "ASSAULT": "shelled",
}  # fmt: skip
WORDS = (
    "border harbour ceasefire election minister convoy grain pipeline treaty envoy budget railway festival drought "
    "court union market garrison island river school hospital parliament summit airport factory refugee"
).split()
SOUNDS = [a + b for a in "bdfgklmnprstv" for b in "aeiou"]
RARER = ["".join(parts) for parts in itertools.islice(itertools.product(SOUNDS, repeat=3), 0, 60_000, 12)]
RARITY = [1 / (rank + 10) for rank in range(len(RARER))]  # few words are common, as in real texts
SECTORS = ("GOV", "MIL", "REB", "CVL", "OPP", "COP")
STATUSES = ("actual",) * 14 + ("future",) * 3 + ("hypothetical",) * 2 + ("negated",)
ENGINE = Engine(
    gestae="0.1.0", ontology="plover-2+gestae-1", lexicon="sha256:bench", knowledge="sha256:bench", knowledge_until=DAY,
    gazetteer="bench", language_model="bench", settings="sha256:bench",
)  # fmt: skip


@dataclass(frozen=True)
class Template:
    """A text with its rows and its packed record, before day and name are filled in."""

    text: str
    rows: CodingRows
    record: str


def fill(place: Path | str, documents: int = 100_000, events: int = 500_000, seed: int = 1) -> None:
    """Make a store of so many documents and events at a place where none is."""
    chance = random.Random(seed)
    each = max(1, round(events / documents))
    templates = [template(chance, each) for _ in range(min(TEMPLATES, documents))]
    with Store.open(place) as store:
        run = store.begin_run("bench", ENGINE)
        for numbers in batched(range(1, documents + 1), BATCH):
            with store.writing() as connection:
                _write(connection, run, numbers, [chance.choice(templates) for _ in numbers], chance)
        with store.writing() as connection:
            connection.execute(RUN.update().values(documents=documents, events=documents * each))
            _set_sequences(connection)
            _tell_stories(connection, documents, each)
            reports.choose_first(connection)
        store.finish_run(run)
        store.tidy()


def batched(numbers: Sequence[int], size: int) -> Iterator[list[int]]:
    stream = iter(numbers)
    return iter(lambda: list(itertools.islice(stream, size)), [])


def template(chance: random.Random, events: int) -> Template:
    """An article of ``events`` sentences that tell of one event each, and as many that tell of none."""
    parts: list[str] = []
    told = []
    length = 0
    for number in range(events):
        actor, recipient = party(chance), party(chance)
        kind = chance.choice(list(VERBS))
        sentence = f"{actor['text']} {VERBS[kind]} {recipient['text']} over the {chance.choice(WORDS)}."
        told.append(_event(chance, number, kind, length, sentence, actor, recipient))
        filler = f"The {' '.join(chance.choices(RARER, RARITY, k=14))} stood in the news of that day as well."
        for part in (sentence, filler):
            parts.append(part)
            length += len(part) + 1
    whole = " ".join(parts)
    starts = itertools.accumulate((len(p) + 1 for p in parts), initial=0)
    spans = [(s, s + len(p)) for p, s in zip(parts, starts, strict=False)]
    record = {
        "document": {
            "id": "{id}", "title": parts[0], "published": DAY.isoformat(), "language": "en",
            "voice": {"asserted": 0.6, "attributed": 0.3, "conditional": 0.1},
        },
        "sentences": spans, "events": told, "engine": ENGINE.model_dump(mode="json"),
    }  # fmt: skip
    made = Record.model_validate(record)
    return Template(whole, rows_of(made, whole), made.model_dump_json(by_alias=True))


STATES = DATA / "knowledge/countries/states.tsv"
COUNTRIES = [(row["code"], row["name"]) for row in read_table(STATES, COLUMNS["countries"])]


def party(chance: random.Random) -> Party:
    """An actor; a few countries act far more often than the rest."""
    code, name = COUNTRIES[min(int(chance.expovariate(1 / 25)), len(COUNTRIES) - 1)]
    sector = chance.choice(SECTORS)
    entity = f"country:{code}" if sector == "GOV" else f"org:{code.lower()}-{sector.lower()}"
    return {"text": name, "country": code, "sector": sector, "sectors": [sector], "entity": entity, "name": name}


def _event(
    chance: random.Random,
    number: int,
    kind: str,
    start: int,
    sentence: str,
    actor: dict[str, Any],
    other: dict[str, Any],
) -> dict[str, Any]:
    verb = VERBS[kind].split()[0]

    def span(words: str, after: int = 0) -> dict[str, Any]:
        at = start + sentence.index(words, after)
        return {"text": words, "start": at, "end": at + len(words)}

    behind = len(actor["text"]) + 1
    quad = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")[
        list(VERBS).index(kind) // 4
    ]
    attributed = [{"kind": "named", "actor": actor | span(actor["text"])}] if chance.random() < 0.3 else []
    killed = [{"kind": "killed", "low": 3, "high": 5, **span("over")}] if kind == "ASSAULT" else []
    where = {
        **span(other["text"], behind), "name": other["text"], "country": other["country"], "level": "country",
        "latitude": round(chance.uniform(-50, 65), 3), "longitude": round(chance.uniform(-150, 170), 3),
        "basis": "stated", "confidence": 0.9,
    }  # fmt: skip
    return {
        "id": f"e{number + 1}", "uid": f"{MARK}{number:08d}", "sentence": number * 2, "type": kind, "quad": quad,
        "role": "content" if chance.random() < 0.1 else "main", "score": chance.choice((-9, -5, -2, 1, 4, 7)),
        "cameo": "01", "trigger": span(verb, behind), "actors": [actor | span(actor["text"])],
        "recipients": [other | span(other["text"], behind)] if chance.random() < 0.85 else [],
        "status": chance.choice(STATUSES), "attributed_to": attributed, "quantities": killed,
        "date": {"from": DAY.isoformat(), "to": DAY.isoformat(), "precision": "day", "basis": "published"},
        "place": where if chance.random() < 0.6 else None, "plover_valid": True, "confidence": 0.8,
        "why": f"{kind.lower()}/{verb}",
    }  # fmt: skip


def _write(
    connection: Connection, run: Run, numbers: Sequence[int], templates: Sequence[Template], chance: random.Random
) -> None:
    at = now()
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in (SOURCE_TEXT, CODING, DOCUMENT, VERSION)}
    events: list[dict[str, Any]] = []
    parts: dict[str, list[dict[str, Any]]] = {t.name: [] for t in (PARTICIPANT, ATTRIBUTION, QUANTITY)}
    first = (numbers[0] - 1) * len(templates[0].rows.events) + 1
    for number, template_ in zip(numbers, templates, strict=True):
        day, mark = FIRST + timedelta(days=chance.randrange(DAYS)), f"{number:012d}"
        words = f"{template_.text} Report {number}."
        digest, outlet = text_hash(words), chance.choice(OUTLETS)
        name = f"story-{number}"
        packed = template_.record.replace(DAY.isoformat(), day.isoformat()).replace(MARK, mark).replace("{id}", name)
        rows["source_text"].append(
            {"id": number, "sha256": digest, "text": words, "length": len(words), "language": "en"}
        )
        rows["coding"].append(
            {**template_.rows.coding, "id": number, "text_id": number, "run_id": run.id, "engine_id": run.engine_id,
             "context_hash": digest, "current": True, "stale": False, "record": zlib.compress(packed.encode(), 1)}
        )  # fmt: skip
        rows["document"].append(
            {"id": number, "key": digest, "external_id": name, "title": template_.text.split(".")[0] + ".",
             "published": day, "month": day.year * 100 + day.month, "coded": True, "source": outlet,
             "url": f"https://{outlet.lower().replace(' ', '')}.example/{number}",
             "origin": "gestae", "added_at": at, "text_id": number, "coding_id": number}
        )  # fmt: skip
        rows["version"].append(
            {"document_id": number, "run_id": run.id, "text_id": number, "coding_id": number, "at": at}
        )
        for event in template_.rows.events:
            local = first + len(events)
            uid = event.event["uid"].replace(MARK, mark)
            events.append({**event.event, "id": local, "coding_id": number, "uid": uid, "day": day,
                           "date_from": day, "date_to": day})  # fmt: skip
            parts["participant"] += [{**row, "event_id": local, "day": day} for row in event.participants]
            parts["attribution"] += [{**row, "event_id": local} for row in event.attributions]
            parts["quantity"] += [{**row, "event_id": local} for row in event.quantities]
    for table in (SOURCE_TEXT, CODING, DOCUMENT, VERSION):
        connection.execute(insert(table), rows[table.name])
    connection.execute(insert(EVENT), events)
    for table in (PARTICIPANT, ATTRIBUTION, QUANTITY):
        if parts[table.name]:
            connection.execute(insert(table), parts[table.name])
    reports.write(connection, list(numbers))


def _tell_stories(connection: Connection, documents: int, each: int) -> None:
    """In three of ten documents the first event is that of the document before, or of the two before."""
    stories, tellings = [], []
    for number, first in enumerate(range(1, documents - 2, 10), 1):
        told = range(first, first + 3 + number % 2)
        day = FIRST + timedelta(days=number * DAYS // max(documents // 10, 1))
        stories.append({"id": number, "type_family": "other", "first_day": day, "last_day": day,
                        "reports": len(told), "documents": len(told), "sources": len(told)})  # fmt: skip
        tellings += [{"event": (document - 1) * each + 1, "story": number} for document in told]
    if stories:
        connection.execute(insert(STORY), stories)
        same = REPORT.c.event_id == bindparam("event")
        connection.execute(update(REPORT).where(same).values(story_id=bindparam("story")), tellings)


def _set_sequences(connection: Connection) -> None:
    """Ids were given by hand; PostgreSQL has to be told."""
    if connection.dialect.name == "postgresql":
        for table in (SOURCE_TEXT, CODING, DOCUMENT, EVENT, STATEMENT, STORY):
            last = f"(SELECT coalesce(max(id), 1) FROM {table.name})"
            connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {last})"))
