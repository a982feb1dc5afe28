"""Pronouns: which are which, what a relative clause hangs on, who speaks where."""

from collections.abc import Sequence

from spacy.tokens import Token

from gestae.speech.view import Utterance

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
THEY = frozenset(("they", "them", "their", "theirs", "themselves"))
IT = frozenset(("it", "its", "itself"))
FIRST = frozenset(("i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"))
RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))


def clause_subject(token: Token) -> int:
    """Head of the subject of the clause in which a pronoun is an object; -1 where there is none."""
    verb = token.head
    if token.dep_ in ("dobj", "dative", "pobj"):
        if token.dep_ == "pobj":
            verb = verb.head
        for child in verb.lefts:
            if child.dep_ == "nsubj":
                return int(child.i)
    return -1


def third_person(token: Token) -> bool:
    """Whether a token is a pronoun that takes up somebody named before."""
    return token.lower_ in HE or token.lower_ in SHE or token.lower_ in THEY or token.lower_ in IT


def first_person(token: Token) -> bool:
    """Whether a token is "I", "we" or one of their forms."""
    return token.lower_ in FIRST and token.tag_ in ("PRP", "PRP$")


def relative(token: Token) -> Token | None:
    """The antecedent's head of a relative pronoun: what its clause hangs on."""
    if token.lower_ not in RELATIVE or token.tag_ not in ("WP", "WDT", "WP$"):
        return None
    clause = token.head
    for _ in range(4):
        if clause.dep_ == "relcl":
            return clause.head
        clause = clause.head
    return None


def speakers(utterances: Sequence[Utterance], tokens: Sequence[int]) -> dict[int, int]:
    """Head of the innermost known speaker at each of the given tokens, which have to be in order."""
    slices = sorted(
        (start, -end, u.source_head) for u in utterances if u.source_head is not None for start, end in u.content
    )
    found: dict[int, int] = {}
    running: list[tuple[int, int]] = []
    position = 0
    for token in tokens:
        while position < len(slices) and slices[position][0] <= token:
            running.append((-slices[position][1], slices[position][2]))
            position += 1
        while running and running[-1][0] <= token:
            running.pop()
        if running:
            found[token] = running[-1][1]
    return found
