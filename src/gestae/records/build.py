"""One pass over a document's parts: numbers, spans, scores, and the record."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from gestae.actors.view import Mention, MentionKind
from gestae.claims.attribution import Voucher
from gestae.claims.conditions import ConditionDraft
from gestae.events.view import Draft, Party
from gestae.language.view import Parsed
from gestae.lexicon import Lexicon
from gestae.model import (
    Actor,
    ActorMention,
    Attribution,
    Condition,
    ConditionSide,
    Document,
    DocumentHead,
    Engine,
    Event,
    EventRole,
    KnownActor,
    Notice,
    PlaceMention,
    Quantity,
    Span,
    Statement,
    Status,
    Voice,
)
from gestae.reading.ids import text_id
from gestae.records.contexts import ContextFinder, contexts_of
from gestae.records.parts import Parts
from gestae.records.record import Record
from gestae.records.same import with_repeats
from gestae.scene.dates import is_historical, lag_days, main_period


class RecordBuilder:
    """Makes records; built once for a lexicon and an engine."""

    def __init__(self, lexicon: Lexicon, engine: Engine, min_confidence: float) -> None:
        self.lexicon = lexicon
        self.engine = engine
        self.min_confidence = min_confidence
        self.contexts = ContextFinder(lexicon)

    def build(self, parts: Parts) -> Record:
        """The record of one document."""
        parsed = parts.parsed
        ids = self.ids(parts)
        events = with_repeats(self._events(parts, ids))
        return Record(
            document=head_of(parsed.document, "en", parts.notices, parts.voice),
            sentences=_sentences(parsed),
            events=events,
            statements=_statements(parts),
            conditions=tuple(_condition(parts, c, ids) for c in parts.conditions),
            actors=_actors(parts),
            places=tuple(
                PlaceMention(**dict(n.place), **dict(parsed.span(n.start, n.end)), use=n.use)
                for n in parts.places.names
            ),
            engine=self.engine,
        )

    def ids(self, parts: Parts) -> dict[int, str]:
        """Identifiers of the drafts that are kept; content of a dropped event goes with it."""
        drafts = parts.drafts.all
        kept = {i for i, d in enumerate(drafts) if d.role is EventRole.MAIN and d.confidence >= self.min_confidence}
        queue = sorted(kept)
        while queue:
            for inner in drafts[queue.pop()].about:
                if inner not in kept:
                    kept.add(inner)
                    queue.append(inner)
        return {i: f"e{n}" for n, i in enumerate(sorted(kept), 1)}

    def _events(self, parts: Parts, ids: dict[int, str]) -> list[Event]:
        by_sentence, of_document = self.contexts.find(parts.parsed, parts.tree)
        digest = hashlib.sha256(parts.parsed.document.text.encode("utf-8", "replace")).hexdigest()
        main = main_period(parts.times)
        ordinals: Counter[tuple[int, int]] = Counter()
        found = []
        for i, identifier in ids.items():
            draft = parts.drafts.all[i]
            parsed = parts.parsed
            sentence = parsed.sentence(draft.predicate.head)
            trigger = parsed.span(*draft.trigger)
            ordinals[draft.trigger] += 1
            when = parts.dates[i]
            sign = parts.signs[i]
            row = self.lexicon.types[draft.type]
            mode = self.lexicon.modes.get((draft.type, draft.modes[0])) if draft.modes else None
            actors = _mentions(parsed, draft.actors)
            found.append(
                Event(
                    id=identifier,
                    uid=_uid(digest, trigger, ordinals[draft.trigger]),
                    sentence=_number(parsed, sentence.index),
                    role=draft.role,
                    type=draft.type,
                    modes=draft.modes,
                    contexts=contexts_of(by_sentence[sentence.index], of_document),
                    quad=row.quad,
                    score=mode.score if mode else row.score,
                    cameo=draft.cameo or row.cameo,
                    trigger=trigger,
                    actors=actors,
                    recipients=_mentions(parsed, draft.recipients),
                    ordered_by=_mentions(parsed, draft.ordered_by),
                    via=_mentions(parsed, draft.via),
                    object=parsed.span(*draft.object) if draft.object else None,
                    status=sign.status,
                    status_cue=parsed.span(*sign.cue) if sign.cue else None,
                    outcome="attempted" if draft.attempted and sign.status is Status.ACTUAL else None,
                    attributed_to=_attributions(parts, parts.vouchers[i]),
                    about=tuple(ids[a] for a in draft.about if a in ids),
                    date=when,
                    lag_days=lag_days(when, parsed.document),
                    historical=is_historical(when, parsed.document, main),
                    place=parts.wheres[i],
                    quantities=tuple(
                        Quantity(
                            kind=c.kind,
                            low=c.low,
                            high=c.high,
                            **dict(parsed.span(c.start, c.end)),
                            attributed_to=_attributions(parts, parts.vouchers[i]),
                        )
                        for c in parts.counts[i]
                    ),
                    plover_valid=bool(actors),
                    confidence=round(draft.confidence, 3),
                    why=draft.why,
                )
            )
        return found


def head_of(
    document: Document, language: str | None, notices: tuple[Notice, ...], voice: Voice | None = None
) -> DocumentHead:
    """What a record says of its document."""
    return DocumentHead(
        id=document.id or text_id(document.text),
        title=document.title,
        text=document.text,
        published=document.published,
        author=document.author,
        source=document.source,
        url=document.url,
        language=language,
        notices=notices,
        voice=voice,
    )


def _uid(digest: str, trigger: Span, ordinal: int) -> str:
    words = f"{digest}:{trigger.field}:{trigger.start}:{trigger.end}:{ordinal}"
    return hashlib.sha256(words.encode()).hexdigest()[:20]


def _sentences(parsed: Parsed) -> tuple[tuple[int, int], ...]:
    found = []
    for s in parsed.sentences:
        if not s.in_title:
            span = parsed.span(s.start, s.end)
            found.append((span.start, span.start + len(span.text.rstrip())))
    return tuple(found)


def _number(parsed: Parsed, index: int) -> int | None:
    """A sentence's number in the text; None for one of the title."""
    if parsed.sentences[index].in_title:
        return None
    return index - sum(s.in_title for s in parsed.sentences[:index])


