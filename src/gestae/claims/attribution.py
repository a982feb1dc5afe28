"""Who says so: the sources whose words an event stands in, nearest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from gestae.actors.view import Mentions
from gestae.events.parties import PartyFinder
from gestae.events.view import Draft, Party, Slice
from gestae.language.tree import Tree
from gestae.lexicon import Lexicon
from gestae.model import EventRole, SourceKind
from gestae.speech.view import Speech, Utterance


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
    finder = PartyFinder(mentions, tree)
    accused = _accusations(drafts)
    found = []
    for index, draft in enumerate(drafts):
        vouchers = [v for u in speech.covering(draft.predicate.head) if (v := _voucher(u, draft, finder)) is not None]
        if not vouchers:
            vouchers = list(accused.get(index, ()))
        vouchers += _hedges(draft, tree, lexicon)
        found.append(_once(vouchers))
    return tuple(found)


def _once(vouchers: Sequence[Voucher]) -> tuple[Voucher, ...]:
    """Each source once, at its nearest place in the chain."""
    found: dict[tuple[object, ...], Voucher] = {}
    for voucher in vouchers:
        party = voucher.party
        key = (voucher.kind, party.actor if party else voucher.cue)
        found.setdefault(key, voucher)
    return tuple(found.values())


def _voucher(utterance: Utterance, draft: Draft, finder: PartyFinder) -> Voucher | None:
    own_cue = utterance.cue_head == draft.predicate.head
    heads = {p.head for p in draft.actors}
    if own_cue or (utterance.source_head is not None and utterance.source_head in heads and _speech_act(draft)):
        return None
    if utterance.source_head is None:
        return Voucher(SourceKind.UNNAMED, None, utterance.cue)
    parties = finder.at(utterance.source_head)
    if not parties:
        return Voucher(SourceKind.UNNAMED, None, utterance.cue)
    named = bool(parties[0].actor.country or parties[0].actor.entity)
    return Voucher(SourceKind.NAMED if named else SourceKind.UNNAMED, parties[0], utterance.cue)


def _speech_act(draft: Draft) -> bool:
    """An event that its own speaker makes by speaking is in the text's voice."""
    return bool(draft.about) or draft.why.startswith("(")


def _accusations(drafts: Sequence[Draft]) -> dict[int, tuple[Voucher, ...]]:
    """What an accusation is about is vouched for by the accuser."""
    return {
        inner: tuple(Voucher(SourceKind.NAMED, p, draft.trigger) for p in draft.actors[:1])
        for draft in drafts
        if draft.modes == ("allege",)
        for inner in draft.about
        if drafts[inner].role is EventRole.MAIN
    }


def _hedges(draft: Draft, tree: Tree, lexicon: Lexicon) -> list[Voucher]:
    hedges = {**lexicon.cues.get("hedge", {}), **lexicon.cues.get("alleged", {})}
    heads = [h for h in (draft.predicate.head, draft.predicate.support) if h is not None]
    return [
        Voucher(SourceKind.HEDGE, None, (child, child + 1))
        for head in heads
        for child in tree.children[head]
        if tree.deps[child] in {"advmod", "amod"} and tree.words[child] in hedges
    ]
