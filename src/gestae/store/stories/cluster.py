"""Reports put together: each joins the story that it is most like, or begins one."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from gestae.store.stories.likeness import DAYS_APART, Report, likeness

LEAST = 0.6  # mean likeness to the members of a story
MOST_COMPARED = 12  # members of a story that a report is compared with
MOST_STORIES = 200  # stories that a report is compared with, those with most in common first

Key = tuple[str, str, date]


def cluster(reports: Iterable[Report]) -> list[list[Report]]:
    """Stories, each with its reports, in the order of their days. The same reports give the same stories.

    Two events that one document tells apart are never one story.
    """
    ordered = sorted(reports, key=lambda r: (r.day or date.max, r.document, r.event))
    weights = word_weights(ordered)
    stories: list[list[Report]] = []
    index: dict[Key, list[int]] = defaultdict(list)
    for report in ordered:
        best = _best(report, stories, index, weights)
        if best is None:
            best = len(stories)
            stories.append([])
        stories[best].append(report)
        for key in _keys(report):
            if not index[key] or index[key][-1] != best:
                index[key].append(best)
    return stories


def _best(
    report: Report, stories: Sequence[Sequence[Report]], index: Mapping[Key, list[int]], weights: Mapping[str, float]
) -> int | None:
    met: Counter[int] = Counter()
    for key in _keys_around(report):
        met.update(index.get(key, ()))
    best: int | None = None
    most = LEAST
    for number, _ in met.most_common(MOST_STORIES):
        members = stories[number]
        if not report.repeated and any(m.document == report.document and not m.repeated for m in members):
            continue
        scores = [likeness(report, member, weights).score() for member in members[-MOST_COMPARED:]]
        mean = sum(scores) / len(scores)
        if min(scores) > 0 and mean >= most:
            best, most = number, mean
    return best


def _keys(report: Report) -> Iterator[Key]:
    if report.day is None:
        return
    for country in report.actors.countries | report.recipients.countries:
        yield report.family, country, report.day
    if report.site.geonameid is not None:
        yield report.family, str(report.site.geonameid), report.day
    if report.text_group is not None:
        yield report.family, f"copy {report.text_group}", report.day


def _keys_around(report: Report) -> Iterator[Key]:
    for family, name, day in _keys(report):
        for days in range(-DAYS_APART, DAYS_APART + 1):
            yield family, name, day + timedelta(days=days)


def word_weights(reports: Sequence[Report]) -> dict[str, float]:
    """Rare words weigh more: the inverse document frequency among the reports."""
    counts = Counter(word for report in reports for word in report.words)
    return {word: 1.0 + math.log((1 + len(reports)) / (1 + count)) for word, count in counts.items()}
