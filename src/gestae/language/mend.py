"""The parser's usual mistakes on news, mended where words around them leave no doubt.

Each rule looks at one token with a given label and moves it, or what hangs on it, to another head.
"""

import calendar
from collections.abc import Callable, Mapping

from spacy.tokens import Doc

from gestae.language.tree import Tree
from gestae.lexicon import Lexicon

NOUNS = frozenset({"NOUN", "PROPN"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
CALENDAR = frozenset(name.lower() for name in (*calendar.month_name[1:], *calendar.day_name, *calendar.month_abbr[1:]))
TIMES = CALENDAR | {"morning", "afternoon", "evening", "night", "week", "month", "year", "today", "yesterday"}
DITRANSITIVE = frozenset(
    {"give", "award", "grant", "offer", "pay", "send", "call", "name", "dub", "show", "teach", "tell", "hand", "deny"}
)
GIVING = frozenset({"give", "send", "lend", "sell", "supply", "offer", "grant", "hand", "ship", "deny", "deliver"})
DIRECTIONS = frozenset({"back", "home", "together", "forward", "down", "out", "over", "up", "away", "off"})
LONGER_THAN_ACRONYM = 4
MODIFYING = frozenset({"det", "poss", "amod", "compound", "nummod", "nmod"})
DEFINITE = frozenset({"the", "this", "that", "its", "his", "her", "their", "our"})
LONGEST_PHRASE = 40
SIBILANT = ("shes", "ches", "sses", "xes", "zes")
AUXILIARIES = frozenset({"be", "have", "do", "get"})


def tree_of(doc: Doc, lexicon: Lexicon) -> Tree:
    """The mended tree of a parsed document."""
    return mend(Tree.of(doc, lexicon.verbs), lexicon)


def mend(tree: Tree, lexicon: Lexicon | None = None) -> Tree:
    """The tree with its parse mended; the given tree is changed."""
    for token in range(len(tree.words)):
        if tree.words[token] == "re":
            _prefix(tree, token)
        for rule in RULES.get(tree.deps[token], ()):
            rule(tree, token)
        if lexicon is not None and tree.deps[token] == "xcomp":
            _aim_of_object(tree, token, lexicon)
        if lexicon is not None and tree.deps[token] == "prep":
            _charge_after_object(tree, token, lexicon)
        if lexicon is not None and tree.deps[token] in {"compound", "nmod"}:
            _taker_taken_for_modifier(tree, token, lexicon)
    return tree


def _prefix(tree: Tree, token: int) -> None:
    """As in "agreed to re-open the border", three tokens of which the last is the verb."""
    hyphen, verb = token + 1, token + 2
    if verb >= len(tree.words) or tree.words[hyphen] != "-" or tree.pos[verb] != "VERB":
        return
    above = tree.heads[token]
    if verb in {above, tree.heads[above]} or above == token:
        return
    tree.attach(verb, above, tree.deps[token])
    for child in tree.children[token][:]:
        tree.attach(child, verb, tree.deps[child])
    for part in (token, hyphen):
        tree.pos[part] = "PUNCT"
        tree.attach(part, verb, "punct")


def _start(tree: Tree, token: int) -> int:
    """The first token of the phrase that a token heads."""
    start = token
    for _ in range(LONGEST_PHRASE):
        before = [c for c in tree.children[start] if c < start]
        if not before:
            break
        start = before[0]
    return start


def _name_before_and(tree: Tree, token: int) -> None:
    """As in "the US and Royal Navy": made a modifier of the name, or joined to a part of it, that "and" joins to it."""
    head, part = tree.heads[token], tree.first(token, "conj")
    names = {tree.pos[t] for t in (token, head, head if part is None else part)} == {"PROPN"}
    if not names or tree.first(token, "cc") is None or part not in {None, head - 1}:
        return
    if part is not None:
        tree.attach(part, head, "compound")
    tree.lift(token)
    tree.deps[head] = "conj"


def _noun_beside_verb(tree: Tree, token: int) -> None:
    """As in "met with the premier, as well as French officials": joined to the verb, meant beside its object."""
    verb = tree.heads[token]
    if tree.pos[token] not in NOUNS or tree.pos[verb] != "VERB" or token < verb or tree.first(token, "nsubj"):
        return
    before = [n for n in _objects(tree, verb) if n < token]
    if before:
        tree.attach(token, max(before), "conj")


def _objects(tree: Tree, verb: int) -> list[int]:
    own = tree.by_dep(verb, "dobj", "attr")
    return [*own, *(o for p in tree.by_dep(verb, "prep", "agent", "dative") for o in tree.by_dep(p, "pobj"))]


def _beside_time(tree: Tree, token: int) -> None:
    """As in "visited Chad on 3 May and Niger on 5 May": joined to the day, meant beside the place."""
    time = tree.heads[token]
    if tree.pos[token] != "PROPN" or tree.words[time] not in CALENDAR or tree.words[token] in TIMES:
        return
    preposition = tree.heads[time]
    governor = tree.heads[preposition]
    if tree.deps[time] != "pobj" or governor == preposition:
        return
    if tree.pos[governor] in NOUNS:
        tree.attach(token, governor, "conj")
        return
    before = [n for n in _objects(tree, governor) if n < preposition and tree.words[n] not in TIMES]
    if before:
        tree.attach(token, max(before), "conj")


def _subject_among_objects(tree: Tree, token: int) -> None:
    """As in "condemned the raid and Jordan called for": the last of the objects is the next clause's subject."""
    first = tree.heads[token]
    if tree.tags[token] not in FINITE or tree.pos[first] != "VERB" or tree.first(token, "nsubj", "nsubjpass", "expl"):
        return
    noun = _start(tree, token) - 1
    if noun <= first or tree.deps[noun] != "conj" or tree.pos[noun] not in NOUNS:
        return
    head = tree.heads[noun]
    joined = [c for c in tree.by_dep(head, "cc") if head < c < noun]
    if joined and not any(noun < c < token for c in tree.by_dep(first, "cc")) and first in tree.ancestors(noun):
        tree.attach(noun, token, "nsubj")
        tree.attach(joined[-1], first, "cc")


def _object_taken_for_subject(tree: Tree, token: int) -> None:
    """As in "granted asylum to five officers holed up in": the object of a preposition left without one."""
    verb = tree.heads[token]
    preposition = _start(tree, token) - 1
    if preposition < 0 or tree.deps[preposition] not in {"prep", "dative", "agent"} or tree.children[preposition]:
        return
    if tree.tags[verb] in {"VBD", "VBN"} and tree.first(verb, "aux", "auxpass") is None:
        tree.attach(token, preposition, "pobj")
        tree.attach(verb, token, "acl")
        tree.tags[verb] = "VBN"


def _verb_in_series(tree: Tree, token: int) -> None:
    """As in "has flown missions, conducted raids and": a participle with an object describes no noun."""
    noun = tree.heads[token]
    verb = tree.heads[noun]
    if tree.tags[token] != "VBN" or tree.deps[noun] != "dobj" or tree.pos[verb] != "VERB":
        return
    comma = any(tree.words[t] == "," for t in range(noun + 1, token))
    if comma and tree.first(token, "dobj") is not None and tree.lemmas[token] not in DITRANSITIVE:
        tree.attach(token, verb, "conj")


def _member_of_list(tree: Tree, token: int) -> None:
    """As in "a lawyer, a priest and two students": the second of a list, taken for an apposition."""
    head = tree.heads[token]
    if token < head or tree.first(token, "conj") is None or tree.first(token, "cc") is None:
        return
    if any(tree.words[t] not in {","} for t in range(head + 1, _start(tree, token))):
        return
    indefinite = not any(tree.words[c] in DEFINITE for h in (head, token) for c in tree.by_dep(h, "det", "poss"))
    alike = tree.pos[head] == tree.pos[token]
    bare = tree.first(token, "det") is None if tree.pos[head] == "PROPN" else True
    if indefinite and alike and bare:
        tree.attach(token, head, "conj")


def _verb_before_colon(tree: Tree, token: int) -> None:
    """As in "To write to the newsroom or the party visit:", where a bare infinitive stands for "if you want"."""
    following = token + 1
    if tree.tags[token] != "NN" or following == len(tree.words) or tree.words[following] != ":":
        return
    root = next((a for a in tree.ancestors(token) if tree.deps[a] == "ROOT"), token)
    if any(tree.tags[c] == "TO" for c in tree.by_dep(root, "aux")):
        tree.pos[token], tree.tags[token] = "VERB", "VB"
        tree.attach(token, root, "conj")


def _noun_taken_for_verb(tree: Tree, token: int) -> None:
    """As in "a series of U.S. airstrikes": with modifiers and in a noun's place, whatever its tag."""
    if tree.pos[token] != "VERB" or tree.tags[token] not in {"VBZ", "VBP", "VB"}:
        return
    children = [tree.deps[c] for c in tree.children[token]]
    if MODIFYING.intersection(children) and not {"aux", "nsubj", "dobj"}.intersection(children):
        word = tree.words[token]
        tree.pos[token] = "NOUN"
        tree.tags[token] = "NNS" if tree.tags[token] == "VBZ" else "NN"
        tree.lemmas[token] = word.removesuffix("s") if tree.tags[token] == "NNS" else word


def _clause_after_agent(tree: Tree, token: int) -> None:
    """As in "was accused by prosecutors of taking bribes": the charge hangs on the verb, not on who brings it."""
    noun = tree.heads[token]
    agent = tree.heads[noun]
    if tree.words[token] in {"of", "for"} and tree.deps[agent] == "agent" and tree.first(token, "pcomp") is not None:
        tree.attach(token, tree.heads[agent], "prep")


def _member_beside_verb(tree: Tree, token: int) -> None:
    """As in "cracked down on opponents, including two priests": members of the object, whatever it hangs on."""
    verb = tree.heads[token]
    if tree.words[token] == "including" and tree.pos[verb] == "VERB":
        before = [n for n in _objects(tree, verb) if n < token]
        if before:
            tree.attach(token, max(before), "prep")


def _infinitive_taken_for_noun(tree: Tree, token: int) -> None:
    """As in "offered to host talks": what has an infinitive's "to" is a verb."""
    if (
        tree.pos[token] == "NOUN"
        and tree.tags[token] == "NN"
        and any(tree.tags[c] == "TO" for c in tree.by_dep(token, "aux"))
    ):
        tree.pos[token], tree.tags[token], tree.lemmas[token] = "VERB", "VB", tree.words[token]


def _verb_taken_for_auxiliary(tree: Tree, token: int) -> None:
    """As in "Oman lifts ban on travel": the verb of a headline, taken for the auxiliary of its object."""
    noun = tree.heads[token]
    if (
        tree.tags[token] not in {"VBZ", "VBP"}
        or tree.lemmas[token] in AUXILIARIES
        or tree.pos[noun] not in NOUNS
        or noun < token
    ):
        return
    tree.pos[token], tree.lemmas[token] = "VERB", _base(tree.words[token])
    tree.lift(token)
    tree.deps[noun] = "dobj"
    for child in tree.children[noun][:]:
        if child < token or tree.deps[child] == "punct":
            tree.attach(child, token, tree.deps[child])


def _base(word: str) -> str:
    """The base form of a verb in the third person."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(SIBILANT) else word.removesuffix("s")


def _aim_of_object(tree: Tree, token: int, lexicon: Lexicon) -> None:
    """As in "dismissed demands to end the siege": the infinitive right after an object of a verb that takes none."""
    verb = tree.heads[token]
    to = next((c for c in tree.by_dep(token, "aux") if tree.tags[c] == "TO"), 0)
    noun = to - 1
    takes = tree.lemmas[noun] in lexicon.aimed and tree.lemmas[verb] not in lexicon.controlling
    if noun > verb and takes and tree.deps[noun] == "dobj" and tree.heads[noun] == verb:
        tree.attach(token, noun, "acl")


def _charge_after_object(tree: Tree, token: int, lexicon: Lexicon) -> None:
    """As in "accused its counterpart of shelling": the charge hangs on the verb, not on whom it is brought against."""
    noun = tree.heads[token]
    verb = tree.heads[noun]
    charges = tree.words[token] in lexicon.charging.get(tree.lemmas[verb], ())
    if tree.deps[noun] == "dobj" and charges and tree.first(token, "pcomp") is not None:
        tree.attach(token, verb, "prep")


def _taker_taken_for_modifier(tree: Tree, token: int, lexicon: Lexicon) -> None:
    """As in "sent Bolivia helicopters": the name that opens a gift after a verb of giving is who gets it."""
    noun = tree.heads[token]
    verb = tree.heads[noun]
    if tree.lemmas[verb] not in GIVING or tree.pos[token] != "PROPN" or tree.deps[noun] != "dobj":
        return
    gifts = lexicon.class_index.get("gift", {})
    told = any(tree.words[p] in {"to", "for"} for v in (verb, noun) for p in tree.by_dep(v, "prep", "dative"))
    opens = _start(tree, token) == verb + 1 and len(tree.words[token]) >= LONGER_THAN_ACRONYM
    if opens and not told and (tree.words[noun] in gifts or tree.lemmas[noun] in gifts):
        tree.attach(token, verb, "dative")


def _finite_after_root(tree: Tree, token: int) -> None:
    """As in "Chile's premier called the raid a crime": a sentence's verb, taken for a participle of its subject."""
    noun = tree.heads[token]
    active = tree.tags[token] == "VBD" or (tree.tags[token] == "VBN" and tree.first(token, "dobj") is not None)
    if tree.deps[noun] == "ROOT" and tree.pos[noun] in NOUNS and noun < token and active:
        tree.lift(token)
        tree.tags[token] = "VBD"
        tree.attach(noun, token, "nsubj")


def _direction_between(tree: Tree, token: int) -> None:
    """As in "crossed back into Syria": where the movement goes hangs on the verb."""
    adverb = tree.heads[token]
    verb = tree.heads[adverb]
    if tree.words[adverb] in DIRECTIONS and tree.deps[adverb] in {"advmod", "prt"} and tree.pos[verb] == "VERB":
        tree.attach(token, verb, "prep")


RULES: Mapping[str, tuple[Callable[[Tree, int], None], ...]] = {
    "aux": (_verb_taken_for_auxiliary,),
    "xcomp": (_infinitive_taken_for_noun,),
    "acl": (_infinitive_taken_for_noun, _verb_in_series, _finite_after_root),
    "ccomp": (_infinitive_taken_for_noun,),
    "advcl": (_infinitive_taken_for_noun,),
    "conj": (_verb_before_colon, _noun_beside_verb, _beside_time, _subject_among_objects),
    "nsubj": (_object_taken_for_subject, _noun_taken_for_verb),
    "nsubjpass": (_noun_taken_for_verb,),
    "dobj": (_noun_taken_for_verb,),
    "pobj": (_noun_taken_for_verb,),
    "appos": (_member_of_list,),
    "prep": (_clause_after_agent, _member_beside_verb, _direction_between),
    "nmod": (_name_before_and,),
}
