"""The same act told again in a document points to its first telling."""

from collections.abc import Sequence

from gestae.model import ActorMention, Basis, Event, EventRole


def with_repeats(events: Sequence[Event]) -> tuple[Event, ...]:
    """Fill ``same_as`` where type, parties and date agree with an earlier main event, whose date it then takes."""
    first: dict[tuple[object, ...], Event] = {}
    found: list[Event] = []
    for event in events:
        key = _key(event)
        earlier = first.get(key) if key is not None else None
        if earlier is not None and _dates_agree(earlier, event) and earlier.sentence != event.sentence:
            found.append(event.model_copy(update={"same_as": earlier.id, **_dated(event, earlier)}))
            continue
        if key is not None and earlier is None:
            first[key] = event
        found.append(event)
    return tuple(found)


def _key(event: Event) -> tuple[object, ...] | None:
    if event.role is not EventRole.MAIN or not event.actors or event.trigger.field == "title":
        return None
    actors, recipients = _who(event.actors), _who(event.recipients)
    if None in actors or None in recipients or (not recipients and len(actors) < 2):
        return None
    return event.type, event.modes[:1], event.status, actors, recipients


def _who(actors: Sequence[ActorMention]) -> frozenset[str | None]:
    return frozenset(a.entity for a in actors)


def _dated(event: Event, first: Event) -> dict[str, object]:
    """The date of the first telling, where the repeat tells none of its own."""
    if first.date is None or not _without_own_date(event):
        return {}
    when = (
        first.date if first.date.basis is Basis.PUBLISHED else first.date.model_copy(update={"basis": Basis.INHERITED})
    )
    return {"date": when, "lag_days": first.lag_days, "historical": first.historical}


def _without_own_date(event: Event) -> bool:
    return event.date is None or event.date.basis is Basis.PUBLISHED


def _dates_agree(left: Event, right: Event) -> bool:
    if left.date is None or right.date is None or (right.date.basis is Basis.PUBLISHED and not left.historical):
        return True
    return (left.date.from_, left.date.to) == (right.date.from_, right.date.to)
