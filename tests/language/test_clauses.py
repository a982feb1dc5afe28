from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from gestae.language.clauses import predicate_view
from gestae.language.mend import mend
from gestae.language.parse import parse_documents, parsed_from
from gestae.language.tree import Tree
from gestae.language.view import OperatorKind, Predicate, Role, Voice
from gestae.lexicon import Lexicon
from gestae.model import Document

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "predicates.yaml").read_text())
ROLES = {role.value for role in Role}


def read(doc: Doc, lexicon: Lexicon) -> tuple[Tree, dict[str, Predicate]]:
    parsed = parsed_from(doc, Document(text=doc.text))
    tree = mend(Tree.of(doc))
    return tree, {p.lemma: p for p in predicate_view(parsed, tree, lexicon).predicates}


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:50] for c in CASES])
def test_view_of_a_sentence(case: dict[str, Any], nlp: Language, lexicon: Lexicon) -> None:
    doc = next(parse_documents(nlp, [Document(text=case["text"])])).doc
    _, found = read(doc, lexicon)
    for lemma, wanted in case["predicates"].items():
        assert lemma in found
        predicate = found[lemma]
        for name, value in wanted.items():
            if name in {"voice", "tense", "particle"}:
                assert getattr(predicate, name) == value
            elif name == "operators":
                assert set(value) <= {o.kind for o in predicate.operators}
            else:
                filled = [
                    doc[a.head].text
                    for a in predicate.arguments
                    if (a.role == name if name in ROLES else a.marker == name and a.role is Role.OBLIQUE)
                ]
                assert filled == value, f"{lemma}.{name}"


def built(words: list[str], heads: list[int], deps: list[str], pos: list[str], tags: list[str]) -> Doc:
    return Doc(
        Vocab(),
        words=words,
        heads=heads,
        deps=deps,
        pos=pos,
        tags=tags,
        lemmas=words,
        sent_starts=[True] + [False] * (len(words) - 1),
    )


def test_passive_agent_is_the_subject(lexicon: Lexicon) -> None:
    doc = built(
        ["towns", "were", "shelled", "by", "troops"],
        [2, 2, 2, 2, 3],
        ["nsubjpass", "auxpass", "ROOT", "agent", "pobj"],
        ["NOUN", "AUX", "VERB", "ADP", "NOUN"],
        ["NNS", "VBD", "VBN", "IN", "NNS"],
    )
    _, found = read(doc, lexicon)
    roles = {(a.role, a.head) for a in found["shelled"].arguments}
    assert found["shelled"].voice is Voice.PASSIVE
    assert {(Role.OBJECT, 0), (Role.SUBJECT, 4)} <= roles


def test_negation_of_a_governing_verb_reaches_its_infinitive(lexicon: Lexicon) -> None:
    doc = built(
        ["troops", "did", "not", "manage", "to", "enter"],
        [3, 3, 3, 3, 5, 3],
        ["nsubj", "aux", "neg", "ROOT", "aux", "xcomp"],
        ["NOUN", "AUX", "PART", "VERB", "PART", "VERB"],
        ["NNS", "VBD", "RB", "VB", "TO", "VB"],
    )
    _, found = read(doc, lexicon)
    assert OperatorKind.NEGATION in {o.kind for o in found["enter"].operators}


def test_a_chain_of_infinitives_ends(lexicon: Lexicon) -> None:
    size = 200
    words = ["they"] + ["want"] * size
    heads = [1, 1, *range(1, size)]
    deps = ["nsubj", "ROOT"] + ["xcomp"] * (size - 1)
    doc = built(words, heads, deps, ["PRON"] + ["VERB"] * size, ["PRP"] + ["VB"] * size)
    _, found = read(doc, lexicon)
    assert "want" in found
