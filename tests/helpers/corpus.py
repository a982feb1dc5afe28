"""A small corpus of records made by hand, without the language model.

Twelve documents of four outlets from March and April 2024. Two carry the same wire copy, one is in French, one has
nothing to code, one was coded and holds no event. Words are looked up in the text, so offsets are always true.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gestae.model import (
    Actor,
    ActorMention,
    Attribution,
    Basis,
    Condition,
    ConditionKind,
    ConditionSide,
    Context,
    CueKind,
    Document,
    DocumentHead,
    Engine,
    Event,
    EventRole,
    KnownActor,
    Notice,
    PlaceLevel,
    PlaceMention,
    PlaceUse,
    Precision,
    Quad,
    Quantity,
    QuantityKind,
    Record,
    SourceKind,
    Span,
    SpeechKind,
    Statement,
    Status,
    Voice,
    When,
    Where,
)

ENGINE = Engine(
    gestae="0.1.0",
    ontology="plover-2+gestae-1",
    lexicon="sha256:lexicon",
    knowledge="sha256:knowledge",
    knowledge_until=date(2025, 6, 30),
    gazetteer="places 1",
    language_model="model 1",
    chooser=None,
    settings="sha256:settings",
)
ACTORS = {
    "Norland": Actor(country="NRL", sector="GOV", sectors=("GOV",), entity="country:NRL", name="Norland"),
    "Sudria": Actor(country="SDR", sector="GOV", sectors=("GOV",), entity="country:SDR", name="Sudria"),
    "Estmark": Actor(country="ESM", sector="GOV", sectors=("GOV",), entity="country:ESM", name="Estmark"),
    "Norland's army": Actor(
        country="NRL", sector="MIL", sectors=("MIL",), entity="org:norland-army", name="Norland army"
    ),
    "Foreign Minister Ada Berg": Actor(
        country="NRL",
        sector="GOV",
        sectors=("GOV",),
        entity="person:ada-berg",
        name="Ada Berg",
        office="foreign minister",
    ),
    "Free Hills Front": Actor(
        country="SDR", sector="REB", sectors=("REB",), entity="group:fhf", name="Free Hills Front"
    ),
    "students": Actor(country="ESM", sector="CVL", sectors=("EDU", "CVL")),
    "police": Actor(country="ESM", sector="COP", sectors=("COP",)),
    "gunmen": Actor(sector="UAF", sectors=("UAF",)),
    "the aid agency": Actor(sector="NGO", sectors=("NGO",), entity="org:aid", name="Aid Agency", wikidata="Q1"),
}
PLACES = {
    "Port Vale": {
        "geonameid": 101,
        "name": "Port Vale",
        "country": "SDR",
        "admin1": "Coast",
        "latitude": 12.5,
        "longitude": 44.1,
    },
    "Estburg": {
        "geonameid": 102,
        "name": "Estburg",
        "country": "ESM",
        "admin1": "Estburg",
        "latitude": 50.1,
        "longitude": 20.2,
    },
    "Nordby": {
        "geonameid": 103,
        "name": "Nordby",
        "country": "NRL",
        "admin1": "Capital",
        "latitude": 59.9,
        "longitude": 10.7,
    },
}
QUADS = {
    "CONSULT": (Quad.VERBAL_COOPERATION, 1.0, "04"),
    "AGREE": (Quad.VERBAL_COOPERATION, 3.0, "05"),
    "AID": (Quad.MATERIAL_COOPERATION, 7.0, "07"),
    "REQUEST": (Quad.VERBAL_CONFLICT, -1.0, "10"),
    "ACCUSE": (Quad.VERBAL_CONFLICT, -3.0, "11"),
    "THREATEN": (Quad.VERBAL_CONFLICT, -5.0, "13"),
    "PROTEST": (Quad.MATERIAL_CONFLICT, -6.5, "14"),
    "SANCTION": (Quad.MATERIAL_CONFLICT, -6.0, "16"),
    "COERCE": (Quad.MATERIAL_CONFLICT, -7.0, "17"),
    "ASSAULT": (Quad.MATERIAL_CONFLICT, -9.0, "19"),
}


@dataclass(frozen=True)
class Tale:
    """An event told in short: words of the text and what they mean."""

    type: str
    trigger: str
    actors: Sequence[str] = ()
    recipients: Sequence[str] = ()
    mode: str | None = None
    status: Status = Status.ACTUAL
    role: EventRole = EventRole.MAIN
    about: Sequence[str] = ()
    said_by: str | None = None
    hedge: str | None = None
    on: date | None = None
    historical: bool = False
    place: str | None = None
    quantity: tuple[QuantityKind, float, float, str] | None = None
    contexts: Sequence[str] = ()
    same_as: str | None = None
    outcome: Any = None
    via: Sequence[str] = ()
    ordered_by: Sequence[str] = ()
    confidence: float = 0.8


def span(text: str, words: str) -> Span:
    """Where the words stand first."""
    start = text.index(words)
    return Span(text=words, start=start, end=start + len(words))


def mention(text: str, name: str) -> ActorMention:
    return ActorMention(**dict(ACTORS[name]), **dict(span(text, name)))


def mentions(text: str, names: Sequence[str]) -> tuple[ActorMention, ...]:
    return tuple(mention(text, name) for name in names)


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((m.start(), m.end()) for m in re.finditer(r"[^.\s][^.]*\.", text))


def event(number: int, document: Document, tale: Tale) -> Event:
    text = document.text
    trigger = span(text, tale.trigger)
    quad, score, cameo = QUADS[tale.type]
    digest = hashlib.sha256(f"{text}{trigger.start}{trigger.end}".encode()).hexdigest()
    sources: list[Attribution] = []
    if tale.said_by:
        sources.append(Attribution(kind=SourceKind.NAMED, actor=mention(text, tale.said_by), cue=span(text, "said")))
    if tale.hedge:
        sources.append(Attribution(kind=SourceKind.HEDGE, cue=span(text, tale.hedge)))
    on = tale.on or document.published
    when = (
        When(from_=on, to=on, precision=Precision.DAY, basis=Basis.STATED if tale.on else Basis.PUBLISHED)
        if on
        else None
    )
    where = (
        Where(
            **PLACES[tale.place],
            level=PlaceLevel.CITY,
            confidence=0.9,
            basis=Basis.STATED,
            **dict(span(text, tale.place)),
        )
        if tale.place
        else None
    )
    quantities = (
        (
            Quantity(
                kind=tale.quantity[0], low=tale.quantity[1], high=tale.quantity[2], **dict(span(text, tale.quantity[3]))
            ),
        )
        if tale.quantity
        else ()
    )
    return Event(
        id=f"e{number}",
        uid=digest[:20],
        sentence=next(n for n, (start, end) in enumerate(sentences(text)) if start <= trigger.start < end),
        role=tale.role,
        type=tale.type,
        modes=(tale.mode,) if tale.mode else (),
        contexts=tuple(Context(name=name, basis="sentence") for name in tale.contexts),
        quad=quad,
        score=score,
        cameo=cameo,
        trigger=trigger,
        actors=mentions(text, tale.actors),
        recipients=mentions(text, tale.recipients),
        ordered_by=mentions(text, tale.ordered_by),
        via=mentions(text, tale.via),
        status=tale.status,
        outcome=tale.outcome,
        attributed_to=tuple(sources),
        about=tuple(tale.about),
        same_as=tale.same_as,
        date=when,
        lag_days=(document.published - on).days if document.published and on else None,
        historical=tale.historical,
        place=where,
        quantities=quantities,
        plover_valid=bool(tale.actors),
        confidence=tale.confidence,
        why=f"{tale.type.lower()}/{tale.trigger.split()[0]}",
    )


def record(document: Document, tales: Sequence[Tale] = (), *, engine: Engine = ENGINE, **more: Any) -> Record:
    """The record of a document from its tales; ``more`` are fields of the record or of its head."""
    text = document.text
    names = dict.fromkeys(name for t in tales for name in (*t.actors, *t.recipients))
    fields: dict[str, Any] = {"language": "en", "voice": Voice(asserted=0.5, attributed=0.25, conditional=0.25)}
    fields |= {key: more.pop(key) for key in ("language", "notices", "voice") if key in more}
    places = [t.place for t in tales if t.place]
    return Record(
        document=DocumentHead(**{**dict(document), "id": document.id or "none"}, **fields),
        sentences=sentences(text),
        events=tuple(event(n, document, t) for n, t in enumerate(tales, 1)),
        actors=tuple(KnownActor(**dict(ACTORS[name]), mentions=(span(text, name),)) for name in names),
        places=tuple(
            PlaceMention(**PLACES[p], **dict(span(text, p)), use=PlaceUse.LITERAL) for p in dict.fromkeys(places)
        ),
        engine=engine,
        **more,
    )


START = date(2024, 3, 11)
WIRE = (
    "Norland accused Sudria of arming the Free Hills Front. Foreign Minister Ada Berg said gunmen attacked a convoy "
    "in Port Vale, killing 12 to 15 people. Norland will impose sanctions unless Sudria withdraws."
)


def _wire_tales() -> list[Tale]:
    return [
        Tale("ACCUSE", "accused", ["Norland"], ["Sudria"], "allege", about=("e2",), contexts=("military",)),
        Tale("AID", "arming", ["Sudria"], ["Free Hills Front"], "military", role=EventRole.CONTENT),
        Tale(
            "ASSAULT",
            "attacked",
            ["gunmen"],
            (),
            "firearms",
            said_by="Foreign Minister Ada Berg",
            place="Port Vale",
            quantity=(QuantityKind.KILLED, 12, 15, "12 to 15 people"),
            on=START - timedelta(days=1),
        ),
        Tale("SANCTION", "impose sanctions", ["Norland"], ["Sudria"], status=Status.HYPOTHETICAL, confidence=0.6),
    ]


def _wire_parts() -> dict[str, Any]:
    speaker = mention(WIRE, "Foreign Minister Ada Berg")
    said = Statement(
        id="s1",
        speaker=speaker,
        cue=span(WIRE, "said"),
        kind=SpeechKind.INDIRECT,
        stance=CueKind.REPORT,
        content=(span(WIRE, "gunmen attacked a convoy in Port Vale, killing 12 to 15 people"),),
    )
    unless = Condition(
        if_=ConditionSide(**dict(span(WIRE, "Sudria withdraws"))),
        then=ConditionSide(**dict(span(WIRE, "Norland will impose sanctions")), events=("e4",)),
        kind=ConditionKind.UNLESS,
        issuer=mention(WIRE, "Norland"),
    )
    return {"statements": (said,), "conditions": (unless,)}


def small_corpus(engine: Engine = ENGINE) -> Iterator[tuple[Document, Record]]:
    """Twelve documents with their records, in a fixed order."""

    def of(
        name: str, source: str, day: int, text: str, *tales: Tale, title: str | None = None, **more: Any
    ) -> tuple[Document, Record]:
        document = Document(
            id=name,
            text=text,
            title=title,
            published=START + timedelta(days=day),
            source=source,
            url=f"https://{source.lower().replace(' ', '')}.example/{name}",
        )
        return document, record(document, tales, engine=engine, **more)

    yield of("wire-1", "Daily Post", 0, WIRE, *_wire_tales(), title="Norland accuses Sudria", **_wire_parts())
    yield of("wire-2", "Morning Sun", 0, WIRE, *_wire_tales(), title="Norland accuses Sudria", **_wire_parts())
    yield of(
        "talks",
        "Daily Post",
        1,
        "Norland and Estmark held talks in Estburg. The talks in Estburg were the first.",
        Tale("CONSULT", "held talks", ["Norland", "Estmark"], (), "meet", place="Estburg"),
        Tale("CONSULT", "The talks", ["Norland", "Estmark"], same_as="e1", place="Estburg"),
        title="Talks in Estburg",
    )
    yield of(
        "march", "City Herald", 2, "About 2,000 students marched in Estburg. The police arrested 30 students.",
        Tale("PROTEST", "marched", ["students"], (), "demo", place="Estburg",
             quantity=(QuantityKind.PARTICIPANTS, 2000, 2000, "2,000 students")),
        Tale("COERCE", "arrested", ["police"], ["students"], "arrest", place="Estburg",
             quantity=(QuantityKind.ARRESTED, 30, 30, "30 students"), ordered_by=["police"]),
        title="Thousands march",
    )  # fmt: skip
    yield of(
        "plan", "City Herald", 9, "Estmark will send aid worth $5 million to Sudria next month.",
        Tale("AID", "send aid", ["Estmark"], ["Sudria"], "economic", status=Status.FUTURE,
             on=START + timedelta(days=30), quantity=(QuantityKind.MONEY, 5e6, 5e6, "$5 million")),
        title="Aid planned",
    )  # fmt: skip
    yield of(
        "denial",
        "Morning Sun",
        10,
        "Sudria did not attack Norland. In 1994 Norland attacked Sudria near Nordby.",
        Tale("ASSAULT", "attack", ["Sudria"], ["Norland"], status=Status.NEGATED),
        Tale("ASSAULT", "attacked", ["Norland"], ["Sudria"], on=date(1994, 5, 1), historical=True, place="Nordby"),
        title="Old wounds",
    )
    yield of(
        "attack", "Valley Times", 11, "Norland's army reportedly tried to shell Port Vale. Free Hills Front was hit.",
        Tale("ASSAULT", "shell", ["Norland's army"], ["Free Hills Front"], "heavy-weapons", hedge="reportedly",
             outcome="attempted", place="Port Vale"),
        title="Shelling of the port",
    )  # fmt: skip
    yield of(
        "appeal",
        "Valley Times",
        20,
        "the aid agency urged Norland and Sudria to let food through to Port Vale.",
        Tale(
            "REQUEST",
            "urged",
            ["the aid agency"],
            ["Norland", "Sudria"],
            "aid",
            place="Port Vale",
            via=["the aid agency"],
        ),
        title="Let food through",
    )
    yield of(
        "threat",
        "Daily Post",
        25,
        "Norland threatened to close the border with Sudria. Norland threatened Estmark as well.",
        Tale("THREATEN", "threatened", ["Norland"], ["Sudria"]),
        Tale("THREATEN", "threatened Estmark", ["Norland"], ["Estmark"], confidence=0.4),
        title="Border threat",
    )
    yield of("garden", "City Herald", 26, "The spring flowers in the park are in bloom again.", title="Spring")
    yield of(
        "french",
        "Valley Times",
        27,
        "Le ministre a parlé hier soir à la radio.",
        language="fr",
        voice=None,
        notices=(
            Notice(code="foreign-language", message="The text seems to be in French (fr); only English is coded."),
        ),
    )
    yield of(
        "blank",
        "Morning Sun",
        28,
        "***",
        language=None,
        voice=None,
        notices=(Notice(code="empty", message="The text holds no words; there is nothing to code."),),
    )
