"""The pages, one module each: what it takes from the store, and its template."""

from gestae.web.pages import (
    events,
    overview,
    paste,
    reader,
    review,
    search,
    stories,
)

ROUTERS = (
    overview.router,
    events.router,
    reader.router,
    stories.router,
    search.router,
    paste.router,
    review.router,
)
"""A page's routes, made for a site."""
