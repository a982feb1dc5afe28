"""Who cooperates and conflicts with whom in a period, and which blocs that makes."""

from typing import TYPE_CHECKING

from gestae.analysis import networks, ties
from gestae.analysis.pictures import PictureKind
from gestae.web.figures import Figure, kept, namer, scope
from gestae.web.page import add_page
from gestae.web.site import Ask, Site, View

if TYPE_CHECKING:
    from fastapi import APIRouter

TIES = 15
CLOSER = 12


def router(site: Site) -> "APIRouter":
    """The route of the network."""
    from fastapi import APIRouter

    routes = APIRouter()
    add_page(routes, site, "/network", network)
    return routes


def network(ask: Ask) -> View:
    """Blocs, the strongest ties of both kinds, and who acts upon whom."""
    about = scope(ask, "/network", recent=True)
    flows = kept(ask, "flows", about.query, lambda: ties.flows(ask.connection, about.asked))
    found = kept(ask, "network", about.query, lambda: networks.arrange(ties.to_ties(flows)))
    friends = sorted((t for t in found.ties if t.weight > 0), key=lambda t: -t.weight)[:TIES]
    foes = sorted((t for t in found.ties if t.weight < 0), key=lambda t: t.weight)[:TIES]
    data = {
        "members": found.members,
        "blocs": found.blocs,
        "modularity": round(found.modularity, 3),
        "cooperation": friends,
        "conflict": foes,
        "events": found.events,
        "left_out": networks.left_out(found),
    }
    figures = {
        "figure": Figure(PictureKind.NETWORK, networks.told(found), found.events, about.query),
        "matrix": Figure(PictureKind.MATRIX, ties.told(flows), sum(flow.events for flow in flows), about.query),
    }
    named = namer(ask.site)
    closer = [(each.code, named(each.code)) for each in sorted(found.members, key=lambda m: -m.events)[:CLOSER]]
    return View("network.html", "Network", data, {**figures, "scope": about, "named": named, "closer": closer})
