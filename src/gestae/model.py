"""The nouns of a record: frozen, typed, and nothing else.

The shapes are those of the published record contract. Every ``start`` and ``end`` is a character
offset (Python slicing) into the document's text, or into its title where ``field`` is ``"title"``.
``None`` means unknown.
"""

from datetime import date as Date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    """Base of all records: immutable, and unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class EventType(StrEnum):
    """The 16 event types of PLOVER 2."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


def event_type(name: str) -> str:
    """The shipped type of that name, otherwise the name itself: a lexicon may add types of its own."""
    return EventType(name) if name in EventType.__members__ else name


class Quad(StrEnum):
    """Verbal or material, cooperation or conflict."""

    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"


class Status(StrEnum):
    """How real the text says an event is."""

    ACTUAL = "actual"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


class EventRole(StrEnum):
    """Whether an event stands for itself or is only what another event is about."""

    MAIN = "main"
    CONTENT = "content"


class Precision(StrEnum):
    """How exactly a date is told."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"


class Basis(StrEnum):
    """Where a date or place was read."""

    STATED = "stated"
    INHERITED = "inherited"
    PUBLISHED = "published"


class PlaceUse(StrEnum):
    """What a place name does in its sentence; only the first two can locate an event."""

    LITERAL = "literal"
    MIXED = "mixed"
    MODIFIER = "modifier"
    METONYMIC = "metonymic"


class PlaceLevel(StrEnum):
    """What kind of area a gazetteer entry is."""

    CONTINENT = "continent"
    REGION = "region"
    COUNTRY = "country"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    CITY = "city"
    FEATURE = "feature"


class CueKind(StrEnum):
    """What a reporting word makes of what it reports."""

    REPORT = "report"  # say, announce, tell, write
    QUESTION = "question"  # ask, wonder
    FINDING = "finding"  # show, reveal, find: what documents and inquiries tell
    BELIEF = "belief"  # think, doubt, know
    INTENTION = "intention"  # plan, vow, decide, agree
    HOPE = "hope"  # want, hope, fear, expect
    REQUEST = "request"  # urge, propose, call for
    DENIAL = "denial"  # deny, refuse, reject
    JUDGEMENT = "judgement"  # praise, criticise, call: the content is taken for granted or only a topic
    ACT = "act"  # sign, approve, ban: words that do what they say
    ACCORDANCE = "accordance"  # according to


class SpeechKind(StrEnum):
    """Direct speech stands in quotation marks, indirect does not, mixed does in part."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SourceKind(StrEnum):
    """Who vouches for an attributed event."""

    NAMED = "named"
    UNNAMED = "unnamed"
    HEDGE = "hedge"


class ConditionKind(StrEnum):
    """How a condition is put."""

    IF = "if"
    UNLESS = "unless"
    UNTIL = "until"
    RED_LINE = "red-line"


class QuantityKind(StrEnum):
    """What is counted."""

    KILLED = "killed"
    WOUNDED = "wounded"
    ARRESTED = "arrested"
    DISPLACED = "displaced"
    PARTICIPANTS = "participants"
    MONEY = "money"


class Span(Frozen):
    """Words of the document and where they stand."""

    text: str
    start: int
    end: int
    field: Literal["text", "title"] = "text"


class Document(Frozen):
    """One news report as it was given. ``text`` is kept to the character."""

    id: str | None = None
    text: str
    title: str | None = None
    published: Date | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None


class Notice(Frozen):
    """Why a record holds little or nothing, or what was done to the input."""

    code: str
    message: str


class Actor(Frozen):
    """Who a phrase denotes.

    ``country`` is the codebook's three-letter code, ``sector`` the first of ``sectors``, ``entity``
    the stable identifier in the knowledge (``person:emmanuel-macron``), ``office`` what the person
    held on the document's date.
    """

    country: str | None = None
    sector: str | None = None
    sectors: tuple[str, ...] = ()
    entity: str | None = None
    name: str | None = None
    office: str | None = None
    wikidata: str | None = None


class ActorMention(Actor):
    """An actor with the words that name it."""

    text: str
    start: int
    end: int
    field: Literal["text", "title"] = "text"


class KnownActor(Actor):
    """An actor of the document with all its mentions."""

    mentions: tuple[Span, ...]


