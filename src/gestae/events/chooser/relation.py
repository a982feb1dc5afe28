"""The relation between two given parties by the model, with the lexicon's answer as one more voice."""

import math

from gestae.events.chooser.model import ChooserModel
from gestae.events.relate import Relation
from gestae.language.view import Parsed

LEXICON_WEIGHT = 6.0
LEAST = 1e-4


def weighed(
    model: ChooserModel,
    parsed: Parsed,
    source: tuple[int, int],
    target: tuple[int, int] | None,
    by_lexicon: Relation,
) -> Relation:
    """The likeliest relation; ``why`` names the lexicon's row where both agree, else the model."""
    slices = [source, *([target] if target else [])]
    first = parsed.sentences[parsed.sentence_of[min(s for s, _ in slices)]].start
    last = parsed.sentences[parsed.sentence_of[max(e for _, e in slices) - 1]].end
    words = [i for i in range(first, last) if not parsed.doc[i].is_space]
    place = {token: number for number, token in enumerate(words)}

    def in_words(slice_: tuple[int, int]) -> tuple[int, int]:
        held = [place[i] for i in range(*slice_) if i in place]
        return held[0], held[-1] + 1

    chances = model.relation(
        [parsed.doc[i].text for i in words], in_words(source), in_words(target) if target else None
    )
    scores = {
        type_: math.log(max(chance, LEAST)) + LEXICON_WEIGHT * by_lexicon.confidence * (type_ is by_lexicon.type)
        for type_, chance in chances.items()
    }
    total = sum(math.exp(s) for s in scores.values())
    best = max(scores, key=lambda t: scores[t])
    confidence = math.exp(scores[best]) / total
    if best is by_lexicon.type:
        return Relation(best, by_lexicon.modes, confidence, by_lexicon.why)
    return Relation(best, (), confidence, "model")
