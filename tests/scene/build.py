"""Predicates and drafts for a word of a sentence, without lexicon or frames."""

from gestae.events.view import Draft
from gestae.language.operators import operators_of, tense_of
from gestae.language.tree import Tree
from gestae.language.view import Argument, Parsed, Predicate, PredicateKind, Role, Tense, Voice
from gestae.model import EventType

ARGUMENTS = {"nsubj": Role.SUBJECT, "nsubjpass": Role.OBJECT, "dobj": Role.OBJECT}


def predicate(parsed: Parsed, word: str) -> Predicate:
    """The predicate whose head is the first token with these letters."""
    tree = Tree.of(parsed.doc)
    head = next(t.i for t in parsed.doc if t.text == word)
    verb = tree.pos[head] in {"VERB", "AUX"}
    return Predicate(
        head=head,
        lemma=tree.lemmas[head],
        kind=PredicateKind.VERB if verb else PredicateKind.NOUN,
        voice=Voice.ACTIVE if verb else Voice.NOMINAL,
        tense=tense_of(tree, head) if verb else Tense.NONE,
        start=head,
        end=head + 1,
        sentence=parsed.sentence_of[head],
        arguments=tuple(Argument(ARGUMENTS[tree.deps[c]], c) for c in tree.children[head] if tree.deps[c] in ARGUMENTS),
        operators=operators_of(tree, parsed, head),
        link=tree.deps[head],
    )


def draft(parsed: Parsed, word: str, kind: EventType) -> Draft:
    """An event of a type whose trigger is that word."""
    told = predicate(parsed, word)
    return Draft(type=kind, modes=(), predicate=told, trigger=(told.head, told.head + 1))
