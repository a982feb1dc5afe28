"""Pictures of who deals with whom: the network with its blocs, and the matrix."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gestae.analysis.networks import Network
from gestae.analysis.theme import LOOKS, Look, Theme, Width, heading, styled
from gestae.analysis.ties import Flow
from gestae.analysis.wording import number

if TYPE_CHECKING:
    import altair as alt

ALONE = "in no bloc"
ROOM = 0.12  # around the outermost members
MOST_SIDE = {Width.NARROW: 12, Width.WIDE: 20, Width.LARGE: 40}  # so that cells have room for their figures


def draw_network(network: Network, title: str, theme: Theme, width: Width) -> "alt.TopLevelMixin":
    """Countries by bloc; ties in blue where cooperation prevails, dashed and orange where conflict does."""
    import altair as alt

    look = LOOKS[theme]
    side = width.pixels - 30
    places = {member.code: member for member in network.members}
    frame = _frame(network)
    layers = [_ties(network, places, look, frame), *_members(network, look, frame, width)]
    height = round(side * (0.62 if width is not Width.NARROW else 1.05))
    return styled(
        alt.layer(*layers).properties(width=side, height=height, title=heading(title, _shown(network), width)),
        look,
        width,
    )


def _shown(network: Network) -> list[str]:
    lines = [
        f"{number(network.events, 'event')} between {len(network.members)} countries; "
        f"{number(len(network.blocs), 'bloc')}, modularity {network.modularity:.2f}"
    ]
    if network.all_members > len(network.members) or network.all_ties > len(network.ties):
        lines.append(f"Shown: {len(network.members)} of {network.all_members:,} countries")
        lines[-1] += f", {len(network.ties)} of {network.all_ties:,} ties"
    return lines


def _frame(network: Network) -> tuple["alt.Scale", "alt.Scale"]:
    import altair as alt

    scales = []
    for values in ([m.x for m in network.members], [m.y for m in network.members]):
        low, high = min(values, default=0.0), max(values, default=1.0)
        room = (high - low or 1.0) * ROOM
        scales.append(alt.Scale(domain=[low - room, high + room], nice=False, zero=False))
    return scales[0], scales[1]


def _ties(
    network: Network, places: Mapping[str, Any], look: Look, frame: tuple["alt.Scale", "alt.Scale"]
) -> "alt.Chart":
    import altair as alt

    rows: list[dict[str, Any]] = [
        {
            "x": places[tie.first].x,
            "y": places[tie.first].y,
            "x2": places[tie.second].x,
            "y2": places[tie.second].y,
            "kind": "cooperation" if tie.weight > 0 else "conflict" if tie.weight < 0 else "even",
            "weight": abs(tie.weight) ** 0.5,
            "tie": f"{tie.first} and {tie.second}",
            "events": tie.events,
        }
        for tie in network.ties
    ]
    kinds = (
        ["cooperation", "conflict", "even"] if any(r["kind"] == "even" for r in rows) else ["cooperation", "conflict"]
    )
    heaviest = max((row["weight"] for row in rows), default=1.0) or 1.0
    legend = alt.Legend(symbolType="stroke", symbolStrokeWidth=3, symbolSize=400)
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_rule(opacity=0.55)
        .encode(
            x=alt.X("x:Q", axis=None, scale=frame[0]),
            y=alt.Y("y:Q", axis=None, scale=frame[1]),
            x2="x2:Q",
            y2="y2:Q",
            color=alt.Color(
                "kind:N",
                title="What prevails",
                scale=alt.Scale(domain=kinds, range=[look.cooperation, look.conflict, look.faint][: len(kinds)]),
                legend=legend,
            ),
            strokeDash=alt.StrokeDash(
                "kind:N",
                title="What prevails",
                scale=alt.Scale(domain=kinds, range=[[1, 0], [6, 4], [2, 3]][: len(kinds)]),
                legend=legend,
            ),
            strokeWidth=alt.StrokeWidth("weight:Q", scale=alt.Scale(domain=[0, heaviest], range=[0.4, 7]), legend=None),
            tooltip=["tie:N", "kind:N", "events:Q"],
        )
    )


def _members(network: Network, look: Look, frame: tuple["alt.Scale", "alt.Scale"], width: Width) -> list["alt.Chart"]:
    import altair as alt

    rows: list[dict[str, Any]] = [
        {"code": m.code, "x": m.x, "y": m.y, "events": m.events, "bloc": _bloc(m.bloc, look)} for m in network.members
    ]
    blocs = sorted({row["bloc"] for row in rows} - {ALONE})
    names = [*blocs, ALONE] if any(row["bloc"] == ALONE for row in rows) else blocs
    colours = [look.faint if name == ALONE else look.groups[blocs.index(name)] for name in names]
    most = max((row["events"] for row in rows), default=1)
    sizes = [950, 2000] if width is not Width.NARROW else [640, 1100]
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("x:Q", axis=None, scale=frame[0]), y=alt.Y("y:Q", axis=None, scale=frame[1])
    )
    dots = base.mark_circle(opacity=1, stroke=look.ground, strokeWidth=2).encode(
        fill=alt.Fill(
            "bloc:N",
            title="Bloc",
            scale=alt.Scale(domain=names, range=colours),
            legend=alt.Legend(columns=4 if width is not Width.NARROW else 3, symbolType="circle"),
        ),
        size=alt.Size("events:Q", scale=alt.Scale(domain=[0, most], range=sizes), legend=None),
        tooltip=["code:N", "bloc:N", "events:Q"],
    )
    letters = {"fontSize": 11 if width is not Width.NARROW else 9, "fontWeight": "bold", "baseline": "middle"}
    return [dots, base.mark_text(color=look.ground, **letters).encode(text="code:N")]


def _bloc(number_: int | None, look: Look) -> str:
    if number_ is None:
        return ALONE
    return f"bloc {number_}" if number_ < len(look.groups) else "further blocs"


def draw_matrix(flows: Sequence[Flow], title: str, theme: Theme, width: Width) -> "alt.TopLevelMixin":
    """Who does how much to whom: figures are events, colours the mean score."""
    import altair as alt

    look = LOOKS[theme]
    codes = largest(flows, MOST_SIDE[width])
    rows: list[dict[str, Any]] = [
        {"actor": f.actor, "recipient": f.recipient, "events": f.events, "mean": round(f.mean, 2)}
        for f in flows
        if f.actor in codes and f.recipient in codes
    ]
    step = (width.pixels - MARGIN) / max(len(codes), 6)
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("recipient:N", sort=codes, title="is acted upon", axis=alt.Axis(orient="top", labelAngle=-90)),
        y=alt.Y("actor:N", sort=codes, title="acts"),
    )
    cells = base.mark_rect(stroke=look.ground).encode(
        color=alt.Color(
            "mean:Q",
            title="Mean score: -10 conflict, 10 cooperation" if width is not Width.NARROW else "Mean score",
            scale=alt.Scale(domain=[-10, 0, 10], range=[look.conflict, look.line, look.cooperation], interpolate="rgb"),
            legend=alt.Legend(gradientLength=200),
        ),
        tooltip=["actor:N", "recipient:N", "events:Q", "mean:Q"],
    )
    figures = base.mark_text(fontSize=11 if width is not Width.NARROW else 10).encode(
        text=alt.Text("events:Q", format="~s"),
        color=alt.condition("abs(datum.mean) > 4.5", alt.value("#ffffff"), alt.value(look.ink)),
    )
    shown = f"Figures are events: {sum(row['events'] for row in rows):,} of {sum(f.events for f in flows):,}"
    above = heading(title, [f"{shown} between known countries"], width)
    chart = alt.layer(cells, figures).properties(
        width=step * max(len(codes), 1), height=min(step, 34) * max(len(codes), 1), title=above
    )
    return styled(chart, look, width)


MARGIN = 96


def largest(flows: Sequence[Flow], most: int) -> list[str]:
    """The countries with most events on either side."""
    events: dict[str, int] = {}
    for flow in flows:
        for code in {flow.actor, flow.recipient}:
            events[code] = events.get(code, 0) + flow.events
    return sorted(events, key=lambda code: (-events[code], code))[:most]
