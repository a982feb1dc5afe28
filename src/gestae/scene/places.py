"""Which place belongs to which event."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Token

from gestae.events.view import Draft
from gestae.language.times.paragraphs import paragraphs
from gestae.language.view import Parsed, Predicate, PredicateKind, Role
from gestae.model import Basis, EventType, PlaceLevel, PlaceUse, Where
from gestae.places.view import PlaceName, Places
from gestae.scene.attachment import VERBAL, Anchors, climb, narrates, relatives, reports

STANDING = frozenset({"in", "at", "near", "outside", "inside", "across", "around", "throughout", "within", "along"})
LOCATING = STANDING | {"on", "over", "off", "above", "beside", "between", "toward", "towards", "into", "through", "to"}
PARTING = frozenset(
    (
        "from",
        "about",
        "over",
        "than",
        "as",
        "like",
        "without",
        "despite",
        "after",
        "before",
        "since",
        "until",
        "because",
    )
)
LEAVING = "from"
SPOKEN = frozenset(
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
FINENESS = (
    PlaceLevel.FEATURE,
    PlaceLevel.CITY,
    PlaceLevel.ADMIN2,
    PlaceLevel.ADMIN1,
    PlaceLevel.COUNTRY,
    PlaceLevel.REGION,
    PlaceLevel.CONTINENT,
)
CARRIED = 2
DATELINE_REACH = 60
DATELINE_ENDS = frozenset({"-", "–", "—", "--", "("})


class Link(StrEnum):
    """How a place name hangs on what it locates, the surest first."""

    ADVERBIAL = "adverbial"  # "met in Geneva"
    DIRECTED = "directed"  # "flew to Minsk", "insisted on Syria"
    TARGET = "target"  # "bombed Homs", "entered the city of Homs"
    NOMINAL = "nominal"  # "shelled a village near Homs"
    LEFT = "left"  # "withdrew from Homs"


@dataclass(frozen=True, slots=True)
class Site:
    """A place name that can locate, the token that it hangs on, and how."""

    name: PlaceName
    owner: int
    link: Link
    sentence: int


def attach_places(
    parsed: Parsed, places: Places, predicates: Sequence[Predicate], drafts: Sequence[Draft] = ()
) -> tuple[Where | None, ...]:
    """The place of each predicate's event, in order, or None.

    First what hangs on the predicate, its clause or its arguments in the parse, then the only other place of the
    sentence (both ``stated``), then a place that an earlier sentence of the paragraph told, or the dateline for the
    lead (``inherited``). With ``drafts``, parallel to the predicates, words are placed only where they were spoken.
    """
    anchors = Anchors.of(predicates)
    dateline = _dateline(parsed, places)
    sites = [site for site in _sites(parsed, places, anchors) if site.name is not dateline]
    blocks = paragraphs(parsed)
    by_owner: dict[int, list[Site]] = {}
    by_sentence: dict[int, list[Site]] = {}
    by_block: dict[int, list[Site]] = {}
    for site in sites:
        by_owner.setdefault(site.owner, []).append(site)
        by_sentence.setdefault(site.sentence, []).append(site)
        by_block.setdefault(blocks[site.sentence], []).append(site)
    countries = _countries(parsed, places)
    found: list[Where | None] = []
    for number, predicate in enumerate(predicates):
        spoken = (bool(drafts) and drafts[number].type in SPOKEN) or _speaks(predicate)
        sentence = parsed.sentence_of[predicate.head]
        leaves = bool(drafts) and drafts[number].type is EventType.RETREAT
        told = _attached(parsed, predicate, anchors, by_owner, _links(spoken=spoken, leaves=leaves))
        if told is None and not spoken:
            told = _of_sentence(parsed, by_sentence.get(sentence, []))
        if told is not None:
            found.append(_where(parsed, told.name, Basis.STATED))
            continue
        inherited = None
        if not spoken and predicate.kind is PredicateKind.VERB and narrates(predicate):
            inherited = _told_before(parsed, sentence, by_block.get(blocks[sentence], []))
            if inherited is None and _in_lead(parsed, sentence):
                inherited = dateline
        if inherited is not None and countries.get(sentence, frozenset()) - {inherited.place.country}:
            inherited = None
        found.append(None if inherited is None else _where(parsed, inherited, Basis.INHERITED))
    return tuple(found)


def _sites(parsed: Parsed, places: Places, anchors: Anchors) -> list[Site]:
    nouns = {p.head for p in anchors.predicates if p.kind is not PredicateKind.VERB}
    found = []
    for name in places.names:
        if name.use in {PlaceUse.LITERAL, PlaceUse.MIXED}:
            link = _link(parsed.doc[name.head], nouns)
            if link is not None:
                found.append(Site(name, *link, parsed.sentence_of[name.head]))
    return found


def _link(head: Token, nouns: Collection[int]) -> tuple[int, Link] | None:
    """The verb or event noun above a place name, unless a preposition or apposition on the way parts them."""
    link: Link | None = None
    preposition = ""
    for at in climb(head):
        if at.i != head.i and (at.i in nouns or at.pos_ in VERBAL):
            if link is None and preposition in {"", "of"}:
                return (int(at.i), Link.TARGET) if at.i in nouns else None
            return int(at.i), link or (Link.ADVERBIAL if preposition in STANDING else Link.DIRECTED)
        if at.pos_ in {"ADP", "SCONJ"} or at.dep_ == "prep":
            if at.lower_ == LEAVING and at.head.pos_ in VERBAL:
                return int(at.head.i), Link.LEFT
            parted = at.lower_ in PARTING if link is Link.NOMINAL else at.lower_ not in LOCATING
            if at.lower_ != "of" and parted:
                return None
            preposition = str(at.lower_)
        elif preposition not in {"", "of"}:
            if preposition not in STANDING:
                return None
            link = Link.NOMINAL
        elif at.dep_ in {"dobj", "nsubjpass"}:
            link = link or Link.TARGET
        elif at.dep_ == "appos" and at.i != head.i:
            return None
    return None


def _attached(
    parsed: Parsed, predicate: Predicate, anchors: Anchors, by_owner: dict[int, list[Site]], links: frozenset[Link]
) -> Site | None:
    sites = ([s for s in by_owner.get(t, ()) if s.link in links] for t in relatives(parsed.doc, predicate, anchors))
    held = next(filter(None, sites), [])
    return min(held, key=lambda s: _rank(s, predicate.head), default=None)


def _links(*, spoken: bool, leaves: bool) -> frozenset[Link]:
    """The links that can place an act: words are only where they are spoken, who withdraws is where he leaves."""
    if spoken:
        return frozenset({Link.ADVERBIAL})
    return frozenset(Link) if leaves else frozenset(Link) - {Link.LEFT}


def _rank(site: Site, head: int) -> tuple[bool, int, int]:
    level = site.name.place.level
    return site.link is Link.NOMINAL, FINENESS.index(level) if level else len(FINENESS), abs(site.name.head - head)


def _of_sentence(parsed: Parsed, sites: Sequence[Site]) -> Site | None:
    """The place where the sentence's other events are, if there is only one."""
    free = [s for s in sites if s.link is Link.ADVERBIAL and not reports(parsed.doc[s.owner])]
    return free[0] if len({s.name.place for s in free}) == 1 else None


