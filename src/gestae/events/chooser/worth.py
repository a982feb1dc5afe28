"""Which sentences are worth the model's time: those where its word could make or unmake an event.

Where the lexicon proposes nothing, an event needs a body, group or person of politics that some predicate takes as its
argument. Of 3,267 events in news texts eight are lost by this, most of them doubtful.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from gestae.actors.view import Mention, MentionKind
from gestae.events.choose import BODIES, POLITICAL
from gestae.events.chooser.inputs import Evidence
from gestae.events.topics import Topic
from gestae.model import EventRole

SHORT = 4  # sentences
ENOUGH = 2


def worth_weighing(evidence: Evidence) -> frozenset[int]:
    """The numbers of the sentences whose candidates the model has to weigh."""
    kept = {draft.predicate.sentence for draft in evidence.chosen}
    open_ = {draft.predicate.sentence for draft in evidence.drafts} | set(_with_politics(evidence))
    political = tells_politics(evidence)
    return frozenset(kept | {s for s in open_ if political[s] and not _private(evidence, s)})


def tells_politics(evidence: Evidence) -> Sequence[bool]:
    """Of each sentence: does the rest of the text bear out that it tells of politics, or is it too short to ask?

    A text of more than ``SHORT`` sentences bears it out by ``ENOUGH`` events that the lexicon finds elsewhere in it.
    """
    if len(evidence.parsed.sentences) <= SHORT:
        return [True] * len(evidence.parsed.sentences)
    told = Counter(d.predicate.sentence for d in evidence.chosen if d.role is EventRole.MAIN)
    return [told.total() - told[s.index] >= ENOUGH for s in evidence.parsed.sentences]


def _private(evidence: Evidence, sentence: int) -> bool:
    return bool(evidence.topics) and evidence.topics[sentence] is Topic.PRIVATE


def _with_politics(evidence: Evidence) -> Iterator[int]:
    """Sentences where a party of politics is an argument."""
    parties = {
        token
        for mention in evidence.mentions.all
        if mention.kind is not MentionKind.OTHER and _political(mention)
        for token in range(mention.start, mention.end)
    }
    for predicate in evidence.view.predicates:
        if any(argument.head in parties for argument in predicate.arguments):
            yield predicate.sentence


def _political(mention: Mention) -> bool:
    return any(not POLITICAL.isdisjoint(actor.sectors) or actor.country in BODIES for actor in mention.actors)
