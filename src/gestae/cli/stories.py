"""The lists of ``gestae stories``."""

from collections.abc import Mapping

from gestae.cli.messages import count, say
from gestae.cli.options import Form
from gestae.cli.rows import form_of, print_rows
from gestae.store.engine import Mode
from gestae.store.filters import of_any_status
from gestae.store.hints import hints
from gestae.store.store import Store
from gestae.store.stories.listing import COLUMNS, list_stories, show_story

SHOWN = ("story", "day", "what", "where", "documents", "sources", "told", "first")


def list_them(place: str, given: Mapping[str, object], documents: int, limit: int, form: Form | None) -> int:
    """The newest stories that match."""
    with Store.open(place, Mode.READ) as store, store.reading() as connection:
        asked = of_any_status(given)
        found = list_stories(connection, asked, limit, documents)
        told = [] if found.rows else list(hints(connection, asked))
    rows = found.rows
    if form_of(form) is Form.TABLE:
        print_rows([brief(row) for row in rows], SHOWN, Form.TABLE)
    else:
        print_rows(rows, list(COLUMNS), form_of(form))
    for each in told:
        say(each)
    more = f"; more exist, see --limit (now {limit})" if found.after else ""
    say(f"stories told by {count(documents, 'document')} or more: {len(rows)}{more}")
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


def show_one(place: str, number: int, form: Form | None) -> int:
    """The reports of a story, the first published first."""
    with Store.open(place, Mode.READ) as store, store.reading() as connection:
        story = show_story(connection, number)
    rows = [{"stance": telling.stance.value, **telling.event} for telling in story.tellings]
    shown = ("stance", "published", "source", "type", "status", "attributed_to", "evidence")
    print_rows(rows, list(rows[0]), form_of(form), shown)
    say(f"first told by {rows[0]['source'] or rows[0]['document']}, {rows[0]['published'] or 'undated'}")
    for stance in dict.fromkeys(row["stance"] for row in rows):
        outlets = dict.fromkeys(str(row["source"] or row["document"]) for row in rows if row["stance"] == stance)
        sources = dict.fromkeys(str(row["attributed_to"]) for row in rows if row["stance"] == stance)
        to = "; ".join(source for source in sources if source != "None")
        say(f"{stance}: {', '.join(outlets)}{f' (said by {to})' if to else ''}")
    return 0
