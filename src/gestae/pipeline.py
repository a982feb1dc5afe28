"""The coder: the stages in order, each with what it requires and assigns."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gestae.actors import Query, find_mentions, resolve_phrases
from gestae.claims.attribution import attribute
from gestae.claims.condition_cues import ConditionCues, load_condition_cues
from gestae.claims.conditions import find_conditions
from gestae.claims.status import settle_status
from gestae.claims.voice import voice
from gestae.errors import GestaeError, InputError
from gestae.events import Calibration, find_events
from gestae.events.chooser.model import ChooserModel
from gestae.events.chooser.relation import weighed
from gestae.events.relate import Relation, relate
from gestae.knowledge import Knowledge, load_knowledge
from gestae.language.clauses import predicate_view
from gestae.language.mend import tree_of
from gestae.language.parse import load_language, parse_documents
from gestae.language.times import TimeWords, find_times, load_time_words
from gestae.language.view import Parsed
from gestae.lexicon import Lexicon, load_lexicon
from gestae.model import Actor, Document, Engine, Notice, Place
from gestae.places import Gazetteer, PlaceKnowledge, find_places, load_place_knowledge, open_gazetteer, resolve_spans
from gestae.places.view import Places
from gestae.reading.queries import ActorQuery, PlaceQuery, RelationQuery
from gestae.reading.screen import Readable, Screen, Screened
from gestae.records.build import RecordBuilder, head_of
from gestae.records.explain import Explanation, explain
from gestae.records.notices import notices_of
from gestae.records.parts import Parts
from gestae.records.record import Record
from gestae.scene.dates import attach_dates
from gestae.scene.places import attach_places
from gestae.scene.quantities import QuantityWords, attach_quantities, load_quantity_words
from gestae.settings import ChooserKind, Settings, load_settings
from gestae.speech.cues import SpeechCues, load_speech_cues
from gestae.speech.find import find_speech
from gestae.tables import DATA, table_files, with_own
from gestae.workers import spread

if TYPE_CHECKING:
    from spacy.language import Language

ONTOLOGY = "plover-2+gestae-1"
CHOOSER = "chooser"
CONFIDENCE = "confidence"
Results = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stage:
    """A pure function from earlier results to new ones, in the order of ``assigns``."""

    name: str
    requires: tuple[str, ...]
    assigns: tuple[str, ...]
    run: Callable[["Coder", Results], tuple[Any, ...]]


STAGES = (
    Stage("tree", ("parsed",), ("tree",), lambda c, r: (tree_of(r["parsed"].doc, c.lexicon),)),
    Stage("clauses", ("parsed", "tree"), ("view",), lambda c, r: (predicate_view(r["parsed"], r["tree"], c.lexicon),)),
    Stage("times", ("parsed",), ("times",), lambda c, r: (find_times(r["parsed"], c.time_words, c.home(r["parsed"])),)),
    Stage("speech", ("parsed",), ("speech",), lambda c, r: (find_speech(r["parsed"], c.speech_cues),)),
    Stage(
        "places",
        ("parsed",),
        ("places",),
        lambda c, r: (find_places(r["parsed"], c.gazetteer, c.place_knowledge),),
    ),
    Stage(
        "actors",
        ("parsed", "speech", "places"),
        ("mentions",),
        lambda c, r: (find_mentions(r["parsed"], r["speech"], r["places"], c.knowledge),),
    ),
    Stage(
        "events",
        ("parsed", "tree", "view", "speech", "mentions"),
        ("drafts",),
        lambda c, r: (
            find_events(
                r["parsed"], r["tree"], r["view"], r["speech"], r["mentions"], c.lexicon, c.calibration, c.chooser
            ),
        ),
    ),
    Stage(
        "conditions",
        ("parsed", "speech"),
        ("conditions",),
        lambda c, r: (find_conditions(r["parsed"], r["speech"], c.condition_cues),),
    ),
    Stage(
        "status",
        ("drafts", "conditions", "view", "tree"),
        ("signs",),
        lambda c, r: (settle_status(r["drafts"].all, r["conditions"], r["view"], r["tree"], c.lexicon),),
    ),
    Stage(
        "attribution",
        ("drafts", "speech", "mentions", "tree"),
        ("vouchers",),
        lambda c, r: (attribute(r["drafts"].all, r["speech"], r["mentions"], r["tree"], c.lexicon),),
    ),
    Stage(
        "voice",
        ("parsed", "speech", "conditions"),
        ("voice",),
        lambda c, r: (voice(r["parsed"], r["speech"], r["conditions"]),),
    ),
    Stage(
        "dates",
        ("parsed", "times", "drafts"),
        ("dates",),
        lambda c, r: (attach_dates(r["parsed"], r["times"], [d.predicate for d in r["drafts"].all], r["drafts"].all),),
    ),
    Stage(
        "where",
        ("parsed", "places", "drafts"),
        ("wheres",),
        lambda c, r: (
            attach_places(r["parsed"], r["places"], [d.predicate for d in r["drafts"].all], r["drafts"].all),
        ),
    ),
    Stage(
        "quantities",
        ("parsed", "drafts"),
        ("counts",),
        lambda c, r: (attach_quantities(r["parsed"], r["drafts"].all, c.quantity_words),),
    ),
)


def checked(stages: Sequence[Stage], given: Iterable[str]) -> tuple[Stage, ...]:
    """The stages, once each is known to find what it requires.

    Raises:
        ValueError: a stage requires what none before it assigns.
    """
    known = set(given)
    for stage in stages:
        missing = sorted(set(stage.requires) - known)
        if missing:
            raise ValueError(f"stage {stage.name} requires {', '.join(missing)}, which no earlier stage assigns")
        known |= set(stage.assigns)
    return tuple(stages)


def load(**settings: object) -> "Coder":
    """A coder with the given settings over those of the environment and ``gestae.toml``.

    Raises:
        SettingsError: an unknown setting or a value that is not allowed.
    """
    return Coder(load_settings(settings))


class Coder:
    """Codes documents. Made by ``gestae.load``; its tables and the language model are loaded when first needed.

    Not shared between threads; several processes may each have one.
    """

    def __init__(self, settings: Settings, on_build: Callable[[str], None] | None = None) -> None:
        self.settings = settings
        self.stages = checked(STAGES, ("parsed",))
        self._on_build = on_build

    @property
    def _lexicon_folders(self) -> list[Path]:
        return with_own("lexicon", self.settings.lexicon)

    @property
    def _knowledge_folders(self) -> list[Path]:
        return with_own("knowledge", self.settings.knowledge)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The lexicon with the user's folder laid over it."""
        return load_lexicon(self._lexicon_folders)

    @cached_property
    def knowledge(self) -> Knowledge:
        """The knowledge with the user's folder laid over it."""
        return load_knowledge(self._knowledge_folders)

    @cached_property
    def time_words(self) -> TimeWords:
        """Words of time expressions."""
        return load_time_words(self._lexicon_folders)

    @cached_property
    def speech_cues(self) -> SpeechCues:
        """Words that report speech."""
        return load_speech_cues(self._lexicon_folders)

    @cached_property
    def condition_cues(self) -> ConditionCues:
        """Words that put a condition."""
        return load_condition_cues(self._lexicon_folders)

    @cached_property
    def quantity_words(self) -> QuantityWords:
        """Words that count."""
        return load_quantity_words(self._lexicon_folders)

    @cached_property
    def place_knowledge(self) -> PlaceKnowledge:
        """Names of places beyond the gazetteer."""
        return load_place_knowledge(self._knowledge_folders)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The index of places, unpacked at first use."""
        return open_gazetteer(self.settings.cache, on_build=self._on_build)

    @cached_property
    def chooser(self) -> ChooserModel | None:
        """The model that chooses among candidates; None where the lexicon does."""
        if self.settings.chooser is ChooserKind.LEXICON:
            return None
        if self.settings.model is None and not (DATA / CHOOSER).is_dir():
            if self._on_build:
                self._on_build("The chooser's model is not installed; the lexicon chooses alone.")
            return None
        return ChooserModel(self.settings.model or DATA / CHOOSER)

    @cached_property
    def calibration(self) -> Calibration:
        """How sure an event is that the lexicon chose; the model has its own."""
        return Calibration.read(table_files(self._lexicon_folders, CONFIDENCE))

    @cached_property
    def nlp(self) -> "Language":
        """The language model."""
        return load_language(self.settings.language_model)

    @cached_property
    def engine(self) -> Engine:
        """What makes the records: versions and hashes."""
        return Engine(
            gestae=version("gestae"),
            ontology=ONTOLOGY,
            lexicon=self.lexicon.sha256,
            knowledge=self.knowledge.sha256,
            knowledge_until=self.knowledge.until,
            gazetteer=self.gazetteer.version,
            language_model=f"{self.settings.language_model} {self.nlp.meta['version']}",
            chooser=self.chooser.sha256 if self.chooser else None,
            settings=self.settings.sha256,
        )

    @cached_property
    def _builder(self) -> RecordBuilder:
        return RecordBuilder(self.lexicon, self.engine, self.settings.min_confidence)

    @cached_property
    def _screen(self) -> Screen:
        return Screen(self.settings.max_characters)

    def code(
        self,
        text: str,
        *,
        title: str | None = None,
        published: str | date | None = None,
        source: str | None = None,
        url: str | None = None,
        id: str | None = None,  # noqa: A002  # the contract's name for it
    ) -> Record:
        """The record of one text.

        Raises:
            InstallationError: the language model is not installed.
            DataError: a table of the lexicon or the knowledge is broken.
        """
        fields = {"text": text, "title": title, "published": published, "source": source, "url": url, "id": id}
        return next(self.code_many([fields]))

    def code_many(self, documents: Iterable[Readable]) -> Iterator[Record]:
        """Records in input order, reading ``batch_size`` documents at a time; ``workers`` processes share the work.

        Raises:
            InputError: a mapping is no document.
            InstallationError: the language model is not installed.
            DataError: a table of the lexicon or the knowledge is broken.
        """
        stream = iter(documents)
        batches = iter(lambda: list(itertools.islice(stream, self.settings.batch_size)), [])
        if self.settings.workers > 1:
            yield from spread(self._loaded().code_batch, batches, self.settings.workers)
        else:
            yield from itertools.chain.from_iterable(map(self.code_batch, batches))

    def code_batch(self, batch: Sequence[Readable]) -> Iterator[Record]:
        """Records of documents that are parsed together, in this process."""
        screened = [self._screen.look(item) for item in batch]
        parses = parse_documents(self.nlp, [s.part for s in screened if s.part is not None])
        for item in screened:
            yield self._bare(item) if item.part is None else self._coded(item, next(parses))

    def _loaded(self) -> "Coder":
        """Itself with all that can be shared loaded; the index of places is built, but each process opens it anew."""
        for name, value in vars(Coder).items():
            if isinstance(value, cached_property):
                getattr(self, name)
        self.gazetteer.close()
        del self.gazetteer
        return self

    def __reduce__(self) -> tuple[type["Coder"], tuple[Settings]]:
        return Coder, (self.settings,)

    def _coded(self, item: Screened, parsed: Parsed) -> Record:
        """The record of a parsed document; one that breaks a stage says so and does not stop the rest."""
        try:
            return self._record(item, self.parts(parsed, item.notices))
        except GestaeError:
            raise
        except Exception as error:  # a defect met by one document must not cost the others
            message = f"The document could not be coded: {type(error).__name__}: {error}. Please report it."
            notice = Notice(code="internal-error", message=message)
            return self._bare(replace(item, notices=(*item.notices, notice)))

    def parts(self, parsed: Parsed, notices: tuple[Notice, ...] = ()) -> Parts:
        """What the stages find in a parsed document."""
        return Parts(**self.results(parsed), notices=notices)

    def results(self, parsed: Parsed, last: str | None = None) -> dict[str, Any]:
        """What the stages assign, up to and with the stage named ``last``."""
        found: dict[str, Any] = {"parsed": parsed}
        for stage in self.stages:
            found.update(zip(stage.assigns, stage.run(self, found), strict=True))
            if stage.name == last:
                break
        return found

    def explain(self, document: Readable, event: str | None = None) -> Explanation:
        """How the events of a document, or one of them, came to be.

        Raises:
            InputError: the document has no such event.
        """
        screened = self._screen.look(document)
        if screened.part is None:
            return Explanation(record=self._bare(screened), traces=())
        parts = self.parts(next(parse_documents(self.nlp, [screened.part])), screened.notices)
        record = self._record(screened, parts)
        known = [e.id for e in record.events]
        if event is not None and event not in known:
            found = ", ".join(known) or "none"
            raise InputError(event, f"no such event in the document; its events: {found}")
        return explain(parts, record, self._builder.ids(parts), event)

    def resolve_actor(self, queries: Iterable[ActorQuery]) -> Iterator[Actor]:
        """Whom each phrase denotes, in order; all fields null where nobody known is meant."""
        stream = iter(queries)
        while batch := list(itertools.islice(stream, self.settings.batch_size)):
            asked = [Query(q.text, q.context, q.date) for q in batch]
            answers = resolve_phrases(asked, self.knowledge, self.nlp, self._places)
            yield from (found.actor for found in answers)

    def home(self, parsed: Parsed) -> str | None:
        """The three-letter country of a document's outlet, None where the outlet is unknown."""
        outlet = self.knowledge.outlet(parsed.document.source, parsed.document.url, parsed.document.published)
        return outlet.country if outlet else None

    def _places(self, parsed: Parsed) -> Places:
        return find_places(parsed, self.gazetteer, self.place_knowledge)

    def place(self, queries: Iterable[PlaceQuery]) -> Iterator[Place]:
        """Which place each span names, in order; all fields null where it is unknown."""
        return resolve_spans(queries, self.gazetteer)

    def relate(self, queries: Iterable[RelationQuery]) -> Iterator[Relation]:
        """What the first party does to the second in each sentence, in order."""
        stream = iter(queries)
        while batch := list(itertools.islice(stream, self.settings.batch_size)):
            texts = list(dict.fromkeys(q.text for q in batch))
            parses = dict(zip(texts, parse_documents(self.nlp, [Document(text=t) for t in texts]), strict=True))
            for query in batch:
                yield self._relation(parses[query.text], query)

    def _relation(self, parsed: Parsed, query: RelationQuery) -> Relation:
        tree = tree_of(parsed.doc, self.lexicon)
        view = predicate_view(parsed, tree, self.lexicon)
        source = parsed.touched(*query.source)
        target = parsed.touched(*query.target) if query.target else None
        if source is None:
            return Relation(None)
        by_lexicon = relate(tree, view, self.lexicon, source, target, find_speech(parsed, self.speech_cues))
        return by_lexicon if self.chooser is None else weighed(self.chooser, parsed, source, target, by_lexicon)

    def _record(self, screened: Screened, parts: Parts) -> Record:
        record = self._builder.build(parts)
        notices = notices_of(record, self.knowledge.until)
        head = head_of(screened.document, screened.language, notices, record.document.voice)
        return record.model_copy(update={"document": head})

    def _bare(self, screened: Screened) -> Record:
        head = head_of(screened.document, screened.language, screened.notices)
        return Record(document=head, engine=self.engine)
