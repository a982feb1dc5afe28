"""The pages, one module each: what it takes from the store, and its template."""

from gestae.web.pages import (
    actor,
    actors,
    charts,
    dyad,
    events,
    map_page,
    network,
    overview,
    paste,
    reader,
    review,
    search,
    stories,
)

ROUTERS = (
    actor.router,
    actors.router,
    charts.router,
    dyad.router,
    map_page.router,
    network.router,
    overview.router,
    events.router,
    reader.router,
    stories.router,
    search.router,
    paste.router,
    review.router,
)
"""A page's routes, made for a site."""
