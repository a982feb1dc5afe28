"""From a frame that fits to an event: who takes part, at whose behest, where others bring them together."""

from gestae.events.match import Match, Matcher
from gestae.events.parties import PartyFinder, merged, others, side
from gestae.events.view import Draft, Party
from gestae.language.view import BEHEST, Predicate, PredicateKind, Role, View, Voice
from gestae.lexicon import Lexicon
from gestae.model import EventType

VERBAL = frozenset(
    {EventType.SUPPORT, EventType.REJECT, EventType.REQUEST, EventType.ACCUSE, EventType.THREATEN, EventType.AGREE}
)
ORDER = "order"


class Drafter:
    """Makes events of one document's predicates by the frames that fit them."""

    def __init__(self, view: View, matcher: Matcher, finder: PartyFinder, lexicon: Lexicon) -> None:
        self.view = view
        self.matcher = matcher
        self.finder = finder
        self.lexicon = lexicon
        self.tree = matcher.tree

    def draft(self, predicate: Predicate, match: Match, event: str, mode: str, why: str) -> Draft:
        """The event that a row makes of a predicate, before anything works on it."""
        actors = merged(self.finder.parties(match.actor), self.finder.parties(match.mutual))
        if actors and not match.actor and predicate.kind is PredicateKind.NOUN:
            actors = merged(self._own_side(predicate, match), actors)
        via = self._hosts(match) if event is EventType.CONSULT else ()
        actors = tuple(p for p in actors if p not in via)
        taken = {p.head for p in actors}
        own = {p.actor.entity for p in actors} - {None} if event in VERBAL else set()
        recipients = tuple(
            p for p in self.finder.parties(match.recipient) if p.head not in taken and p.actor.entity not in own
        )
        if not recipients and match.thing:
            recipients = self.finder.parties(match.thing)
        if not actors or not recipients:
            lent_actors, lent_recipients = self._lent(match, event)
            actors = actors or tuple(p for p in lent_actors if p.head not in {r.head for r in recipients})
            recipients = recipients or others(lent_recipients, actors)
        return Draft(
            type=event,
            modes=(mode,) if mode else (),
            predicate=predicate,
            trigger=(predicate.start, predicate.end),
            actors=actors,
            recipients=recipients,
            ordered_by=self._ordered_by(predicate),
            via=via,
            object=self.finder.thing([*match.thing, *match.recipient]),
            why=why,
            confidence=min(0.9, 0.45 + 0.04 * match.weight),
            classed=match.classed,
            hollow=match.hollow,
        )

    def _ordered_by(self, predicate: Predicate) -> tuple[Party, ...]:
        """At whose behest: "on the orders of the junta", "ordered by the junta, soldiers shot"."""
        below = [p for c in self.tree.by_dep(predicate.head, "advcl") if (p := self.view.by_head.get(c))]
        told = [a for a in predicate.arguments if a.marker == BEHEST]
        told += [a for p in below if self.only_orders(p) for a in p.arguments if a.role is Role.SUBJECT]
        return self.finder.parties(told)

    def only_orders(self, predicate: Predicate) -> bool:
        """Does a participle tell who ordered what the verb above it tells?"""
        if predicate.voice is not Voice.PASSIVE or predicate.link != "advcl":
            return False
        rows = self.lexicon.operators.get((predicate.kind.value, predicate.lemma), ())
        return any(row.operator == ORDER for row in rows) and not any(
            a.role is Role.CLAUSE for a in predicate.arguments
        )

    def _hosts(self, match: Match) -> tuple[Party, ...]:
        """Those who bring others together: "Oman hosted talks between Iran and Iraq"."""
        between = self.finder.parties(a for a in match.mutual if a.marker == "between")
        own = self.finder.acting(match.actor)
        sides = {side(p) for p in between}
        return own if len(between) > 1 and not any(side(p) in sides for p in own) else ()

    def _own_side(self, predicate: Predicate, match: Match) -> tuple[Party, ...]:
        """The first side of a mutual act that names the other alone: "Oman, in talks with Iran, agreed"."""
        if any(a.marker != "with" for a in match.mutual):
            return ()
        for above in self.tree.ancestors(predicate.head):
            verb = self.view.by_head.get(above)
            if verb is not None and verb.kind is PredicateKind.VERB:
                return self.finder.acting(a for a in verb.arguments if a.role is Role.SUBJECT)
        return ()

    def _lent(self, match: Match, event: str) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Parties of the nouns that fill the frame's classes: "a US airstrike killed"."""
        actors: tuple[Party, ...] = ()
        recipients: tuple[Party, ...] = ()
        for token in sorted(match.used):
            noun = self.view.by_head.get(token)
            inner = self.matcher.frames(noun)[:1] if noun is not None else []
            for frame in inner:
                if event is EventType.CONSULT and frame.row.type != event:
                    continue
                actors = merged(actors, self.finder.parties(frame.actor))
                told = tuple(p for p in self.finder.parties(frame.recipient) if not self.finder.supposed(p))
                recipients = merged(recipients, told)
        return actors, recipients
