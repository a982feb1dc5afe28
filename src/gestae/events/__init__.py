"""Clauses and actors become events: candidates by frames and composition, then choosing."""

from dataclasses import dataclass

from gestae.actors.view import Mentions
from gestae.events.again import named_again
from gestae.events.choose import chosen
from gestae.events.chooser.decide import decide
from gestae.events.chooser.inputs import Evidence
from gestae.events.chooser.model import ChooserModel
from gestae.events.compose import Composer
from gestae.events.confidence import Calibration, rated
from gestae.events.fill import filled
from gestae.events.match import Matcher
from gestae.events.parties import PartyFinder
from gestae.events.takenup import taken_up
from gestae.events.topics import Topic, topics_of
from gestae.events.view import Draft, Drafts, Party
from gestae.language.tree import Tree
from gestae.language.view import Parsed, View
from gestae.lexicon import Lexicon
from gestae.speech.view import Speech

__all__ = ["Calibration", "Draft", "Drafts", "Party", "Proposal", "find_events", "propose"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that frames and composition give, and what the lexicon's rules choose of it.

    ``verbs`` are tokens of verbs that only take up what a noun told before.
    """

    drafts: tuple[Draft, ...]
    chosen: Drafts
    topics: tuple[Topic, ...]
    verbs: frozenset[int] = frozenset()


def propose(parsed: Parsed, tree: Tree, view: View, speech: Speech, mentions: Mentions, lexicon: Lexicon) -> Proposal:
    """The candidates of a document and the lexicon's own choice."""
    finder = PartyFinder(mentions, tree)
    composer = Composer(view, Matcher(tree, lexicon, finder), finder, speech, lexicon)
    told = taken_up(composer.compose(), composer.used, view, tree, finder, lexicon)
    named = named_again(told.drafts, view.predicates, composer.used, tree)
    drafts = filled(named, composer.used, tree, finder, lexicon.cues)
    topics = topics_of(parsed, tree, lexicon)
    return Proposal(tuple(drafts), chosen(drafts, composer.used, topics), topics, told.verbs)


def find_events(
    parsed: Parsed,
    tree: Tree,
    view: View,
    speech: Speech,
    mentions: Mentions,
    lexicon: Lexicon,
    frames: Calibration,
    model: ChooserModel | None = None,
) -> Drafts:
    """The events of a document, in order of their triggers, chosen by the model, or without one by the lexicon.

    ``frames`` tells how sure an event is that no model weighed.
    """
    proposal = propose(parsed, tree, view, speech, mentions, lexicon)
    if model is None:
        return rated(proposal.chosen, mentions, frames, frames)
    evidence = Evidence(
        parsed, tree, view, speech, mentions, proposal.drafts, proposal.chosen.all, proposal.topics, proposal.verbs
    )
    return rated(decide(model, evidence, lexicon.own), mentions, frames, model.calibration)
