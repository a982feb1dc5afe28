"""The statements of a record as rows of their own: who said what, in which sentence, about whom and which events."""

from collections.abc import Iterator

from gestae.model import ActorMention, Frozen, KnownActor, Record, Span, Statement, Status


class ToldEvent(Frozen):
    """An event inside a statement."""

    id: str
    type: str
    status: Status


class StatementRow(Statement):
    """A statement with its place, the actors named in its content and the events told there.

    ``sentence`` is the number of the sentence where the content begins, null in the title. ``about`` has each actor
    once, with the first mention inside the content, the speaker left out.
    """

    document: str
    sentence: int | None
    about: tuple[ActorMention, ...] = ()
    events: tuple[ToldEvent, ...] = ()


def statement_rows(record: Record) -> Iterator[StatementRow]:
    """A row for each statement, in the record's order."""
    for statement in record.statements:
        yield StatementRow(
            **dict(statement),
            document=record.document.id,
            sentence=_sentence(record, statement.content[0]),
            about=tuple(_about(record, statement)),
            events=tuple(
                ToldEvent(id=e.id, type=e.type, status=e.status) for e in record.events if _holds(statement, e.trigger)
            ),
        )


def _holds(statement: Statement, span: Span) -> bool:
    return any(c.field == span.field and c.start <= span.start and span.end <= c.end for c in statement.content)


def _sentence(record: Record, span: Span) -> int | None:
    if span.field == "title":
        return None
    return next((n for n, (start, end) in enumerate(record.sentences) if start <= span.start < end), None)


def _about(record: Record, statement: Statement) -> Iterator[ActorMention]:
    """The actors of the content in the order of their first mention there."""
    found: list[ActorMention] = []
    for actor in record.actors:
        named = next((m for m in actor.mentions if _holds(statement, m)), None)
        if named is not None and not _speaks(actor, statement):
            facts = {name: value for name, value in dict(actor).items() if name != "mentions"}
            found.append(ActorMention(**facts, **dict(named)))
    reach = -1
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if mention.end > reach:
            reach = mention.end
            yield mention


def _speaks(actor: KnownActor, statement: Statement) -> bool:
    speaker = statement.speaker
    if speaker is None:
        return False
    return (speaker.entity is not None and speaker.entity == actor.entity) or any(
        m.start == speaker.start and m.field == speaker.field for m in actor.mentions
    )
