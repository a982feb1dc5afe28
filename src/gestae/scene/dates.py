"""Which date belongs to which event."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Token

from gestae.events.view import Draft
from gestae.language.times.paragraphs import paragraphs
from gestae.language.view import Parsed, Predicate, PredicateKind, Tense, TimeExpression, Times
from gestae.model import Basis, Document, Precision, When
from gestae.scene.attachment import VERBAL, Anchors, climb, narrates, owners, relatives, reports, root_of, unreal

HISTORICAL_AFTER = 90
LEAD_SENTENCES = 3
FINENESS = {precision: rank for rank, precision in enumerate(Precision)}
LASTING = FINENESS[Precision.MONTH]
CARRIED = 2
CURRENT = frozenset({Tense.PAST, Tense.PRESENT, Tense.PERFECT})
COMPARING = frozenset({"first", "only", "last", "second", "third", "time"})


@dataclass(frozen=True, slots=True)
class Adjunct:
    """A time expression, the tokens it hangs on, the surest first, and whether it can date the sentences after it."""

    expression: TimeExpression
    owners: tuple[int, ...]
    sentence: int
    told: bool


def attach_dates(
    parsed: Parsed, times: Times, predicates: Sequence[Predicate], drafts: Sequence[Draft] = ()
) -> tuple[When | None, ...]:
    """The date of each predicate's event, in order, or None.

    First what hangs on it or its clause in the parse (``stated``; no date at all where that cannot be set on a
    calendar), then a date that an earlier sentence of the same paragraph told (``inherited``), then the publication
    date for the news itself: title and lead (``published``).
    With ``drafts``, parallel to the predicates, words that announce an act to come do not take that act's date.
    """
    anchors = Anchors.of(predicates)
    adjuncts = _adjuncts(parsed, times, predicates)
    by_owner: dict[int, list[Adjunct]] = {}
    by_paragraph: dict[int, list[Adjunct]] = {}
    blocks = paragraphs(parsed)
    for adjunct in adjuncts:
        for token in adjunct.owners:
            by_owner.setdefault(token, []).append(adjunct)
        by_paragraph.setdefault(blocks[adjunct.sentence], []).append(adjunct)
    lead = _lead(parsed)
    found: list[When | None] = []
    for number, predicate in enumerate(predicates):
        sentence = parsed.sentence_of[predicate.head]
        if drafts and announces(drafts, number):
            found.append(_published(parsed.document) if parsed.document.published and sentence in lead else None)
            continue
        expression = _stated(parsed, predicate, anchors, by_owner)
        if expression is not None:
            found.append(None if _untold(expression) else _when(parsed, expression, Basis.STATED))
            continue
        nearby = by_paragraph.get(blocks[sentence], [])
        expression = _inherited(predicate, sentence, nearby)
        if expression is None and sentence in lead:
            expression = _reported(parsed, predicate, sentence, nearby)
        if expression is not None:
            found.append(_when(parsed, expression, Basis.INHERITED))
        elif _is_news(parsed, predicate, sentence in lead, nearby):
            found.append(_published(parsed.document))
        else:
            found.append(None)
    return tuple(found)


def announces(drafts: Sequence[Draft], number: int) -> bool:
    """Is a draft the announcement of an act that the same word tells ("will meet" as an agreement)?"""
    head = drafts[number].predicate.head
    return any(drafts[inner].predicate.head == head for inner in drafts[number].about if inner != number)


def lag_days(when: When | None, document: Document) -> int | None:
    """Days from an event's end to publication, 0 for a period under way then; None where either is unknown."""
    if when is None or when.to is None or document.published is None:
        return None
    days = (document.published - when.to).days
    under_way = when.from_ is not None and when.from_ <= document.published
    return max(days, 0) if under_way else days


def is_historical(when: When | None, document: Document, main: date | None = None) -> bool:
    """Does the text place the event in an earlier period?

    It ended more than ``HISTORICAL_AFTER`` days before publication or, without a publication date, before ``main``,
    the first day of the document's main period.
    """
    reference = document.published or main
    if when is None or when.to is None or reference is None or when.basis is Basis.PUBLISHED:
        return False
    return (reference - when.to).days > HISTORICAL_AFTER


def main_period(times: Times) -> date | None:
    """The first day of the year that most expressions name, the latest of several."""
    years = Counter(e.to_date.year for e in times.expressions if e.from_date is not None and e.to_date is not None)
    if not years:
        return None
    return date(max(years, key=lambda year: (years[year], year)), 1, 1)


def _adjuncts(parsed: Parsed, times: Times, predicates: Iterable[Predicate]) -> list[Adjunct]:
    doc = parsed.doc
    nouns = {p.head for p in predicates if p.kind is not PredicateKind.VERB}
    found = []
    for expression in times.expressions:
        root = root_of(doc, expression.start, expression.end)
        if expression.to_date is None and not _untold(expression) and _compares(doc, expression, root):
            continue
        held = owners(root, nouns)
        found.append(
            Adjunct(
                expression,
                held,
                parsed.sentence_of[expression.start],
                told=bool(held)
                and doc[held[0]].pos_ in VERBAL
                and expression.from_date is not None
                and expression.to_date is not None
                and _main(doc[held[0]])
                and not reports(doc[held[0]]),
            )
        )
    return found


