"""Whether the day or the month comes first in dates such as 05/03/2017: as it was said, or as the same file shows."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gestae.reading.dates import DateOrder, day_in, order_shown
from gestae.reading.fields import UNREADABLE_DATE, Reading
from gestae.reading.job import Found
from gestae.reading.options import ReadingOptions

MOST_HELD = 500
MOST_CHARACTERS = 16_000_000
FIRST = {DateOrder.DMY: "day", DateOrder.MDY: "month"}


def settled(found: Iterable[Found], name: str, options: ReadingOptions) -> Iterator[Found]:
    """The same, with the dates that could be two days read.

    Without an order that was asked for, documents wait for the first date of the file that has one reading only, 500
    of them at most. What was inferred is said. Where a file shows both orders, the rest of its dates stays unread.
    """
    order = options.date_order
    held: list[Reading] = []
    length = 0
    inferring = order is None
    for each in found:
        if not isinstance(each, Reading):
            yield from _release(held, order)
            yield each
            continue
        shown = order_shown(each.slashed)
        if inferring and shown and order is None:
            order = shown
            options.say(_told(name, each.slashed, shown))
        elif inferring and shown and shown is not order:
            order, inferring = None, False
            options.say(f"{name}: {each.slashed} contradicts that; further dates such as 05/03/2017 stay unread")
        if inferring and order is None and (held or _waits(each)):
            held.append(each)
            length += len(each.document.text)
            if len(held) < MOST_HELD and length < MOST_CHARACTERS:
                continue
            inferring = False
            yield from _release(held, order)
        else:
            yield from _release(held, order)
            yield read_in(each, order)
    yield from _release(held, order)


def read_in(reading: Reading, order: DateOrder | None) -> Reading:
    """The reading with its date in this order, where it could be two days."""
    if order is None or not _waits(reading):
        return reading
    document = reading.document.model_copy(update={"published": day_in(reading.slashed, order)})
    kept = tuple(notice for notice in reading.notices if notice.code != UNREADABLE_DATE)
    return replace(reading, document=document, notices=kept)


def _waits(reading: Reading) -> bool:
    return bool(reading.slashed) and reading.document.published is None


def _release(held: list[Reading], order: DateOrder | None) -> Iterator[Reading]:
    """All that were held, in their order; the list is empty then."""
    yield from (read_in(each, order) for each in held)
    held.clear()


def _told(name: str, words: str, order: DateOrder) -> str:
    other = next(each for each in DateOrder if each is not order)
    return (
        f"{name}: {words} shows that the {FIRST[order]} comes first in its dates (inferred; "
        f"--date-order {other} takes the other way)"
    )
