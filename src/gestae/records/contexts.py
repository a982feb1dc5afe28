"""What events are about: cue words of their sentence, and what dominates the document."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from gestae.language.tree import Tree
from gestae.language.view import Parsed
from gestae.lexicon import Lexicon
from gestae.model import Context

DOMINANT_HITS = 4
DOMINANT_SHARE = 0.25


class ContextFinder:
    """Finds contexts by cue lemmas; built once for a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        index: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for row in lexicon.contexts:
            for cue in row.cues:
                words = tuple(cue.lower().split())
                index[words[-1]].append((words, row.context))
        self._index: Mapping[str, Sequence[tuple[tuple[str, ...], str]]] = dict(index)

    def find(self, parsed: Parsed, tree: Tree) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
        """Contexts of each sentence in the order read, and those of the document."""
        by_sentence: list[dict[str, None]] = [{} for _ in parsed.sentences]
        for i, lemma in enumerate(tree.lemmas):
            for words, context in self._index.get(lemma, ()):
                start = i - len(words) + 1
                if start >= 0 and all(
                    w in {tree.words[start + k], tree.lemmas[start + k]} for k, w in enumerate(words)
                ):
                    by_sentence[parsed.sentence_of[i]][context] = None
        hits = Counter(c for found in by_sentence for c in found)
        enough = max(DOMINANT_HITS, DOMINANT_SHARE * len(by_sentence))
        return tuple(tuple(f) for f in by_sentence), tuple(c for c, n in hits.most_common(3) if n >= enough)


def contexts_of(sentence: Sequence[str], document: Sequence[str]) -> tuple[Context, ...]:
    """An event's contexts: its sentence's, then the document's where the sentence does not tell."""
    found = [Context(name=c, basis="sentence") for c in sentence]
    return (*found, *(Context(name=c, basis="document") for c in document if c not in sentence))
