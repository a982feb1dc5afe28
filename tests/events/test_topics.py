from pathlib import Path

from spacy.language import Language

from gestae.events.topics import Topic, topics_of
from gestae.language.parse import parse_documents
from gestae.language.tree import Tree
from gestae.lexicon import Lexicon, load_lexicon
from gestae.model import Document


def topics(text: str, nlp: Language, lexicon: Lexicon) -> tuple[Topic, ...]:
    parsed = next(parse_documents(nlp, [Document(text=text)]))
    return topics_of(parsed, Tree.of(parsed.doc), lexicon)


def test_words_of_a_private_topic_outweigh_politics(nlp: Language, tmp_path: Path) -> None:
    (tmp_path / "classes.tsv").write_text("class\tnouns\ntopic-sport\tgoal|coach|cup final\ntopic-politics\tminister\n")
    lexicon = load_lexicon([tmp_path])
    assert topics("The coach praised the goal in the cup final.", nlp, lexicon) == (Topic.PRIVATE,)
    assert topics("The coach met the minister. The minister left.", nlp, lexicon)[0] is Topic.PUBLIC


def test_a_far_passage_does_not_count(nlp: Language, tmp_path: Path) -> None:
    (tmp_path / "classes.tsv").write_text("class\tnouns\ntopic-sport\tgoal|coach\ntopic-politics\tminister\n")
    text = "The minister left. " + "It rained. " * 40 + "The coach saw a goal. " * 3
    found = topics(text, nlp, load_lexicon([tmp_path]))
    assert (found[0], found[-1]) == (Topic.PUBLIC, Topic.PRIVATE)