def _compares(doc: Doc, expression: TimeExpression, root: Token) -> bool:
    """Does it only measure ("the first attack since 2011"), even where the parse hangs it on the verb?"""
    before = doc[expression.start - 1] if expression.start else root
    return _measures(root) or (before.sent.start == root.sent.start and _measures(before))


def _measures(token: Token) -> bool:
    for at in climb(token):
        if at.pos_ in {"VERB", "AUX"}:
            return False
        if at.lower_ in COMPARING or any(c.tag_ == "JJS" or c.lower_ in COMPARING for c in at.children):
            return True
    return False


def _main(token: Token) -> bool:
    for at in climb(token):
        if at.dep_ == "ROOT":
            return True
        if at.dep_ in {"relcl", "acl", "advcl", "ccomp", "pcomp"}:
            return False
    return False


def _stated(
    parsed: Parsed, predicate: Predicate, anchors: Anchors, by_owner: dict[int, list[Adjunct]]
) -> TimeExpression | None:
    for token in relatives(parsed.doc, predicate, anchors):
        if parsed.sentence_of[token] != parsed.sentence_of[predicate.head]:
            continue
        held = by_owner.get(token, [])
        if held:
            return min((a.expression for a in held), key=lambda e: _rank(e, predicate.head))
    return None


def _untold(expression: TimeExpression) -> bool:
    """Does it name a time that cannot be set on a calendar ("several days ago")?"""
    return expression.from_date is None and expression.to_date is None


def _rank(expression: TimeExpression, head: int) -> tuple[bool, bool, int, int]:
    is_open = expression.from_date is None or expression.to_date is None
    fineness = FINENESS[expression.precision] if expression.precision else len(FINENESS)
    return _untold(expression), is_open, fineness, abs(expression.start - head)


def _inherited(predicate: Predicate, sentence: int, nearby: Sequence[Adjunct]) -> TimeExpression | None:
    """The last date told before in the paragraph, if the predicate goes on narrating and its sentence has none."""
    if predicate.kind is not PredicateKind.VERB or not narrates(predicate):
        return None
    if any(a.sentence == sentence for a in nearby):
        return None
    before = [a for a in nearby if a.sentence < sentence and a.told]
    if not before:
        return None
    told = before[-1]
    lasting = told.expression.precision is not None and FINENESS[told.expression.precision] >= LASTING
    return told.expression if lasting or sentence - told.sentence <= CARRIED else None


def _reported(parsed: Parsed, predicate: Predicate, sentence: int, nearby: Sequence[Adjunct]) -> TimeExpression | None:
    """In the lead the day of the report ("..., officials said on Monday") stands for that of the news."""
    backshifted = predicate.tense is Tense.PLUPERFECT and predicate.link == "ccomp"
    if unreal(predicate) or not (backshifted or predicate.tense in CURRENT):
        return None
    for adjunct in nearby:
        if adjunct.sentence != sentence or not any(reports(parsed.doc[token]) for token in adjunct.owners):
            continue
        if adjunct.expression.precision is Precision.DAY and adjunct.expression.to_date is not None:
            return adjunct.expression
    return None


def _is_news(parsed: Parsed, predicate: Predicate, in_lead: bool, nearby: Sequence[Adjunct]) -> bool:
    if parsed.document.published is None or unreal(predicate):
        return False
    if predicate.kind is not PredicateKind.VERB:
        return parsed.sentence(predicate.head).in_title
    if parsed.sentence(predicate.head).in_title:
        return predicate.tense is not Tense.FUTURE
    if predicate.tense is Tense.PRESENT:
        return _main(parsed.doc[predicate.head])
    sentence = parsed.sentence_of[predicate.head]
    return (
        in_lead
        and predicate.tense in CURRENT
        and not any(a.sentence == sentence and _dates_main_clause(parsed, a) for a in nearby)
    )


def _dates_main_clause(parsed: Parsed, adjunct: Adjunct) -> bool:
    """Does it date what the sentence's main verb tells, not a noun ("Monday's attack") or a clause inside?"""
    return any(parsed.doc[token].pos_ in VERBAL and _main(parsed.doc[token]) for token in adjunct.owners)


def _lead(parsed: Parsed) -> frozenset[int]:
    """The title and the first sentences of the text."""
    titles = [s.index for s in parsed.sentences if s.in_title]
    first = len(titles)
    return frozenset((*titles, *range(first, first + LEAD_SENTENCES)))


def _when(parsed: Parsed, expression: TimeExpression, basis: Basis) -> When:
    span = parsed.span(expression.start, expression.end)
    return When(
        **dict(span),
        from_=expression.from_date,
        to=expression.to_date,
        precision=expression.precision or Precision.DAY,
        basis=basis,
    )


def _published(document: Document) -> When:
    day = document.published
    return When(from_=day, to=day, precision=Precision.DAY, basis=Basis.PUBLISHED)
