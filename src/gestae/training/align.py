"""From annotated sentences to what the network learns: inputs with the answer beside each candidate and pair."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gestae.actors.view import Mention, MentionKind, Mentions
from gestae.events import propose
from gestae.events.chooser.inputs import OPEN, TYPES, Evidence, SentenceInput, sentence_inputs
from gestae.language.parse import parse_documents
from gestae.language.tree import Tree
from gestae.language.view import Parsed, View
from gestae.lexicon import Lexicon
from gestae.model import Actor, Document, EventRole, Status
from gestae.notation import Example, ExampleEvent, ExampleParty, PartyRole
from gestae.pipeline import Coder
from gestae.training.data import Item

Labels = NDArray[np.int64]

IGNORED = -1
NEITHER, ACTOR, RECIPIENT = range(3)
STATUSES = tuple(Status)
ROLE_LABELS = {PartyRole.ACTOR: ACTOR, PartyRole.RECIPIENT: RECIPIENT}
BATCH = 64


@dataclass(frozen=True, slots=True)
class Instance:
    """A sentence of an item (``batch`` and ``line``) and its answers.

    ``types`` holds 0 for no event or 1 + the place in ``TYPES``, ``modes`` a number of ``mode_names``; ``IGNORED`` is
    not learnt from. ``content`` and ``said`` are 0 or 1; ``roles`` has a row a candidate and a column a mention;
    ``relations`` lists (first mention, second mention, place in ``TYPES``).
    """

    batch: str
    line: int
    input: SentenceInput
    types: Labels
    modes: Labels
    status: Labels
    content: Labels
    said: Labels
    roles: Labels
    relations: tuple[tuple[int, int, int], ...]


def mode_names(lexicon: Lexicon) -> tuple[str, ...]:
    """All modes as ``TYPE/mode``, in the order of the labels."""
    return tuple(f"{type_}/{mode}" for type_, mode in lexicon.modes)


def instances(coder: Coder, items: Iterable[Item]) -> Iterator[Instance]:
    """The sentences of all items, in order."""
    modes = {name: number for number, name in enumerate(mode_names(coder.lexicon))}
    stream = iter(items)
    while batch := list(itertools.islice(stream, BATCH)):
        documents = [Document(text=item.example.text) for item in batch]
        for item, parsed in zip(batch, parse_documents(coder.nlp, documents), strict=True):
            yield from _instances(coder, item, parsed, modes)


def evidence_of(coder: Coder, parsed: Parsed) -> Evidence:
    """What the rooms before choosing find in a text."""
    found = coder.results(parsed, last="actors")
    tree, view, speech, mentions = (found[name] for name in ("tree", "view", "speech", "mentions"))
    proposal = propose(parsed, tree, view, speech, mentions, coder.lexicon)
    return Evidence(parsed, tree, view, speech, mentions, proposal.drafts, proposal.chosen.all, proposal.topics)


def _instances(coder: Coder, item: Item, parsed: Parsed, modes: dict[str, int]) -> Iterator[Instance]:
    found = evidence_of(coder, parsed)
    tree, view = found.tree, found.view
    evidence = replace(found, mentions=with_marked(found.mentions, item.example, parsed, tree))
    triggers = {e.number: trigger_token(e, parsed, tree, view) for e in item.example.events}
    for sentence in sentence_inputs(evidence):
        yield _labelled(item, sentence, parsed, view, triggers, modes)


def tokens_of(parsed: Parsed, start: int, end: int) -> list[int]:
    """The tokens that a character slice touches."""
    return [t.i for t in parsed.doc if t.idx < end and t.idx + len(t) > start and not t.is_space]


def trigger_token(event: ExampleEvent, parsed: Parsed, tree: Tree, view: View) -> int | None:
    """The token that stands for a marked trigger: its predicate nearest to the root of the words."""
    tokens = tokens_of(parsed, event.start, event.end)
    roots = [t for t in tokens if tree.heads[t] not in tokens or tree.heads[t] == t]
    for group in (roots, tokens):
        for found in ([t for t in group if t in view.by_head], [t for t in group if tree.pos[t] in OPEN]):
            if found:
                return found[0]
    return None


def with_marked(mentions: Mentions, example: Example, parsed: Parsed, tree: Tree) -> Mentions:
    """The mentions with those marked parties that none of them stands for."""
    found = list(mentions.all)
    for party in example.parties:
        if not any(role in ROLE_LABELS for role, _ in party.roles):
            continue
        if _at(party, parsed, [m for m in found if m.kind is not MentionKind.OTHER]) is not None:
            continue
        tokens = tokens_of(parsed, party.start, party.end)
        if not tokens:
            continue
        head = next((t for t in tokens if tree.heads[t] not in tokens or tree.heads[t] == t), tokens[-1])
        actor = Actor(country=party.country, sector=party.sector, sectors=(party.sector,) if party.sector else ())
        found = [m for m in found if m.head != head]
        found.append(Mention(tokens[0], tokens[-1] + 1, head, MentionKind.ACTOR, (actor,)))
    return Mentions(tuple(sorted(found, key=lambda m: (m.start, -m.end))))


def _at(party: ExampleParty, parsed: Parsed, mentions: Sequence[Mention]) -> int | None:
    """The place of the mention that stands for a marked party: its head lies inside, and most of it does."""
    best, most = None, 0.0
    for place, mention in enumerate(mentions):
        head = parsed.doc[mention.head]
        if not party.start <= head.idx < party.end:
            continue
        start, last = parsed.doc[mention.start].idx, parsed.doc[mention.end - 1]
        end = last.idx + len(last)
        shared = min(end, party.end) - max(start, party.start)
        share = shared / (max(end, party.end) - min(start, party.start))
        if share > most:
            best, most = place, share
    return best if most > 0.3 else None


def _labelled(
    item: Item,
    sentence: SentenceInput,
    parsed: Parsed,
    view: View,
    triggers: dict[int, int | None],
    modes: dict[str, int],
) -> Instance:
    example, rows = item.example, {token: row for row, token in enumerate(sentence.candidates)}
    size = len(rows)
    types, content, said = np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, np.int64)
    mode, status = np.full(size, IGNORED, np.int64), np.full(size, IGNORED, np.int64)
    roles = np.full((size, len(sentence.mentions)), IGNORED, np.int64)
    relations: list[tuple[int, int, int]] = []
    places = {id(p): _at(p, parsed, sentence.mentions) for p in example.parties}
    order = sorted(example.events, key=lambda e: e.role is EventRole.MAIN)
    for event in order:
        row = rows.get(token) if (token := triggers[event.number]) is not None else None
        if row is None:
            continue
        types[row] = 1 + TYPES.index(event.type)
        content[row] = event.role is EventRole.CONTENT
        mode[row] = modes[f"{event.type}/{event.mode}"] if event.mode else IGNORED
        status[row] = STATUSES.index(event.status)
        said[row] = any(
            number == event.number and role in {PartyRole.SOURCE, PartyRole.HEDGE}
            for party in example.parties
            for role, number in party.roles
        )
        roles[row] = NEITHER
        sides: dict[int, list[int]] = {ACTOR: [], RECIPIENT: []}
        for party in example.parties:
            for role, number in party.roles:
                place = places[id(party)]
                if number == event.number and role in ROLE_LABELS and place is not None:
                    roles[row, place] = ROLE_LABELS[role]
                    sides[ROLE_LABELS[role]].append(place)
        if event.role is EventRole.MAIN:
            others = sides[RECIPIENT] or sides[ACTOR]
            relations += [(a, b, TYPES.index(event.type)) for a in sides[ACTOR] for b in others if a != b]
    for predicate in view.predicates:
        pair = (rows.get(predicate.head), rows.get(predicate.support) if predicate.support is not None else None)
        for one, other in (pair, pair[::-1]):
            if one is not None and other is not None and types[one] > 0 and types[other] == 0:
                types[other] = IGNORED
    return Instance(item.batch, item.line, sentence, types, mode, status, content, said, roles, tuple(relations))
