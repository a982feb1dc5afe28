"""The predicate view: every predicate of a document with its arguments in one normal form.

Active, passive, reduced, relative, controlled, coordinated, light-verb and nominal uses come out
alike: who does it is ``SUBJECT``, whom it is done to ``OBJECT``.
"""

from collections.abc import Container, Iterable
from dataclasses import replace

from gestae.language.measures import counted, counter
from gestae.language.nouns import noun_arguments, support_of
from gestae.language.operators import operators_of, tense_of
from gestae.language.tree import NOMINAL, Tree
from gestae.language.verbs import VerbReader
from gestae.language.view import (
    Argument,
    Operator,
    OperatorKind,
    Parsed,
    Predicate,
    PredicateKind,
    Role,
    Tense,
    View,
    Voice,
)
from gestae.lexicon import Lexicon

NOTABLY = frozenset({"notably", "especially", "particularly", "namely", "mainly", "chiefly"})
SUBJECTS_OF_HAPPENING = frozenset({"nsubj", "nsubjpass", "attr"})


def predicate_view(parsed: Parsed, tree: Tree, lexicon: Lexicon) -> View:
    """All verbs, and those nouns and adjectives that the lexicon knows as predicates."""
    reader = VerbReader(tree)
    nouns = {lemma for pos, lemma in (*lexicon.frames, *lexicon.operators) if pos == "noun"}
    adjectives = {lemma for pos, lemma in (*lexicon.frames, *lexicon.operators) if pos == "adjective"}
    verbs: dict[int, Predicate] = {}
    found: list[Predicate] = []
    for i, pos in enumerate(tree.pos):
        if pos == "VERB" or (pos == "AUX" and tree.deps[i] in {"ROOT", "ccomp", "conj", "advcl", "relcl", "xcomp"}):
            verbs[i] = _verb(parsed, tree, reader, i, lexicon)
            if tree.tags[i] == "VBN" and tree.words[i] in adjectives and _is_state(tree, i):
                verbs[i] = replace(_adjective(parsed, tree, reader, i, lexicon), lemma=tree.words[i])
        elif pos == "ADJ" and tree.lemmas[i] in adjectives:
            found.append(_adjective(parsed, tree, reader, i, lexicon))
    for i, pos in enumerate(tree.pos):
        known = tree.lemmas[i] in nouns or tree.words[i] in nouns
        if pos in {"NOUN", "PROPN"} and known and not _describes(tree, i, nouns):
            found.append(_noun(parsed, tree, i, verbs, lexicon))
    return View(tuple(sorted((*verbs.values(), *found), key=lambda p: p.head)))


def _verb(parsed: Parsed, tree: Tree, reader: VerbReader, i: int, lexicon: Lexicon) -> Predicate:
    group = [i, *tree.by_dep(i, "prt", "auxpass", "aux", "neg")]
    inner = [t for t in group if t > i or tree.deps[t] != "prt"]
    particle = tree.first(i, "prt")
    return Predicate(
        head=i,
        lemma=tree.lemmas[i],
        kind=PredicateKind.VERB,
        voice=Voice.PASSIVE if reader.passive(i) else Voice.ACTIVE,
        tense=tense_of(tree, i),
        start=i,
        end=max([t for t in inner if tree.deps[t] == "prt" and t == i + 1] or [i]) + 1,
        sentence=parsed.sentence_of[i],
        arguments=_spread(tree, reader.arguments(i), lexicon),
        operators=operators_of(tree, parsed, i),
        particle=tree.words[particle] if particle is not None else "",
        governor=tree.heads[i] if tree.heads[i] != i else None,
        link=tree.deps[i],
    )


def _describes(tree: Tree, i: int, nouns: Container[str]) -> bool:
    """Does the noun only describe another that is no act: "riot police", "attack helicopter"?"""
    return tree.deps[i] == "compound" and tree.lemmas[tree.heads[i]] not in nouns


def _is_state(tree: Tree, i: int) -> bool:
    """A participle after a form of "be" without an agent: "is committed to"."""
    return (tree.first(i, "auxpass") is not None or tree.deps[i] == "acomp") and tree.first(i, "agent") is None


