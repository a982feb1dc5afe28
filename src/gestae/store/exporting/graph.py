"""Who acts towards whom as a network: countries, or parties, and between them all that the one did to the other."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from gestae.errors import InstallationError
from gestae.store.counts import QUADS


class GraphFormat(StrEnum):
    """How a network is written."""

    GRAPHML = "graphml"
    GEXF = "gexf"


def write_graph(path: Path, pairs: Iterable[Mapping[str, Any]], form: GraphFormat) -> None:
    """Write a directed network of the pairs of ``tables.dyad_table``.

    Nodes are entities, or countries with sectors where no entity is known. Edges tell events, those of each quad,
    the sum and mean of scores of actual events, and the first and last day.

    Raises:
        InstallationError: networkx is not installed.
    """
    try:
        import networkx
    except ImportError as error:
        raise InstallationError("a network needs networkx: pip install 'gestae[corpus]'") from error
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    for pair in pairs:
        actor, recipient = (_node(graph, pair, side) for side in ("actor", "recipient"))
        if actor is None or recipient is None:
            continue
        if not graph.has_edge(actor, recipient):
            nothing: dict[str, Any] = {"events": 0, "score_sum": 0.0, "scored": 0, **dict.fromkeys(QUADS.values(), 0)}
            graph.add_edges_from([(actor, recipient, nothing)])
        _add(graph.edges[actor, recipient], pair)
    for _, _, edge in graph.edges(data=True):
        scored = edge.pop("scored")
        if scored:
            edge["score_mean"] = edge["score_sum"] / scored
        edge["weight"] = edge["events"]
    if form is GraphFormat.GRAPHML:
        networkx.write_graphml(graph, path)
    else:
        networkx.write_gexf(graph, path)


def _node(graph: Any, pair: Mapping[str, Any], side: str) -> str | None:
    entity, country, sector = (pair[f"{side}_{part}"] for part in ("entity", "country", "sector"))
    name = entity or " ".join(filter(None, (country, sector)))
    if not name:
        return None
    told = {"label": pair[f"{side}_name"] or name, "country": country, "sector": sector}
    graph.add_node(name, **{key: value for key, value in told.items() if value})
    return str(name)


def _add(edge: dict[str, Any], pair: Mapping[str, Any]) -> None:
    edge["events"] += 1
    edge[pair["quad"].replace(" ", "_")] += 1
    if pair["status"] == "actual" and pair["score"] is not None:
        edge["score_sum"] += pair["score"]
        edge["scored"] += 1
    if pair["day"] is not None:
        day = pair["day"].isoformat()
        edge["first_day"] = min(edge.get("first_day", day), day)
        edge["last_day"] = max(edge.get("last_day", day), day)
