"""Meaning built up: frames give events, operators work on the events inside them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gestae.events.drafting import ORDER, Drafter
from gestae.events.match import Match, Matcher
from gestae.events.parties import PartyFinder, merged, others, side
from gestae.events.view import Draft, Party
from gestae.language.view import OperatorKind, Predicate, PredicateKind, Role, Tense, View, Voice
from gestae.lexicon import Composition, Frame, Lexicon, Operator
from gestae.model import EventRole, EventType, Status
from gestae.speech.view import Speech

MUTUAL = frozenset({EventType.CONSULT, EventType.COOPERATE, EventType.AGREE})
COOPERATIVE = frozenset(
    {
        EventType.AGREE,
        EventType.CONSULT,
        EventType.SUPPORT,
        EventType.COOPERATE,
        EventType.AID,
        EventType.RETREAT,
        EventType.CONCEDE,
    }
)
OWN_ACTS = frozenset({EventType.COERCE, EventType.SANCTION, EventType.ASSAULT})
FOLDS: Mapping[str, str] = {
    EventType.AGREE: "promise",
    EventType.THREATEN: "threaten",
    EventType.REQUEST: "demand",
    EventType.SANCTION: "stop",
}
REJECTION = "reject"
FORCE = "force"  # who provokes an act is not who does it
DEMAND = "demand"
WARNING = "warn"
THREAT = "threaten"
CLAUSES = frozenset({"ccomp", "acl"})
FINITE = frozenset({Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT, Tense.FUTURE})
DEEPEST = 8


class Composer:
    """Composes the events of one document; ``drafts`` grows as predicates are read."""

    def __init__(self, view: View, matcher: Matcher, finder: PartyFinder, speech: Speech, lexicon: Lexicon) -> None:
        self.view = view
        self.matcher = matcher
        self.finder = finder
        self.drafter = Drafter(view, matcher, finder, lexicon)
        self.speech = speech
        self.lexicon = lexicon
        self.drafts: list[Draft] = []
        self.used: dict[int, int] = {}
        self._top: dict[int, int | None] = {}
        self._open: set[int] = set()
        self._carried: dict[int, list[int]] = {}
        for predicate in view.predicates:
            if predicate.support is not None:
                self._carried.setdefault(predicate.support, []).append(predicate.head)

    def compose(self) -> list[Draft]:
        """All drafts; those whose trigger only fills a slot of another event's frame are left out."""
        for predicate in self.view.predicates:
            self._meaning(predicate.head, 0)
        return self.drafts

    def _meaning(self, head: int, depth: int) -> int | None:
        """The index of the outermost event that a predicate stands for."""
        if head in self._top:
            return self._top[head]
        predicate = self.view.by_head.get(head)
        if predicate is None or head in self._open or depth > DEEPEST or self.speech.titled(head):
            return None
        self._open.add(head)
        top = self._read(predicate, depth)
        self._open.discard(head)
        self._top[head] = top
        return top

    def _read(self, predicate: Predicate, depth: int) -> int | None:
        if self.drafter.only_orders(predicate):
            return None
        frames = [m for m in self.matcher.frames(predicate) if self._is_said(m, predicate)]
        frame = frames[0] if frames else None
        for match in self.matcher.operators(predicate):
            composed = self._operate(predicate, match, frame, depth)
            if composed is not None:
                return composed
        if frame is not None and isinstance(frame.row, Frame):
            draft = self.drafter.draft(predicate, frame, frame.row.type, frame.row.mode, frame.row.id)
            said = self._speaker(predicate.head) if frame.row.pattern.spoken else ()
            praising = self._praising(predicate, draft.type, draft.recipients)
            draft = replace(draft, actors=said or draft.actors or praising)
            index = self._add(replace(draft, cameo=frame.row.cameo, attempted=frame.row.attempted))
            self._with_content(index, frame, depth)
            for token in frame.used:
                self.used.setdefault(token, index)
            return self._by_auxiliary(predicate, index)
        alone = next((m for m in self.matcher.operators(predicate) if isinstance(m.row, Operator) and m.row.type), None)
        if alone is not None and isinstance(alone.row, Operator) and alone.row.type:
            draft = self.drafter.draft(predicate, alone, alone.row.type, alone.row.mode, alone.row.id)
            return self._by_auxiliary(predicate, self._add(replace(draft, confidence=0.3)))
        carried = [i for n in self._carried.get(predicate.head, ()) if (i := self._meaning(n, depth + 1)) is not None]
        return carried[0] if carried else self._obligation(predicate)

    def _is_said(self, match: Match, predicate: Predicate) -> bool:
        """Does the row ask for no speaker, or does somebody say it of another?"""
        speaker = self._speaker(predicate.head) if match.row.pattern.spoken else ()
        told = self.finder.parties(match.recipient)
        return not match.row.pattern.spoken or (bool(speaker) and not self._same(speaker, told))

    def _with_content(self, index: int, frame: Match, depth: int) -> None:
        """An act named in a slot of a frame that threatens, promises or stops it is what the event is about."""
        outer = self.drafts[index]
        operator = FOLDS.get(outer.type)
        for token in sorted(frame.used) if operator else ():
            noun = self.view.by_head.get(token)
            inner = self._meaning(token, depth + 1) if noun is not None and noun.kind is PredicateKind.NOUN else None
            row = self._composition(operator, self.drafts[inner]) if operator and inner is not None else None
            if inner is not None and row is not None and row.type == outer.type != self.drafts[inner].type:
                self._inside(inner, row, outer.recipients, outer.actors)
                self.drafts[index] = replace(self.drafts[index], about=(*self.drafts[index].about, inner))

    def _operate(self, predicate: Predicate, match: Match, frame: Match | None, depth: int) -> int | None:
        if not isinstance(match.row, Operator) or not self._is_said(match, predicate):
            return None
        inner = [i for a in match.event if (i := self._meaning(a.head, depth + 1)) is not None]
        inner = list(dict.fromkeys(inner))
        if not inner:
            return None
        row = self._composition_of(match, self.drafts[inner[0]])
        if row is None or (match.row.operator == DEMAND and self._told_as_fact(self.drafts[inner[0]].predicate)):
            return None
        if row.type is None:
            if frame is not None and frame.weight >= match.weight:
                return None
            self._pass_through(match, row, inner)
            tops = [self._by_auxiliary(predicate, index) for index in inner]
            return tops[0]
        if frame is not None and frame.classed and frame.weight >= match.weight and _type_of(frame) is not row.type:
            return None
        outer = self._outer(predicate, match, row, inner)
        return self._by_auxiliary(predicate, outer)

    def _composition_of(self, match: Match, inner: Draft) -> Composition | None:
        """What the operator makes of an event; who warns of a hostile act of its own threatens."""
        assert isinstance(match.row, Operator)
        operator = match.row.operator
        if operator == WARNING and inner.type in OWN_ACTS:
            own = self.finder.parties(match.actor)
            if inner.actors and (_same_words(inner.actors, own) or self._same(own, inner.actors)):
                operator = THREAT
        return self._composition(operator, inner)

    def _told_as_fact(self, inner: Predicate) -> bool:
        """Does a finite clause tell what is so ("insisted that it did not attack"), where a demand has none?"""
        return inner.kind is PredicateKind.VERB and inner.link == "ccomp" and inner.tense in FINITE

    def _composition(self, operator: str, inner: Draft) -> Composition | None:
        return self.lexicon.composition(operator, inner.type, inner.modes[0] if inner.modes else "")

    def _pass_through(self, match: Match, row: Composition, inner: Sequence[int]) -> None:
        """The operator makes no event of its own; it lends its subject and sets the status."""
        assert isinstance(match.row, Operator)
        lent = self.finder.acting(match.actor)
        for index in inner:
            draft = self.drafts[index]
            own = draft.predicate
            struck = any(p.head in {r.head for r in draft.recipients} for p in lent)
            against = match.row.operator == FORCE and draft.type is EventType.PROTEST and not draft.recipients
            lends = not (draft.actors or struck or match.row.operator == FORCE) and own.kind is PredicateKind.NOUN
            self.drafts[index] = replace(
                draft,
                actors=lent if lends else draft.actors,
                recipients=lent if against else draft.recipients,
                ordered_by=lent if match.row.operator == ORDER and not lends else draft.ordered_by,
                status=draft.status or row.status,
                attempted=draft.attempted or (row.status is Status.ACTUAL and draft.type is EventType.ASSAULT),
                why=f"{match.row.id}>{draft.why}",
            )

    def _outer(self, predicate: Predicate, match: Match, row: Composition, inner: Sequence[int]) -> int:
        assert isinstance(match.row, Operator)
        assert row.type is not None
        first = self.drafts[inner[0]]
        actors = self._speaker(predicate.head) if match.row.pattern.spoken else self.finder.parties(match.actor)
        own = self.finder.parties(match.recipient)
        inner_actors = others(first.actors, actors)
        inner_recipients = others(first.recipients, actors)
        if match.row.operator == "stop" and not actors:
            actors = first.actors
            inner_recipients = first.recipients
        if row.recipient == "inner-actor":
            recipients = own or inner_actors
        elif row.recipient == "inner-party":
            recipients = own or inner_actors or inner_recipients
        elif row.recipient == "inner-recipient":
            recipients = own or inner_recipients
            if not recipients and first.type in MUTUAL:
                recipients = inner_actors
        else:
            recipients = own
        if match.row.operator == REJECTION and not first.recipients and first.role is EventRole.MAIN:
            self.drafts[inner[0]] = replace(first, recipients=others(actors, first.actors))
        actors = actors or self._praising(predicate, row.type, recipients)
        for index in inner:
            self._inside(index, row, own, actors)
            if predicate.kind is PredicateKind.NOUN and row.recipient == "inner-recipient" and actors:
                self._done_by(index, actors)
        draft = Draft(
            type=row.type,
            modes=(row.mode,) if row.mode else ((match.row.mode,) if match.row.mode else ()),
            predicate=predicate,
            trigger=(predicate.start, predicate.end),
            actors=actors,
            recipients=recipients,
            about=tuple(inner),
            why=f"{match.row.id}>{first.why}",
            confidence=0.6,
        )
        return self._add(draft)

    def _inside(self, index: int, row: Composition, addressed: tuple[Party, ...], speakers: tuple[Party, ...]) -> None:
        draft = self.drafts[index]
        alleged = row.status is Status.ACTUAL or row.status is None
        actors, recipients = draft.actors, draft.recipients
        if row.recipient == "inner-actor" and addressed and _same_words(actors, speakers):
            actors = addressed
            recipients = tuple(p for p in recipients if not _same_words((p,), addressed))
        if not actors and draft.predicate.kind is PredicateKind.NOUN and row.operator not in {"stop"}:
            actors = addressed
        if not actors and draft.predicate.kind is PredicateKind.NOUN and row.recipient == "inner-recipient":
            actors = speakers
        if not recipients and row.recipient == "inner-recipient" and draft.type not in MUTUAL:
            recipients = others(addressed, actors)
        self.drafts[index] = replace(
            draft,
            actors=actors,
            recipients=recipients,
            status=row.status if row.status is not Status.ACTUAL else draft.status,
            role=draft.role if alleged else EventRole.CONTENT,
        )

    def _done_by(self, index: int, actors: tuple[Party, ...]) -> None:
        """The act that a noun's owner plans or threatens is the owner's: "an Israeli plan to annex"."""
        draft = self.drafts[index]
        if draft.predicate.kind is PredicateKind.VERB and all(
            a.shared for a in draft.predicate.arguments if a.role is Role.SUBJECT
        ):
            sides = draft.actors if draft.type in MUTUAL else ()
            self.drafts[index] = replace(
                draft, actors=merged(actors, others(sides, actors)), recipients=others(draft.recipients, actors)
            )

    def _by_auxiliary(self, predicate: Predicate, index: int) -> int:
        """Fold what modal auxiliaries say: "will meet" is AGREE, "must stop" is REQUEST."""
        kinds = {o.kind for o in predicate.operators if o.kind is not OperatorKind.EMBEDDED}
        draft = self.drafts[index]
        if OperatorKind.CONDITION in kinds or OperatorKind.QUESTION in kinds:
            return index
        negated = OperatorKind.NEGATION in kinds
        if OperatorKind.FUTURE in kinds and self._only_imagined(predicate, draft):
            return index
        if OperatorKind.FUTURE in kinds:
            operator = "(will)" if not negated else "refuse" if draft.type in COOPERATIVE else ""
            row = self._composition(operator, draft) if operator else None
            if row is None or row.type is None:
                if row is not None and row.status:
                    self.drafts[index] = replace(draft, status=row.status)
                return index
            if draft.type in OWN_ACTS and self._foreign_speaker(predicate.head, draft.actors):
                return index
            return self._fold(predicate, index, row, draft.actors, operator)
        if OperatorKind.OBLIGATION in kinds and not negated and predicate.tense is not Tense.PERFECT:
            speaker = self._speaker(predicate.head)
            row = self._composition("(must)", draft)
            if row is None or not speaker or self._same(speaker, draft.actors):
                return index
            return self._fold(predicate, index, row, speaker, "(must)")
        return index

    def _only_imagined(self, predicate: Predicate, draft: Draft) -> bool:
        """Is the future that of a hope or fear ("hopes that they will leave"), which announces nothing?"""
        above = self.view.by_head.get(predicate.governor) if predicate.governor is not None else None
        if above is None or predicate.link not in CLAUSES:
            return False
        rows = self.lexicon.operators.get((above.kind.value, above.lemma), ())
        made = [self._composition(row.operator, draft) for row in rows]
        return any(c is not None and c.type is None and c.status is Status.HYPOTHETICAL for c in made)

    def _fold(
        self, predicate: Predicate, index: int, row: Composition, actors: tuple[Party, ...], operator: str
    ) -> int:
        assert row.type is not None
        draft = self.drafts[index]
        recipients = draft.actors if row.recipient == "inner-actor" else draft.recipients
        self.drafts[index] = replace(draft, role=EventRole.CONTENT, status=row.status)
        return self._add(
            Draft(
                type=row.type,
                modes=(row.mode,) if row.mode else (),
                predicate=predicate,
                trigger=draft.trigger,
                actors=actors,
                recipients=recipients,
                about=(index,),
                why=f"{operator}>{draft.why}",
                confidence=0.5,
            )
        )

    def _obligation(self, predicate: Predicate) -> int | None:
        """A duty laid on a party in somebody's words, whatever the duty is: REQUEST."""
        if predicate.kind is not PredicateKind.VERB:
            return None
        modal = next((o for o in predicate.operators if o.kind is OperatorKind.OBLIGATION), None)
        if modal is None:
            return None
        speaker = self._speaker(predicate.head)
        addressed = self.finder.parties([a for a in predicate.arguments if a.role == "subject"])
        if not speaker or not any(p.actor.country for p in addressed) or self._same(speaker, addressed):
            return None
        return self._add(
            Draft(
                type=EventType.REQUEST,
                modes=("change",),
                predicate=predicate,
                trigger=(modal.cue, predicate.head + 1),
                actors=speaker,
                recipients=addressed,
                why="(must)",
                confidence=0.35,
            )
        )

    def _speaker(self, token: int) -> tuple[Party, ...]:
        for utterance in self.speech.covering(token):
            if utterance.source_head is not None:
                return self.finder.at(utterance.source_head)
        return ()

    def _praising(self, predicate: Predicate, event: str, praised: Sequence[Party]) -> tuple[Party, ...]:
        """Who speaks, where praise is told without its subject: "said that the offer is appreciated"."""
        untold = predicate.voice is Voice.PASSIVE and predicate.tense is Tense.PRESENT
        return others(self._speaker(predicate.head), praised) if event is EventType.SUPPORT and untold else ()

    def _foreign_speaker(self, token: int, actors: Sequence[Party]) -> bool:
        speaker = self._speaker(token)
        return bool(speaker) and not self._same(speaker, actors)

    def _same(self, left: Sequence[Party], right: Sequence[Party]) -> bool:
        """Does a party of one side speak or act for the other: the same entity, or one body of the same state?"""
        keys = {side(p) for p in left} - {None}
        return any(side(p) in keys for p in right)

    def _add(self, draft: Draft) -> int:
        self.drafts.append(draft)
        return len(self.drafts) - 1


def _same_words(left: Sequence[Party], right: Sequence[Party]) -> bool:
    return bool(left) and {p.head for p in left} == {p.head for p in right}


def _type_of(match: Match) -> str | None:
    return match.row.type