def _adjective(parsed: Parsed, tree: Tree, reader: VerbReader, i: int, lexicon: Lexicon) -> Predicate:
    copula = tree.heads[i] if tree.deps[i] in {"acomp", "oprd", "attr"} else None
    arguments: list[Argument] = []
    if copula is not None:
        arguments += [a for a in reader.arguments(copula) if a.role is Role.SUBJECT]
    elif tree.pos[i] == "VERB":
        arguments += [Argument(Role.SUBJECT, s) for s in tree.by_dep(i, "nsubjpass", "nsubj")]
        copula = i
    elif tree.deps[i] == "amod":
        arguments.append(Argument(Role.SUBJECT, tree.heads[i]))
    arguments += reader.obliques(i)
    arguments += reader.clauses(i)
    return Predicate(
        head=i,
        lemma=tree.lemmas[i],
        kind=PredicateKind.ADJECTIVE,
        voice=Voice.ACTIVE,
        tense=tense_of(tree, copula) if copula is not None else Tense.NONE,
        start=i,
        end=i + 1,
        sentence=parsed.sentence_of[i],
        arguments=_spread(tree, arguments, lexicon),
        operators=operators_of(tree, parsed, copula) if copula is not None else (),
        governor=tree.heads[i] if tree.heads[i] != i else None,
        link=tree.deps[i],
    )


def _noun(parsed: Parsed, tree: Tree, i: int, verbs: dict[int, Predicate], lexicon: Lexicon) -> Predicate:
    support, carried = support_of(tree, i, verbs, lexicon)
    top = counter(tree, tree.first_conjunct(i), lexicon.cues)
    arguments = [*noun_arguments(tree, i, top), *_aim(tree, i, lexicon)]
    operators: tuple[Operator, ...] = _noun_operators(tree, i)
    tense = Tense.NONE
    carrier = verbs.get(support) if support is not None else None
    if carrier is not None:
        arguments += carried
        operators += carrier.operators
        tense = carrier.tense
    elif tree.deps[top] in SUBJECTS_OF_HAPPENING and tree.heads[top] in verbs:
        happening = verbs[tree.heads[top]]
        tense = happening.tense
        if happening.lemma in lexicon.cues.get("happening", {}):
            arguments += [replace(a, shared=True) for a in happening.arguments if a.role is Role.OBLIQUE]
    return Predicate(
        head=i,
        lemma=tree.lemmas[i],
        kind=PredicateKind.NOUN,
        voice=Voice.NOMINAL,
        tense=tense,
        start=i,
        end=i + 1,
        sentence=parsed.sentence_of[i],
        arguments=_spread(tree, arguments, lexicon),
        operators=operators,
        support=support,
        governor=tree.heads[i] if tree.heads[i] != i else None,
        link=tree.deps[i],
    )


def _aim(tree: Tree, i: int, lexicon: Lexicon) -> list[Argument]:
    """The infinitive right after a noun that takes one, hung on a verb above: "began an operation to retake"."""
    to = i + 1
    if ("noun", tree.lemmas[i]) not in lexicon.operators or to >= len(tree.words) or tree.tags[to] != "TO":
        return []
    verb = tree.heads[to]
    if tree.deps[verb] != "advcl" or tree.heads[verb] not in tree.ancestors(i):
        return []
    return [Argument(Role.CLAUSE, verb, "to", shared=True)]


def _noun_operators(tree: Tree, i: int) -> tuple[Operator, ...]:
    return tuple(
        Operator(OperatorKind.NEGATION, c) for c in tree.children[i] if tree.deps[c] == "det" and tree.words[c] == "no"
    )


def _spread(tree: Tree, arguments: Iterable[Argument], lexicon: Lexicon) -> tuple[Argument, ...]:
    """Look through quantities ("hundreds of") and add what is coordinated with each argument, once."""
    found: dict[tuple[Role, int, str], Argument] = {}
    for argument in arguments:
        if argument.role is Role.CLAUSE:
            heads = [argument.head]
        else:
            top = counted(tree, argument.head, lexicon.cues)
            heads = [h for h in tree.coordinated(top) if tree.pos[h] in NOMINAL or h == top]
            heads += [h for inner in heads[:] for h in _members(tree, inner)]
        for head in heads:
            key = (argument.role, head, argument.marker)
            found.setdefault(key, argument if argument.head == head else replace(argument, head=head))
    return tuple(found.values())


def _members(tree: Tree, head: int) -> list[int]:
    """Those named of a group: "the neighbours, including Chad", "states that sent troops include Chad"."""
    named = [o for p in tree.by_dep(head, "prep") if tree.words[p] == "including" for o in tree.by_dep(p, "pobj")]
    named += [c for c in tree.by_dep(head, "appos") if any(tree.words[m] in NOTABLY for m in tree.by_dep(c, "advmod"))]
    if tree.deps[head] == "nsubj" and tree.lemmas[tree.heads[head]] == "include":
        named += tree.by_dep(tree.heads[head], "dobj")
    return [h for o in named for h in tree.coordinated(o)]
