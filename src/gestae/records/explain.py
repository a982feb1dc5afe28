"""How events came to be: the trace of one document, step by step, for people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gestae.actors.view import Rival
from gestae.events.confidence import ALWAYS, signs_of
from gestae.events.view import Draft, Party
from gestae.model import Condition, Event, Record
from gestae.records.parts import Parts

SHOWN_ROLE = 0.05


@dataclass(frozen=True, slots=True)
class Step:
    """One decision: at which stage, what was decided, and why."""

    stage: str
    found: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """The steps that led to one event."""

    event: Event
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A record and the traces of its events."""

    record: Record
    traces: tuple[Trace, ...]


def explain(parts: Parts, record: Record, ids: Mapping[int, str], only: str | None = None) -> Explanation:
    """The traces of all events, or of the one named."""
    by_id = {e.id: e for e in record.events}
    traces = tuple(
        Trace(by_id[name], tuple(_steps(parts, index, by_id[name], record.conditions)))
        for index, name in ids.items()
        if only in {None, name}
    )
    return Explanation(record, traces)


def _issuer(condition: Condition) -> str:
    return " ".join(condition.issuer.text.split()) if condition.issuer else "the text itself"


def _steps(parts: Parts, index: int, event: Event, conditions: Sequence[Condition]) -> list[Step]:
    draft = parts.drafts.all[index]
    predicate = draft.predicate
    words = parts.parsed.doc
    found = [
        Step(
            "predicate",
            f"{predicate.lemma} ({predicate.kind}, {predicate.voice}, tense {predicate.tense})",
            ", ".join(
                f"{a.role}{f' {a.marker}' if a.marker else ''}: {words[a.head].text}{' (shared)' if a.shared else ''}"
                for a in predicate.arguments
            ),
        )
    ]
    if predicate.support is not None:
        found.append(Step("light verb", words[predicate.support].text, "carries the noun"))
    if predicate.operators:
        told = ", ".join(f"{o.kind} ({words[o.cue].text})" for o in predicate.operators)
        found.append(Step("operators", told))
    *operators, frame = draft.why.split(">")
    found.append(Step("frame", f"{draft.type}{'/' + draft.modes[0] if draft.modes else ''}", f"row {frame}"))
    found += [Step("composition", name, f"works on {', '.join(event.about) or 'the event'}") for name in operators]
    found += _model_steps(parts, draft)
    found += _party_steps(parts, draft)
    found.append(Step("status", str(event.status), _status_reason(event, draft)))
    found += [
        Step("said by", (a.actor.text if a.actor else str(a.kind)), f"cue {a.cue.text!r}" if a.cue else "")
        for a in event.attributed_to
    ]
    found += [
        Step("condition", f"{side} of {c.kind}: {' '.join(part.text.split())!r}", f"set by {_issuer(c)}")
        for c in conditions
        for side, part in (("condition", c.if_), ("consequence", c.then))
        if event.id in part.events
    ]
    found.append(_date_step(event))
    found += _place_steps(parts, event)
    signs = ", ".join(f"{name} {value:g}" for name, value in _shown_signs(parts, draft) if value)
    found.append(Step("confidence", f"{event.confidence:.2f}", signs))
    return found


def _shown_signs(parts: Parts, draft: Draft) -> list[tuple[str, float]]:
    return [(name, round(value, 1)) for name, value in signs_of(draft, parts.mentions).items() if name != ALWAYS]


def _model_steps(parts: Parts, draft: Draft) -> list[Step]:
    """What the model made of the candidate, and what would have stood without it."""
    weighed = draft.weighed
    if weighed is None:
        return []
    chances = ", ".join(f"{type_} {chance:.2f}" for type_, chance in weighed.types)
    alone = weighed.lexicon or "no event"
    found = [
        Step("model", f"{chances}, no event {weighed.none:.2f}", f"the lexicon alone: {alone}"),
        Step("features", ", ".join(weighed.features)),
    ]
    for head, actor, recipient in weighed.roles:
        mention = parts.mentions.at(head)
        if mention is not None and max(actor, recipient) >= SHOWN_ROLE:
            text = parts.parsed.span(mention.start, mention.end).text
            found.append(Step("model role", text, f"actor {actor:.2f}, recipient {recipient:.2f}"))
    return found


def _party_steps(parts: Parts, draft: Draft) -> list[Step]:
    named: tuple[tuple[str, tuple[Party, ...]], ...] = (
        ("actor", draft.actors),
        ("recipient", draft.recipients),
        ("ordered by", draft.ordered_by),
        ("via", draft.via),
    )
    found = []
    for stage, parties in named:
        for party in parties:
            mention = parts.mentions.at(party.head)
            actor = party.actor
            who = f"{actor.country or 'no country'} {'|'.join(actor.sectors) or 'no sector'}"
            label = f" = {actor.entity}" if actor.entity else ""
            text = parts.parsed.span(party.start, party.end).text
            found.append(Step(stage, f"{text}: {who}{label}", mention.why if mention else ""))
            found += (
                [
                    Step("candidate", f"{rival.meaning}: {rival.signs.score:.1f}", _signs(rival))
                    for rival in mention.rivals
                ]
                if mention
                else []
            )
    return found


def _place_steps(parts: Parts, event: Event) -> list[Step]:
    """Where it is, and what else the name of that place may mean."""
    where = event.place
    if where is None:
        return [Step("place", "not told")]
    known = f"{where.name}, {where.country}, {where.confidence:.2f}" if where.confidence is not None else where.text
    found = [Step("place", known if where.name else f"{where.text}: too unsure", where.basis)]
    for name in parts.places.names:
        span = parts.parsed.span(name.start, name.end)
        if (span.start, span.field) == (where.start, where.field):
            found += [
                Step(
                    "candidate",
                    ", ".join(filter(None, (rival.entry.name, rival.entry.admin1_name, rival.entry.country3)))
                    + f" ({rival.entry.level}): {rival.share:.2f}",
                    ", ".join(f"{sign} {value:.1f}" for sign, value in rival.features._asdict().items() if value),
                )
                for rival in name.rivals
            ]
    return found


def _signs(rival: Rival) -> str:
    """What speaks for one meaning of an ambiguous name."""
    signs = rival.signs
    told = [f"its country named {signs.named} times"] if signs.named else []
    told += ["holds on the day"] if signs.holds else []
    told += ["the usual meaning"] if signs.order == 0 else []
    return ", ".join(told) or "nothing speaks for it"


def _status_reason(event: Event, draft: Draft) -> str:
    cue = f"cue {' '.join(event.status_cue.text.split())!r}" if event.status_cue else ""
    composed = f"set by composition ({draft.why})" if draft.status is not None else ""
    return ", ".join(filter(None, (cue, composed))) or "nothing speaks against it"


def _date_step(event: Event) -> Step:
    when = event.date
    if when is None:
        return Step("date", "not told")
    told = f"{when.from_ or '?'} to {when.to or '?'} ({when.precision})"
    return Step("date", told, f"{when.basis}{f': {when.text!r}' if when.text else ''}")
