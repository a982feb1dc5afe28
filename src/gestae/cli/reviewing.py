"""The lists of ``gestae sample``, ``validate`` and ``reviews``."""

import json
import sys
from collections.abc import Mapping
from typing import Any

from gestae.cli.coding import plain_stdout
from gestae.cli.messages import count, say
from gestae.cli.options import Form
from gestae.cli.rows import form_of, print_rows
from gestae.store.ask import COLUMNS
from gestae.store.engine import Mode
from gestae.store.filters import read_filters
from gestae.store.reviewing.draw import draw_sample
from gestae.store.reviewing.export import labelled, training_items
from gestae.store.reviewing.validate import Share, validate
from gestae.store.store import Store


def show_sample(place: str, filters: Mapping[str, object], by: str, each: int, seed: int, form: Form | None) -> int:
    """Events drawn at random, so many of each kind."""
    with Store.open(place, Mode.READ) as store, store.reading() as connection:
        rows = draw_sample(connection, read_filters(filters), by, each, seed)
    shown = ("uid", "type", "actors", "recipients", "status", "source", "evidence")
    print_rows(rows, list(COLUMNS), form_of(form), shown)
    say(count(len(rows), "event"))
    return 0


def show_validation(place: str, form: Form | None) -> int:
    """A row for each type; what is of the whole goes to standard error."""
    with Store.open(place, Mode.READ) as store, store.reading() as connection:
        found = validate(connection)
    rows: list[dict[str, Any]] = [
        {
            "type": each.type,
            "reviewed": each.accepted.of,
            "all_right": told(each.accepted),
            "type_right": told(each.type_right),
            "looked_for": each.found.of,
            "found": told(each.found),
            "counted": each.counted,
            "expected": None if each.expected is None else round(each.expected, 1),
        }
        for each in found.types
    ]
    print_rows(rows, list(rows[0]) if rows else [], form_of(form))
    for (machine, person), number in sorted(found.confusion.items()):
        if machine != person:
            say(f"{machine} was {person}: {number}")
    alpha = "not known" if found.alpha is None else f"{found.alpha:.2f}"
    say(f"{count(found.events, 'event')} reviewed by {count(found.reviewers, 'reviewer')}, {found.shared} by several")
    say(f"agreement of verdicts (Krippendorff's alpha): {alpha}")
    say(f"{count(found.sentences, 'sentence')} coded blind; without such sentences nothing is known of recall")
    return 0


def told(share: Share) -> str | None:
    """A share with its interval."""
    if share.share is None or share.interval is None:
        return None
    low, high = share.interval
    return f"{share.share:.2f} [{low:.2f}, {high:.2f}]"


def print_reviews(place: str, *, gold: bool) -> int:
    """Training items, or labelled documents as JSON Lines."""
    plain_stdout()
    number = 0
    with Store.open(place, Mode.READ) as store:
        lines = (json.dumps(row, ensure_ascii=False) for row in labelled(store)) if gold else training_items(store)
        for line in lines:
            number += 1
            sys.stdout.write(line + "\n")
    say(count(number, "document" if gold else "item"))
    return 0
