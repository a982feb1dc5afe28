"""Acts told before that a light verb takes up by a pronoun: "The raid ... . It was carried out by the army"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gestae.events.parties import PartyFinder
from gestae.events.view import Draft
from gestae.language.nouns import support_of
from gestae.language.tree import Tree
from gestae.language.view import PredicateKind, Role, View
from gestae.lexicon import Lexicon

ONE = frozenset({"it", "this"})
SEVERAL = frozenset({"they", "them", "these", "those"})
PLURAL = frozenset({"NNS", "NNPS"})
FARTHEST = 1


@dataclass(frozen=True, slots=True)
class TakenUp:
    """The drafts with the actors that such verbs tell, and the tokens of these verbs, which tell no act themselves."""

    drafts: list[Draft]
    verbs: frozenset[int]


def taken_up(
    drafts: Sequence[Draft], used: Mapping[int, int], view: View, tree: Tree, finder: PartyFinder, lexicon: Lexicon
) -> TakenUp:
    """Give acts that nouns told without an actor the one of a light verb with a pronoun in their place.

    ``used`` names the draft whose frame a token fills: the raid of "an air raid hit".
    """
    found = list(drafts)
    verbs: set[int] = set()
    nouns = {d.predicate.head: i for i, d in enumerate(drafts) if d.predicate.kind is PredicateKind.NOUN}
    nouns |= {t: i for t, i in used.items() if t in nouns and drafts[i].type == drafts[nouns[t]].type}
    sentences = {t: drafts[i].predicate.sentence for t, i in nouns.items()}
    by_head = {head: p for head, p in view.by_head.items() if p.kind is PredicateKind.VERB}
    for pronoun, word in enumerate(tree.words):
        if word not in ONE | SEVERAL or tree.pos[pronoun] not in {"PRON", "DET"}:
            continue
        verb, brought = support_of(tree, pronoun, by_head, lexicon)
        if verb is None:
            continue
        near = [t for t, s in sentences.items() if t < pronoun and by_head[verb].sentence - s <= FARTHEST]
        like = [t for t in near if (tree.tags[t] in PLURAL) is (word in SEVERAL)]
        actors = finder.parties(a for a in brought if a.role is Role.SUBJECT)
        if not like or not actors:
            continue
        verbs.add(verb)
        index = nouns[max(like)]
        if not found[index].actors:
            found[index] = replace(found[index], actors=actors)
    return TakenUp(found, frozenset(verbs))
