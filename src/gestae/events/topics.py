"""What a text is about, as far as choosing needs it: private affairs or politics."""

from collections import Counter

from gestae.language.tree import Tree
from gestae.lexicon import Lexicon

POLITICS = "topic-politics"
ENOUGH = 3
LONGEST = 3


def is_private(tree: Tree, lexicon: Lexicon) -> bool:
    """Do the words of one private topic (sport, markets, crime ...) outweigh those of politics?

    The words stand in noun classes whose names begin with ``topic-``.
    """
    topics = lexicon.topics
    hits: Counter[str] = Counter()
    for i in range(len(tree.words)):
        phrases = (tree.words[i : i + LONGEST], tree.lemmas[i : i + LONGEST])
        found = {t for phrase in phrases for n in range(1, LONGEST + 1) for t in topics.get(tuple(phrase[:n]), ())}
        hits.update(found)
    politics = hits.pop(POLITICS, 0)
    told = max(hits.values(), default=0)
    return told >= ENOUGH and told > politics
