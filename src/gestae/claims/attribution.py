"""Who says so: the sources whose words an event stands in, nearest first."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from gestae.actors.view import Mentions
from gestae.events.parties import PartyFinder
from gestae.events.view import Draft, Party, Slice
from gestae.language.tree import Tree
from gestae.language.view import Tense
from gestae.lexicon import Lexicon
from gestae.model import Actor, CueKind, EventRole, EventType, SourceKind, SpeechKind, Status
from gestae.speech.view import Speech, Utterance

SPEECH_ACTS = frozenset(
    {
        EventType.AGREE,
        EventType.SUPPORT,
        EventType.CONCEDE,
        EventType.REQUEST,
        EventType.ACCUSE,
        EventType.REJECT,
        EventType.THREATEN,
    }
)
VOUCHING = frozenset({CueKind.REPORT, CueKind.FINDING, CueKind.BELIEF, CueKind.ACCORDANCE, None})
FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"})
RELATIVE = frozenset({"who", "which", "that"})
HEDGING = ("hedge", "alleged")
TOLD_AFTERWARDS = frozenset({Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT})
FARTHEST = 6
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Voucher:
    """A source of an event: its party where one is named, and the cue's tokens."""

    kind: SourceKind
    party: Party | None
    cue: Slice | None


def attribute(
    drafts: Sequence[Draft], speech: Speech, mentions: Mentions, tree: Tree, lexicon: Lexicon
) -> tuple[tuple[Voucher, ...], ...]:
    """The sources of each draft; empty where the text asserts it in its own voice."""
    doubtful = frozenset(w for kind in HEDGING for w in lexicon.cues.get(kind, {}))
    no = frozenset(lexicon.cues.get("negation", {}))
    reader = _Reader(PartyFinder(mentions, tree), tree, doubtful, frozenset(lexicon.cues.get("hearsay", {})), no)
    accused = _accusations(drafts)
    stopped = {inner for draft in drafts if draft.why.startswith("stop") for inner in draft.about}
    found = []
    for index, draft in enumerate(drafts):
        covering = [u for u in speech.covering(draft.predicate.head) if _vouches(u, draft, index in stopped)]
        told = {u.cue[1] for u in covering if u.cue is not None}
        accusers = [v for v in accused.get(index, ()) if v.cue is None or v.cue[1] not in told]
        scare = _scare_quotes(draft, speech)
        found.append(_once([*accusers, *scare, *reader.hedges(draft, told), *reader.speakers(draft, covering)]))
    return tuple(found)


def _scare_quotes(draft: Draft, speech: Speech) -> list[Voucher]:
    """Marks around the event's word alone, which nobody is said to have spoken: the text doubts it: the "attack"."""
    head = draft.predicate.head
    quoted = [q for q in speech.quotations if q.start <= head < q.end <= q.start + SHORTEST]
    spoken = any(u.kind is not SpeechKind.INDIRECT for u in speech.covering(head))
    return [Voucher(SourceKind.HEDGE, None, (q.start, q.end)) for q in quoted[:1] if not spoken]


def _once(vouchers: Sequence[Voucher]) -> tuple[Voucher, ...]:
    """Each source once, at its nearest place in the chain."""
    found: dict[object, Voucher] = {}
    for voucher in vouchers:
        party = voucher.party
        actor = party.actor if party and (party.actor.entity or party.actor.country) else None
        cue = voucher.cue[1] if voucher.cue else None
        found.setdefault(actor or (party.head if party else ("cue", cue)), voucher)
    return tuple(found.values())


def _accusations(drafts: Sequence[Draft]) -> Mapping[int, tuple[Voucher, ...]]:
    """What an accusation is about is vouched for by the accuser."""
    return {
        inner: tuple(Voucher(_kind(p.actor), p, draft.trigger) for p in draft.actors[:1])
        or (Voucher(SourceKind.HEDGE, None, draft.trigger),)
        for draft in drafts
        if draft.modes == ("allege",)
        for inner in draft.about
        if drafts[inner].role is EventRole.MAIN
    }


