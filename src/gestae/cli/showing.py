"""``gestae show``: one event with its passage."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from gestae.cli.coding import plain_stdout
from gestae.cli.messages import printable
from gestae.cli.options import Form
from gestae.cli.rows import form_of, plain
from gestae.settings import Settings
from gestae.store.engine import Mode
from gestae.store.store import Store

if TYPE_CHECKING:
    from gestae.store.show import Passage, Shown

STYLES = {"trigger": "bold underline", "actor": "cyan", "recipient": "magenta", "via": "blue", "ordered_by": "blue"}
FACTS = ("status", "status_cue", "outcome", "day", "date_precision", "place", "place_country", "confidence", "why")
HEAD = ("title", "source", "published", "url")


def print_event(settings: Settings, name: str, form: Form | None) -> int:
    """Print an event: a page on a terminal, one JSON object in a pipe."""
    from gestae.store.show import show_event

    shape = form_of(form)
    with Store.open(settings.store, Mode.READ) as store, store.reading() as connection:
        shown = show_event(connection, name)
    if shape is Form.TABLE:
        console = Console(highlight=False, markup=False, emoji=False)
        for line in _page(shown, plain_page=not console.color_system):
            console.print(line)
    else:
        plain_stdout()
        sys.stdout.write(json.dumps(asdict(shown), ensure_ascii=False, default=plain) + "\n")
    return 0


def _page(shown: "Shown", *, plain_page: bool) -> Iterator[Text]:
    event = shown.event
    yield Text(" ".join(filter(None, (event["type"], event["mode"], event["uid"]))), style="bold")
    yield Text(" · ".join(_words(event[name]) for name in HEAD if event[name]), style="dim")
    if shown.passage is None:
        yield Text("The store holds no text of this document.", style="yellow")
    else:
        yield Text()
        yield _marked(shown.passage, plain_page=plain_page)
    yield Text()
    for party in shown.parties:
        codes = " ".join(filter(None, (party["country"], "|".join(party["sectors"]), party["entity"])))
        yield Text(f"{party['role'].replace('_', ' '):16}{_words(party['text'])} ({codes or 'unknown'})")
    for source in shown.attributions:
        yield Text(f"{'said by':16}{_words(source['text'] or source['cue'] or source['kind'])} ({source['kind']})")
    for amount in shown.quantities:
        yield Text(f"{amount['kind']:16}{_words(amount['text'])}")
    for name in FACTS:
        if event[name] is not None:
            yield Text(f"{name.replace('_', ' '):16}{_words(event[name])}")
    for label, rows in (("about", shown.about), ("also told", shown.others)):
        for row in rows:
            told = (row["type"], row["source"], row["published"], row["actors"], row["recipients"], row["uid"])
            yield Text(f"{label:16}{' · '.join(_words(word) for word in told if word)}", style="dim")


def _marked(passage: "Passage", *, plain_page: bool) -> Text:
    """The passage with its evidence in colour, or in brackets on a page without styles."""
    text, at = Text(), 0
    for mark in passage.marks:
        if mark.start < at:
            continue
        text.append(_flat(passage.text[at : mark.start]))
        words = _flat(passage.text[mark.start : mark.end])
        text.append(f"[{words}]" if plain_page else words, style=STYLES.get(mark.kind, ""))
        at = mark.end
    return text.append(_flat(passage.text[at:]))


def _flat(text: str) -> str:
    return printable(text.replace("\n", " ").replace("\t", " "))


def _words(value: object) -> str:
    return printable(" ".join(str(value).split()))
