"""Who is meant again: names shortened, definite descriptions and pronouns of one document."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from spacy.tokens import Doc, Token

from gestae.actors.parts import Phrase
from gestae.actors.pronouns import HE, IT, RELATIVE, SHE, THEY, clause_subject
from gestae.actors.view import MentionKind
from gestae.knowledge import AgentKind, Knowledge, words
from gestae.language.view import Parsed
from gestae.model import Actor

_DEFINITE = frozenset(("the", "this", "that", "these", "those", "both", "its", "their"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "agent"))
_SIDES = 8  # parties that coordination can put together
_TWO = frozenset(("two", "2", "both"))
_REACH = 60  # how many referents back a pronoun or a description may look
_NEAR = 4  # how many sentences back a pronoun may look


@dataclass(slots=True, eq=False)
class Referent:
    """Somebody the document speaks of.

    ``last`` and ``subject`` tell where and how the latest mention stood; ``inferred`` that the country is only the
    scene's.
    """

    chain: int
    actors: tuple[Actor, ...]
    plural: bool
    person: bool
    named: bool
    kind: MentionKind
    noun: str
    last: int
    sentence: int
    subject: bool = False
    names: set[str] = field(default_factory=set)
    gender: str = ""
    inferred: bool = False


class Discourse:
    """The referents of a document so far, and who a phrase or pronoun takes up."""

    def __init__(self, parsed: Parsed, knowledge: Knowledge) -> None:
        self.parsed = parsed
        self.doc: Doc = parsed.doc
        self.classes, self._agents = knowledge.word_classes, knowledge.agents
        self._women, self._men = self.classes["woman"], self.classes["man"]
        self._recent: dict[int, Referent] = {}
        self._joined: dict[int, Referent] = {}
        self._chains = 0
        self._by_entity: dict[str, Referent] = {}
        self._by_name: dict[str, Referent] = {}

    def take(self, phrase: Phrase) -> Referent | None:
        """The referent of a noun phrase: an earlier one that it takes up, else a new one; None for OTHER."""
        if phrase.kind is MentionKind.OTHER:
            return None
        head = self.doc[phrase.head]
        referent = self._earlier(phrase, head) or self._introduced(phrase, head)
        if referent is None:
            referent = self._new(phrase, head)
        self._touch(referent, head)
        return referent

    def known(self, phrase: Phrase) -> Phrase:
        """The phrase, read as a person where it is the last word of a person's name from before."""
        head = self.doc[phrase.head]
        if head.pos_ != "PROPN" or (phrase.kind is not MentionKind.OTHER and phrase.why != "place"):
            return phrase
        norms = words(head.text)
        earlier = self._by_name.get(norms[-1].norm) if norms else None
        if earlier is None or not earlier.person:
            earlier = self._by_name.get("=" + head.text)
            if earlier is None or phrase.why == "place":
                return phrase
        return replace(
            phrase, kind=MentionKind.ACTOR, actors=earlier.actors, person=earlier.person, named=True, why="name again"
        )

    def pronoun(self, token: Token) -> Referent | None:
        """The referent of a third-person or relative pronoun, None where no earlier one agrees."""
        word = token.lower_
        if word in RELATIVE and token.tag_ in ("WP", "WDT", "WP$"):
            return None
        sentence = self.parsed.sentence_of[token.i]
        best: tuple[float, Referent] | None = None
        own = clause_subject(token)
        owner = self._fellow(token)
        if owner is not None:
            self._touch(owner, token)
            return owner
        for referent in self._latest():
            distance = sentence - referent.sentence
            if distance > _NEAR or not _agrees(word, referent):
                continue
            if referent.last == own and token.tag_ != "PRP$":
                continue
            score = -1.5 * distance + (1.0 if referent.subject else 0.0) + (0.5 if referent.named else 0.0)
            score += 0.002 * (referent.last - token.i)
            if word in THEY and referent.plural:
                score += 1.0
            if best is None or score > best[0]:
                best = (score, referent)
        if best is None:
            return self._couple(sentence, token) if word in THEY else None
        found = best[1]
        if found.person and word in HE | SHE:
            found.gender = "f" if word in SHE else "m"
        self._touch(found, token)
        return found

    def _fellow(self, token: Token) -> Referent | None:
        """Whose a noun is that a conjunction ties to the owner itself or to another thing of his.

        "Mali and its allies", "Obama's visit and his speech".
        """
        if token.tag_ != "PRP$" or token.head.dep_ != "conj":
            return None
        joined = token.head.head
        owners = [joined.i, *(c.i for c in joined.lefts if c.dep_ == "poss")]
        return next((r for r in self._latest() if r.last in owners and _agrees(token.lower_, r)), None)

    def join(self, token: Token, last: Referent) -> None:
        """Make one plural referent of coordinated ones, for "they" and "the two leaders" to take up."""
        first = token
        for _ in range(_REACH):
            if first.dep_ != "conj":
                break
            first = first.head
        group = self._joined.get(first.i)
        earlier = group or next((r for r in self._latest() if r.last == first.i), None)
        if earlier is None or earlier.kind is not MentionKind.ACTOR or last.kind is not MentionKind.ACTOR:
            return
        actors = tuple(dict.fromkeys((*earlier.actors, *last.actors)))
        if not 1 < len(actors) <= _SIDES:
            return
        if group is None:
            group = Referent(
                self._chains, actors, True, earlier.person, False, MentionKind.ACTOR, "", token.i, last.sentence
            )
            group.subject = first.dep_ in _SUBJECTS
            self._joined[first.i] = group
            self._add(group)
        group.actors, group.last = actors, token.i

    def _couple(self, sentence: int, token: Token) -> Referent | None:
        """The two people of the sentence before, for a "they" that nothing plural came before."""
        people = [r for r in self._latest() if r.person and not r.plural and r.sentence == sentence - 1]
        if len(people) != 2:
            return None
        actors = tuple(dict.fromkeys((*people[1].actors, *people[0].actors)))
        couple = Referent(self._chains, actors, True, True, False, MentionKind.ACTOR, "", token.i, sentence)
        self._add(couple)
        return couple

    def _only_two(self) -> bool:
        """Whether the text has named two countries and no third."""
        return len({a.country for r in self._recent.values() for a in r.actors if a.country}) == 2

    def pair(self, wide: bool) -> tuple[Actor, ...]:
        """The two states, or officials of two states, named last; ``wide`` also takes other parties joined by "and"."""
        sentence = max((r.sentence for r in self._recent.values()), default=0)
        for group in reversed(self._joined.values()) if wide else ():
            if len(group.actors) == 2 and sentence - group.sentence < 2 and all(a.sector for a in group.actors):
                return group.actors
        found: dict[str, Actor] = {}
        for referent in self._latest():
            for actor in referent.actors:
                if actor.country and actor.sector in ("GOV", None) and (actor.entity or referent.person):
                    found.setdefault(actor.country, actor)
            if len(found) >= 2:
                return tuple(found.values())[1::-1]
        return ()

    def _touch(self, referent: Referent, head: Token) -> None:
        sentence = self.parsed.sentence_of[head.i]
        leads = referent.subject and referent.sentence == sentence
        referent.last, referent.sentence = head.i, sentence
        referent.subject = leads or head.dep_ in _SUBJECTS or (head.dep_ == "conj" and head.head.dep_ in _SUBJECTS)
        self._recent.pop(referent.chain, None)
        self._recent[referent.chain] = referent

    def _latest(self) -> Iterator[Referent]:
        """The referents mentioned last, the latest first."""
        return islice(reversed(self._recent.values()), _REACH)

    def _add(self, referent: Referent) -> None:
        self._recent[referent.chain] = referent
        self._chains += 1

    def _new(self, phrase: Phrase, head: Token) -> Referent:
        referent = Referent(
            self._chains,
            phrase.actors,
            phrase.plural,
            phrase.person,
            phrase.named,
            phrase.kind,
            head.lemma_.lower(),
            head.i,
            self.parsed.sentence_of[head.i],
            gender=self._gender(phrase),
        )
        self._add(referent)
        self._register(referent, phrase)
        return referent

    def _register(self, referent: Referent, phrase: Phrase) -> None:
        """Let entity and name of a phrase find its referent."""
        if len(phrase.actors) != 1:
            return
        self._abbreviate(referent, phrase.end)
        actor = phrase.actors[0]
        if actor.entity:
            self._by_entity.setdefault(actor.entity, referent)
        if phrase.named:
            self._name(referent, actor.name, phrase)
        elif actor.country and not phrase.person:
            self._shorten(referent, [w.norm for w in words(self.doc[phrase.start : phrase.end].text)])

    def _introduced(self, phrase: Phrase, head: Token) -> Referent | None:
        """The referent of the office that a name stands beside: "Poland's prime minister, Jan Mazur"."""
        if not (phrase.person and phrase.named and head.dep_ == "appos") or len(phrase.actors) != 1:
            return None
        found = next((r for r in self._latest() if r.last == head.head.i), None)
        if found is None or not found.person or found.named or found.plural:
            return None
        found.named, found.gender = True, self._gender(phrase)
        found.actors = phrase.actors
        self._register(found, phrase)
        return found

    def _gender(self, phrase: Phrase) -> str:
        """What title, given name and noun say: "f", "m" or nothing."""
        if not phrase.person or phrase.plural:
            return ""
        told = {t.text for t in self.doc[phrase.start : phrase.end]}
        named = phrase.actors[0].name if phrase.actors else None
        told.update((named or "").split()[:1])
        woman, man = bool(told & self._women), bool(told & self._men)
        return "f" if woman and not man else "m" if man and not woman else ""

    def _name(self, referent: Referent, name: str | None, phrase: Phrase) -> None:
        for text in (name, self.doc[phrase.head].text, self.doc[phrase.start : phrase.end].text):
            norms = [w.norm for w in words(text or "")]
            if not norms:
                continue
            referent.names.add(" ".join(norms))
            if phrase.person:
                self._by_name[norms[-1]] = referent
            else:
                self._shorten(referent, norms)
            self._by_name.setdefault(" ".join(norms), referent)

    def _shorten(self, referent: Referent, norms: list[str]) -> None:
        """Let the initials of three words or more find a referent."""
        initials = "".join(n[0] for n in norms if n not in ("of", "the", "and", "for", "in", "on"))
        if len(initials) > 2:
            self._by_name.setdefault("=" + initials.upper(), referent)

    def _abbreviate(self, referent: Referent, after: int) -> None:
        """Take note of the short name in brackets after a body's name: "(APEC)"."""
        bracketed = after + 2 < len(self.doc) and self.doc[after].text == "(" and self.doc[after + 2].text == ")"
        if bracketed and not referent.person and self.doc[after + 1].text[:1].isupper():
            self._by_name["=" + self.doc[after + 1].text] = referent

    def _earlier(self, phrase: Phrase, head: Token) -> Referent | None:
        if len(phrase.actors) == 1 and phrase.actors[0].entity and phrase.kind is MentionKind.ACTOR:
            return self._by_entity.get(phrase.actors[0].entity)
        if len(phrase.actors) == 1 and phrase.named:
            actor = phrase.actors[0]
            written = words(actor.name or head.text)
            if not written:
                return None
            whole = " ".join(w.norm for w in written)
            if phrase.person:
                found = self._by_name.get(written[-1].norm)
                if found is not None and found.person and (len(written) == 1 or _compatible(whole, found)):
                    return found
                return None
            return self._by_name.get("=" + head.text) or self._by_name.get(whole)
        if phrase.named or all(a.country for a in phrase.actors):
            return None
        return self._both(phrase, head) or self._foe(phrase, head) or self._description(phrase, head)

    def _foe(self, phrase: Phrase, head: Token) -> Referent | None:
        """The armed group named last, for "the enemy"."""
        if self.doc[phrase.start].lower_ not in _DEFINITE or head.lemma_.lower() not in self.classes["foe"]:
            return None
        return next((r for r in self._latest() if r.named and r.actors[0].sectors[:1] == ("REB",)), None)

    def _description(self, phrase: Phrase, head: Token) -> Referent | None:
        """A definite noun phrase without a country of its own takes up the latest that fits."""
        if self.doc[phrase.start].lower_ not in _DEFINITE:
            return None
        noun = head.lemma_.lower()
        sectors = {s for a in phrase.actors for s in a.sectors}
        for referent in self._latest():
            if referent.plural != phrase.plural:
                if noun in self.classes["group"] and _band(referent, sectors) and not phrase.plural and phrase.open:
                    return referent
                continue
            named_so = referent.noun == noun and not referent.named and phrase.open
            if named_so and any(a.country for a in referent.actors):
                return referent
            same = referent.named and not referent.person and any(noun in n.split() for n in referent.names)
            if same and (phrase.open or referent.actors[0].entity):
                return referent
            if referent.named and not phrase.plural:
                if (
                    noun in self.classes["state"]
                    and referent.actors[0].entity == f"country:{referent.actors[0].country}"
                ):
                    return referent
                alone = not any(c.dep_ == "prep" and c.lower_ in ("of", "for") for c in head.rights)
                body = not referent.person and referent.kind is MentionKind.ACTOR
                if alone and body and noun in self.classes["group"]:
                    actor = referent.actors[0]
                    country = (actor.entity or "").startswith("country:")
                    if not country and (not sectors or sectors & set(actor.sectors)):
                        return referent
                told = set(phrase.why.removeprefix("agent/").split()) | {noun}
                if referent.person and told <= set((referent.actors[0].office or "").lower().split()):
                    return referent
        return None

    def _both(self, phrase: Phrase, head: Token) -> Referent | None:
        """The last pair, for "the two sides", "both countries"."""
        if not phrase.plural or head.lemma_.lower() not in self.classes["sides"]:
            return None
        agent = self._agents.get(head.lower_)
        counted = any(self.doc[i].lower_ in _TWO for i in range(phrase.start, phrase.head))
        if not counted and not (
            self.doc[phrase.start].lower_ == "the" and phrase.end - phrase.start == 2 and self._only_two()
        ):
            return None
        actors = self.pair(wide=agent is not None and agent.kind is AgentKind.GROUP and not agent.homeless)
        if not actors:
            return None
        pair = Referent(self._chains, actors, True, False, False, phrase.kind, "", head.i, 0)
        self._add(pair)
        return pair


def _band(referent: Referent, sectors: set[str]) -> bool:
    """Whether several people act as one: "the rebels" are "the group", civilians are none."""
    if not referent.plural or referent.kind is not MentionKind.ACTOR or len(referent.actors) != 1:
        return False
    own = set(referent.actors[0].sectors)
    return bool(own) and "CVL" not in own and (not sectors or bool(sectors & own))


def _compatible(name: str, referent: Referent) -> bool:
    """Two names of people are one when one's words are among the other's."""
    mine = set(name.split())
    return any(mine <= set(n.split()) or set(n.split()) <= mine for n in referent.names)


def _agrees(word: str, referent: Referent) -> bool:
    if word in HE or word in SHE:
        gender = "f" if word in SHE else "m"
        return referent.person and not referent.plural and referent.gender in ("", gender)
    if word in THEY:
        return referent.kind is MentionKind.ACTOR and (referent.plural or not referent.person)
    if word in IT:
        return not referent.plural and not referent.person and (referent.kind is MentionKind.ACTOR or referent.named)
    return False
