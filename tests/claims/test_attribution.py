import pytest

from gestae.actors.view import Mention, MentionKind, Mentions
from gestae.claims.attribution import attribute
from gestae.events.view import Draft, Party
from gestae.language.tree import Tree
from gestae.language.view import Predicate, PredicateKind, Tense, Voice
from gestae.lexicon import Lexicon
from gestae.model import Actor, CueKind, EventRole, EventType, SourceKind, SpeechKind, Status
from gestae.speech.view import Speech, Utterance

WORDS = ["ministers", "said", "rebels", "reportedly", "attacked", "ports"]
TREE = Tree(
    WORDS,
    ["minister", "say", "rebel", "reportedly", "attack", "port"],
    ["NOUN", "VERB", "NOUN", "ADV", "VERB", "NOUN"],
    ["NNS", "VBD", "NNS", "RB", "VBD", "NNS"],
    ["nsubj", "ROOT", "nsubj", "advmod", "ccomp", "dobj"],
    [1, 1, 4, 4, 1, 4],
    [[], [0, 4], [], [], [2, 3, 5], []],
)
BARE = Tree(
    TREE.words, TREE.lemmas, TREE.pos, TREE.tags, [*TREE.deps[:3], "dep", *TREE.deps[4:]], TREE.heads, TREE.children
)
MINISTER = Actor(country="PER", sector="GOV", sectors=("GOV",))
PERU = Actor(country="PER", sector="GOV", sectors=("GOV",), entity="country:PER")
MENTIONS = Mentions((Mention(0, 1, 0, MentionKind.ACTOR, (MINISTER,)),))


def draft(event: EventType = EventType.ASSAULT, tense: Tense = Tense.PAST, **fields: object) -> Draft:
    predicate = Predicate(4, "attack", PredicateKind.VERB, Voice.ACTIVE, tense, 4, 5, 0)
    return Draft(event, (), predicate, (4, 5), **fields)  # type: ignore[arg-type]  # facts of one test


def said(kind: CueKind | None = CueKind.REPORT, **fields: object) -> Utterance:
    given = {"source": (0, 1), "source_head": 0, "cue": (1, 2), "cue_head": 1, **fields}
    return Utterance(((2, 6),), SpeechKind.INDIRECT, cue_kind=kind, **given)  # type: ignore[arg-type]  # facts of one test


def sources(
    lexicon: Lexicon, one: Draft, *utterances: Utterance, tree: Tree = BARE
) -> list[tuple[SourceKind, str | None]]:
    found = attribute([one], Speech((), utterances), MENTIONS, tree, lexicon)[0]
    return [(v.kind, tree.words[v.party.head] if v.party else None) for v in found]


def test_the_text_speaks_where_nobody_else_does(lexicon: Lexicon) -> None:
    assert sources(lexicon, draft()) == []


def test_who_says_so_is_named(lexicon: Lexicon) -> None:
    assert sources(lexicon, draft(), said()) == [(SourceKind.NAMED, "ministers")]


def test_a_speaker_whom_nobody_knows_keeps_the_words(lexicon: Lexicon) -> None:
    assert sources(lexicon, draft(), said(source=(5, 6), source_head=5)) == [(SourceKind.UNNAMED, "ports")]


def test_speech_without_a_source_is_hearsay(lexicon: Lexicon) -> None:
    assert sources(lexicon, draft(), said(source=None, source_head=None)) == [(SourceKind.HEDGE, None)]


def test_a_source_is_told_once(lexicon: Lexicon) -> None:
    assert sources(lexicon, draft(), said(), said(cue=(0, 1))) == [(SourceKind.NAMED, "ministers")]


def test_an_adverb_hedges_before_the_speaker(lexicon: Lexicon) -> None:
    found = sources(lexicon, draft(), said(), tree=TREE)
    assert found == [(SourceKind.HEDGE, None), (SourceKind.NAMED, "ministers")]


@pytest.mark.parametrize("kind", [CueKind.JUDGEMENT, CueKind.HOPE, CueKind.REQUEST, CueKind.INTENTION, CueKind.ACT])
def test_what_a_judgement_or_wish_takes_for_granted_is_the_texts_own(kind: CueKind, lexicon: Lexicon) -> None:
    assert sources(lexicon, draft(), said(kind)) == []


def test_what_is_only_wished_for_is_the_speakers(lexicon: Lexicon) -> None:
    wished = draft(status=Status.HYPOTHETICAL)
    asked = draft(role=EventRole.CONTENT, status=Status.HYPOTHETICAL)
    assert sources(lexicon, wished, said(CueKind.HOPE)) == [(SourceKind.NAMED, "ministers")]
    assert sources(lexicon, asked, said(CueKind.REQUEST)) == [(SourceKind.NAMED, "ministers")]


@pytest.mark.parametrize(
    ("event", "tense", "actor", "own"),
    [
        (EventType.ACCUSE, Tense.PRESENT, PERU, True),
        (EventType.ACCUSE, Tense.PAST, PERU, False),
        (EventType.ASSAULT, Tense.PRESENT, PERU, False),
        (EventType.ACCUSE, Tense.PRESENT, Actor(country="BOL", sector="GOV", sectors=("GOV",)), False),
        (EventType.ACCUSE, Tense.PRESENT, Actor(country="PER", sector="REB", sectors=("REB",)), False),
    ],
)
def test_who_acts_by_speaking_is_no_source(
    event: EventType, tense: Tense, actor: Actor, own: bool, lexicon: Lexicon
) -> None:
    one = draft(event, tense, actors=(Party(2, 3, 2, actor),))
    assert (sources(lexicon, one, said()) == []) is own


def test_what_is_alleged_has_the_accuser_for_its_source(lexicon: Lexicon) -> None:
    accuser = Party(0, 1, 0, MINISTER)
    predicate = Predicate(1, "say", PredicateKind.VERB, Voice.ACTIVE, Tense.PAST, 1, 2, 0)
    accusation = Draft(EventType.ACCUSE, ("allege",), predicate, (1, 2), actors=(accuser,), about=(1,))
    outer, inner = attribute([accusation, draft()], Speech(), MENTIONS, BARE, lexicon)
    assert outer == ()
    assert [v.party for v in inner] == [accuser]
