"""The lists of ``gestae stories``."""

from collections.abc import Mapping

from gestae.cli.corpus_lists import on_page, print_rows
from gestae.cli.messages import count, say
from gestae.store.engine import Mode
from gestae.store.filters import read_filters
from gestae.store.store import Store
from gestae.store.stories.listing import list_stories, show_story

SHOWN = ("story", "day", "what", "where", "documents", "sources", "told", "first")


def list_them(place: str, given: Mapping[str, object], documents: int, limit: int, shown: str | None) -> int:
    """The newest stories that match."""
    with Store.open(place, Mode.READ) as store, store.reading() as connection:
        found = list_stories(connection, read_filters(given), limit + 1, documents)
    rows = found[:limit]
    print_rows([brief(row) for row in rows] if on_page(shown) else rows, SHOWN, shown)
    more = f"; more exist, see --limit (now {limit})" if len(found) > limit else ""
    say(f"stories told by {count(documents, 'document')} or more: {min(len(found), limit)}{more}")
    return 0


def brief(story: Mapping[str, object]) -> dict[str, object]:
    """A story in few columns, as a terminal has room for them."""
    sides = [str(story[side]) for side in ("actors", "recipients") if story[side]]
    told = [f"{story[stance]} {stance}" for stance in ("asserted", "attributed", "denied") if story[stance]]
    return {
        **{name: story[name] for name in ("story", "documents", "sources")},
        "day": story["first_day"],
        "what": f"{story['type']} {' → '.join(sides)}",
        "where": story["place"],
        "told": ", ".join(told),
        "first": story["first_source"],
    }


def show_one(place: str, number: int, shown: str | None) -> int:
    """The reports of a story, the first published first."""
    with Store.open(place, Mode.READ) as store, store.reading() as connection:
        story = show_story(connection, number)
    rows = [{"stance": telling.stance.value, **telling.event} for telling in story.tellings]
    print_rows(rows, ("stance", "published", "source", "type", "status", "attributed_to", "evidence"), shown)
    return 0
