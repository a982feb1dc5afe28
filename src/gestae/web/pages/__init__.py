"""The pages, one module each: what it takes from the store, and its template."""

from gestae.web.pages import events, overview, reader

ROUTERS = (overview.router, events.router, reader.router)
"""A page's routes, made for a site."""
