"""Choosing by the model: which candidates are events, of which type, and who takes part."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gestae.actors.view import Mention, MentionKind
from gestae.events.choose import numbered, told_once, without_orphans
from gestae.events.chooser.inputs import CANDIDATE_FEATURES, TYPES, Evidence, Matrix, SentenceInput, sentence_inputs
from gestae.events.chooser.model import ChooserModel, Scores
from gestae.events.chooser.thresholds import Thresholds
from gestae.events.chooser.worth import open_to_more, worth_weighing
from gestae.events.view import MODEL, Draft, Drafts, Party, Weighed
from gestae.language.view import Predicate, PredicateKind, Tense, Voice
from gestae.model import EventRole, EventType

NEITHER, ACTOR, RECIPIENT = range(3)
SHOWN = 3
UNTOLD = 0.5


@dataclass(frozen=True, slots=True)
class _Row:
    """One candidate's scores."""

    input: SentenceInput
    scores: Scores
    row: int

    @property
    def types(self) -> Matrix:
        row: Matrix = self.scores.types[self.row]
        return row

    @property
    def event(self) -> float:
        return 1.0 - float(self.types[0])

    @property
    def content(self) -> float:
        return float(self.scores.content[self.row])

    def of(self, type_: str) -> float:
        return float(self.types[1 + TYPES.index(EventType(type_))]) if type_ in TYPES else 0.0

    def best(self) -> EventType:
        return TYPES[int(np.argmax(self.types[1:]))]

    def mode(self, type_: str, names: Sequence[str]) -> str:
        """The likeliest mode of a type."""
        own = [n for n, name in enumerate(names) if name.startswith(f"{type_}/")]
        return names[max(own, key=lambda n: self.scores.modes[self.row][n])].partition("/")[2] if own else ""

    def role(self, mention: int, role: int) -> float:
        return float(self.scores.roles[self.row][mention][role])


