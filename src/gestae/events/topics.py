"""What the sentences around an event are about, as far as choosing needs it: private affairs or politics."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from gestae.language.tree import Tree
from gestae.language.view import Parsed
from gestae.lexicon import Lexicon

POLITICS = "topic-politics"
ENOUGH = 3
FEW = 2  # enough in a short text without a word of politics
SHORT = 8  # sentences
NEAR_POLITICS = frozenset({"topic-market", "topic-science"})  # laws and ministries are told in their words, too
LONGEST = 3
AROUND = 20


class Topic(StrEnum):
    """What a passage is about."""

    PUBLIC = "public"
    PRIVATE = "private"


def topics_of(parsed: Parsed, tree: Tree, lexicon: Lexicon) -> tuple[Topic, ...]:
    """The topic of each sentence, by the words of the sentences around it.

    A passage is private where the words of one private topic (sport, markets, crime ...) outweigh those of
    politics. The words stand in noun classes whose names begin with ``topic-``.
    """
    hits = _hits(parsed, tree, lexicon)
    window: Counter[str] = Counter()
    for counts in hits[:AROUND]:
        window.update(counts)
    found = []
    for i in range(len(hits)):
        if i + AROUND < len(hits):
            window.update(hits[i + AROUND])
        if i > AROUND:
            window.subtract(hits[i - AROUND - 1])
        found.append(_topic(window, short=len(hits) <= SHORT))
    return tuple(found)


def _hits(parsed: Parsed, tree: Tree, lexicon: Lexicon) -> Sequence[Counter[str]]:
    topics = lexicon.topics
    hits: list[Counter[str]] = [Counter() for _ in parsed.sentences]
    for i, sentence in enumerate(parsed.sentence_of):
        if tree.words[i] not in lexicon.topic_openings and tree.lemmas[i] not in lexicon.topic_openings:
            continue
        phrases = (tree.words[i : i + LONGEST], tree.lemmas[i : i + LONGEST])
        found = {t for phrase in phrases for n in range(1, LONGEST + 1) for t in topics.get(tuple(phrase[:n]), ())}
        hits[sentence].update(found)
    return hits


def _topic(hits: Counter[str], *, short: bool) -> Topic:
    politics = hits[POLITICS]
    told = max((count for topic, count in hits.items() if topic != POLITICS), default=0)
    far = max((count for topic, count in hits.items() if topic not in NEAR_POLITICS | {POLITICS}), default=0)
    private = (told >= ENOUGH and told > politics) or (short and not politics and far >= FEW)
    return Topic.PRIVATE if private else Topic.PUBLIC
