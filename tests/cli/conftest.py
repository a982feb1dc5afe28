import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import Any

import pytest

from gestae.cli import main
from gestae.events.relate import Relation
from gestae.model import Actor, Document, Engine, Place, PlaceLevel, Record
from gestae.reading import ActorQuery, PlaceQuery, Reading, RelationQuery
from gestae.settings import Settings

TEXT = "Greece threatened to expel the envoy. The army said\nrebels shelled Larnaca; the group denied it."
ENGINE = {
    "gestae": "0",
    "ontology": "o",
    "lexicon": "sha256:1",
    "knowledge": "sha256:2",
    "knowledge_until": "2025-06-30",
    "gazetteer": "g",
    "language_model": "m",
    "settings": "sha256:3",
}


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def event(number: int, kind: str, trigger: str, sentence: int, **more: Any) -> dict[str, Any]:
    base = {"id": f"e{number}", "uid": f"u{number}", "sentence": sentence, "role": "main", "type": kind, "cameo": "13"}
    rest = {"quad": "verbal conflict", "score": -3.5, "trigger": span(trigger), "status": "actual"}
    return {**base, **rest, "plover_valid": True, "confidence": 0.9, "why": "row", **more}


def sample(document: Document) -> Record:
    """A record with a threat and its content, an attributed attack and a denial."""
    greece = {**span("Greece"), "country": "GRC", "sector": "GOV", "sectors": ["GOV"], "entity": "country:GRC"}
    rebels = {**span("rebels"), "sector": "REB", "sectors": ["REB"]}
    army = {"kind": "named", "actor": {**span("The army"), "sector": "MIL", "sectors": ["MIL"]}, "cue": span("said")}
    place = {**span("Larnaca"), "name": "Larnaca", "country": "CYP", "geonameid": 1, "basis": "stated"}
    day = {"from": "2024-03-13", "to": "2024-03-13", "precision": "day", "basis": "inherited"}
    events = [
        event(1, "THREATEN", "threatened", 0, modes=["expel"], actors=[greece], about=["e2"]),
        event(2, "COERCE", "expel", 0, role="content", status="hypothetical", actors=[greece]),
        event(
            3,
            "ASSAULT",
            "shelled",
            1,
            actors=[rebels],
            attributed_to=[army],
            place=place,
            date=day,
        ),
        event(4, "REJECT", "denied", 1, status="negated", attributed_to=[{"kind": "unnamed"}], confidence=0.2),
    ]
    head = {"id": document.id or "sha256:x", "title": document.title, "text": document.text, "language": "en"}
    head |= {"published": document.published, "source": document.source}
    second = TEXT.index("The army")
    fields = {"document": head, "events": events, "sentences": [[0, second - 1], [second, len(TEXT)]], "engine": ENGINE}
    return Record.model_validate(fields)


class FakeCoder:
    """Gives the sample record for its text, an empty one with a notice for any other."""

    def __init__(self, settings: Settings, on_build: object = None) -> None:
        self.settings = settings

    def code_many(self, documents: Iterable[Reading]) -> Iterator[Record]:
        for reading in documents:
            if reading.document.text == TEXT:
                yield sample(reading.document)
                continue
            notice = {"code": "empty", "message": "The text is empty."}
            head = {"id": reading.document.id or "-", "text": reading.document.text, "notices": [notice]}
            yield Record(document=head, engine=Engine.model_validate(ENGINE))  # type: ignore[arg-type]

    def resolve_actor(self, rows: Iterable[ActorQuery]) -> Iterator[Actor]:
        for row in rows:
            yield Actor(country="KEN", sector="COP", sectors=("COP",), name=f"{row.text} {row.date} {row.context}")

    def place(self, rows: Iterable[PlaceQuery]) -> Iterator[Place]:
        for row in rows:
            yield Place(name=row.document.text[row.start : row.end], level=PlaceLevel.CITY)

    def relate(self, rows: Iterable[RelationQuery]) -> Iterator[Relation]:
        for row in rows:
            yield Relation(None, (), 0.0, f"{row.source} {row.target}")


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


class Gestae:
    """Runs the command line in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def __call__(self, *words: str) -> Ran:
        self.monkeypatch.setattr(sys, "argv", ["gestae", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = self.capsys.readouterr()
        return Ran(int(ended.value.code or 0), printed.out, printed.err)


@pytest.fixture
def gestae(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Gestae:
    """The command line with a coder that needs no model."""
    module = ModuleType("gestae.pipeline")
    module.Coder = FakeCoder  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gestae.pipeline", module)
    return Gestae(monkeypatch, capsys)


@pytest.fixture
def text() -> str:
    """The text of the sample record."""
    return TEXT


@pytest.fixture
def record() -> Record:
    """The sample record."""
    return sample(Document(text=TEXT, title="Envoys", published=date(2024, 3, 16)))
