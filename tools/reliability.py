"""Is confidence honest? `python tools/reliability.py PICTURE [ARTICLES.jsonl ...]`.

Measures the lexicon's signs on all training items and writes `data/lexicon/confidence.tsv`; measures the shipped
model's on the items that it has not learnt and writes its `calibration.tsv`; draws the share of right events at each
confidence, for both choosers, on those items (each tenth rated by weights fitted to the others) and on annotated
articles, which nothing is fitted to. An article has `text`, `sentences` (slices of the text) and `events` with
`sentence`, `core`, `type`, `actors`, `recipients` and `unsure` (fields that are not held against the coder).
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from gestae.events.confidence import calibration_error
from gestae.model import Event, EventRole, EventType
from gestae.pipeline import Coder
from gestae.settings import ChooserKind, Settings
from gestae.tables import DATA
from gestae.training.calibrate import calibrate, calibrated
from gestae.training.data import read_items
from gestae.training.run import kept_out

Pairs = Sequence[tuple[float, bool]]

TRAINING = Path(__file__).parents[1] / "training"
FIELDS = ("id", "title", "text", "published", "source", "url")
MUTUAL = frozenset({EventType.CONSULT, EventType.COOPERATE})
BINS = 10
OWN = "own sentences"
OTHERS = "annotated articles"


def main(words: Sequence[str]) -> None:
    picture, articles = Path(words[0]), [read(Path(word)) for word in words[1:]]
    items = list(read_items(TRAINING))
    aside = kept_out(items)
    lexicon = Settings(chooser=ChooserKind.LEXICON)
    own = {
        "model": calibrate(Settings(), DATA / "chooser", [i for i in items if i.batch in aside]),
        "lexicon": calibrated(Coder(lexicon), items, DATA / "lexicon" / "confidence.tsv"),
    }
    rows = [row for chooser, found in own.items() for row in points(chooser, OWN, found.pairs)]
    for chooser, settings in (("model", Settings()), ("lexicon", lexicon)):
        pairs = [pair for several in articles for pair in on_articles(Coder(settings), several)]
        rows += points(chooser, OTHERS, pairs)
    draw(rows, picture)


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def on_articles(coder: Coder, articles: Sequence[dict[str, Any]]) -> Iterator[tuple[float, bool]]:
    """Confidence of each main event, and whether type, actors and recipients are those of an annotated one."""
    documents = [{field: article[field] for field in FIELDS if article.get(field)} for article in articles]
    for article, record in zip(articles, coder.code_many(documents), strict=True):
        events = [e for e in record.events if e.role is EventRole.MAIN and e.trigger.field == "text"]
        for number, (start, end) in enumerate(article["sentences"]):
            found = [e for e in events if start <= e.trigger.start < end]
            wanted = [g for g in article["events"] if g["sentence"] == number]
            yield from compared(found, wanted)


def compared(found: Iterable[Event], wanted: Sequence[dict[str, Any]]) -> Iterator[tuple[float, bool]]:
    left = list(found)
    for gold in sorted(wanted, key=lambda g: not g["core"]):
        same = sorted((e for e in left if e.type == gold["type"]), key=lambda e: -sum(agreeing(e, gold)))
        if same:
            left.remove(same[0])
            if gold["core"]:
                yield same[0].confidence, all(agreeing(same[0], gold))
    yield from ((event.confidence, False) for event in left)


def agreeing(event: Event, gold: dict[str, Any]) -> tuple[bool, bool]:
    """Do actors and recipients have the annotated countries; of a meeting both sides together?"""
    sides = ({a.country for a in event.actors} - {None}, {a.country for a in event.recipients} - {None})
    told = tuple({a["country"] for a in gold[side] if a.get("country")} for side in ("actors", "recipients"))
    unsure = tuple(side in gold["unsure"] for side in ("actors", "recipients"))
    if event.type in MUTUAL:
        same = any(unsure) or sides[0] | sides[1] == told[0] | told[1]
        return same, same
    return unsure[0] or sides[0] == told[0], unsure[1] or sides[1] == told[1]


def points(chooser: str, texts: str, pairs: Pairs) -> Iterator[dict[str, Any]]:
    """A row a bin that holds an event."""
    title = f"{chooser}, {texts}: error {calibration_error(pairs):.3f}, {len(pairs)} events"
    print(title)
    for n in range(BINS):
        held = [(c, right) for c, right in pairs if n <= c * BINS < n + 1 or (n == BINS - 1 and c == 1)]
        if held:
            confidence, share = (sum(column) / len(held) for column in zip(*held, strict=True))
            print(f"  {confidence:.2f} {share:.2f} {len(held)}")
            yield {"panel": title, "confidence": confidence, "share right": share, "events": len(held) / len(pairs)}


def draw(rows: Sequence[dict[str, Any]], picture: Path) -> None:
    import altair

    panels = list(dict.fromkeys(row["panel"] for row in rows))
    axis = altair.Axis(values=[0, 0.2, 0.4, 0.6, 0.8, 1])
    even = altair.Chart(altair.Data(values=[{"at": 0}, {"at": 1}])).mark_line(strokeDash=[4, 4], color="#999999")
    charts = []
    for panel in panels:
        held = altair.Chart(altair.Data(values=[row for row in rows if row["panel"] == panel]))
        dots = held.mark_circle(color="#1f5a8a", opacity=0.9).encode(
            x=altair.X("confidence:Q", scale=altair.Scale(domain=[0, 1]), axis=axis, title="confidence"),
            y=altair.Y("share right:Q", scale=altair.Scale(domain=[0, 1]), axis=axis, title="share right"),
            size=altair.Size("events:Q", scale=altair.Scale(domain=[0, 0.5], range=[20, 500]), title="share of events"),
        )
        line = even.encode(x=altair.X("at:Q", title="confidence"), y=altair.Y("at:Q", title="share right"))
        charts.append((line + dots).properties(title=panel, width=250, height=250))
    chart = altair.concat(*charts, columns=2).configure_title(fontSize=11, anchor="start")
    picture.parent.mkdir(parents=True, exist_ok=True)
    chart.save(str(picture))


if __name__ == "__main__":
    main(sys.argv[1:])
