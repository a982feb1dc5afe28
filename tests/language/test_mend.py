import pytest

from gestae.language.mend import mend
from gestae.language.tree import Tree
from gestae.lexicon import Lexicon


def tree(rows: str) -> Tree:
    """A tree from lines of word, tag, label and head."""
    words, tags, deps, heads = zip(*(row.split() for row in rows.strip().splitlines()), strict=True)
    above = [int(h) for h in heads]
    children = [[c for c, h in enumerate(above) if h == i != c] for i in range(len(words))]
    kinds = {"V": "VERB", "NNP": "PROPN", "IN": "ADP", "J": "ADJ", "N": "NOUN"}
    pos = [next((p for start, p in kinds.items() if tag.startswith(start)), "X") for tag in tags]
    return Tree(list(words), list(words), pos, list(tags), list(deps), above, children)


def test_a_noun_beside_a_verb_joins_its_object() -> None:
    found = mend(tree("she NNP nsubj 1\nmet VBD ROOT 1\nleaders NNS dobj 1\nand CC cc 1\nofficials NNS conj 1"))
    assert (found.heads[4], found.deps[4]) == (2, "conj")
    assert found.children[2] == [4]


def test_a_verb_beside_a_verb_stays() -> None:
    found = mend(tree("she NNP nsubj 1\nmet VBD ROOT 1\nleaders NNS dobj 1\nand CC cc 1\nleft VBD conj 1"))
    assert found.heads[4] == 1


@pytest.mark.parametrize(("second", "head"), [("niger", 2), ("june", 4)])
def test_a_place_beside_a_day_joins_the_place(second: str, head: int) -> None:
    rows = f"she NNP nsubj 1\nsaw VBD ROOT 1\nchad NNP dobj 1\nin IN prep 1\nmay NNP pobj 3\n{second} NNP conj 4"
    assert mend(tree(rows)).heads[5] == head


def test_the_last_object_is_the_next_clauses_subject() -> None:
    rows = "egypt NNP nsubj 1\nhit VBD ROOT 1\nlibya NNP dobj 1\nand CC cc 2\nchad NNP conj 2\nfled VBD conj 1"
    found = mend(tree(rows))
    assert (found.heads[4], found.deps[4]) == (5, "nsubj")
    assert found.heads[3] == 1


def test_with_a_conjunction_before_the_verb_the_subject_is_shared() -> None:
    objects = "libya NNP dobj 1\nand CC cc 2\nchad NNP conj 2"
    rows = f"egypt NNP nsubj 1\nhit VBD ROOT 1\n{objects}\nand CC cc 1\nleft VBD conj 1"
    assert mend(tree(rows)).heads[4] == 2


def test_a_preposition_without_object_takes_the_noun_after_it() -> None:
    rows = "peru NNP nsubj 1\ngave VBD ROOT 1\naid NN dobj 1\nto IN prep 1\npilots NNS nsubj 5\nheld VBD advcl 1"
    found = mend(tree(rows))
    assert (found.heads[4], found.deps[4], found.heads[5], found.tags[5]) == (3, "pobj", 4, "VBN")


def test_a_participle_with_an_object_is_one_of_a_series() -> None:
    rows = "it NNP nsubj 1\nflew VBN ROOT 1\nmissions NNS dobj 1\n, , punct 2\nmade VBN acl 2\nraids NNS dobj 4"
    found = mend(tree(rows))
    assert (found.heads[4], found.deps[4]) == (1, "conj")


def test_a_list_taken_for_an_apposition() -> None:
    members = "clerks NNS dobj 1\n, , punct 2\npriests NNS appos 2\nand CC cc 4\nnuns NNS conj 4"
    rows = f"they NNP nsubj 1\nheld VBD ROOT 1\n{members}"
    assert mend(tree(rows)).deps[4] == "conj"


def test_an_apposition_with_an_article_stays() -> None:
    rows = (
        "they NNP nsubj 1\nheld VBD ROOT 1\nclerks NNS dobj 1\n, , punct 2\nthe DT det 5\nheads NNS appos 2\n"
        "and CC cc 5\nnuns NNS conj 5"
    )
    assert mend(tree(rows)).deps[5] == "appos"


def test_a_noun_with_modifiers_is_a_noun() -> None:
    found = mend(tree("series NN ROOT 0\nof IN prep 0\nforeign JJ amod 3\nairstrikes VBZ pobj 1"))
    assert (found.pos[3], found.tags[3], found.lemmas[3]) == ("NOUN", "NNS", "airstrike")


def test_a_prefix_with_a_hyphen_gives_its_place_to_the_verb() -> None:
    rows = "agreed VBD ROOT 0\nto TO aux 2\nre VB xcomp 0\n- VB conj 2\nopen VB conj 2\nborders NNS dobj 4"
    found = mend(tree(rows))
    assert (found.heads[4], found.deps[4]) == (0, "xcomp")
    assert found.heads[1] == 4


def test_nothing_is_hung_on_its_own_descendant() -> None:
    found = tree("sees VBZ ROOT 0\nher NNP dobj 0")
    found.attach(0, 1, "conj")
    assert found.heads == [0, 0]


def test_what_has_an_infinitives_to_is_a_verb() -> None:
    found = mend(tree("she NNP nsubj 1\noffered VBD ROOT 1\nto TO aux 3\nhost NN xcomp 1\ntalks NNS dobj 3"))
    assert (found.pos[3], found.tags[3]) == ("VERB", "VB")


def test_a_headlines_verb_is_no_auxiliary_of_its_object() -> None:
    found = mend(tree("oman NNP nsubj 2\nlifts VBZ aux 2\nban NN ROOT 2\non IN prep 2\ntravel NN pobj 3"))
    assert (found.heads[:4], found.deps[1:3]) == ([1, 1, 1, 2], ["ROOT", "dobj"])
    assert (found.lemmas[1], found.children[1]) == ("lift", [0, 2])


@pytest.mark.parametrize(
    ("verb", "noun", "head"), [("dismiss", "demand", 2), ("ask", "demand", 1), ("dismiss", "road", 1)]
)
def test_an_infinitive_right_after_an_object_is_the_objects(lexicon: Lexicon, verb: str, noun: str, head: int) -> None:
    rows = f"oman NNP nsubj 1\n{verb} VBP ROOT 1\n{noun} NN dobj 1\nto TO aux 4\nend VB xcomp 1"
    assert mend(tree(rows), lexicon).heads[4] == head
