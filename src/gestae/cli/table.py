"""A record as a page for the terminal: sentences with their evidence marked, events beneath, one a row."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from gestae.cli.messages import count, printable
from gestae.cli.wording import condition_words, date_words, status_words, who
from gestae.model import ActorMention, Condition, Event, EventRole, Record, Span

LONGEST = 900
TITLE = -1
UNTITLED = "Untitled"
INDENT = 5
DATE_WIDTH = 10
BRANCH = "└ "
TRIGGER, ACTOR, RECIPIENT = "bold underline", "cyan", "magenta"
Mark = tuple[int, int, str]


def print_record(console: Console, record: Record) -> None:
    """Print one record."""
    for part in page(record, plain=not console.color_system):
        console.print(part)


def page(record: Record, *, plain: bool) -> Iterator[RenderableType]:
    """What is printed; a plain page, without styles, brackets the evidence words."""
    head = record.document
    about = " · ".join(printable(p) for p in (head.source, str(head.published) if head.published else None) if p)
    title = printable(head.title or (UNTITLED if head.id.startswith("sha256:") else head.id))[:100]
    yield Rule(Text(f"{title}  {about}" if about else title, style="bold"), align="left", characters="─")
    groups: dict[int, list[Event]] = defaultdict(list)
    for event in record.events:
        groups[TITLE if event.sentence is None else event.sentence].append(event)
    width = max((len(_name(event)) for event in record.events), default=0) + len(BRANCH)
    parents = {inner: event.id for event in record.events for inner in event.about}
    for sentence in sorted(groups):
        events = groups[sentence]
        words = _sentence(record, sentence, events, plain=plain)
        row = Table.grid(padding=(0, 2))
        row.add_row(Text("title" if sentence == TITLE else f"{sentence + 1:>3}", style="dim"), words)
        yield row
        yield Padding(_rows(events, record.events, parents, width), (0, 0, 0, INDENT))
        for condition in record.conditions:
            if _within(condition, record, sentence):
                yield Padding(_condition(condition), (0, 0, 0, INDENT))
        yield Text()
    for notice in head.notices:
        yield Text(f"Note: {printable(notice.message)}", style="yellow")
    mains = sum(event.role is EventRole.MAIN for event in record.events)
    sums = (
        count(mains, "event"),
        f"{len(record.events) - mains} as content",
        count(len(record.statements), "statement"),
        count(len(record.conditions), "condition"),
    )
    yield Text(" · ".join(sums), style="dim")


def _sentence(record: Record, number: int, events: Sequence[Event], *, plain: bool) -> Text:
    text = record.document.title if number == TITLE else record.document.text
    marked = Text()
    if text is None:
        return marked.append(" … ".join(dict.fromkeys(printable(e.trigger.text) for e in events)))
    start, end = (0, len(text)) if number == TITLE else record.sentences[number]
    field = "title" if number == TITLE else "text"
    marks = sorted(m for e in events for m in _marks(e, field) if start <= m[0] and m[1] <= end)
    at = start
    cut = min(end, start + LONGEST)
    for left, right, style in marks:
        if left < at or right > cut:
            continue
        marked.append(_flat(text[at:left]))
        words = _flat(text[left:right])
        marked.append(f"[{words}]" if plain and style == TRIGGER else words, style=style)
        at = right
    return marked.append(_flat(text[at:cut]).rstrip()).append(" …" if cut < end else "")


def _marks(event: Event, field: str) -> Iterator[Mark]:
    spans: list[tuple[Span | ActorMention, str]] = [(event.trigger, TRIGGER)]
    spans += [(party, ACTOR) for party in event.actors] + [(party, RECIPIENT) for party in event.recipients]
    for span, style in spans:
        if span.field == field:
            yield span.start, span.end, style


def _name(event: Event) -> str:
    return " ".join([event.type, ", ".join(event.modes)]).strip()


def _rows(events: Sequence[Event], everything: Sequence[Event], parents: dict[str, str], width: int) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(width=width, no_wrap=True)
    table.add_column(ratio=4, overflow="fold")
    table.add_column(ratio=3, overflow="fold")
    table.add_column(width=DATE_WIDTH, overflow="fold")
    table.add_column(ratio=2, overflow="fold")
    table.expand = True
    for event in events:
        content = event.role is EventRole.CONTENT
        branch = BRANCH if content and event.id in parents else ""
        table.add_row(
            Text(branch + _name(event), style="dim" if content else "bold"),
            _who_to_whom(event),
            Text(printable(status_words(event, everything)), style="dim" if content else ""),
            Text(date_words(event.date)),
            Text(printable(event.place.name or event.place.text) if event.place else ""),
        )
    return table


def _who_to_whom(event: Event) -> Text:
    text = Text(printable(who(event.actors)), style=ACTOR)
    if event.recipients:
        text.append(" → " if event.actors else "→ ", style="default").append(
            printable(who(event.recipients)), style=RECIPIENT
        )
    for label, parties in (("via", event.via), ("ordered by", event.ordered_by)):
        if parties:
            text.append(f" {label} {printable(who(parties))}", style="default")
    return text


def _condition(condition: Condition) -> Text:
    return Text(printable(condition_words(condition)), style="italic")


def _within(condition: Condition, record: Record, sentence: int) -> bool:
    if sentence == TITLE or condition.then.field == "title":
        return sentence == TITLE and condition.then.field == "title"
    start, end = record.sentences[sentence]
    return start <= condition.then.start < end


def _flat(text: str) -> str:
    """The words on one line, blanks at the ends kept as one."""
    words = printable(" ".join(text.split()))
    return f"{' ' if text[:1].isspace() and words else ''}{words}{' ' if text[-1:].isspace() else ''}"