def _told_before(parsed: Parsed, sentence: int, sites: Sequence[Site]) -> PlaceName | None:
    """The last place of the sentences just before that is not where somebody only spoke."""
    before = [s for s in sites if sentence - CARRIED <= s.sentence < sentence and not reports(parsed.doc[s.owner])]
    return before[-1].name if before else None


def _countries(parsed: Parsed, places: Places) -> dict[int, frozenset[str | None]]:
    """The countries that each sentence names in any use: one of another country speaks against inheriting a place."""
    found: dict[int, frozenset[str | None]] = {}
    for name in places.names:
        if name.place.country is not None:
            sentence = parsed.sentence_of[name.head]
            found[sentence] = found.get(sentence, frozenset()) | {name.place.country}
    return found


def _speaks(predicate: Predicate) -> bool:
    return any(a.role is Role.CLAUSE and a.marker == "that" for a in predicate.arguments)


def _in_lead(parsed: Parsed, sentence: int) -> bool:
    titles = sum(s.in_title for s in parsed.sentences[: sentence + 1])
    return sentence - titles < 2


def _dateline(parsed: Parsed, places: Places) -> PlaceName | None:
    """The place before the dash or the agency's name at the very beginning of the text."""
    for name in places.names:
        first = parsed.doc[name.start]
        if first.idx < parsed.offset:
            continue
        if first.idx - parsed.offset > DATELINE_REACH:
            return None
        sentence = parsed.sentence(name.start)
        before = parsed.doc[sentence.start : name.start]
        after = parsed.doc[name.end : min(name.end + 6, sentence.end)]
        if not any(t.is_alpha and t.is_lower for t in before) and any(t.text in DATELINE_ENDS for t in after):
            return name
    return None


def _where(parsed: Parsed, name: PlaceName, basis: Basis) -> Where:
    return Where(**dict(name.place), **dict(parsed.span(name.start, name.end)), basis=basis)
