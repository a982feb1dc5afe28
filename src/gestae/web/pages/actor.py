"""Somebody: who that is on which dates, what they do and suffer, what they say and what is said of them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gestae.analysis import series
from gestae.analysis.pictures import PictureKind
from gestae.analysis.relations import relations
from gestae.store.ask import page as some_events
from gestae.store.filters import Asked, read_filters
from gestae.store.party import Party, PartyKind, read_party
from gestae.store.standing import sayings, standings
from gestae.web.figures import Figure, country_name, kept, namer, scope
from gestae.web.page import add_page
from gestae.web.pages.dyad import plain
from gestae.web.site import Ask, Site, View

if TYPE_CHECKING:
    from fastapi import APIRouter

NEWEST, SAYINGS, REPORTED = 10, 12, 8


def router(site: Site) -> "APIRouter":
    """The route of an actor."""
    from fastapi import APIRouter

    routes = APIRouter()
    add_page(routes, site, "/actors/{who}", actor)
    return routes


def actor(ask: Ask) -> View:
    """Standing by date, timeline, relations, statements and reports of others."""
    who = plain(ask.path["who"])
    party = read_party(who)
    about = scope(ask, f"/actors/{who}", fixed=("party",))
    query = {**about.query, "party": [who]}
    asked, connection = Asked({**about.asked.values, "party": (party,)}), ask.connection
    months = kept(ask, "months", query, lambda: series.monthly(connection, asked))
    data = {
        "who": who,
        "roles": _roles(ask, party),
        "standings": kept(ask, "standings", query, lambda: standings(connection, party)),
        "months": series.table(months),
        "relations": kept(ask, "relations", query, lambda: relations(connection, about.asked, party)),
        "newest": kept(ask, "newest", query, lambda: some_events(connection, asked, NEWEST).rows),
        "says": kept(ask, "sayings", query, lambda: sayings(connection, party, SAYINGS)),
        "said": kept(ask, "said", query, lambda: _said(ask, query, who)),
    }
    figure = Figure(PictureKind.TIMELINE, series.told(months), months.events, query)
    links = {"scope": about, "figure": figure, "named": namer(ask.site)}
    return View("actor.html", country_name(ask.site, who), data, links)


def _said(ask: Ask, query: Mapping[str, object], who: str) -> list[dict[str, Any]]:
    """The newest events with somebody that reports attribute to others."""
    given = {**query, "status": "any"}
    told = some_events(ask.connection, read_filters({**given, "said_by": ["named", "unnamed"]}), REPORTED * 3)
    own = some_events(ask.connection, read_filters({**given, "said_by": who}), REPORTED * 3)
    by_themselves = {(row["document"], row["uid"]) for row in own.rows}
    return [row for row in told.rows if (row["document"], row["uid"]) not in by_themselves][:REPORTED]


def _roles(ask: Ask, party: Party) -> list[dict[str, Any]]:
    """The offices and standings that the knowledge's tables give, the latest first; none for those not in them."""
    knowledge = ask.site.desk.coder().knowledge
    if party.kind is PartyKind.COUNTRY:
        country = knowledge.countries.get(party.country or "")
        if country is None:
            return []
        told = {"office": country.kind, "country": country.code, "sectors": []}
        return [{**told, "from": country.period.start, "until": country.period.end}]
    entity = knowledge.entities.get(party.words or "")
    if entity is None:
        return []
    roles = sorted(knowledge.roles.get(entity.id, ()), key=lambda r: str(r.period.start or ""), reverse=True)
    rows = [
        {"office": r.office, "country": r.country or entity.country, "sectors": list(r.sectors)}
        | {"from": r.period.start, "until": r.period.end}
        for r in roles
    ]
    own = {"office": entity.kind.value, "country": entity.country, "sectors": list(entity.sectors)}
    return rows or [{**own, "from": entity.period.start, "until": entity.period.end}]
