"""Networks: countries and their ties laid out so that friends stand near each other and foes apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from gestae.analysis.blocs import find_blocs
from gestae.analysis.ties import Tie, busiest, flows, to_ties, totals
from gestae.analysis.wording import number
from gestae.errors import InstallationError
from gestae.store.filters import Asked

MOST_MEMBERS, MOST_TIES = 36, 120
NEAR, FAR, TOGETHER = 0.5, 0.7, 0.6


@dataclass(frozen=True, slots=True)
class Member:
    """A country of the network; ``bloc`` counts from 1, None for one that stands alone."""

    code: str
    events: int
    bloc: int | None
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Network:
    """The members and ties that are shown, out of all; ``blocs`` have two members or more.

    ``modularity`` says how clearly the blocs part: near 0 hardly, from about 0.3 clearly.
    """

    members: tuple[Member, ...]
    ties: tuple[Tie, ...]
    blocs: tuple[tuple[str, ...], ...]
    modularity: float
    all_members: int
    all_ties: int
    events: int


def build_network(connection: Connection, asked: Asked) -> Network:
    """The network of the countries whose events are asked for.

    Raises:
        InstallationError: networkx is not installed.
    """
    return arrange(to_ties(flows(connection, asked)))


def arrange(ties: Sequence[Tie]) -> Network:
    """The 36 countries with most events in ties, their blocs, and the 120 ties of greatest weight between them.

    Blocs are found in all ties between the countries shown. See ``find_blocs`` for how.

    Raises:
        InstallationError: networkx is not installed.
    """
    events = totals(ties)
    codes = busiest(ties, MOST_MEMBERS)
    among = [tie for tie in ties if tie.first in codes and tie.second in codes]
    found, modularity = find_blocs(codes, among)
    blocs = [bloc for bloc in found if len(bloc) > 1]
    of = {code: number_ for number_, bloc in enumerate(blocs, 1) for code in bloc}
    places = _places([code for bloc in found for code in bloc], among, of)
    shown = sorted(among, key=lambda tie: (-abs(tie.weight), -tie.events, tie.first, tie.second))[:MOST_TIES]
    return Network(
        members=tuple(Member(code, events[code], of.get(code), *places[code]) for code in codes),
        ties=tuple(shown),
        blocs=tuple(tuple(bloc) for bloc in blocs),
        modularity=modularity,
        all_members=len(events),
        all_ties=len(ties),
        events=sum(tie.events for tie in among),
    )


def _places(codes: Sequence[str], ties: Sequence[Tie], blocs: Mapping[str, int]) -> Mapping[str, tuple[float, float]]:
    """Where each stands: by Kamada and Kawai, the distances shorter for friends and longer for foes."""
    try:
        import networkx
    except ImportError as error:
        raise InstallationError('networks need networkx: pip install "gestae[corpus]"') from error
    if len(codes) < 3:
        return {code: (float(place), 0.0) for place, code in enumerate(codes)}
    heaviest = max((abs(tie.weight) for tie in ties), default=0.0) or 1.0
    wanted = {code: dict.fromkeys(codes, 1.0) for code in codes}
    for one in codes:
        for other in codes:
            if blocs.get(one, one) == blocs.get(other, other):
                wanted[one][other] = TOGETHER
    for tie in ties:
        share = (abs(tie.weight) / heaviest) ** 0.5
        factor = 1 - NEAR * share if tie.weight > 0 else 1 + FAR * share
        wanted[tie.first][tie.second] *= factor
        wanted[tie.second][tie.first] = wanted[tie.first][tie.second]
    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(codes)
    laid = networkx.kamada_kawai_layout(graph, dist=wanted)
    return {code: (round(float(place[0]), 4), round(float(place[1]), 4)) for code, place in laid.items()}


def told(network: Network) -> str:
    """What the network shows, in words, for those who cannot see the picture."""
    if not network.ties:
        return "No event between two known countries matches."
    words = f"{len(network.members)} countries with {number(network.events, 'event')} among them. "
    if network.blocs:
        listed = "; ".join(f"bloc {n}: {', '.join(bloc)}" for n, bloc in enumerate(network.blocs, 1))
        words += f"{number(len(network.blocs), 'bloc')} (modularity {network.modularity:.2f}): {listed}. "
    friends = max(network.ties, key=lambda tie: tie.weight)
    foes = min(network.ties, key=lambda tie: tie.weight)
    if friends.weight > 0:
        words += f"Most cooperation: {friends.first} and {friends.second}. "
    if foes.weight < 0:
        words += f"Most conflict: {foes.first} and {foes.second}."
    return words.strip()


def left_out(network: Network) -> str | None:
    """What is not shown, in words; None where all is."""
    members, ties = network.all_members - len(network.members), network.all_ties - len(network.ties)
    if not ties and not members:
        return None
    return (
        f"Shown are the {len(network.members)} countries with most events out of {network.all_members:,}, and the "
        f"{len(network.ties)} weightiest ties out of {network.all_ties:,}."
    )
