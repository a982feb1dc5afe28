"""Pictures of months: how much happened, how cooperative it was, and where its course changed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gestae.analysis.changes import Changes
from gestae.analysis.dyads import Direction
from gestae.analysis.series import Month, Series
from gestae.analysis.theme import LOOKS, Look, Theme, Width, heading, styled
from gestae.analysis.wording import number
from gestae.model import Quad

if TYPE_CHECKING:
    import altair as alt

MARGIN = 84  # pixels for the axis at the left
VOLUME, SCORES = 170, 130  # heights in pixels
LOWEST, HIGHEST = -10, 10  # of scores
FEW_YEARS = 4
LEAST_OPAQUE = 0.35


def draw_timeline(series: Series, title: str, theme: Theme, width: Width) -> "alt.TopLevelMixin":
    """Events a month stacked by quad, and below them the mean score of each month."""
    import altair as alt

    look = LOOKS[theme]
    months = _span([series])
    panels = [_volume(series, look, width, months), _scores(series, None, look, width, months)]
    return styled(
        alt.vconcat(*panels, spacing=14).properties(title=heading(title, _counts(series), width)), look, width
    )


def draw_dyad(directions: Sequence[Direction], title: str, theme: Theme, width: Width) -> "alt.TopLevelMixin":
    """For each direction the scores with their courses and the intervals of changes, and the events by quad."""
    import altair as alt

    look = LOOKS[theme]
    months = _span([direction.series for direction in directions])
    parts = []
    for direction in directions:
        named = f"{direction.actor} towards {direction.recipient}"
        above = heading(named, _courses(direction), width, 14)
        scores = _scores(direction.series, direction.changes, look, width, months)
        parts += [scores.properties(title=above), _volume(direction.series, look, width, months)]
    whole = alt.vconcat(*parts, spacing=12).resolve_scale(color="shared")
    return styled(whole.properties(title=heading(title, [], width)), look, width)


def _counts(series: Series) -> list[str]:
    lines = [f"{number(series.events, 'event')}, each counted once however many report it"]
    if series.undated:
        lines.append(f"Not shown: {number(series.undated, 'event')} without a date")
    if series.early:
        lines.append(f"Not shown: {number(series.early, 'event')} dated long before the others")
    return lines


def _courses(direction: Direction) -> list[str]:
    lines = [number(direction.series.events, "event")]
    changes = direction.changes
    if changes.unknown is None:
        lines[0] += f", {number(len(changes.changes), 'change')} of course"
        lines[0] += "; bands are 95 % intervals" if changes.changes else ""
    else:
        lines[0] += "; too few to tell changes of course"
    return lines


def _span(all_series: Sequence[Series]) -> list[str]:
    """The first day of the first month, and that after the last."""
    names = [month.name for series in all_series for month in series.months] or ["2000-01"]
    return [_day(min(names)), _day(_next(max(names)))]


def _day(month: str) -> str:
    return f"{month}-01"


def _time(months: Sequence[str], name: str = "month") -> "alt.X":
    import altair as alt

    scale = alt.Scale(type="utc", domain=[_moment(day) for day in months])
    axis = alt.Axis(grid=False, labelOverlap="greedy", tickCount={"interval": "year", "step": 1}, format="%Y")
    if _years(months) < FEW_YEARS:
        axis = alt.Axis(grid=False, labelOverlap="greedy", tickCount={"interval": "month", "step": 3}, format="%b %Y")
    return alt.X(f"{name}:T", title=None, scale=scale, axis=axis)


def _years(months: Sequence[str]) -> int:
    return int(months[1][:4]) - int(months[0][:4])


def _moment(day: str) -> "alt.DateTime":
    import altair as alt

    year, month, _ = map(int, day.split("-"))
    return alt.DateTime(year=year, month=month, date=1, utc=True)


def _volume(series: Series, look: Look, width: Width, months: Sequence[str]) -> "alt.Chart":
    import altair as alt

    rows = [
        {
            "month": _day(month.name),
            "until": _day(_next(month.name)),
            "quad": quad.value,
            "events": count,
            "order": place,
        }
        for month in series.months
        for place, (quad, count) in enumerate(zip(Quad, month.quads, strict=True))
        if count
    ]
    colour = alt.Color(
        "quad:N",
        title=None,
        scale=alt.Scale(domain=[q.value for q in Quad], range=[look.quads[q] for q in Quad]),
        legend=alt.Legend(columns=4 if width is not Width.NARROW else 2, symbolType="square"),
    )
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_bar()
        .encode(
            x=_time(months, "utcyearmonth(month)"),
            y=alt.Y("events:Q", title="Events a month", axis=alt.Axis(tickMinStep=1, format="~s", tickCount=5)),
            color=colour,
            order="order:Q",
            tooltip=["month:T", "quad:N", "events:Q"],
        )
        .properties(width=width.pixels - MARGIN, height=VOLUME)
    )


def _scores(
    series: Series, changes: Changes | None, look: Look, width: Width, months: Sequence[str]
) -> "alt.LayerChart":
    import altair as alt

    rows = [_point(month) for month in series.months if month.mean is not None]
    most = max((row["events"] for row in rows), default=1)
    y = alt.Y(
        "score:Q",
        title="Mean score, -10 to 10",
        scale=alt.Scale(domain=_range(rows), nice=True),
        axis=alt.Axis(tickCount=5),
    )
    zero = alt.Chart(alt.Data(values=[{"score": 0}])).mark_rule(color=look.faint, strokeDash=[3, 3]).encode(y=y)
    x = _time(months)
    base = alt.Chart(alt.Data(values=rows)).encode(x=x, y=y)
    points = base.mark_circle(color=look.ink).encode(
        opacity=alt.Opacity(
            "events:Q", scale=alt.Scale(domain=[1, max(most, 2)], range=[LEAST_OPAQUE, 0.9]), legend=None
        ),
        size=alt.Size("events:Q", scale=alt.Scale(domain=[1, max(most, 2)], range=[10, 60]), legend=None),
        tooltip=["month:T", "score:Q", "events:Q"],
    )
    layers = [zero]
    if changes is None or changes.unknown:
        layers += [base.mark_line(color=look.faint, strokeWidth=1.2, opacity=0.8), points]
    else:
        layers += [_bands(changes, look, x), points, *_levels(changes, look, x, y)]
    return alt.layer(*layers).properties(width=width.pixels - MARGIN, height=SCORES)


def _point(month: Month) -> dict[str, Any]:
    return {"month": _day(month.name), "score": round(month.mean or 0.0, 3), "events": month.scored}


def _range(rows: Sequence[Mapping[str, Any]]) -> list[float]:
    low = min((row["score"] for row in rows), default=0.0)
    high = max((row["score"] for row in rows), default=0.0)
    return [max(min(low, -1.0), LOWEST), min(max(high, 1.0), HIGHEST)]


def _bands(changes: Changes, look: Look, x: "alt.X") -> "alt.Chart":
    import altair as alt

    rows = [{"month": _day(c.earliest), "until": _day(_next(c.latest))} for c in changes.changes]
    return alt.Chart(alt.Data(values=rows)).mark_rect(color=look.faint, opacity=0.22).encode(x=x, x2="until:T")


def _levels(changes: Changes, look: Look, x: "alt.X", y: "alt.Y") -> list["alt.Chart"]:
    import altair as alt

    rows = [
        {"month": _day(c.first), "until": _day(_next(c.last)), "score": round(c.mean, 3), "label": f"{c.mean:+.1f}"}
        for c in changes.courses
    ]
    base = alt.Chart(alt.Data(values=rows)).encode(x=x, y=y)
    lines = [
        base.mark_rule(stroke=colour, strokeWidth=3).encode(x2="until:T").transform_filter(f"datum.score {sign} 0")
        for sign, colour in ((">=", look.cooperation), ("<", look.conflict))
    ]
    style = {"align": "left", "dy": -9, "dx": 2, "fontSize": 12, "fontWeight": "bold"}
    halo = base.mark_text(stroke=look.ground, strokeWidth=4, strokeJoin="round", **style).encode(text="label:N")
    return [*lines, halo, base.mark_text(color=look.ink, **style).encode(text="label:N")]


def _next(month: str) -> str:
    year, number_ = map(int, month.split("-"))
    return f"{year + number_ // 12:04}-{number_ % 12 + 1:02}"