class Context(Frozen):
    """What an event is about, and where that was read."""

    name: str
    basis: Literal["sentence", "document"]


class Attribution(Frozen):
    """A source that an event is attributed to; a hedge has a cue and no actor."""

    kind: SourceKind
    actor: ActorMention | None = None
    cue: Span | None = None


class When(Frozen):
    """A date or period. Open ends are null; the span is null when the date is the publication's."""

    text: str | None = None
    start: int | None = None
    end: int | None = None
    field: Literal["text", "title"] = "text"
    from_: Annotated[Date | None, Field(alias="from")] = None
    to: Date | None = None
    precision: Precision
    basis: Basis


class Place(Frozen):
    """An entry of the gazetteer."""

    geonameid: int | None = None
    name: str | None = None
    feature_code: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    level: PlaceLevel | None = None
    confidence: float | None = None


class Where(Place):
    """The place of an event, with the words that tell it."""

    text: str
    start: int
    end: int
    field: Literal["text", "title"] = "text"
    basis: Basis


class PlaceMention(Place):
    """A place name in the text and its use there."""

    text: str
    start: int
    end: int
    field: Literal["text", "title"] = "text"
    use: PlaceUse


class Quantity(Frozen):
    """A count that belongs to an event, with its bounds."""

    kind: QuantityKind
    low: float | None
    high: float | None
    text: str
    start: int
    end: int
    field: Literal["text", "title"] = "text"
    attributed_to: tuple[Attribution, ...] = ()


class Event(Frozen):
    """One interaction, with who vouches for it and whether it happened.

    ``status_cue`` are the words that set the status ("denied", "if", "will"), null where nothing speaks against actual.
    """

    id: str
    uid: str
    sentence: int | None
    role: EventRole
    type: Annotated[str, Field(pattern=r"^[A-Z][A-Z_]*$"), AfterValidator(event_type)]
    modes: tuple[str, ...] = ()
    contexts: tuple[Context, ...] = ()
    quad: Quad
    score: float
    cameo: str
    trigger: Span
    actors: tuple[ActorMention, ...] = ()
    recipients: tuple[ActorMention, ...] = ()
    ordered_by: tuple[ActorMention, ...] = ()
    via: tuple[ActorMention, ...] = ()
    object: Span | None = None
    status: Status
    status_cue: Span | None = None
    outcome: Literal["attempted"] | None = None
    attributed_to: tuple[Attribution, ...] = ()
    about: tuple[str, ...] = ()
    same_as: str | None = None
    date: When | None = None
    lag_days: int | None = None
    historical: bool = False
    place: Where | None = None
    quantities: tuple[Quantity, ...] = ()
    plover_valid: bool
    confidence: float
    why: str


class Statement(Frozen):
    """Something that somebody said, thought or wrote; ``stance`` is what the cue makes of it, null without a cue."""

    id: str
    speaker: ActorMention | None = None
    cue: Span | None = None
    content: tuple[Span, ...]
    kind: SpeechKind
    stance: CueKind | None = None
    addressee: ActorMention | None = None
    within: str | None = None


class ConditionSide(Span):
    """One side of a condition and the events in it."""

    events: tuple[str, ...] = ()


class Condition(Frozen):
    """What hangs on what, and who says so."""

    if_: Annotated[ConditionSide, Field(alias="if")]
    then: ConditionSide
    issuer: ActorMention | None = None
    kind: ConditionKind


class Voice(Frozen):
    """Shares of the document's sentences; they add up to one."""

    asserted: float
    attributed: float
    conditional: float


class DocumentHead(Frozen):
    """What the record says of the document itself."""

    id: str
    title: str | None = None
    text: str | None = None
    published: Date | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    notices: tuple[Notice, ...] = ()
    voice: Voice | None = None


class Engine(Frozen):
    """What made the record: versions and hashes."""

    gestae: str
    ontology: str
    lexicon: str
    knowledge: str
    knowledge_until: Date
    gazetteer: str
    language_model: str
    chooser: str | None = None
    settings: str


class Record(Frozen):
    """All that the coder gives for one document."""

    schema_: Annotated[Literal["gestae.record/1"], Field(alias="schema")] = "gestae.record/1"
    document: DocumentHead
    sentences: tuple[tuple[int, int], ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    conditions: tuple[Condition, ...] = ()
    actors: tuple[KnownActor, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    engine: Engine
