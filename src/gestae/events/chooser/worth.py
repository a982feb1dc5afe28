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
    told = {draft.predicate.sentence for draft in evidence.drafts} | set(_with_politics(evidence))
    return frozenset(kept | (told & open_to_more(evidence)))


def open_to_more(evidence: Evidence) -> frozenset[int]:
    """The sentences where the model may add events: in no private passage, and in a text that tells of politics."""
    political, topics = tells_politics(evidence), evidence.topics
    return frozenset(s for s, so in enumerate(political) if so and not (topics and topics[s] is Topic.PRIVATE))


def tells_politics(evidence: Evidence) -> Sequence[bool]:
    """Of each sentence: does the rest of the text bear out that it tells of politics, or is it too short to ask?

    A text of more than ``SHORT`` sentences bears it out by ``ENOUGH`` events that the lexicon finds elsewhere in it.
    """
    if len(evidence.parsed.sentences) <= SHORT:
        return [True] * len(evidence.parsed.sentences)
    told = Counter(d.predicate.sentence for d in evidence.chosen if d.role is EventRole.MAIN)
    return [told.total() - told[s.index] >= ENOUGH for s in evidence.parsed.sentences]


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
