"""The pages that tests open: a name and an address, in which a key or a number of the store may stand."""

from gestae.store import Store
from gestae.store.filters import read_filters
from gestae.store.stories.listing import list_stories

PAGES = {
    "overview": "/",
    "events": "/events",
    "events-filtered": "/events?type=ACCUSE&status=any",
    "events-none": "/events?type=ENGAGE",
    "events-wrong": "/events?status=perhaps",
    "document": "/documents/{key}",
    "stories": "/stories",
    "story": "/stories/{story}",
    "search": "/search",
    "search-found": "/search?q=Norland",
    "actors": "/actors",
    "actor": "/actors/NRL",
    "actor-person": "/actors/person:ada-berg",
    "dyad": "/dyads/NRL/SDR",
    "network": "/network",
    "map": "/map",
    "paste": "/paste",
    "review": "/review",
    "missing": "/no-such-page",
}


def addresses(place: str) -> dict[str, str]:
    """The address of each page over a store, by its name."""
    with Store.open(place) as store, store.reading() as connection:
        key = keys(store)[0]
        stories = list_stories(connection, read_filters({"status": "any"}), 1, 1).rows
        story = stories[0]["story"]
    return {name: address.format(key=key, story=story) for name, address in PAGES.items()}


def keys(store: Store) -> list[str]:
    """The keys of all documents, those with events first."""
    from sqlalchemy import select

    from gestae.store.schema import DOCUMENT

    with store.reading() as connection:
        return list(connection.execute(select(DOCUMENT.c.key).order_by(DOCUMENT.c.id)).scalars())