def _mention(parsed: Parsed, start: int, end: int, actor: Actor) -> ActorMention:
    return ActorMention(**dict(actor), **dict(parsed.span(start, end)))


def _mentions(parsed: Parsed, parties: Iterable[Party]) -> tuple[ActorMention, ...]:
    return tuple(_mention(parsed, p.start, p.end, p.actor) for p in parties)


def _attributions(parts: Parts, vouchers: Iterable[Voucher]) -> tuple[Attribution, ...]:
    parsed = parts.parsed
    return tuple(
        Attribution(
            kind=v.kind,
            actor=_mention(parsed, v.party.start, v.party.end, v.party.actor) if v.party else None,
            cue=parsed.span(*v.cue) if v.cue else None,
        )
        for v in vouchers
    )


def _person(parts: Parts, slice_: tuple[int, int] | None, head: int | None) -> ActorMention | None:
    """The actor of a statement's source or addressee; its words are the whole phrase."""
    if slice_ is None:
        return None
    mention = parts.mentions.at(head) if head is not None else None
    actor = mention.actors[0] if mention is not None and mention.actors else Actor()
    return _mention(parts.parsed, *slice_, actor)


def _statements(parts: Parts) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            id=f"s{number}",
            speaker=_person(parts, u.source, u.source_head),
            cue=parts.parsed.span(*u.cue) if u.cue else None,
            content=tuple(parts.parsed.span(*c) for c in u.content),
            kind=u.kind,
            stance=u.cue_kind,
            addressee=_person(parts, u.addressee, u.addressee_head),
            within=f"s{u.within + 1}" if u.within is not None else None,
        )
        for number, u in enumerate(parts.speech.utterances, 1)
    )


def _condition(parts: Parts, condition: ConditionDraft, ids: dict[int, str]) -> Condition:
    return Condition(
        if_=_side(parts, condition.if_, ids),
        then=_side(parts, condition.then, ids),
        issuer=_person(parts, condition.issuer, condition.issuer_head),
        kind=condition.kind,
    )


def _side(parts: Parts, slice_: tuple[int, int], ids: dict[int, str]) -> ConditionSide:
    start, end = slice_
    drafts: tuple[Draft, ...] = parts.drafts.all
    inside = tuple(i for n, i in ids.items() if start <= drafts[n].predicate.head < end)
    return ConditionSide(**dict(parts.parsed.span(start, end)), events=inside)


def _actors(parts: Parts) -> tuple[KnownActor, ...]:
    """Every actor of the document once, in order of first mention."""
    grouped: dict[tuple[object, ...], tuple[Actor, list[Mention]]] = {}
    for mention in parts.mentions.all:
        if mention.kind is not MentionKind.ACTOR:
            continue
        for actor in mention.actors:
            if actor.country or actor.entity or actor.sector:
                key = (actor.entity,) if actor.entity else (mention.chain, actor.country, actor.sectors, actor.name)
                grouped.setdefault(key, (actor, []))[1].append(mention)
    return tuple(
        KnownActor(**dict(actor), mentions=tuple(parts.parsed.span(m.start, m.end) for m in mentions))
        for actor, mentions in grouped.values()
    )
