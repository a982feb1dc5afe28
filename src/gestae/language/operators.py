"""What stands around a predicate: polarity, modality, tense, condition, embedding. One pass, no meaning yet."""

from dataclasses import replace

from gestae.language.tree import Tree
from gestae.language.view import Operator, OperatorKind, Parsed, Tense

MODALS = {
    "may": OperatorKind.POSSIBILITY,
    "might": OperatorKind.POSSIBILITY,
    "could": OperatorKind.POSSIBILITY,
    "can": OperatorKind.POSSIBILITY,
    "must": OperatorKind.OBLIGATION,
    "should": OperatorKind.OBLIGATION,
    "ought": OperatorKind.OBLIGATION,
    "will": OperatorKind.FUTURE,
    "shall": OperatorKind.FUTURE,
    "'ll": OperatorKind.FUTURE,
    "wo": OperatorKind.FUTURE,
    "’ll": OperatorKind.FUTURE,
    "would": OperatorKind.WOULD,
    "'d": OperatorKind.WOULD,
    "’d": OperatorKind.WOULD,
}
CONDITIONALS = frozenset({"if", "unless", "whether", "lest"})
NEGATIVE_SUBJECTS = frozenset({"none", "nobody", "nothing", "neither"})
COMPLEMENTS = frozenset({"xcomp", "ccomp", "pcomp", "acl", "csubj", "pobj", "dobj", "nsubj", "nsubjpass", "attr"})
FARTHEST = 12


def tense_of(tree: Tree, i: int) -> Tense:
    """The tense of a verb group; a bare form takes that of the verb it is coordinated with."""
    aux = [c for c in tree.children[i] if tree.deps[c] in {"aux", "auxpass"}]
    words = {tree.words[c] for c in aux}
    lemmas = {tree.lemmas[c] for c in aux}
    tags = {tree.tags[c] for c in aux} | ({tree.tags[i]} if not aux else set())
    if any(MODALS.get(w) is OperatorKind.FUTURE for w in words):
        return Tense.FUTURE
    if "have" in lemmas and tree.tags[i] in {"VBN", "VBD"}:
        return Tense.PLUPERFECT if words & {"had", "'d", "’d"} else Tense.PERFECT
    if "VBD" in tags:
        return Tense.PAST
    if tags & {"VBZ", "VBP"}:
        return Tense.PRESENT
    if not aux and tree.deps[i] == "conj" and tree.heads[i] != i and tree.tags[i] in {"VB", "VBN", "VBG"}:
        return tense_of(tree, tree.heads[i]) if tree.heads[i] < i else Tense.NONE
    return Tense.NONE


def operators_of(tree: Tree, parsed: Parsed, i: int) -> tuple[Operator, ...]:
    """Operators on a verb from its own group and from the clauses it stands in."""
    found = _own(tree, i)
    if tree.deps[i] == "conj" and tree.heads[i] < i and not tree.by_dep(i, "aux", "nsubj", "nsubjpass"):
        found += [o for o in _own(tree, tree.heads[i]) if o.kind is not OperatorKind.NEGATION]
    found += _from_above(tree, i)
    sentence = parsed.sentence(i)
    last = next(
        (t for t in range(sentence.end - 1, sentence.start - 1, -1) if tree.pos[t] not in {"SPACE"}), sentence.start
    )
    tail = [t for t in range(max(sentence.start, last - 1), last + 1) if tree.words[t] == "?"]
    if tail:
        found.append(Operator(OperatorKind.QUESTION, tail[0]))
    return tuple(found)


def _own(tree: Tree, i: int) -> list[Operator]:
    found: list[Operator] = []
    for c in tree.children[i]:
        dep, word = tree.deps[c], tree.words[c]
        if dep == "neg" or (dep == "advmod" and word in {"never", "hardly"}):
            found.append(Operator(OperatorKind.NEGATION, c))
        elif dep == "aux" and word in MODALS:
            found.append(Operator(MODALS[word], c))
        elif dep == "aux" and tree.tags[c] == "TO" and tree.deps[i] == "advcl":
            found.append(Operator(OperatorKind.PURPOSE, c))
        elif dep == "mark" and word in CONDITIONALS:
            found.append(Operator(OperatorKind.CONDITION, c))
        elif dep in {"nsubj", "nsubjpass", "dobj"} and (
            (dep != "dobj" and word in NEGATIVE_SUBJECTS)
            or any(tree.words[d] == "no" for d in tree.children[c] if tree.deps[d] == "det")
        ):
            found.append(Operator(OperatorKind.NEGATION, c))
    if tree.deps[i] == "ccomp" and tree.tags[tree.heads[i]] in {"VBD", "VBN"}:
        found = [replace(o, kind=OperatorKind.FUTURE) if o.kind is OperatorKind.WOULD else o for o in found]
    if tree.lemmas[i] == "go" and tree.tags[i] == "VBG":
        return found
    head = tree.heads[i]
    if tree.deps[i] == "xcomp" and tree.lemmas[head] == "be" and tree.first(i, "aux") is not None:
        found.append(Operator(OperatorKind.FUTURE, head))
    if tree.deps[i] == "xcomp" and tree.lemmas[head] == "go" and tree.tags[head] == "VBG":
        found.append(Operator(OperatorKind.FUTURE, head))
    return found


def _from_above(tree: Tree, i: int) -> list[Operator]:
    found: list[Operator] = []
    below = i
    for steps, above in enumerate(tree.ancestors(i)):
        if steps > FARTHEST:
            break
        dep = tree.deps[below]
        if dep == "advcl" and below != i:
            found += [o for o in _own(tree, below) if o.kind in {OperatorKind.CONDITION, OperatorKind.PURPOSE}]
        if dep in COMPLEMENTS and tree.pos[above] in {"VERB", "NOUN", "ADJ", "AUX"}:
            found.append(Operator(OperatorKind.EMBEDDED, above, above))
            if dep in {"xcomp", "ccomp"}:
                found += [o for o in _own(tree, above) if o.kind is OperatorKind.NEGATION and dep == "xcomp"]
        below = above
    return found