class Decider:
    """Decides over one document's candidates."""

    def __init__(self, model: ChooserModel, evidence: Evidence, own: Container[str], thresholds: Thresholds) -> None:
        self.model = model
        self.evidence = evidence
        self.own = own
        self.limits = thresholds
        self.rows: dict[int, _Row] = {}
        for sentence in sentence_inputs(evidence, worth_weighing(evidence)):
            scores = model.weigh(sentence)
            self.rows |= {token: _Row(sentence, scores, n) for n, token in enumerate(sentence.candidates)}
        self.open = open_to_more(evidence)
        self.partner: dict[int, int] = {}
        for predicate in evidence.view.predicates:
            if predicate.support is not None:
                self.partner[predicate.head] = predicate.support
                self.partner[predicate.support] = predicate.head

    def decide(self) -> Drafts:
        """The events: what the model keeps of the lexicon's candidates, and what it finds without a frame."""
        drafts = list(self.evidence.drafts)
        chosen = {(d.predicate.head, d.role) for d in self.evidence.chosen}
        kept: list[int] = []
        for index, draft in enumerate(drafts):
            row = self.row(draft)
            by_lexicon = (draft.predicate.head, draft.role) in chosen
            if draft.role is EventRole.CONTENT or row is None or self._is_own(draft):
                if by_lexicon or draft.role is EventRole.CONTENT:
                    kept.append(index)
            elif self._stays(row, draft, by_lexicon=by_lexicon):
                kept.append(index)
                drafts[index] = self._settled(draft, row, by_lexicon)
        covered = {h for i in kept for h in self._heads(drafts[i])} | self.evidence.verbs
        for draft in self._new(covered):
            kept.append(len(drafts))
            drafts.append(draft)
        return numbered(*told_once(drafts, without_orphans(drafts, kept)))

    def row(self, draft: Draft) -> _Row | None:
        """A candidate's scores: of its predicate, the noun or light verb beside it and its trigger, the surest.

        The trigger is another word than the predicate where an operator passes on what is told ("will go on to aid").
        """
        heads = (draft.predicate.head, self.partner.get(draft.predicate.head), draft.trigger[1] - 1)
        return max((self.rows[h] for h in heads if h in self.rows), key=lambda r: r.event, default=None)

    def _stays(self, row: _Row, draft: Draft, *, by_lexicon: bool) -> bool:
        """Is the model's word strong enough: for an event, and where the lexicon left it out also for its type?"""
        if by_lexicon:
            return row.event >= self.limits.keep
        if draft.type is EventType.CONSULT and not draft.actors:
            return False
        types = {draft.type, *(self.evidence.drafts[i].type for i in draft.about)}
        agreed = sum(row.of(t) for t in types) >= self.limits.type
        return row.event >= self.limits.take and agreed and row.input.index in self.open

    def _is_own(self, draft: Draft) -> bool:
        return draft.why.rpartition(">")[2] in self.own

    def _heads(self, draft: Draft) -> Iterator[int]:
        head = draft.predicate.head
        yield head
        if head in self.partner:
            yield self.partner[head]

    def _settled(self, draft: Draft, row: _Row, by_lexicon: bool) -> Draft:
        actors, recipients = self._parties(draft, row)
        return replace(
            draft,
            actors=actors,
            recipients=recipients,
            confidence=self._confidence(row, draft.type, actors, recipients),
            weighed=self._weighed(row, draft.type, draft.type if by_lexicon else None),
        )

    def _confidence(self, row: _Row, type_: str, actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> float:
        """How likely type and parties are all right: the type's chance times the least of the parties'."""
        places = {m.head: n for n, m in enumerate(row.input.mentions)}
        chances = [
            row.role(places[party.head], role)
            for role, parties in ((ACTOR, actors), (RECIPIENT, recipients))
            for party in parties
            if party.head in places
        ]
        told = min(chances, default=UNTOLD) if actors or recipients else UNTOLD
        return row.of(type_) * told

    def _weighed(self, row: _Row, type_: str, lexicon: str | None) -> Weighed:
        order = sorted(TYPES, key=row.of, reverse=True)[:SHOWN]
        roles = tuple(
            (mention.head, row.role(place, ACTOR), row.role(place, RECIPIENT))
            for place, mention in enumerate(row.input.mentions)
        )
        named = zip(CANDIDATE_FEATURES, row.input.features[row.row], strict=True)
        features = tuple(name for name, value in named if value)
        types = tuple((t, row.of(t)) for t in order)
        return Weighed(1 - row.event, types, row.of(type_), row.content, lexicon, roles, features)

    def _parties(self, draft: Draft, row: _Row) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """The frame's parties, and those that the model is sure of."""
        sides = {ACTOR: list(draft.actors), RECIPIENT: list(draft.recipients)}
        limits = {role: self._limit(draft, role, told=bool(parties)) for role, parties in sides.items()}
        taken = {p.head for parties in sides.values() for p in parties}
        for place, mention in enumerate(row.input.mentions):
            if mention.head in taken or any(mention.start <= h < mention.end for h in taken):
                continue
            for role in (ACTOR, RECIPIENT):
                if row.role(place, role) > limits[role] and not (sides[role] and mention.kind is MentionKind.THING):
                    sides[role].extend(as_parties(mention))
        return tuple(sides[ACTOR]), tuple(sides[RECIPIENT])

    def _limit(self, draft: Draft, role: int, *, told: bool) -> float:
        """How sure the model has to be of a party."""
        if draft.why == MODEL:
            return self.limits.party
        if told:
            return self.limits.add
        return self.limits.actor if role == ACTOR else self.limits.recipient

    def _new(self, covered: set[int]) -> Iterator[Draft]:
        """Events that no frame told, at candidates that the model is sure of."""
        for token, row in self.rows.items():
            if token in covered or row.event < self.limits.new or row.input.index not in self.open:
                continue
            if row.content > self.limits.content:
                continue
            type_ = row.best()
            if row.of(type_) < self.limits.type:
                continue
            predicate = self.evidence.view.by_head.get(token) or self._bare(token)
            draft = Draft(
                type_,
                tuple(filter(None, (row.mode(type_, self.model.modes),))),
                predicate,
                (predicate.start, predicate.end),
                why=MODEL,
                weighed=self._weighed(row, type_, None),
            )
            actors, recipients = self._parties(draft, row)
            if any(p.actor.country or p.actor.sector for p in (*actors, *recipients)):
                confidence = self._confidence(row, type_, actors, recipients)
                yield replace(draft, actors=actors, recipients=recipients, confidence=confidence)

    def _bare(self, token: int) -> Predicate:
        verb = self.evidence.tree.pos[token] == "VERB"
        return Predicate(
            head=token,
            lemma=self.evidence.tree.lemmas[token],
            kind=PredicateKind.VERB if verb else PredicateKind.NOUN,
            voice=Voice.ACTIVE if verb else Voice.NOMINAL,
            tense=Tense.NONE,
            start=token,
            end=token + 1,
            sentence=self.evidence.parsed.sentence_of[token],
        )


def as_parties(mention: Mention) -> tuple[Party, ...]:
    """The parties that a mention stands for."""
    return tuple(Party(mention.start, mention.end, mention.head, actor) for actor in mention.actors)


def decide(model: ChooserModel, evidence: Evidence, own: Container[str] = ()) -> Drafts:
    """The events of a document by the model's choice; what a user's ``own`` frames tell stands as they tell it."""
    return Decider(model, evidence, own, model.thresholds).decide()