def _kind(actor: Actor) -> SourceKind:
    return SourceKind.NAMED if actor.country or actor.entity else SourceKind.UNNAMED


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the sources of one document's events."""

    finder: PartyFinder
    tree: Tree
    doubtful: frozenset[str]
    hearsay: frozenset[str]
    no: frozenset[str]

    def speakers(self, draft: Draft, covering: Sequence[Utterance]) -> list[Voucher]:
        """Those in whose words the event stands, without the one who acts by speaking them."""
        found = []
        for depth, utterance in enumerate(covering):
            if utterance.cue_head == draft.predicate.head:
                continue
            voucher = self._voucher(utterance)
            if voucher is None or self._acts_by_speaking(draft, voucher.party, nearest=depth == 0):
                continue
            found.append(voucher)
        return found

    def _voucher(self, utterance: Utterance) -> Voucher | None:
        """The source of an utterance; None for the author's own "we believe" and for "nobody said"."""
        head = self._antecedent(utterance)
        if utterance.source is not None and self.tree.words[utterance.source[0]] in self.no:
            return None
        if head is None or utterance.source is None:
            bare = SourceKind.UNNAMED if utterance.cue is None else SourceKind.HEDGE
            return Voucher(bare, None, utterance.cue)
        if utterance.within is None and self.tree.words[head] in FIRST_PERSON:
            return None
        party = next(iter(self.finder.exactly(head)), None)
        if party is None and head == utterance.source_head:
            owner = next(iter(self.finder.at(head)), None)
            party = Party(*utterance.source, head, owner.actor if owner else Actor())
        return Voucher(_kind(party.actor) if party else SourceKind.UNNAMED, party, utterance.cue)

    def _antecedent(self, utterance: Utterance) -> int | None:
        """The head of the source; for a relative pronoun the noun that it stands for."""
        head, cue = utterance.source_head, utterance.cue_head
        if head is None or cue is None or self.tree.words[head] not in RELATIVE:
            return head
        for above in (cue, *self.tree.ancestors(cue)):
            if self.tree.deps[above] == "relcl":
                return self.tree.heads[above]
        return head

    def _acts_by_speaking(self, draft: Draft, speaker: Party | None, nearest: bool) -> bool:
        """Is the event what the speaker does with these very words: "We condemn the raid," the minister said?"""
        made = draft.status in {None, Status.ACTUAL}
        if draft.type not in SPEECH_ACTS or speaker is None or not made:
            return False
        if any(p.head == speaker.head for p in draft.actors):
            return True
        if nearest and any(self.tree.words[p.head] in FIRST_PERSON for p in draft.actors):
            return True
        return draft.predicate.tense not in TOLD_AFTERWARDS and any(_speaks_for(speaker, p) for p in draft.actors)

    def hedges(self, draft: Draft, told: Container[int]) -> list[Voucher]:
        """Words that vouch for nothing: "reportedly", "the alleged raid", "are said to have", "rumours that".

        ``told`` are the ends of cues by which somebody reports the event, which are no hedges.
        """
        tree = self.tree
        verbs = self._verbs(draft)
        cues = [c for v in verbs for c in tree.by_dep(v, "advmod", "amod") if tree.words[c] in self.doubtful]
        cues += [
            c for v in verbs for c in tree.by_dep(v, "amod") if "".join(tree.words[c - 2 : c + 1]) in self.doubtful
        ]
        cues += [v for v in verbs if tree.lemmas[v] in self.hearsay and v != draft.predicate.head and self._unsaid(v)]
        clause = verbs[-1]
        noun = tree.heads[clause]
        if tree.deps[clause] == "acl" and tree.lemmas[noun] in self.hearsay and tree.first(clause, "mark") is not None:
            cues.append(noun)
        return [Voucher(SourceKind.HEDGE, None, (cue, cue + 1)) for cue in sorted(cues) if cue + 1 not in told]

    def _unsaid(self, verb: int) -> bool:
        """Is a verb of saying passive, and nobody told who says so?"""
        return self.tree.first(verb, "auxpass") is not None and self.tree.first(verb, "agent") is None

    def _verbs(self, draft: Draft) -> list[int]:
        """The event's word, the verb that carries it, and the verbs that these share a subject with."""
        found = [h for h in (draft.predicate.head, draft.predicate.support) if h is not None]
        token = found[-1]
        for _ in range(FARTHEST):
            own = self.tree.first(token, "nsubj", "nsubjpass")
            if self.tree.deps[token] not in {"xcomp", "conj"} or own is not None:
                break
            token = self.tree.heads[token]
            if self.tree.pos[token] in {"VERB", "AUX"}:
                found.append(token)
        return found


def _vouches(utterance: Utterance, draft: Draft, stopped: bool) -> bool:
    """Does the speaker answer for the event? What a wish or judgement takes for granted the text itself tells."""
    if utterance.cue_kind in VOUCHING or utterance.kind is not SpeechKind.INDIRECT:
        return True
    return not stopped and (draft.role is EventRole.CONTENT or draft.status not in {None, Status.ACTUAL})


def _speaks_for(speaker: Party, actor: Party) -> bool:
    """Is the actor the speaker, or the state in whose government the speaker sits?"""
    mine, other = speaker.actor, actor.actor
    if mine.entity is not None and mine.entity == other.entity:
        return True
    same = mine.country is not None and mine.country == other.country
    return same and "GOV" in mine.sectors and other.sectors[:1] in {(), ("GOV",)}
